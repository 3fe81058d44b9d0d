// One HTTP connection: header, gate, body, answer, again. One request at a time.
#pragma once

#include "sync-server/http/beast.h"
#include "sync-server/http/context.h"
#include "sync-server/http/request_gate.h"
#include "sync-server/http/stream.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace huiyin::server::http {

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Context& context, Stream stream, std::unique_ptr<ConnectionTicket> ticket);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();

    /// Closes an idle connection now and a busy one after its answer.
    void stop();

private:
    enum class State { Handshake, Header, Body, Handler, Write, Linger };
    using Parser = bhttp::request_parser<bhttp::empty_body>;
    using Message = bhttp::response<bhttp::span_body<const char>>;

    Context& m_context;
    Stream m_stream;
    std::unique_ptr<ConnectionTicket> m_ticket;
    beast::flat_buffer m_buffer;
    State m_state = State::Header;
    Steady::time_point m_deadline;
    std::size_t m_scanned = 0;
    std::size_t m_lingered = 0;
    std::uint64_t m_request_no = 0;
    const Route* m_route = nullptr;
    std::size_t m_body_bytes = 0;
    bool m_keep_alive = true;
    bool m_head = false;
    bool m_bind_to_tls = false;
    Request m_request;
    std::optional<Parser> m_parser;
    Response m_response;
    std::optional<Message> m_message;

    void hold_body(std::size_t bytes);
    void set_deadline(Steady::duration from_now);
    Steady::duration transfer_time(std::size_t bytes) const;
    bool is_over(error_code ec) const;

    void handshake();
    void read_header();
    void on_header_bytes(error_code ec, std::size_t bytes);
    void on_header(std::size_t header_bytes);
    bool parse_again(const GatedRequest& gated, std::size_t header_bytes);
    void read_body();
    void on_body_bytes(error_code ec, std::size_t bytes);
    std::shared_ptr<Session> kept_from_elsewhere();
    void dispatch();
    void upgrade(tl::expected<SocketGrant, Response> grant);
    void refuse(const GateRefusal& refusal);
    void send(Response response);
    void write();
    void on_written(error_code ec);
    void finish();
    void linger();
    void close();
};

} // namespace huiyin::server::http
