#include "sync-server/main/application.h"

#include "sync-server/api/doorbell.h"
#include "sync-server/api/routes.h"
#include "sync-server/api/service.h"
#include "sync-server/http/server.h"
#include "sync-server/store/sqlite/sqlite_store.h"

#include <atomic>
#include <optional>
#include <utility>

namespace huiyin::server {

using base::Result;

struct Application::Impl {
    explicit Impl(const ApplicationOptions& options)
        : throttle(options.throttle)
        , hashing(options.hashing) {}

    // Answers go through the server, so it is the last to go: it stands first.
    std::unique_ptr<http::Server> server;
    std::atomic<http::Server*> ringing{nullptr};
    std::optional<api::Service> service;
    api::DirectoryCache directories;
    auth::Throttle throttle;
    std::unique_ptr<store::SqliteStore> store;
    std::unique_ptr<store::ReadPool> readers;
    std::unique_ptr<store::WriteQueue> writer;
    auth::HashPool hashing;

    void ring(const base::Uuid& department, std::int64_t change) {
        if (http::Server* listening = ringing.load()) {
            listening->publish(api::doorbell_topic(department), api::doorbell_text(change));
        }
    }
};

Result<std::unique_ptr<Application>> Application::start(const ApplicationOptions& options,
                                                        const Surroundings& surroundings) {
    auto impl = std::make_unique<Impl>(options);
    Impl* raw = impl.get();
    impl->store = HUIYIN_TRY(store::SqliteStore::open(options.database, surroundings.random));
    impl->readers = HUIYIN_TRY(store::ReadPool::create(*impl->store, options.readers));
    impl->writer = HUIYIN_TRY(store::WriteQueue::create(*impl->store, options.writer));
    http::RouteTable routes;
    api::add_routes(routes);
    http::StaticFiles files;
    if (!options.web_folder.empty()) {
        files = HUIYIN_TRY(http::StaticFiles::load(options.web_folder));
        files.add_routes(routes);
    }
    impl->service.emplace(
        api::Parts{.clock = surroundings.clock,
                   .random = surroundings.random,
                   .log = surroundings.log,
                   .readers = *impl->readers,
                   .writer = *impl->writer,
                   .hashing = impl->hashing,
                   .throttle = impl->throttle,
                   .directories = impl->directories,
                   .ring = [raw](const base::Uuid& department, std::int64_t change) {
                       raw->ring(department, change);
                   }});
    impl->server = HUIYIN_TRY(http::Server::start({.config = options.http,
                                                   .routes = std::move(routes),
                                                   .files = std::move(files),
                                                   .handler = *impl->service,
                                                   .log = surroundings.log,
                                                   .clock = surroundings.clock}));
    impl->ringing.store(impl->server.get());
    return std::unique_ptr<Application>(new Application(std::move(impl)));
}

Application::Application(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

Application::~Application() {
    m_impl->server->stop();
    wait();
    // Hashing gives work to writing, writing to reading.
    m_impl->hashing.stop();
    m_impl->writer->stop();
    m_impl->readers->stop();
}

std::uint16_t Application::port() const {
    return m_impl->server->port();
}

Result<void> Application::reload_certificate() {
    return m_impl->server->reload_certificate();
}

void Application::stop() {
    m_impl->server->stop();
}

void Application::wait() {
    m_impl->server->wait();
}

} // namespace huiyin::server
