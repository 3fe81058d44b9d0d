#include "sync-server/http/message.h"

#include <algorithm>

namespace huiyin::server::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::optional<Method> method_from_text(std::string_view text) {
    for (const Method method : {Method::Get, Method::Head, Method::Post}) {
        if (text == text_of(method)) {
            return method;
        }
    }
    return std::nullopt;
}

std::string_view text_of(Method method) {
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    }
    return "GET";
}

std::optional<std::string_view> find_field(const Request& request, std::string_view lower_name) {
    for (const Field& field : request.fields) {
        if (field.name == lower_name) {
            return field.value;
        }
    }
    return std::nullopt;
}

Response json_response(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.fields.push_back({"Cache-Control", "no-store"});
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

Response error_response(int status, std::string_view code, std::string_view message) {
    std::string body = R"({"error":{"code":")";
    body.append(code).append(R"(","message":")").append(message).append(R"("}})");
    return json_response(status, std::move(body));
}

Response
retry_response(int status, std::string_view code, std::string_view message, int retry_after_s) {
    Response response = error_response(status, code, message);
    response.fields.push_back({"Retry-After", std::to_string(retry_after_s)});
    return response;
}

std::string_view reason_of(int status) {
    struct Reason {
        int status;
        std::string_view text;
    };

    static constexpr Reason reasons[] = {
        {200, "OK"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    for (const Reason& reason : reasons) {
        if (reason.status == status) {
            return reason.text;
        }
    }
    return "Error";
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(x) == lower(y);
    });
}

std::string_view without_ows(std::string_view text) {
    const auto is_ows = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_ows(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_ows(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool list_has_token(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (equals_ignoring_case(without_ows(list.substr(0, comma)), token)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

} // namespace huiyin::server::http
