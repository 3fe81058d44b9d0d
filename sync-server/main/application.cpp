#include "sync-server/main/application.h"

#include "sync-server/api/doorbell.h"
#include "sync-server/api/operations.h"
#include "sync-server/api/routes.h"
#include "sync-server/api/service.h"
#include "sync-server/http/server.h"
#include "sync-server/store/open.h"

#include <atomic>
#include <optional>
#include <utility>

namespace huiyin::server {

using base::Result;

struct Application::Impl {
    explicit Impl(const ApplicationOptions& options)
        : throttle(options.throttle)
        , admission(options.admission)
        , hashing(options.hashing) {}

    /// Also after a start that failed half-way.
    ~Impl() {
        stopping = true;
        others.reset();
        if (server) {
            server->stop();
            server->wait();
        }
        // Hashing gives work to writing, writing to reading. The last connection that closes
        // copies the write-ahead log into the database.
        hashing.stop();
        if (writer) {
            writer->stop();
        }
        if (readers) {
            readers->stop();
        }
        operations_server.reset();
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    http::Metrics metrics;
    api::Meters meters{metrics};
    // Answers go through the servers, so they are the last to go: they stand first.
    std::unique_ptr<http::Server> server;
    std::unique_ptr<http::Server> operations_server;
    std::optional<api::Operations> operations;
    std::atomic<bool> stopping{false};
    std::atomic<http::Server*> ringing{nullptr};
    std::optional<api::Service> service;
    api::DirectoryCache directories;
    auth::Throttle throttle;
    api::Admission admission;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::ReadPool> readers;
    std::unique_ptr<store::WriteQueue> writer;
    auth::HashPool hashing;
    std::unique_ptr<store::Listener> others;

    void ring(const base::Uuid& department, std::int64_t change, bool ask) {
        if (http::Server* listening = ringing.load()) {
            listening->publish(api::doorbell_topic(department), api::doorbell_text(change, ask));
        }
    }

    void check_sockets() {
        if (http::Server* listening = ringing.load()) {
            listening->check_sockets();
        }
    }

    api::Parts parts(const Surroundings& surroundings) {
        return {.clock = surroundings.clock,
                .random = surroundings.random,
                .log = surroundings.log,
                .readers = *readers,
                .writer = *writer,
                .hashing = hashing,
                .throttle = throttle,
                .admission = admission,
                .directories = directories,
                .meters = meters,
                .ring = [this](const base::Uuid& department,
                               std::int64_t change,
                               bool ask) { ring(department, change, ask); },
                .check_sockets = [this] { check_sockets(); },
                .is_stopping = [this] { return stopping.load(); }};
    }

    /// On loopback only: what it tells is nobody's business outside of this machine.
    Result<void> serve_operations(std::uint16_t port, const Surroundings& surroundings) {
        http::RouteTable routes;
        api::add_operations_routes(routes);
        http::ServerConfig config;
        config.port = port;
        operations_server = HUIYIN_TRY(http::Server::start({.config = config,
                                                            .routes = std::move(routes),
                                                            .files = {},
                                                            .handler = *operations,
                                                            .log = surroundings.log,
                                                            .clock = surroundings.clock}));
        return {};
    }

    void register_queues() {
        const auto depth = [this](std::string_view name, std::string_view help, auto& queue) {
            metrics.gauge(name, help, [&queue] { return static_cast<double>(queue.depth()); });
        };
        depth("huiyin_writer_queue", "Operations that wait for the writing thread.", *writer);
        depth("huiyin_reader_queue", "Questions that wait for a reading thread.", *readers);
        depth("huiyin_hashing_queue", "Passwords that wait to be hashed.", hashing);
    }
};

Result<std::unique_ptr<Application>> Application::start(const ApplicationOptions& options,
                                                        const Surroundings& surroundings) {
    auto impl = std::make_unique<Impl>(options);
    Impl* raw = impl.get();
    impl->store = HUIYIN_TRY(store::open(options.database, surroundings.random));
    impl->readers = HUIYIN_TRY(store::ReadPool::create(*impl->store, options.readers));
    impl->writer = HUIYIN_TRY(store::WriteQueue::create(*impl->store, options.writer));
    impl->others =
        HUIYIN_TRY(impl->store->listen([raw](const base::Uuid& department, std::int64_t change) {
            // Of another server's news only the number is known.
            raw->ring(department, change, /*ask=*/true);
        }));
    impl->register_queues();
    http::RouteTable routes;
    api::add_routes(routes);
    http::StaticFiles files;
    if (!options.web_folder.empty()) {
        files = HUIYIN_TRY(http::StaticFiles::load(options.web_folder));
        files.add_routes(routes);
    }
    const api::Parts parts = impl->parts(surroundings);
    impl->service.emplace(parts);
    impl->server = HUIYIN_TRY(http::Server::start({.config = options.http,
                                                   .routes = std::move(routes),
                                                   .files = std::move(files),
                                                   .handler = *impl->service,
                                                   .log = surroundings.log,
                                                   .clock = surroundings.clock,
                                                   .metrics = &impl->metrics}));
    if (options.metrics_port) {
        impl->operations.emplace(parts);
        HUIYIN_TRY(impl->serve_operations(*options.metrics_port, surroundings));
    }
    impl->ringing.store(impl->server.get());
    return std::unique_ptr<Application>(new Application(std::move(impl)));
}

Application::Application(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

Application::~Application() = default;

std::uint16_t Application::port() const {
    return m_impl->server->port();
}

Result<void> Application::reload_certificate() {
    return m_impl->server->reload_certificate();
}

std::uint16_t Application::metrics_port() const {
    return m_impl->operations_server ? m_impl->operations_server->port() : std::uint16_t{0};
}

void Application::stop() {
    m_impl->stopping = true;
    m_impl->server->stop();
}

void Application::wait() {
    m_impl->server->wait();
}

} // namespace huiyin::server
