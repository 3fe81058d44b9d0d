// The stream of every connection: plain or TLS, chosen when it is made.
#pragma once

#include "sync-server/http/beast.h"

#include <utility>
#include <variant>

namespace huiyin::server::http {

/// What Beast calls an asynchronous stream, for callbacks only. Deadlines are set on next_layer(),
/// which is the TCP stream in both cases.
class Stream {
public:
    using Plain = beast::tcp_stream;
    using Tls = beast::ssl_stream<beast::tcp_stream>;
    using next_layer_type = Plain;
    using executor_type = Plain::executor_type;

    explicit Stream(Tcp::socket socket)
        : m_layers(std::in_place_type<Plain>, std::move(socket)) {}

    /// The context may go while the stream is there.
    Stream(Tcp::socket socket, net::ssl::context& tls)
        : m_layers(std::in_place_type<Tls>, std::move(socket), tls) {}

    bool is_tls() const { return std::holds_alternative<Tls>(m_layers); }

    Plain& next_layer() {
        Tls* tls = std::get_if<Tls>(&m_layers);
        return tls == nullptr ? *std::get_if<Plain>(&m_layers) : tls->next_layer();
    }

    executor_type get_executor() { return next_layer().get_executor(); }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        std::visit(
            [&](auto& layer) { layer.async_read_some(buffers, std::forward<Handler>(handler)); },
            m_layers);
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        std::visit(
            [&](auto& layer) { layer.async_write_some(buffers, std::forward<Handler>(handler)); },
            m_layers);
    }

    /// Only with TLS: the first bytes of a connection.
    template <class Handler>
    void async_handshake(Handler&& handler) {
        std::get<Tls>(m_layers).async_handshake(net::ssl::stream_base::server,
                                                std::forward<Handler>(handler));
    }

    /// Only with TLS: says that nothing more comes (RFC 8446 6.1) and waits for the same.
    template <class Handler>
    void async_shutdown(Handler&& handler) {
        std::get<Tls>(m_layers).async_shutdown(std::forward<Handler>(handler));
    }

    /// How a WebSocket ends its connection; Beast finds it by its name.
    template <class Handler>
    friend void async_teardown(beast::role_type role, Stream& stream, Handler&& handler) {
        std::visit(
            [&](auto& layer) { async_teardown(role, layer, std::forward<Handler>(handler)); },
            stream.m_layers);
    }

private:
    std::variant<Plain, Tls> m_layers;
};

} // namespace huiyin::server::http
