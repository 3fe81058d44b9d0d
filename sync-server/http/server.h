// The listener and its one I/O thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "sync-server/http/config.h"
#include "sync-server/http/handler.h"
#include "sync-server/http/log.h"
#include "sync-server/http/metrics.h"
#include "sync-server/http/route_table.h"
#include "sync-server/http/static_files.h"

#include <cstdint>
#include <memory>
#include <string>

namespace huiyin::server::http {

/// What a server is made of. The references must outlive it.
struct ServerParts {
    ServerConfig config;
    RouteTable routes;
    StaticFiles files;
    Handler& handler;
    const Log& log;
    const base::Clock& clock;
    /// Null for a server that is not to be counted.
    Metrics* metrics = nullptr;
};

class Server {
public:
    /// Binds, listens and starts the I/O thread.
    ///
    /// Errors: InvalidInput for an address that is none, StorageBusy when it is in use.
    static base::Result<std::unique_ptr<Server>> start(ServerParts parts);

    /// Stops at once.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

    /// Sends the text to every WebSocket of the topic. A slow one gets only the newest. May be
    /// called from any thread.
    void publish(std::string topic, std::string text);

    /// Asks the handler about every WebSocket and closes those that may listen no longer. Also done
    /// every `socket_check`. May be called from any thread.
    void check_sockets();

    /// Reads certificate and key again; connections from now on get the new one, open ones stay.
    ///
    /// May be called from any thread, not at the same time by two. Errors: InvalidInput naming
    /// what is wrong; then the certificate in use stays.
    base::Result<void> reload_certificate();

    /// Begins to stop: nothing new is accepted, idle connections close, running requests have
    /// `stop_grace`. May be called from any thread.
    void stop();

    /// Waits until the I/O thread has ended.
    void wait();

    struct Impl;

private:
    explicit Server(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace huiyin::server::http
