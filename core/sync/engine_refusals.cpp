// What the engine does when the server takes no request as it is: it goes down to an older version,
// or looks for the one event that is the reason.
#include "core/sync/engine.h"

#include <algorithm>

namespace huiyin::sync {

namespace limits = base::limits;

/// The server does not speak this version: whether there is an older one to try. All that a newer
/// one adds the tablet can do without.
bool Engine::goes_down() {
    if (m_protocol <= limits::protocol_oldest) {
        m_protocol = m_protocol_newest;
        return false;
    }
    --m_protocol;
    return true;
}

/// The server, or something between, did not even read the request. One event can be the reason,
/// and then only that one may wait: the push is halved until one is left. That one is accused; a
/// request without any event shows whether others go through (m_push_max is 0), and one more with
/// it alone that it was no accident.
void Engine::refused_whole(const Answer& answer, std::int64_t monotonic_ms) {
    m_status.synced = false;
    const bool again = m_accused && m_pushed == 1 && m_push_max == 1 &&
                       m_accused->device == m_pushed_first.device &&
                       m_accused->device_seq == m_pushed_first.device_seq;
    if (m_pushed == 0) {
        m_accused.reset();
        m_push_max = 1;
        failed(Problem::Refused, answer, monotonic_ms);
        return;
    }
    if (again) {
        m_push_max = limits::push_events_max;
        const auto kept = m_replica.keep_apart(
            m_accused->device, m_accused->device_seq, domain::Reason::NotLetThrough);
        m_accused.reset();
        if (!kept) {
            failed(Problem::StorageFailed, {}, monotonic_ms);
            return;
        }
    } else if (m_pushed == 1) {
        m_accused = m_pushed_first;
        m_push_max = 0;
    } else {
        m_push_max = m_pushed / 2;
    }
    m_status.phase = Phase::Idle;
    m_next_attempt_ms = monotonic_ms;
    m_wanted = true;
}

/// After a good answer the search goes on, or ends.
void Engine::let_through() {
    if (m_push_max == 0) {
        m_push_max = 1;
        m_wanted = true;
    } else if (m_pushed > 0) {
        m_accused.reset();
        m_push_max = std::min(m_push_max * 2, limits::push_events_max);
    }
}

} // namespace huiyin::sync
