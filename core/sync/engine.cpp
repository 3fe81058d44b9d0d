#include "core/sync/engine.h"

#include "core/base/limits.h"

#include <algorithm>
#include <array>
#include <utility>

namespace huiyin::sync {

namespace limits = base::limits;

namespace {

constexpr std::int64_t retry_first_ms = 1'000;
constexpr std::int64_t retry_most_ms = 5 * 60 * 1'000;
/// Without a doorbell the tablet still asks now and then.
constexpr std::int64_t poll_ms = 60 * 1'000;
/// Payload bytes of one push. On the wire a payload is a text inside JSON, which doubles it at
/// most, and each event has less than 1 KiB around it; together they stay within
/// limits::request_body_bytes_max.
constexpr std::size_t push_payload_bytes_max =
    (limits::request_body_bytes_max - limits::push_events_max * 1024) / 2;

Problem problem_of(int http_status) {
    if (http_status == 0) {
        return Problem::ServerUnreachable;
    }
    if (http_status == 429 || http_status == 503) {
        return Problem::ServerBusy;
    }
    return http_status >= 500 ? Problem::ServerError : Problem::BadAnswer;
}

} // namespace

Engine::Engine(Replica& replica, base::Random& random)
    : m_replica(replica)
    , m_random(random) {}

void Engine::set_online(bool online) {
    m_online = online;
    m_offline_probe_ms.reset();
    if (online) {
        poke();
    } else if (m_status.phase != Phase::Blocked) {
        m_status.phase = Phase::Offline;
    }
}

void Engine::poke() {
    m_wanted = true;
    m_next_attempt_ms = 0;
}

void Engine::doorbell(std::int64_t change) {
    // The same number rings again when the directory changed, which has no number of its own.
    if (change >= m_rung_change) {
        m_rung_change = change;
        poke();
    }
}

void Engine::describe_tablet(TabletDescription description) {
    m_description = std::move(description);
}

void Engine::signed_in() {
    m_status.phase = Phase::Idle;
    m_status.problem = Problem::None;
    m_failures = 0;
    poke();
}

std::optional<std::string> Engine::next_request(std::int64_t monotonic_ms) {
    if (m_under_way || m_status.phase == Phase::Blocked || waits_for_network(monotonic_ms) ||
        monotonic_ms < m_next_attempt_ms) {
        return std::nullopt;
    }
    const auto position = m_replica.position();
    auto events = m_replica.unsent(limits::push_events_max, push_payload_bytes_max);
    if (!position || !events) {
        blocked(Problem::StorageFailed);
        return std::nullopt;
    }
    TabletStatus status = tablet_status(*events);
    const SyncRequest request{.protocol = limits::protocol_version,
                              .epoch = position->epoch,
                              .cursor = position->cursor,
                              .directory_version = position->directory_version,
                              .push = std::move(*events),
                              .status = std::move(status)};
    m_under_way = true;
    m_wanted = false;
    m_status.phase = Phase::Talking;
    return to_text(request);
}

TabletStatus Engine::tablet_status(const std::vector<domain::Event>& unsent) const {
    TabletStatus status{.app_version = m_description.app_version,
                        .storage_left_bytes = m_description.storage_left_bytes};
    if (!unsent.empty()) {
        status.outbox_since_utc_ms = unsent.front().device_time_utc_ms;
    }
    if (m_status.last_contact_utc_ms != 0) {
        status.clock_ahead_ms = m_status.server_clock_ahead_ms;
    }
    return status;
}

bool Engine::waits_for_network(std::int64_t monotonic_ms) {
    if (m_online) {
        return false;
    }
    if (!m_offline_probe_ms) {
        m_offline_probe_ms = monotonic_ms + poll_ms;
    }
    if (monotonic_ms < *m_offline_probe_ms) {
        return true;
    }
    m_offline_probe_ms = monotonic_ms + poll_ms;
    return false;
}

void Engine::answered(const Answer& answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms) {
    m_under_way = false;
    if (answer.http_status == 200) {
        take(answer, monotonic_ms, now_utc_ms);
    } else if (answer.http_status == 401) {
        blocked(Problem::SignInNeeded);
    } else if (answer.http_status == 426) {
        blocked(Problem::VersionTooOld);
    } else if (answer.http_status >= 400 && answer.http_status < 500 && answer.http_status != 429 &&
               answer.http_status != 408) {
        failed(Problem::Refused, answer, monotonic_ms);
    } else {
        failed(problem_of(answer.http_status), answer, monotonic_ms);
    }
}

void Engine::take(const Answer& answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms) {
    const auto response = sync_response_from_text(answer.body);
    if (!response) {
        failed(Problem::BadAnswer, answer, monotonic_ms);
        return;
    }
    const auto before = m_replica.position();
    if (!m_replica.take(*response)) {
        failed(Problem::StorageFailed, answer, monotonic_ms);
        return;
    }
    m_online = true; // an answer came, whatever the browser says
    m_status.phase = Phase::Idle;
    m_status.problem = Problem::None;
    m_status.last_contact_utc_ms = now_utc_ms;
    m_status.server_clock_ahead_ms = response->server_time_utc_ms - now_utc_ms;
    // A new epoch means another history: everything beyond it is offered again at once.
    const bool epoch_changed = before && !before->epoch.empty() && before->epoch != response->epoch;
    const auto left = m_replica.unsent(1, 1);
    const bool waiting = left && !left->empty();
    const auto not_taken = std::find_if(response->receipts.begin(),
                                        response->receipts.end(),
                                        [](const Receipt& receipt) { return receipt.change == 0; });
    if (waiting && not_taken != response->receipts.end() && !epoch_changed) {
        // The server cannot take what comes next of this device; asking at once again would change
        // nothing.
        failed(Problem::Refused, answer, monotonic_ms);
        return;
    }
    m_failures = 0;
    const bool again = response->more || epoch_changed || waiting || m_wanted;
    m_status.synced = !again;
    m_next_attempt_ms = again ? monotonic_ms : monotonic_ms + poll_ms;
}

void Engine::blocked(Problem problem) {
    m_status.phase = Phase::Blocked;
    m_status.problem = problem;
    m_status.synced = false;
}

void Engine::failed(Problem problem, const Answer& answer, std::int64_t monotonic_ms) {
    ++m_failures;
    m_status.phase = problem == Problem::ServerUnreachable ? Phase::Offline : Phase::Idle;
    m_status.problem = problem;
    m_status.synced = false;
    m_next_attempt_ms = monotonic_ms + retry_delay_ms(answer);
}

std::int64_t Engine::retry_delay_ms(const Answer& answer) {
    const int doublings = std::min(m_failures - 1, 12);
    const std::int64_t longest = std::min(retry_first_ms << doublings, retry_most_ms);
    std::array<std::uint8_t, 2> random{};
    m_random.fill(random);
    // Jitter over the upper half, so that many tablets do not come back at the same moment.
    const std::int64_t part = random[0] << 8 | random[1];
    const std::int64_t delay = longest / 2 + longest / 2 * part / 65'536;
    return std::max(delay, std::min(answer.retry_after_ms, retry_most_ms));
}

std::optional<std::int64_t> Engine::wake_at_ms() const {
    if (m_under_way || m_status.phase == Phase::Blocked) {
        return std::nullopt;
    }
    return m_online ? m_next_attempt_ms : m_offline_probe_ms;
}

} // namespace huiyin::sync
