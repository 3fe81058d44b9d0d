// A connection to a server, plain or TLS, that waits for its bytes.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

struct ssl_st; // OpenSSL's SSL

namespace huiyin::command {

/// Where a server is, from "http://host:port" or "https://host:port".
struct ServerAddress {
    std::string host;
    std::string port;
    bool tls = false;
};

/// How long connecting, and each wait for bytes, may take.
inline constexpr int network_wait_ms_max = 60'000;

class Connection {
public:
    /// TLS is 1.2 or 1.3, and the certificate must be for the host and from an authority that this
    /// machine knows, or that the file in the environment's SSL_CERT_FILE holds. Errors: Network
    /// telling what stood in the way.
    static base::Result<std::unique_ptr<Connection>> open(const ServerAddress& server);

    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Errors: Network.
    base::Result<void> send_all(std::string_view bytes);

    /// Appends what comes. Errors: Network at the end, at a failure and after the wait.
    base::Result<void> receive(std::string& into);

private:
    int m_socket = -1;
    ssl_st* m_tls = nullptr;

    Connection() = default;

    void connect(const ServerAddress& server);
    base::Result<void> begin_tls(const std::string& host);
};

} // namespace huiyin::command
