#include "sync-server/http/session.h"

#include "sync-server/http/security_headers.h"
#include "sync-server/http/socket_session.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <span>
#include <utility>

namespace huiyin::server::http {

namespace {

constexpr std::size_t read_bytes = 16 * 1024;
/// After a refusal, what the client is still sending is read for a moment: closing with unread
/// bytes would reset the connection and could destroy the answer on its way.
constexpr std::chrono::milliseconds linger_deadline{500};
constexpr std::size_t linger_bytes_max = 256 * 1024;

std::string_view view_of(const beast::flat_buffer& buffer) {
    const auto data = buffer.data();
    return {static_cast<const char*>(data.data()), data.size()};
}

/// IMF-fixdate of RFC 9110 5.6.7.
std::string date_text(std::int64_t utc_ms) {
    const auto seconds = static_cast<std::time_t>(utc_ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t length =
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

/// Why a handshake failed, in words of the library that hold nothing of the client's.
std::string reason_of(error_code ec) {
    return ec == beast::error::timeout ? "deadline" : ec.message();
}

std::vector<Field> owned_fields(const std::vector<FieldView>& views) {
    std::vector<Field> fields;
    fields.reserve(views.size());
    for (const FieldView& view : views) {
        fields.push_back({lowered(view.name), std::string(view.value)});
    }
    return fields;
}

} // namespace

Session::Session(Context& context, Stream stream, std::unique_ptr<ConnectionTicket> ticket)
    : m_context(context)
    , m_stream(std::move(stream))
    , m_ticket(std::move(ticket)) {}

Session::~Session() {
    hold_body(0);
    m_context.sessions.erase(this);
}

void Session::start() {
    m_context.sessions.emplace(this, weak_from_this());
    if (m_stream.is_tls()) {
        return handshake();
    }
    set_deadline(m_context.config().header_deadline);
    read_header();
}

void Session::stop() {
    m_keep_alive = false;
    if (m_state == State::Handshake || (m_state == State::Header && m_buffer.size() == 0)) {
        close();
    }
}

/// Counts the body of the request under way, instead of the one before.
void Session::hold_body(std::size_t bytes) {
    m_context.bodies_bytes -= m_body_bytes;
    m_body_bytes = bytes;
    m_context.bodies_bytes += m_body_bytes;
}

void Session::set_deadline(Steady::duration from_now) {
    m_deadline = Steady::now() + from_now;
}

Steady::duration Session::transfer_time(std::size_t bytes) const {
    const ServerConfig& config = m_context.config();
    const auto extra = static_cast<std::int64_t>(bytes / config.bytes_per_second_min);
    return config.body_deadline + std::chrono::seconds(extra);
}

bool Session::is_over(error_code ec) const {
    return ec || Steady::now() >= m_deadline;
}

void Session::handshake() {
    m_state = State::Handshake;
    set_deadline(m_context.config().handshake_deadline);
    m_stream.next_layer().expires_at(m_deadline);
    m_stream.async_handshake([self = shared_from_this()](error_code ec) {
        if (self->is_over(ec)) {
            self->m_context.refusals.line("tls_refused", 0, ec ? reason_of(ec) : "deadline");
            return self->close();
        }
        self->set_deadline(self->m_context.config().header_deadline);
        self->read_header();
    });
}

void Session::read_header() {
    m_state = State::Header;
    const auto end = find_header_end(view_of(m_buffer), m_scanned);
    if (!end) {
        return refuse(end.error());
    }
    if (*end) {
        return on_header(**end);
    }
    m_scanned = m_buffer.size();
    m_stream.next_layer().expires_at(m_deadline);
    m_stream.async_read_some(m_buffer.prepare(read_bytes),
                             [self = shared_from_this()](error_code ec, std::size_t bytes) {
                                 self->on_header_bytes(ec, bytes);
                             });
}

void Session::on_header_bytes(error_code ec, std::size_t bytes) {
    if (is_over(ec)) {
        return close();
    }
    if (m_buffer.size() == 0) {
        // Waiting for a request may take long; sending one may not.
        set_deadline(m_context.config().header_deadline);
    }
    m_buffer.commit(bytes);
    read_header();
}

void Session::on_header(std::size_t header_bytes) {
    const auto gated = check_request(view_of(m_buffer).substr(0, header_bytes),
                                     GateRules{m_context.parts.routes, m_context.hosts});
    if (!gated) {
        return refuse(gated.error());
    }
    if (!parse_again(*gated, header_bytes)) {
        return refuse(GateRefusal{400, "malformed", {}});
    }
    if (m_context.bodies_bytes + gated->body_bytes > m_context.config().bodies_bytes_max) {
        return refuse(GateRefusal{503, "busy", {}});
    }
    m_route = gated->route;
    hold_body(gated->body_bytes);
    const bool last = ++m_request_no >= m_context.config().requests_per_connection_max;
    m_keep_alive = gated->keep_alive && !last && !m_context.stopping;
    m_head = m_route->method == Method::Head;
    m_request = Request{.method = m_route->method,
                        .path = std::string(gated->path),
                        .query = std::string(gated->query),
                        .host = std::string(gated->host),
                        .authority = std::string(gated->authority),
                        .fields = owned_fields(gated->fields),
                        .peer = m_ticket->peer(),
                        .over_tls = m_stream.is_tls()};
    m_bind_to_tls = may_bind_to_tls(m_request);
    m_buffer.consume(header_bytes);
    m_scanned = 0;
    set_deadline(transfer_time(m_body_bytes));
    read_body();
}

/// Beast reads the header too and must understand the same; it also makes the upgrade request.
bool Session::parse_again(const GatedRequest& gated, std::size_t header_bytes) {
    m_parser.emplace();
    m_parser->header_limit(header_bytes_max);
    m_parser->body_limit(boost::none);
    m_parser->eager(false);
    error_code ec;
    const std::size_t used =
        m_parser->put(beast::buffers_prefix(header_bytes, m_buffer.data()), ec);
    if (ec || !m_parser->is_header_done() || used != header_bytes) {
        return false;
    }
    const std::uint64_t body_bytes = m_parser->content_length().value_or(0);
    const auto target = m_parser->get().target();
    const std::string_view path = std::string_view(target.data(), target.size());
    return body_bytes == gated.body_bytes && path.starts_with(gated.path) && !m_parser->chunked() &&
           m_parser->get().method_string() == text_of(gated.route->method);
}

void Session::read_body() {
    m_state = State::Body;
    const std::size_t wanted = m_body_bytes - m_request.body.size();
    const std::string_view there = view_of(m_buffer).substr(0, wanted);
    m_request.body.append(there);
    m_buffer.consume(there.size());
    if (m_request.body.size() == m_body_bytes) {
        return dispatch();
    }
    m_stream.next_layer().expires_at(m_deadline);
    m_stream.async_read_some(m_buffer.prepare(read_bytes),
                             [self = shared_from_this()](error_code ec, std::size_t bytes) {
                                 self->on_body_bytes(ec, bytes);
                             });
}

void Session::on_body_bytes(error_code ec, std::size_t bytes) {
    if (is_over(ec)) {
        return close();
    }
    m_buffer.commit(bytes);
    read_body();
}

/// A reference that may be dropped on any thread: the last one gives this connection back to the
/// I/O thread, which alone may destroy it.
std::shared_ptr<Session> Session::kept_from_elsewhere() {
    return {this, [self = shared_from_this()](Session* kept) mutable {
                net::post(kept->m_context.io, [held = std::move(self)] {});
            }};
}

void Session::dispatch() {
    m_state = State::Handler;
    m_stream.next_layer().expires_never();
    if (m_route->kind == RouteKind::StaticFile) {
        return send(m_context.parts.files.respond(m_request));
    }
    // The answer comes from another thread. The number lets only the first one through.
    const auto once = [self = kept_from_elsewhere(), number = m_request_no](auto answer) {
        return [self, number, answer](auto value) {
            net::post(self->m_context.io, [self, number, answer, value = std::move(value)] {
                if (self->m_state == State::Handler && self->m_request_no == number) {
                    answer(*self, value);
                }
            });
        };
    };
    if (m_route->kind == RouteKind::Socket) {
        return m_context.parts.handler.admit_socket(
            std::move(m_request),
            once([](Session& self, const auto& grant) { self.upgrade(grant); }));
    }
    m_context.parts.handler.handle(
        std::move(m_request),
        once([](Session& self, const Response& response) { self.send(response); }));
}

void Session::upgrade(tl::expected<SocketGrant, Response> grant) {
    if (!grant) {
        m_keep_alive = false;
        return send(std::move(grant).error());
    }
    m_state = State::Linger;
    const auto socket = std::make_shared<SocketSession>(
        m_context, std::move(m_stream), std::move(m_ticket), std::move(*grant));
    socket->start(m_parser->release());
}

void Session::refuse(const GateRefusal& refusal) {
    m_keep_alive = false;
    m_head = false;
    m_bind_to_tls = false;
    m_route = nullptr;
    m_context.refusals.line("refused", refusal.status, refusal.code);
    Response response =
        error_response(refusal.status, refusal.code, "The request was not accepted.");
    if (!refusal.allow.empty()) {
        response.fields.push_back({"Allow", refusal.allow});
    }
    if (refusal.status == 426) {
        response.fields.push_back({"Upgrade", "websocket"});
    }
    if (refusal.status == 503) {
        response.fields.push_back({"Retry-After", "2"});
    }
    send(std::move(response));
}

void Session::send(Response response) {
    if (m_route == nullptr || m_route->kind != RouteKind::StaticFile) {
        add_api_headers(response);
    }
    if (m_bind_to_tls) {
        bind_to_tls(response);
    }
    if (response.status >= 500) {
        m_context.parts.log.line(
            "answered",
            {{"status", response.status}, {"path", m_route == nullptr ? "" : m_route->path}});
    }
    m_response = std::move(response);
    write();
}

void Session::write() {
    m_state = State::Write;
    m_message.emplace();
    m_message->version(11);
    m_message->result(static_cast<unsigned>(m_response.status));
    m_message->reason(std::string(reason_of(m_response.status)));
    m_message->keep_alive(m_keep_alive);
    m_message->set(bhttp::field::date, date_text(m_context.parts.clock.now_utc_ms()));
    for (const Field& field : m_response.fields) {
        m_message->insert(field.name, field.value);
    }
    const std::size_t body_bytes = m_response.body ? m_response.body->size() : 0;
    if (m_response.body) {
        m_message->set(bhttp::field::content_type, m_response.content_type);
    }
    if (m_response.status != 304) {
        m_message->content_length(body_bytes);
    }
    if (m_response.body && !m_head) {
        m_message->body() = {m_response.body->data(), body_bytes};
    }
    set_deadline(transfer_time(body_bytes));
    m_stream.next_layer().expires_at(m_deadline);
    bhttp::async_write(
        m_stream, *m_message, [self = shared_from_this()](error_code ec, std::size_t) {
            self->on_written(ec);
        });
}

void Session::on_written(error_code ec) {
    m_message.reset();
    m_response = {};
    hold_body(0);
    if (is_over(ec)) {
        return close();
    }
    if (!m_keep_alive) {
        return finish();
    }
    set_deadline(m_buffer.size() == 0 ? Steady::duration(m_context.config().idle_deadline)
                                      : Steady::duration(m_context.config().header_deadline));
    read_header();
}

/// Says that nothing more comes, in the words of TLS too.
void Session::finish() {
    m_state = State::Linger;
    set_deadline(linger_deadline);
    m_buffer.clear();
    m_stream.next_layer().expires_at(m_deadline);
    const auto end = [self = shared_from_this()](error_code) {
        error_code ignored;
        self->m_stream.next_layer().socket().shutdown(Tcp::socket::shutdown_send, ignored);
        self->linger();
    };
    if (m_stream.is_tls()) {
        m_stream.async_shutdown(end);
    } else {
        end({});
    }
}

void Session::linger() {
    m_stream.next_layer().expires_at(m_deadline);
    m_stream.next_layer().async_read_some(
        m_buffer.prepare(read_bytes),
        [self = shared_from_this()](error_code ec, std::size_t bytes) {
            self->m_lingered += bytes;
            if (self->is_over(ec) || self->m_lingered > linger_bytes_max) {
                return self->close();
            }
            self->linger();
        });
}

void Session::close() {
    error_code ignored;
    m_stream.next_layer().socket().close(ignored);
}

} // namespace huiyin::server::http
