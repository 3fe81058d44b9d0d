// What all connections of one server share. Touched by the I/O thread only.
#pragma once

#include "sync-server/http/beast.h"
#include "sync-server/http/connection_table.h"
#include "sync-server/http/refusal_log.h"
#include "sync-server/http/server.h"
#include "sync-server/http/socket_hub.h"
#include "sync-server/http/tls.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace huiyin::server::http {

class Session;

struct Context {
    explicit Context(ServerParts given)
        : parts(std::move(given))
        , connections(parts.config.connections_max, parts.config.connections_per_peer_max)
        , refusals(parts.log, parts.metrics, parts.config.refusal_lines_max) {}

    // Tickets point into the table, and handlers that were never run hold tickets: the I/O context
    // must go first.
    ServerParts parts;
    std::vector<std::string> hosts;
    std::shared_ptr<TlsIdentity> tls; ///< of new connections; null without TLS
    ConnectionTable connections;
    RefusalLog refusals;
    std::size_t bodies_bytes = 0; ///< of all requests under way
    SocketHub hub;
    std::map<const Session*, std::weak_ptr<Session>> sessions;
    bool stopping = false;
    net::io_context io{1};

    const ServerConfig& config() const { return parts.config; }
};

} // namespace huiyin::server::http
