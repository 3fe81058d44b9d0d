#include "sync-server/http/socket_session.h"

#include <utility>

namespace huiyin::server::http {

namespace {

/// All that a listener may say.
constexpr std::string_view question = "?";

} // namespace

SocketSession::SocketSession(Context& context,
                             Stream stream,
                             std::unique_ptr<ConnectionTicket> ticket,
                             SocketGrant grant)
    : m_context(context)
    , m_ticket(std::move(ticket))
    , m_grant(std::move(grant))
    , m_socket(std::move(stream))
    , m_lifetime(context.io)
    // One more than a message, so that the message and not the buffer is found too long.
    , m_buffer(context.config().socket_message_bytes_max + 1) {}

SocketSession::~SocketSession() {
    m_context.hub.remove(this);
}

void SocketSession::start(UpgradeRequest request) {
    const ServerConfig& config = m_context.config();
    m_request = std::move(request);
    // The WebSocket stream keeps its own timers; two sets of them would close each other's reads.
    beast::get_lowest_layer(m_socket).expires_never();
    websocket::stream_base::timeout timeouts{};
    timeouts.handshake_timeout = config.header_deadline;
    timeouts.idle_timeout = config.idle_deadline;
    timeouts.keep_alive_pings = true;
    m_socket.set_option(timeouts);
    m_socket.set_option(websocket::stream_base::decorator(
        [subprotocol = m_grant.subprotocol](websocket::response_type& response) {
            response.set(bhttp::field::sec_websocket_protocol, subprotocol);
            response.erase(bhttp::field::server);
        }));
    m_socket.read_message_max(config.socket_message_bytes_max);
    m_socket.control_callback([this](websocket::frame_type kind, beast::string_view) {
        if (kind == websocket::frame_type::ping) {
            count_ping();
        }
    });
    m_socket.async_accept(m_request,
                          [self = shared_from_this()](error_code ec) { self->on_accepted(ec); });
}

void SocketSession::on_accepted(error_code ec) {
    if (ec || m_context.stopping) {
        return;
    }
    m_context.hub.add(m_grant, shared_from_this());
    m_lifetime.expires_after(m_context.config().socket_lifetime);
    m_lifetime.async_wait([weak = weak_from_this()](error_code timer_ec) {
        const auto self = weak.lock();
        if (self && !timer_ec) {
            self->close(websocket::close_code::try_again_later);
        }
    });
    read();
}

void SocketSession::read() {
    m_socket.async_read(m_buffer, [self = shared_from_this()](error_code ec, std::size_t) {
        // Pings and pongs never get here. A client that says anything else is not one of ours.
        if (!ec) {
            self->on_message();
        } else {
            self->m_lifetime.cancel();
            self->m_context.hub.remove(self.get());
        }
    });
}

void SocketSession::on_message() {
    const auto bytes = m_buffer.data();
    const std::string_view said(static_cast<const char*>(bytes.data()), bytes.size());
    if (said != question) {
        return close(websocket::close_code::policy_error);
    }
    m_buffer.consume(m_buffer.size());
    count_ping();
    m_grant.answer([weak = weak_from_this(), &io = m_context.io](std::string text) {
        net::post(io, [weak, text = std::move(text)] {
            if (const auto self = weak.lock()) {
                self->ring(text);
            }
        });
    });
    read();
}

/// Each ping and each question costs an answer; who floods with them is sent away.
void SocketSession::count_ping() {
    const auto now = Steady::now();
    if (now - m_pings_since >= std::chrono::seconds(1)) {
        m_pings_since = now;
        m_pings = 0;
    }
    if (++m_pings > m_context.config().socket_pings_max && !m_closing) {
        m_context.refusals.line("ping_flood", 0, "policy");
        // Not within the read that calls this.
        net::post(m_context.io, [self = shared_from_this()] {
            self->close(websocket::close_code::policy_error);
        });
    }
}

void SocketSession::ring(const std::string& text) {
    if (m_closing) {
        return;
    }
    m_next = text;
    if (!m_writing) {
        write();
    }
}

void SocketSession::write() {
    m_writing = true;
    m_sending = std::move(*m_next);
    m_next.reset();
    m_socket.text(true);
    m_socket.async_write(net::buffer(m_sending),
                         [self = shared_from_this()](error_code ec, std::size_t) {
                             self->m_writing = false;
                             if (!ec && self->m_next && !self->m_closing) {
                                 self->write();
                             }
                         });
}

void SocketSession::close(websocket::close_code code) {
    if (std::exchange(m_closing, true)) {
        return;
    }
    m_lifetime.cancel();
    m_socket.async_close(code, [self = shared_from_this()](error_code) {});
}

} // namespace huiyin::server::http
