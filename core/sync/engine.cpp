#include "core/sync/engine.h"

#include "core/base/stable_order.h"

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
/// Events of an answer that are read as it arrives; about 2 ms on a tablet.
constexpr std::size_t read_at_once = 50;
/// How long a doorbell that says nothing is waited for.
constexpr std::int64_t doorbell_answer_ms = 2'000;
/// So often the server is asked in full all the same: it then knows of the tablet, and roles that
/// begin or end by the clock show.
constexpr std::int64_t whole_request_ms = 10 * 60 * 1'000;
/// Payload bytes of one push. On the wire a payload is a text inside JSON, which doubles it at
/// most, each event has less than 1 KiB around it, and a place that is kept apart takes less than
/// 100 bytes; together they stay within limits::request_body_bytes_max.
constexpr std::size_t push_payload_bytes_max =
    (limits::request_body_bytes_max - limits::push_events_max * 1024 -
     limits::apart_places_max * 100) /
    2;

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

Engine::Engine(Replica& replica, base::Random& random, int protocol)
    : m_replica(replica)
    , m_random(random)
    , m_protocol_newest(protocol)
    , m_protocol(protocol)
    , m_push_max(limits::push_events_max) {}

void Engine::set_online(bool online) {
    // The doorbell may hang on a network that is no more.
    stop_asking();
    m_whole_ms.reset();
    m_online = online;
    m_offline_since_asking = m_under_way && !online;
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

void Engine::poke_whole() {
    m_whole_ms.reset();
    stop_asking();
    poke();
}

void Engine::doorbell(std::int64_t change, bool ask) {
    // The same number rings again when the directory changed, which has no number of its own.
    if (change < m_rung_change || (!ask && is_known(change))) {
        return;
    }
    stop_asking();
    const bool pushing = m_under_way && m_pushed > 0;
    m_perhaps_own = pushing && !m_rung && !ask ? std::optional(change) : std::nullopt;
    m_rung_change = change;
    m_rung = true;
    if (!m_perhaps_own) {
        poke();
    }
}

/// Whether it is here, or in an answer that is.
bool Engine::is_known(std::int64_t change) const {
    if (!m_held.empty()) {
        return change <= m_held.back().response.cursor;
    }
    const auto position = m_replica.position();
    return position && change <= position->cursor;
}

void Engine::doorbell_open(bool open) {
    m_doorbell_open = open;
    m_whole_ms.reset();
    if (m_asked_until_ms) {
        stop_asking();
        poke();
    }
}

/// What it was asked for is still wanted.
void Engine::stop_asking() {
    if (m_asked_until_ms) {
        m_asked_until_ms.reset();
        m_under_way = false;
        m_wanted = true;
        m_status.phase = m_online ? Phase::Idle : Phase::Offline;
    }
}

bool Engine::asks_doorbell(std::int64_t monotonic_ms) {
    if (m_asked_until_ms && monotonic_ms >= *m_asked_until_ms) {
        stop_asking();
        m_whole_ms.reset();
    }
    const bool knows_the_rest =
        m_doorbell_open && m_whole_ms && !m_rung && monotonic_ms - *m_whole_ms < whole_request_ms;
    if (!knows_the_rest || !m_online || m_under_way || !m_held.empty() ||
        m_status.phase == Phase::Blocked || m_status.problem != Problem::None ||
        m_push_max < limits::push_events_max || monotonic_ms < m_next_attempt_ms) {
        return false;
    }
    const auto unsent = m_replica.unsent(0, 1, 1);
    const auto position = m_replica.position();
    if (!unsent || !unsent->empty() || !position || position->copied) {
        return false;
    }
    m_under_way = true;
    m_wanted = false;
    m_asked_until_ms = monotonic_ms + doorbell_answer_ms;
    m_status.phase = Phase::Talking;
    return true;
}

void Engine::doorbell_answered(std::int64_t change,
                               std::int64_t monotonic_ms,
                               std::int64_t now_utc_ms) {
    if (!m_asked_until_ms) {
        return;
    }
    const bool wanted_since = m_wanted;
    stop_asking();
    const auto position = m_replica.position();
    if (!position || change != position->cursor) {
        m_rung = true;
        poke();
        return;
    }
    m_now_utc_ms = now_utc_ms;
    m_status.last_contact_utc_ms = now_utc_ms;
    m_wanted = wanted_since;
    m_status.synced = !wanted_since;
    m_next_attempt_ms = wanted_since ? monotonic_ms : monotonic_ms + poll_ms;
}

void Engine::describe_tablet(TabletDescription description) {
    m_description = std::move(description);
}

void Engine::signed_in() {
    stop_asking();
    m_whole_ms.reset();
    m_status.phase = Phase::Idle;
    set_problem(Problem::None);
    m_failures = 0;
    m_protocol = m_protocol_newest;
    m_open_after = base::Uuid{};
    // Perhaps another person's: nothing asked for before is taken any more.
    m_held.clear();
    m_disregard = m_under_way && !m_reading;
    m_under_way = m_disregard;
    m_reading.reset();
    poke();
}

std::optional<std::string> Engine::next_request(std::int64_t monotonic_ms) {
    if (m_under_way || m_status.phase == Phase::Blocked || waits_for_network(monotonic_ms) ||
        monotonic_ms < m_next_attempt_ms || !(m_held.empty() || may_go_ahead())) {
        return std::nullopt;
    }
    const auto position = m_replica.position();
    const std::uint64_t sent_seq = m_held.empty() ? 0 : m_held.back().device_seq;
    auto events = m_push_max == 0 ? base::Result<std::vector<domain::Event>>()
                                  : m_replica.unsent(sent_seq, m_push_max, push_payload_bytes_max);
    auto apart = m_replica.apart_places(limits::apart_places_max);
    if (!position || !events || !apart) {
        // Perhaps the disk was busy or full: it is tried again.
        failed(Problem::StorageFailed, {}, monotonic_ms);
        return std::nullopt;
    }
    if (position->copied) {
        // Whatever it makes, the server has, or will have, something else in its place.
        blocked(Problem::Copied);
        return std::nullopt;
    }
    TabletStatus status = tablet_status(*events);
    SyncRequest request{.protocol = m_protocol,
                        .epoch = position->epoch,
                        .cursor = position->cursor,
                        .mark = position->mark,
                        .acknowledged = position->acknowledged,
                        .directory_version = position->directory_version,
                        .push = std::move(*events),
                        .apart = std::move(*apart),
                        .status = std::move(status)};
    for (const Held& held : m_held) {
        request.epoch = held.response.epoch;
        request.cursor = held.response.cursor;
        request.mark = held.response.mark ? held.response.mark : request.mark;
        request.directory_version = held.directory_version.value_or(request.directory_version);
    }
    if (m_protocol < protocol_with_marks) {
        request.mark.reset();
        request.acknowledged = 0;
    } else if (request.cursor == 0 && request.push.empty()) {
        request.open_after = m_open_after;
    }
    m_pushed = request.push.size();
    if (m_pushed > 0) {
        m_pushed_first = {request.push.front().device, request.push.front().device_seq};
    }
    m_under_way = true;
    m_offline_since_asking = false;
    m_wanted = false;
    m_rung = false;
    m_perhaps_own.reset();
    m_status.phase = Phase::Talking;
    return to_text(request);
}

TabletStatus Engine::tablet_status(const std::vector<domain::Event>& unsent) const {
    TabletStatus status{.app_version = m_description.app_version,
                        .storage_left_bytes = m_description.storage_left_bytes};
    if (!unsent.empty()) {
        status.outbox_since_utc_ms = unsent.front().device_time_utc_ms;
        const auto rest = m_replica.unsent(unsent.back().device_seq, 1, 1);
        if (rest && !rest->empty()) {
            status.outbox_rest_since_utc_ms = rest->front().device_time_utc_ms;
        }
    }
    if (m_status.last_contact_utc_ms != 0) {
        status.clock_ahead_ms = m_status.server_clock_ahead_ms;
    }
    return status;
}

bool Engine::may_go_ahead() const {
    const Held& last = m_held.back();
    const bool searching = m_push_max < limits::push_events_max;
    return m_held.size() == 1 && !searching && !last.epoch_changed && !last.refused &&
           !last.carried && (last.response.more || last.waiting || m_wanted);
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

void Engine::arrived(Answer answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms) {
    m_now_utc_ms = now_utc_ms;
    if (!m_disregard && answer.http_status == 200) {
        m_reading.emplace(std::move(answer.body));
        m_reading->now_utc_ms = now_utc_ms;
        read_on(read_at_once, monotonic_ms);
        return;
    }
    m_under_way = false;
    if (m_disregard) {
        // What it builds on has to be asked for once more.
        m_disregard = false;
    } else if (answer.http_status == 401) {
        blocked(Problem::SignInNeeded);
    } else if (answer.http_status == 426) {
        if (goes_down()) {
            m_next_attempt_ms = monotonic_ms;
            m_wanted = true;
            m_status.phase = Phase::Idle;
        } else {
            // A server that was put back to an older version can come forward again.
            failed(Problem::VersionTooOld, answer, monotonic_ms);
        }
    } else if (answer.http_status >= 400 && answer.http_status < 500 && answer.http_status != 429 &&
               answer.http_status != 408) {
        refused_whole(answer, monotonic_ms);
    } else {
        failed(problem_of(answer.http_status), answer, monotonic_ms);
    }
}

void Engine::answered(Answer answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms) {
    arrived(std::move(answer), monotonic_ms, now_utc_ms);
    while (has_work()) {
        work(SIZE_MAX, monotonic_ms);
    }
}

void Engine::read_on(std::size_t events_max, std::int64_t monotonic_ms) {
    if (m_reading->reader.read_some(events_max)) {
        return;
    }
    auto response = m_reading->reader.take();
    const std::int64_t now_utc_ms = m_reading->now_utc_ms;
    m_reading.reset();
    m_under_way = false;
    if (response) {
        hold(std::move(*response), now_utc_ms);
    } else {
        failed(Problem::BadAnswer, {}, monotonic_ms);
    }
}

void Engine::hold(SyncResponse response, std::int64_t now_utc_ms) {
    // An answer came, whatever the browser says; but one that was on its way when the network went
    // says nothing of the network now.
    m_online = m_online || !m_offline_since_asking;
    m_status.phase = m_online ? Phase::Idle : Phase::Offline;
    set_problem(Problem::None);
    let_through();
    m_status.last_contact_utc_ms = now_utc_ms;
    m_status.server_clock_ahead_ms = response.server_time_utc_ms - now_utc_ms;
    Held held;
    const auto before = m_replica.position();
    // A new epoch means another history: everything beyond it is offered again at once.
    held.epoch_changed = (before && !before->epoch.empty() && before->epoch != response.epoch) ||
                         response.starts_over;
    m_open_after = held.epoch_changed ? base::Uuid{} : response.open_after;
    held.device_seq = m_held.empty() ? 0 : m_held.back().device_seq;
    for (const Receipt& receipt : response.receipts) {
        const bool quarantined = receipt.verdict.kind == domain::VerdictKind::Quarantined;
        held.refused = held.refused || receipt.change == 0;
        held.kept_apart = held.kept_apart || (receipt.change == 0 && quarantined);
        held.carried = held.carried || !receipt.device.is_nil();
        held.kept_apart = held.kept_apart || (receipt.change == 0 && !receipt.device.is_nil());
        if (receipt.device.is_nil()) {
            held.device_seq = std::max(held.device_seq, receipt.device_seq);
        }
    }
    if (m_perhaps_own) {
        const bool is_own = std::any_of(
            response.receipts.begin(), response.receipts.end(), [this](const Receipt& receipt) {
                return receipt.change == *m_perhaps_own;
            });
        m_perhaps_own.reset();
        m_rung = !is_own;
        m_wanted = m_wanted || !is_own;
    }
    const auto behind = m_replica.unsent(held.device_seq, 1, 1);
    held.waiting = behind && !behind->empty();
    if (response.directory) {
        held.directory_version = response.directory->version;
    }
    base::stable_sort(response.events,
                      [](const domain::PlacedEvent& a, const domain::PlacedEvent& b) {
                          return a.event.complaint < b.event.complaint;
                      });
    held.response = std::move(response);
    m_held.push_back(std::move(held));
}

/// The next receipts and events, a complaint's events never apart; the cursor stays until the last.
SyncResponse Engine::next_part(Held& held, std::size_t items_max, std::int64_t cursor) {
    SyncResponse& whole = held.response;
    SyncResponse part{.protocol = whole.protocol,
                      .epoch = whole.epoch,
                      .server_time_utc_ms = whole.server_time_utc_ms,
                      .mark = whole.mark,
                      .starts_over = whole.starts_over,
                      .chain_end = whole.chain_end};
    // With every part: the one that brings the last receipt of a complaint is the one that drops
    // it.
    part.ended = whole.ended;
    std::size_t room = held.epoch_changed ? SIZE_MAX : items_max;
    for (; room > 0 && held.receipts_taken < whole.receipts.size(); --room) {
        part.receipts.push_back(whole.receipts[held.receipts_taken++]);
    }
    const auto in_one_complaint = [&](const domain::PlacedEvent& next) {
        return !part.events.empty() && part.events.back().event.complaint == next.event.complaint;
    };
    while (held.events_taken < whole.events.size()) {
        domain::PlacedEvent& next = whole.events[held.events_taken];
        if (room == 0 && !in_one_complaint(next)) {
            break;
        }
        part.events.push_back(std::move(next));
        ++held.events_taken;
        room -= room > 0 ? 1 : 0;
    }
    held.is_taken =
        held.receipts_taken == whole.receipts.size() && held.events_taken == whole.events.size();
    part.cursor = cursor;
    part.more = whole.more || !held.is_taken;
    if (held.is_taken) {
        // Roles that show more start from a lower place: one is not taken without the other. And
        // they do not act before the events that go with them.
        part.cursor = whole.cursor;
        part.directory.swap(whole.directory);
        part.silent_tablets.swap(whole.silent_tablets);
    }
    return part;
}

void Engine::work(std::size_t items_max, std::int64_t monotonic_ms) {
    if (m_reading) {
        // First, so that the server can work on the next request.
        read_on(items_max, monotonic_ms);
        return;
    }
    if (m_held.empty()) {
        return;
    }
    Held& held = m_held.front();
    const auto position = m_replica.position();
    if (!position || !m_replica.take(next_part(held, items_max, position->cursor))) {
        m_held.clear();
        m_disregard = m_under_way;
        failed(Problem::StorageFailed, {}, monotonic_ms);
        return;
    }
    if (held.is_taken) {
        tell_progress(held, position->cursor);
        finish(monotonic_ms);
    }
}

void Engine::finish(std::int64_t monotonic_ms) {
    const Held held = std::move(m_held.front());
    m_held.pop_front();
    if (m_under_way || !m_held.empty() || m_status.problem != Problem::None) {
        return; // the next request is out, or its answer here, or it failed
    }
    const auto left = m_replica.unsent(0, 1, 1);
    const bool waiting = left && !left->empty();
    if (waiting && held.refused && !held.kept_apart && !held.epoch_changed) {
        // The server cannot take what comes next of this device; asking at once again would change
        // nothing.
        failed(Problem::Refused, {}, monotonic_ms);
        return;
    }
    const auto position = m_replica.position();
    if (!waiting && !held.response.more && position && position->others_first) {
        failed(Problem::OthersFirst, {}, monotonic_ms);
        return;
    }
    m_failures = 0;
    const bool again = held.response.more || held.epoch_changed || waiting || m_wanted;
    m_status.synced = !again;
    if (!again && m_doorbell_open) {
        m_whole_ms = monotonic_ms;
    }
    m_next_attempt_ms = again ? monotonic_ms : monotonic_ms + poll_ms;
}

/// Change numbers stand for events: those that this person may not see are among them.
void Engine::tell_progress(const Held& held, std::int64_t cursor_before) {
    const SyncResponse& response = held.response;
    if (!response.more || response.latest <= response.cursor) {
        m_fetched_from.reset();
        m_status.fetched_percent.reset();
        m_status.fetched_events = 0;
        return;
    }
    // Other roles, or another history, begin from a lower place.
    const std::int64_t from = std::min(m_fetched_from.value_or(cursor_before), response.cursor);
    m_fetched_from = from;
    m_status.fetched_events += static_cast<std::int64_t>(response.events.size());
    m_status.fetched_percent = static_cast<int>(
        std::min<std::int64_t>(99, 100 * (response.cursor - from) / (response.latest - from)));
}

void Engine::set_problem(Problem problem) {
    if (problem == Problem::None) {
        m_status.problem_since_utc_ms = 0;
    } else if (m_status.problem_since_utc_ms == 0) {
        m_status.problem_since_utc_ms = m_now_utc_ms;
    }
    m_status.problem = problem;
}

void Engine::blocked(Problem problem) {
    m_status.phase = Phase::Blocked;
    set_problem(problem);
    m_status.synced = false;
}

void Engine::failed(Problem problem, const Answer& answer, std::int64_t monotonic_ms) {
    ++m_failures;
    m_status.phase = problem == Problem::ServerUnreachable ? Phase::Offline : Phase::Idle;
    set_problem(problem);
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
    if (m_asked_until_ms) {
        return m_asked_until_ms;
    }
    if (m_under_way || m_status.phase == Phase::Blocked) {
        return std::nullopt;
    }
    return m_online ? m_next_attempt_ms : m_offline_probe_ms;
}

} // namespace huiyin::sync
