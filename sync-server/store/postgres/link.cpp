#include "sync-server/store/postgres/link.h"

#include "sync-server/store/postgres/errors.h"
#include "sync-server/store/postgres/postgres_queries.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <utility>

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::chrono::milliseconds delay_min{100};
constexpr std::chrono::milliseconds delay_max{5000};

/// The first line of libpq's message, which names hosts and users but no password.
std::string first_line(const char* message) {
    const std::string text(message);
    return text.substr(0, text.find('\n'));
}

/// libpq quotes the URL in what it says about a wrong one, so that is not told.
Result<void> check_url(const std::string& url) {
    char* message = nullptr;
    PQconninfoOption* parsed = PQconninfoParse(url.c_str(), &message);
    const bool readable = parsed != nullptr;
    PQconninfoFree(parsed);
    PQfreemem(message);
    return readable ? Result<void>{}
                    : failure(ErrorCode::InvalidInput,
                              "the postgresql: URL cannot be read (reserved characters in it are "
                              "written as %XX)");
}

} // namespace

void Link::Finish::operator()(pg_conn* handle) const {
    PQfinish(handle);
}

Link::Link(std::string url)
    : m_url(std::move(url)) {}

bool Link::lost() const {
    return m_handle == nullptr || PQstatus(m_handle.get()) != CONNECTION_OK;
}

std::chrono::milliseconds Link::wait() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_next_try - Steady::now());
    return std::max(left, std::chrono::milliseconds(0));
}

Result<void> Link::ensure() {
    if (!lost()) {
        return {};
    }
    m_handle.reset();
    if (Steady::now() < m_next_try) {
        return failure(ErrorCode::StorageBusy, "PostgreSQL is out of reach");
    }
    auto connected = connect();
    if (connected) {
        m_delay = {};
        ++m_generation;
        return {};
    }
    m_handle.reset();
    m_delay = std::clamp(2 * m_delay, delay_min, delay_max);
    m_next_try = Steady::now() + m_delay;
    return connected;
}

Result<void> Link::connect() {
    HUIYIN_TRY(check_url(m_url));
    // What stands before `dbname` is a default that the URL may change. A dead network is noticed
    // in half a minute instead of hours.
    constexpr std::array keys{"fallback_application_name",
                              "connect_timeout",
                              "keepalives_idle",
                              "keepalives_interval",
                              "keepalives_count",
                              "tcp_user_timeout",
                              "dbname",
                              "client_encoding",
                              static_cast<const char*>(nullptr)};
    const std::array values{"huiyin-server",
                            "5",
                            "15",
                            "5",
                            "3",
                            "30000",
                            m_url.c_str(),
                            "UTF8",
                            static_cast<const char*>(nullptr)};
    m_handle.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    if (lost()) {
        return failure(ErrorCode::StorageBusy,
                       m_handle == nullptr ? "no memory" : first_line(PQerrorMessage(handle())));
    }
    // Notices would go to standard error past the log.
    PQsetNoticeReceiver(
        handle(), [](void*, const PGresult*) {}, nullptr);
    const std::string session(postgres_query("session"));
    PGresult* result = PQexec(handle(), session.c_str());
    const bool begun = PQresultStatus(result) == PGRES_COMMAND_OK;
    base::Error error = begun ? base::Error{} : error_from_result(result);
    PQclear(result);
    return begun ? Result<void>{} : tl::unexpected<base::Error>(std::move(error));
}

} // namespace huiyin::server::store
