// One WebSocket: the server speaks, the client only listens.
#pragma once

#include "sync-server/http/beast.h"
#include "sync-server/http/context.h"
#include "sync-server/http/handler.h"
#include "sync-server/http/stream.h"

#include <memory>
#include <optional>
#include <string>

namespace huiyin::server::http {

class SocketSession : public std::enable_shared_from_this<SocketSession> {
public:
    using UpgradeRequest = bhttp::request<bhttp::empty_body>;

    SocketSession(Context& context,
                  Stream stream,
                  std::unique_ptr<ConnectionTicket> ticket,
                  SocketGrant grant);
    ~SocketSession();
    SocketSession(const SocketSession&) = delete;
    SocketSession& operator=(const SocketSession&) = delete;

    /// Answers the upgrade and joins the topic.
    void start(UpgradeRequest request);

    /// Sends the text, or keeps it as the next one while another is being sent. Only the newest
    /// waits, so the queue is one.
    void ring(const std::string& text);

    /// Says goodbye and ends.
    void close(websocket::close_code code);

private:
    Context& m_context;
    std::unique_ptr<ConnectionTicket> m_ticket;
    SocketGrant m_grant;
    websocket::stream<Stream> m_socket;
    net::steady_timer m_lifetime;
    beast::flat_buffer m_buffer;
    UpgradeRequest m_request;
    std::string m_sending;
    std::optional<std::string> m_next;
    bool m_writing = false;
    bool m_closing = false;
    Steady::time_point m_pings_since{};
    int m_pings = 0;

    void on_accepted(error_code ec);
    void read();
    void on_message();
    void count_ping();
    void write();
};

} // namespace huiyin::server::http
