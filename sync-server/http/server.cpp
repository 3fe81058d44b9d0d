#include "sync-server/http/server.h"

#include "sync-server/http/context.h"
#include "sync-server/http/listener.h"
#include "sync-server/http/session.h"

#include <exception>
#include <thread>
#include <utility>

namespace huiyin::server::http {

struct Server::Impl {
    explicit Impl(ServerParts parts)
        : context(std::move(parts))
        , listener(context)
        , grace(context.io) {}

    Context context;
    Listener listener;
    net::steady_timer grace;
    std::uint16_t port = 0;
    std::thread thread;

    /// One catch for all connections: a handler that throws loses its connection and no other.
    void run() {
        while (true) {
            try {
                context.io.run();
                return;
            } catch (const std::exception&) {
                context.parts.log.line("connection_failed", {{"code", "exception"}});
            }
        }
    }

    void begin_stop() {
        if (std::exchange(context.stopping, true)) {
            return;
        }
        listener.close();
        context.hub.close_all();
        const auto sessions = context.sessions;
        for (const auto& [key, weak] : sessions) {
            if (const auto session = weak.lock()) {
                session->stop();
            }
        }
        grace.expires_after(context.config().stop_grace);
        grace.async_wait([this](error_code) { context.io.stop(); });
        poll_until_quiet();
    }

    /// Ends the grace time early once nobody is connected any more.
    void poll_until_quiet() {
        if (context.connections.count() == 0) {
            grace.cancel();
            return;
        }
        quiet.expires_after(std::chrono::milliseconds(20));
        quiet.async_wait([this](error_code ec) {
            if (!ec) {
                poll_until_quiet();
            }
        });
    }

    net::steady_timer quiet{context.io};
};

base::Result<std::unique_ptr<Server>> Server::start(ServerParts parts) {
    auto impl = std::make_unique<Impl>(std::move(parts));
    if (impl->context.config().tls) {
        impl->context.tls = HUIYIN_TRY(load_tls(*impl->context.config().tls));
    }
    HUIYIN_TRY(impl->listener.open());
    impl->port = impl->listener.port();
    impl->listener.accept();
    impl->thread = std::thread([raw = impl.get()] { raw->run(); });
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

Server::~Server() {
    m_impl->context.io.stop();
    wait();
}

std::uint16_t Server::port() const {
    return m_impl->port;
}

void Server::publish(std::string topic, std::string text) {
    net::post(m_impl->context.io,
              [impl = m_impl.get(), topic = std::move(topic), text = std::move(text)] {
                  impl->context.hub.publish(topic, text);
              });
}

base::Result<void> Server::reload_certificate() {
    const auto& files = m_impl->context.config().tls;
    if (!files) {
        return base::failure(base::ErrorCode::InvalidInput, "there is no TLS on this port");
    }
    auto fresh = HUIYIN_TRY(load_tls(*files));
    net::post(m_impl->context.io,
              [impl = m_impl.get(), fresh = std::move(fresh)] { impl->context.tls = fresh; });
    return {};
}

void Server::stop() {
    net::post(m_impl->context.io, [impl = m_impl.get()] { impl->begin_stop(); });
}

void Server::wait() {
    if (m_impl->thread.joinable()) {
        m_impl->thread.join();
    }
}

} // namespace huiyin::server::http
