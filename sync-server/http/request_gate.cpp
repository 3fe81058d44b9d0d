#include "sync-server/http/request_gate.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiyin::server::http {

namespace {

using Checked = tl::expected<void, GateRefusal>;

tl::unexpected<GateRefusal> refuse(int status, std::string_view code) {
    return tl::unexpected<GateRefusal>(GateRefusal{status, code, {}});
}

bool is_alpha_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// tchar of RFC 9110 5.6.2.
bool is_token_char(char c) {
    return is_alpha_or_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

/// pchar, "/" and "?" of RFC 3986; no fragment, no backslash, nothing beyond ASCII.
bool is_target_char(char c) {
    return is_alpha_or_digit(c) ||
           std::string_view("-._~%!$&'()*+,;=:@/?").find(c) != std::string::npos;
}

/// Visible characters, space, tab and opaque bytes above ASCII (RFC 9110 5.5).
bool is_value_char(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

/// Fields that are read, so that a second one could be read differently by somebody else.
bool must_stand_alone(std::string_view name) {
    static constexpr std::array<std::string_view, 11> names{"authorization",
                                                            "content-encoding",
                                                            "content-type",
                                                            "expect",
                                                            "origin",
                                                            "sec-websocket-extensions",
                                                            "sec-websocket-key",
                                                            "sec-websocket-protocol",
                                                            "sec-websocket-version",
                                                            "upgrade",
                                                            "if-none-match"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
        return equals_ignoring_case(known, name);
    });
}

std::size_t count_of(const GatedRequest& request, std::string_view name) {
    const auto has_name = [&](const FieldView& f) { return equals_ignoring_case(f.name, name); };
    return static_cast<std::size_t>(
        std::count_if(request.fields.begin(), request.fields.end(), has_name));
}

std::string_view value_of(const GatedRequest& request, std::string_view name) {
    for (const FieldView& field : request.fields) {
        if (equals_ignoring_case(field.name, name)) {
            return field.value;
        }
    }
    return {};
}

/// The next line without its end, which is removed from `rest`.
std::string_view take_line(std::string_view* rest) {
    const std::size_t end = std::min(rest->find("\r\n"), rest->size());
    const std::string_view line = rest->substr(0, end);
    rest->remove_prefix(std::min(end + 2, rest->size()));
    return line;
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
};

/// RFC 9112 3: exactly two single spaces, an origin-form target, HTTP/1.1.
tl::expected<RequestLine, GateRefusal> parse_request_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return refuse(400, "request_line");
    }
    const RequestLine parsed{line.substr(0, first), line.substr(first + 1, last - first - 1)};
    const std::string_view version = line.substr(last + 1);
    if (!is_token(parsed.method)) {
        return refuse(400, "method_token");
    }
    if (!version.starts_with("HTTP/")) {
        return refuse(400, "request_line");
    }
    if (version != "HTTP/1.1") {
        return refuse(505, "http_version");
    }
    if (parsed.target.size() > target_bytes_max) {
        return refuse(414, "target_too_long");
    }
    const bool clean = std::all_of(parsed.target.begin(), parsed.target.end(), is_target_char);
    if (!parsed.target.starts_with('/') || parsed.target.starts_with("//") || !clean) {
        return refuse(400, "target_form");
    }
    return parsed;
}

Checked parse_field(std::string_view line, GatedRequest* request) {
    if (line.starts_with(' ') || line.starts_with('\t')) {
        return refuse(400, "folded_line");
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
        return refuse(400, "field_name");
    }
    const std::string_view value = line.substr(colon + 1);
    if (!std::all_of(value.begin(), value.end(), is_value_char)) {
        return refuse(400, "field_value");
    }
    if (request->fields.size() == fields_max) {
        return refuse(431, "too_many_fields");
    }
    request->fields.push_back({line.substr(0, colon), without_ows(value)});
    return {};
}

/// The name of a Host field without its port, or nothing when it is malformed.
std::optional<std::string_view> host_name(std::string_view authority) {
    std::size_t end = authority.size();
    if (authority.starts_with('[')) {
        const std::size_t bracket = authority.find(']');
        if (bracket == std::string_view::npos) {
            return std::nullopt;
        }
        end = bracket + 1;
    } else {
        end = std::min(authority.find(':'), authority.size());
    }
    const std::string_view port = authority.substr(end);
    const bool digits = std::all_of(port.begin() + (port.empty() ? 0 : 1), port.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    const bool port_ok = port.empty() || (port.front() == ':' && port.size() <= 6 && digits);
    if (end == 0 || !port_ok) {
        return std::nullopt;
    }
    return authority.substr(0, end);
}

Checked check_host(GatedRequest* request, std::span<const std::string> hosts) {
    if (count_of(*request, "host") != 1) {
        return refuse(400, "host_count");
    }
    request->authority = value_of(*request, "host");
    const std::optional<std::string_view> name = host_name(request->authority);
    if (!name) {
        return refuse(400, "host_form");
    }
    const bool known = std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
        return equals_ignoring_case(host, *name);
    });
    if (!known) {
        return refuse(421, "host_unknown");
    }
    request->host = *name;
    return {};
}

Checked check_framing(const GatedRequest& request) {
    // Chunked bodies are not spoken at all, so no chunk parser can be reached (RFC 9112 6.1).
    if (count_of(request, "transfer-encoding") != 0) {
        return refuse(501, "transfer_encoding");
    }
    for (const FieldView& field : request.fields) {
        if (must_stand_alone(field.name) && count_of(request, field.name) != 1) {
            return refuse(400, "repeated_field");
        }
    }
    if (count_of(request, "expect") != 0) {
        return refuse(417, "expect");
    }
    return {};
}

tl::expected<const Route*, GateRefusal>
find_route(const RequestLine& line, std::string_view path, const RouteTable& table) {
    const std::vector<Route>& routes = table.at(path);
    if (routes.empty()) {
        return refuse(404, "not_found");
    }
    const std::optional<Method> method = method_from_text(line.method);
    std::string allow;
    for (const Route& route : routes) {
        if (route.method == method) {
            return &route;
        }
        allow.append(allow.empty() ? "" : ", ").append(text_of(route.method));
    }
    return tl::unexpected<GateRefusal>(GateRefusal{405, "method_not_allowed", std::move(allow)});
}

/// RFC 9112 6.3, narrowed: a body has one plain length, and only where the route takes one.
Checked check_body(GatedRequest* request) {
    const std::size_t lengths = count_of(*request, "content-length");
    if (request->route->body_type.empty()) {
        return lengths == 0 ? Checked{} : Checked{refuse(400, "unexpected_body")};
    }
    if (lengths != 1) {
        return refuse(411, "length_required");
    }
    const std::string_view text = value_of(*request, "content-length");
    const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    if (!digits || (text.size() > 1 && text.front() == '0')) {
        return refuse(400, "length_form");
    }
    const auto parsed =
        std::from_chars(text.data(), text.data() + text.size(), request->body_bytes);
    if (parsed.ec != std::errc{} || request->body_bytes > request->route->body_bytes_max) {
        return refuse(413, "body_too_large");
    }
    if (value_of(*request, "content-type") != request->route->body_type ||
        count_of(*request, "content-encoding") != 0) {
        return refuse(415, "content_type");
    }
    return {};
}

/// RFC 6455 4.2.1.
Checked check_upgrade(const GatedRequest& request) {
    if (request.route->kind != RouteKind::Socket) {
        return {};
    }
    const bool upgrades =
        equals_ignoring_case(value_of(request, "upgrade"), "websocket") &&
        std::any_of(request.fields.begin(), request.fields.end(), [](const FieldView& field) {
            return equals_ignoring_case(field.name, "connection") &&
                   list_has_token(field.value, "upgrade");
        });
    if (!upgrades || value_of(request, "sec-websocket-version") != "13" ||
        count_of(request, "sec-websocket-key") != 1) {
        return refuse(426, "upgrade_required");
    }
    return {};
}

bool wants_close(const GatedRequest& request) {
    return std::any_of(request.fields.begin(), request.fields.end(), [](const FieldView& field) {
        return equals_ignoring_case(field.name, "connection") &&
               list_has_token(field.value, "close");
    });
}

} // namespace

tl::expected<std::optional<std::size_t>, GateRefusal> find_header_end(std::string_view bytes,
                                                                      std::size_t scanned) {
    // The last byte of what was scanned may be a carriage return whose line feed is new.
    for (std::size_t at = scanned < 4 ? 0 : scanned - 4; at < bytes.size(); ++at) {
        if (at >= header_bytes_max) {
            return refuse(431, "header_too_large");
        }
        const bool after_return = at > 0 && bytes[at - 1] == '\r';
        if ((bytes[at] == '\n') != after_return) {
            return refuse(400, "bare_line_end");
        }
        if (bytes[at] == '\n' && at >= 3 && bytes.substr(at - 3, 4) == "\r\n\r\n") {
            return at + 1;
        }
    }
    return std::optional<std::size_t>{};
}

tl::expected<GatedRequest, GateRefusal> check_request(std::string_view header,
                                                      const GateRules& rules) {
    const auto end = find_header_end(header, 0);
    if (!end) {
        return tl::unexpected<GateRefusal>(end.error());
    }
    if (!*end || **end != header.size()) {
        return refuse(400, "incomplete");
    }
    std::string_view rest = header.substr(0, header.size() - 2);
    const auto line = parse_request_line(take_line(&rest));
    if (!line) {
        return tl::unexpected<GateRefusal>(line.error());
    }
    GatedRequest request;
    Checked checked;
    while (checked && !rest.empty()) {
        checked = parse_field(take_line(&rest), &request);
    }
    checked = checked ? check_framing(request) : checked;
    checked = checked ? check_host(&request, rules.hosts) : checked;
    if (!checked) {
        return tl::unexpected<GateRefusal>(checked.error());
    }
    const std::size_t question = std::min(line->target.find('?'), line->target.size());
    request.path = line->target.substr(0, question);
    request.query = line->target.substr(std::min(question + 1, line->target.size()));
    const auto route = find_route(*line, request.path, rules.routes);
    if (!route) {
        return tl::unexpected<GateRefusal>(route.error());
    }
    request.route = *route;
    checked = check_body(&request);
    checked = checked ? check_upgrade(request) : checked;
    if (!checked) {
        return tl::unexpected<GateRefusal>(checked.error());
    }
    request.keep_alive = !wants_close(request);
    return request;
}

} // namespace huiyin::server::http
