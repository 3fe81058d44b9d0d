// What the listener is told at start. The defaults are the product's limits; tests use smaller
// ones.
#pragma once

#include "core/base/limits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::server::http {

/// Files in PEM; the certificate may be followed by those that lead to a known root.
struct TlsFiles {
    std::string certificate;
    std::string key;
};

struct ServerConfig {
    std::string address = "127.0.0.1";
    /// 0 lets the system choose; Server::port() tells which.
    std::uint16_t port = 0;
    /// Names accepted in Host, without port, beside the address itself and, on loopback, localhost.
    std::vector<std::string> hosts;
    /// With it every connection speaks TLS, and plain ones are closed.
    std::optional<TlsFiles> tls;

    /// From the connection to the end of the TLS handshake.
    std::chrono::milliseconds handshake_deadline{10'000};
    /// From the first byte of a header to its end.
    std::chrono::milliseconds header_deadline{10'000};
    /// Body and answer: this, plus one second for each `bytes_per_second_min`.
    std::chrono::milliseconds body_deadline{30'000};
    std::size_t bytes_per_second_min = 16 * 1024;
    /// Between two requests, and between two signs of life on a WebSocket.
    std::chrono::milliseconds idle_deadline{60'000};
    /// A WebSocket is closed after this, so that roles take effect.
    std::chrono::milliseconds socket_lifetime{3'600'000};
    /// How often every WebSocket is asked about, beside the moments when something was revoked by
    /// this process: another one may revoke in the database.
    std::chrono::milliseconds socket_check{5'000};
    /// How long open requests may still run after stop().
    std::chrono::milliseconds stop_grace{5'000};

    std::size_t requests_per_connection_max = 100;
    std::size_t connections_max = 1024;
    std::size_t connections_per_peer_max = 32;
    /// Bodies of all requests under way together; one more is answered 503.
    std::size_t bodies_bytes_max = 128 * 1024 * 1024;
    /// Lines of the log about refused requests and connections in one second; the others are
    /// counted.
    int refusal_lines_max = 20;
    /// Doorbell clients send nothing, so a frame is at most a close frame.
    std::size_t socket_message_bytes_max = 256;
    /// Pings of a client within one second. Browsers send none.
    int socket_pings_max = 10;
};

} // namespace huiyin::server::http
