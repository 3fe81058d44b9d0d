#include "ui/command/http_client.h"

#include "core/base/text.h"
#include "ui/command/http_answer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;

namespace {

std::string request_text(const ServerAddress& server, const app::Request& request) {
    const bool has_body = !request.content_type.empty();
    std::string text(has_body ? "POST " : "GET ");
    text.append(request.path).append(" HTTP/1.1\r\nHost: ").append(server.host);
    text.append(":").append(server.port).append("\r\n");
    if (has_body) {
        text.append("Content-Type: ").append(request.content_type).append("\r\n");
        text.append("Content-Length: ").append(std::to_string(request.body.size()));
        text.append("\r\n");
    }
    if (!request.token.empty()) {
        text.append("Authorization: Bearer ").append(request.token).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n").append(request.body);
    return text;
}

base::Result<sync::Answer> read_answer(Connection& connection) {
    std::string bytes;
    std::optional<AnswerHead> head;
    while (!head) {
        HUIYIN_TRY(connection.receive(bytes));
        head = HUIYIN_TRY(answer_head(bytes));
    }
    while (bytes.size() < head->body_begin + head->body_bytes) {
        HUIYIN_TRY(connection.receive(bytes));
    }
    return sync::Answer{.http_status = head->status,
                        .body = bytes.substr(head->body_begin, head->body_bytes),
                        .retry_after_ms = head->retry_after_ms};
}

} // namespace

base::Result<ServerAddress> server_address(std::string_view url) {
    constexpr std::string_view plain = "http://";
    constexpr std::string_view secure = "https://";
    if (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    ServerAddress address{.host = {}, .port = "80"};
    if (url.starts_with(secure)) {
        address.port = "443";
        address.tls = true;
        url.remove_prefix(secure.size());
    } else {
        url.remove_prefix(url.starts_with(plain) ? plain.size() : url.size());
    }
    const std::size_t colon = std::min(url.rfind(':'), url.size());
    address.host = url.substr(0, colon);
    if (colon < url.size()) {
        address.port = url.substr(colon + 1);
    }
    const auto port = base::integer_from_text(address.port);
    const bool plain_name = std::all_of(address.host.begin(), address.host.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == '-' || c == '_';
    });
    if (address.host.empty() || !plain_name || !port || *port < 1 || *port > 65'535) {
        return failure(ErrorCode::InvalidInput,
                       "the server must be http://NAME[:PORT] or https://NAME[:PORT]");
    }
    return address;
}

base::Result<sync::Answer> ask(const ServerAddress& server, const app::Request& request) {
    const auto connection = HUIYIN_TRY(Connection::open(server));
    HUIYIN_TRY(connection->send_all(request_text(server, request)));
    return read_answer(*connection);
}

} // namespace huiyin::command
