#include "sync-server/http/server.h"

#include "sync-server/http/context.h"
#include "sync-server/http/listener.h"
#include "sync-server/http/session.h"

#include <atomic>
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
        checking.cancel();
        grace.expires_after(context.config().stop_grace);
        grace.async_wait([this](error_code ec) {
            if (!ec) {
                context.parts.log.line(
                    "stopped_over",
                    {{"connections", static_cast<std::int64_t>(context.connections.count())}});
            }
            context.io.stop();
        });
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

    void check_sockets() {
        std::vector<std::string> keys = context.hub.keys();
        if (keys.empty()) {
            return;
        }
        context.parts.handler.check_sockets(
            std::move(keys), [this](std::vector<std::string> ended) {
                net::post(context.io,
                          [this, ended = std::move(ended)] { context.hub.close(ended); });
            });
    }

    void check_sockets_now_and_then() {
        checking.expires_after(context.config().socket_check);
        checking.async_wait([this](error_code ec) {
            if (!ec && !context.stopping) {
                check_sockets();
                check_sockets_now_and_then();
            }
        });
    }

    void register_metrics(Metrics& metrics) {
        metrics.gauge("huiyin_connections", "Open connections.", [this] {
            return static_cast<double>(context.connections.count());
        });
        metrics.gauge("huiyin_sockets", "WebSockets that listen for the doorbell.", [this] {
            return static_cast<double>(context.hub.count());
        });
        if (context.tls) {
            metrics.gauge(
                "huiyin_certificate_expires_timestamp_seconds",
                "When the TLS certificate in use ends.",
                [this] { return static_cast<double>(certificate_expires_utc_ms) / 1000; });
        }
    }

    net::steady_timer quiet{context.io};
    net::steady_timer checking{context.io};
    std::atomic<std::int64_t> certificate_expires_utc_ms{0};
};

base::Result<std::unique_ptr<Server>> Server::start(ServerParts parts) {
    auto impl = std::make_unique<Impl>(std::move(parts));
    if (impl->context.config().tls) {
        impl->context.tls = HUIYIN_TRY(load_tls(*impl->context.config().tls));
        impl->certificate_expires_utc_ms = impl->context.tls->expires_utc_ms;
    }
    HUIYIN_TRY(impl->listener.open());
    impl->port = impl->listener.port();
    if (impl->context.parts.metrics != nullptr) {
        impl->register_metrics(*impl->context.parts.metrics);
    }
    impl->listener.accept();
    impl->check_sockets_now_and_then();
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

void Server::check_sockets() {
    net::post(m_impl->context.io, [impl = m_impl.get()] { impl->check_sockets(); });
}

base::Result<void> Server::reload_certificate() {
    const auto& files = m_impl->context.config().tls;
    if (!files) {
        return base::failure(base::ErrorCode::InvalidInput, "there is no TLS on this port");
    }
    auto fresh = HUIYIN_TRY(load_tls(*files));
    m_impl->certificate_expires_utc_ms = fresh->expires_utc_ms;
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
