#include "sync-server/store/postgres/postgres_listener.h"

#include "core/base/text.h"

#include <libpq-fe.h>

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

namespace {

/// After the server refused to let it listen.
constexpr int retry_ms = 1000;

} // namespace

PostgresListener::PostgresListener(const std::string& url,
                                   const std::string& own_name,
                                   Store::Heard heard)
    : m_connection(url, own_name)
    , m_own_name(own_name)
    , m_heard(std::move(heard))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Result<std::unique_ptr<Listener>>
PostgresListener::start(const std::string& url, const std::string& own_name, Store::Heard heard) {
    std::unique_ptr<PostgresListener> listener(
        new PostgresListener(url, own_name, std::move(heard)));
    if (listener->m_wake < 0) {
        return failure(ErrorCode::StorageFailed, "no eventfd");
    }
    HUIYIN_TRY(listener->listen());
    listener->m_thread = std::thread([raw = listener.get()] { raw->run(); });
    return listener;
}

PostgresListener::~PostgresListener() {
    m_stopping = true;
    if (m_thread.joinable()) {
        ::eventfd_write(m_wake, 1);
        m_thread.join();
    }
    if (m_wake >= 0) {
        ::close(m_wake);
    }
}

/// Listens in this session, if it does not yet.
Result<void> PostgresListener::listen() {
    Link& link = m_connection.link();
    HUIYIN_TRY(link.ensure());
    if (m_listening == link.generation()) {
        return {};
    }
    HUIYIN_TRY(m_connection.execute(postgres_query("listen")));
    const bool again = m_listening != 0;
    m_listening = link.generation();
    if (again) {
        hear_missed();
    }
    return {};
}

void PostgresListener::run() {
    while (!m_stopping) {
        if (listen()) {
            hear_pending();
        }
        if (!m_stopping) {
            wait();
        }
    }
}

/// Until the server says something, until the next try to link, or until the end.
void PostgresListener::wait() {
    Link& link = m_connection.link();
    std::array<pollfd, 2> waiting{pollfd{m_wake, POLLIN, 0}, pollfd{-1, POLLIN, 0}};
    int wait_ms = -1;
    if (link.lost()) {
        wait_ms = static_cast<int>(link.wait().count());
    } else if (m_listening != link.generation()) {
        wait_ms = retry_ms;
    } else {
        waiting[1].fd = PQsocket(link.handle());
    }
    ::poll(waiting.data(), waiting.size(), wait_ms);
}

/// What was said while nobody listened is not known, so it may have been anything.
void PostgresListener::hear_missed() {
    Use row = m_connection.use("changes");
    for (auto more = row->step(); more && *more; more = row->step()) {
        m_heard(row->uuid(0), row->integer(1));
    }
}

void PostgresListener::hear_pending() {
    PGconn* handle = m_connection.link().handle();
    // Fails when the link is lost; the next round makes it again.
    static_cast<void>(PQconsumeInput(handle));
    while (PGnotify* notification = PQnotifies(handle)) {
        hear(notification->extra);
        PQfreemem(notification);
    }
}

/// "STORE DEPARTMENT CHANGE", as notify_change writes it.
void PostgresListener::hear(std::string_view payload) {
    const std::size_t first = payload.find(' ');
    const std::size_t second = payload.rfind(' ');
    if (first == std::string_view::npos || second <= first) {
        return;
    }
    const auto department = base::uuid_from_string(payload.substr(first + 1, second - first - 1));
    const auto change = base::integer_from_text(payload.substr(second + 1));
    if (department && change && payload.substr(0, first) != m_own_name) {
        m_heard(*department, *change);
    }
}

} // namespace huiyin::server::store
