#include "sync-server/http/listener.h"

#include "sync-server/http/session.h"

#include <utility>

namespace huiyin::server::http {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

/// When no more files can be opened, accepting again at once would only burn the processor.
constexpr std::chrono::milliseconds accept_pause{100};

/// The answer for one connection too many, written without waiting: there is no place to wait in.
constexpr std::string_view full_answer =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    "Content-Length: 0\r\n\r\n";

} // namespace

std::string peer_key(const net::ip::address& address) {
    if (address.is_v4()) {
        return address.to_string();
    }
    const net::ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped()) {
        return net::ip::make_address_v4(net::ip::v4_mapped, v6).to_string();
    }
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return net::ip::address_v6(bytes).to_string();
}

Listener::Listener(Context& context)
    : m_context(context)
    , m_acceptor(context.io)
    , m_pause(context.io) {}

Result<void> Listener::open() {
    const ServerConfig& config = m_context.config();
    error_code ec;
    const auto address = net::ip::make_address(config.address, ec);
    if (ec) {
        return failure(ErrorCode::InvalidInput, config.address + " is not an IP address");
    }
    m_context.hosts = config.hosts;
    m_context.hosts.push_back(address.is_v6() ? "[" + config.address + "]" : config.address);
    if (address.is_loopback()) {
        m_context.hosts.emplace_back("localhost");
    }
    const Tcp::endpoint endpoint(address, config.port);
    m_acceptor.open(endpoint.protocol(), ec);
    if (!ec) {
        m_acceptor.set_option(net::socket_base::reuse_address(true), ec);
    }
    if (!ec) {
        // Accepted sockets inherit it, which saves a call for each of them.
        m_acceptor.set_option(Tcp::no_delay(true), ec);
    }
    if (!ec) {
        m_acceptor.bind(endpoint, ec);
    }
    if (!ec) {
        m_acceptor.listen(net::socket_base::max_listen_connections, ec);
    }
    if (ec) {
        return failure(ErrorCode::StorageBusy,
                       "cannot listen on " + config.address + ":" + std::to_string(config.port) +
                           ": " + ec.message());
    }
    return {};
}

void Listener::accept() {
    m_acceptor.async_accept(m_remote, [this](error_code ec, Tcp::socket socket) {
        on_accepted(ec, std::move(socket));
    });
}

void Listener::on_accepted(error_code ec, Tcp::socket socket) {
    if (!m_acceptor.is_open()) {
        return;
    }
    if (ec) {
        m_context.parts.log.line("accept_failed", {{"code", ec.value()}});
        m_pause.expires_after(accept_pause);
        m_pause.async_wait([this](error_code timer_ec) {
            if (!timer_ec) {
                accept();
            }
        });
        return;
    }
    auto ticket = m_context.connections.admit(peer_key(m_remote.address()));
    if (ticket) {
        Stream stream = m_context.tls ? Stream(std::move(socket), m_context.tls->context)
                                      : Stream(std::move(socket));
        std::make_shared<Session>(m_context, std::move(stream), std::move(ticket))->start();
    } else {
        error_code ignored;
        m_context.refusals.line("connection_refused", 503, "too_many");
        if (!m_context.tls) {
            socket.non_blocking(true, ignored);
            socket.write_some(net::buffer(full_answer), ignored);
        }
        socket.shutdown(Tcp::socket::shutdown_both, ignored);
    }
    accept();
}

void Listener::close() {
    error_code ignored;
    m_acceptor.close(ignored);
    m_pause.cancel();
}

std::uint16_t Listener::port() const {
    error_code ignored;
    return m_acceptor.local_endpoint(ignored).port();
}

} // namespace huiyin::server::http
