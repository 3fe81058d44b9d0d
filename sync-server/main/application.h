// The whole server as one object: store, threads, API and listener, started and stopped in order.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "sync-server/api/admission.h"
#include "sync-server/auth/hash_pool.h"
#include "sync-server/auth/throttle.h"
#include "sync-server/http/config.h"
#include "sync-server/http/log.h"
#include "sync-server/store/read_pool.h"
#include "sync-server/store/write_queue.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace huiyin::server {

struct ApplicationOptions {
    std::string database;   ///< a SQLite file or a postgresql: URL
    std::string web_folder; ///< the built app; empty = none is served
    http::ServerConfig http;
    /// Loopback port of /healthz, /readyz and /metrics; 0 lets the system choose, nothing = none.
    std::optional<std::uint16_t> metrics_port;
    store::ReadPool::Options readers;
    store::WriteQueue::Options writer;
    auth::HashPool::Options hashing;
    auth::Throttle::Options throttle;
    api::Admission::Options admission;
};

/// What the application takes from outside. The references must outlive it; all are used from
/// several threads.
struct Surroundings {
    const base::Clock& clock;
    base::Random& random;
    const http::Log& log;
};

class Application {
public:
    /// Opens the store, loads the files, listens. Errors: those of the store, of
    /// http::StaticFiles::load and of http::Server::start.
    static base::Result<std::unique_ptr<Application>> start(const ApplicationOptions& options,
                                                            const Surroundings& surroundings);

    /// Stops in order: no more requests, then the threads in the direction in which work flows.
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    std::uint16_t port() const;

    /// 0 when there is none.
    std::uint16_t metrics_port() const;

    /// See http::Server::reload_certificate.
    base::Result<void> reload_certificate();

    /// Begins to stop; running requests are finished. May be called from any thread.
    void stop();

    /// Waits until stop() is done.
    void wait();

    struct Impl;

private:
    explicit Application(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace huiyin::server
