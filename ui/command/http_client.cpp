#include "ui/command/http_client.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <memory>
#include <netdb.h>
#include <optional>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;

namespace {

constexpr std::size_t head_bytes_max = 64 * 1024;

/// A connected socket, closed at the end.
class Connection {
public:
    explicit Connection(const ServerAddress& server) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found) != 0) {
            return;
        }
        const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
        for (const addrinfo* at = found; at != nullptr && m_socket < 0; at = at->ai_next) {
            connect_to(*at);
        }
    }

    ~Connection() { close_socket(); }

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool is_open() const { return m_socket >= 0; }

    bool send_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Appends what comes; false at the end, at an error and after the wait.
    bool receive(std::string& into) const {
        std::array<char, 16 * 1024> buffer;
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            return false;
        }
        into.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

private:
    int m_socket = -1;

    void connect_to(const addrinfo& address) {
        m_socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC, address.ai_protocol);
        const timeval wait{.tv_sec = network_wait_ms_max / 1000, .tv_usec = 0};
        for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
            static_cast<void>(setsockopt(m_socket, SOL_SOCKET, option, &wait, sizeof wait));
        }
        if (m_socket >= 0 && ::connect(m_socket, address.ai_addr, address.ai_addrlen) != 0) {
            close_socket();
        }
    }

    void close_socket() {
        if (m_socket >= 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }
};

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

/// The value of a header field, or an empty text; `name` is lower-case and ends with a colon.
std::string field_of(std::string_view head, std::string_view name) {
    std::string lowered(head);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
    std::string line("\r\n");
    line.append(name);
    const std::size_t at = lowered.find(line);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + line.size();
    return std::string(base::trimmed(head.substr(begin, head.find("\r\n", begin) - begin)));
}

std::optional<std::int64_t> number_field(std::string_view head, std::string_view name) {
    return base::integer_from_text(field_of(head, name));
}

/// Reads head and body; nothing when the connection ended before, or the answer is too large.
std::optional<sync::Answer> read_answer(const Connection& connection) {
    std::string bytes;
    std::size_t head_end = std::string::npos;
    while ((head_end = bytes.find("\r\n\r\n")) == std::string::npos) {
        if (bytes.size() > head_bytes_max || !connection.receive(bytes)) {
            return std::nullopt;
        }
    }
    const std::string head = bytes.substr(0, head_end + 2);
    const auto length = number_field(head, "content-length:");
    constexpr std::size_t status_at = std::string_view("HTTP/1.1 ").size();
    const auto status = head.size() < status_at + 3
                            ? std::nullopt
                            : base::integer_from_text(head.substr(status_at, 3));
    const auto most = static_cast<std::int64_t>(base::limits::response_body_bytes_max);
    if (!length || *length < 0 || *length > most || !status) {
        return std::nullopt;
    }
    const std::size_t whole = head_end + 4 + static_cast<std::size_t>(*length);
    while (bytes.size() < whole) {
        if (!connection.receive(bytes)) {
            return std::nullopt;
        }
    }
    return sync::Answer{.http_status = static_cast<int>(*status),
                        .body = bytes.substr(head_end + 4, static_cast<std::size_t>(*length)),
                        .retry_after_ms = number_field(head, "retry-after:").value_or(0) * 1000};
}

} // namespace

base::Result<ServerAddress> server_address(std::string_view url) {
    constexpr std::string_view plain = "http://";
    if (url.starts_with("https://")) {
        return failure(ErrorCode::Unsupported, "https is not spoken here, only http://");
    }
    if (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    const std::string_view authority =
        url.starts_with(plain) ? url.substr(plain.size()) : std::string_view();
    const std::size_t colon = std::min(authority.rfind(':'), authority.size());
    ServerAddress address{.host = std::string(authority.substr(0, colon)), .port = "80"};
    if (colon < authority.size()) {
        address.port = std::string(authority.substr(colon + 1));
    }
    const auto port = base::integer_from_text(address.port);
    const bool plain_name = address.host.find_first_of("/@?#[ \r\n") == std::string::npos;
    if (address.host.empty() || !plain_name || !port || *port < 1 || *port > 65'535) {
        return failure(ErrorCode::InvalidInput, "the server must be http://NAME[:PORT]");
    }
    return address;
}

sync::Answer ask(const ServerAddress& server, const app::Request& request) {
    const Connection connection(server);
    if (!connection.is_open() || !connection.send_all(request_text(server, request))) {
        return {};
    }
    return read_answer(connection).value_or(sync::Answer{});
}

} // namespace huiyin::command
