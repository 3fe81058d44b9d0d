// The tablet's sync engine: a state machine without I/O (sync 3).
//
// The host tells it what happened (online, a doorbell, an answer, time passing) and asks what to
// send next and when to wake it. It never reads a clock or a socket itself, so a simulator can
// drive it.
#pragma once

#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/sync/replica.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huiyin::sync {

/// What the sync pill shows.
enum class Phase : std::uint8_t {
    Idle,    ///< nothing known to be pending, or waiting for the next attempt
    Talking, ///< a request is under way
    Offline, ///< the browser says there is no network, or the server does not answer
    Blocked  ///< only a person can help: see `problem`
};

/// Why nothing moves. Each has a sentence in both languages in the UI.
enum class Problem : std::uint8_t {
    None,
    ServerUnreachable,
    ServerBusy,    ///< 503 or 429: waits as long as the server says
    ServerError,   ///< 5xx
    SignInNeeded,  ///< 401: the token ended or was revoked
    Refused,       ///< another 4xx: the server does not accept this version's request
    VersionTooOld, ///< 426: the server does not speak any protocol of this program any more
    BadAnswer,     ///< an answer that cannot be read
    StorageFailed, ///< the tablet cannot write
    OthersFirst,   ///< since a restore: what comes before is on another tablet
    Copied         ///< another tablet works under this one's identity: it needs one of its own
};

struct Status {
    Phase phase = Phase::Idle;
    Problem problem = Problem::None;
    std::int64_t problem_since_utc_ms = 0;  ///< device time; 0 = nothing stands in the way
    std::int64_t last_contact_utc_ms = 0;   ///< device time of the last good answer; 0 = never
    std::int64_t server_clock_ahead_ms = 0; ///< server time minus device time at the last contact
    bool synced = false;                    ///< the last answer left nothing to send or fetch
    /// While the server has more than one page for this tablet: how far it is, 0 to 99, and how
    /// many events have come.
    std::optional<int> fetched_percent;
    std::int64_t fetched_events = 0;
};

/// An answer of the server to a request of next_request().
struct Answer {
    int http_status = 0; ///< 0 = no answer: network error or time-out
    std::string body;
    std::int64_t retry_after_ms = 0;
};

/// What only the host knows of the tablet.
struct TabletDescription {
    std::string app_version;
    std::int64_t storage_left_bytes = -1; ///< -1 = unknown
};

class Engine {
public:
    /// `protocol` is the newest version that is spoken: with a server that refuses it, the ones
    /// before it are tried, down to limits::protocol_oldest.
    Engine(Replica& replica, base::Random& random, int protocol = base::limits::protocol_version);

    /// The browser's word on the network. It can be wrong, so being offline only makes attempts
    /// rare.
    void set_online(bool online);

    /// Something was written on this tablet, the page became visible, or a person asked: try now.
    void poke();

    /// The same with a whole request, though the doorbell could be asked: somebody wants to see
    /// that the server answers, or waits for what has no change number.
    void poke_whole();

    /// The doorbell says that change `change` exists; with `ask` that there may be news besides,
    /// which have no number. Without it, a ring for what is here or what this tablet pushes just
    /// then is no reason to ask.
    void doorbell(std::int64_t change, bool ask);

    /// Whether the doorbell is open and can be asked.
    void doorbell_open(bool open);

    /// Whether to ask the doorbell now for the newest change, which then is under way as a request
    /// is: nothing is unsent, and a whole sync since the doorbell opened has told everything else.
    /// A few bytes instead of a request.
    bool asks_doorbell(std::int64_t monotonic_ms);

    /// The doorbell's answer: the newest change that exists.
    void doorbell_answered(std::int64_t change, std::int64_t monotonic_ms, std::int64_t now_utc_ms);

    /// What goes with every request from now on, for whoever runs the server.
    void describe_tablet(TabletDescription description);

    /// A new token was had: leave SignInNeeded and Copied.
    void signed_in();

    /// The body to POST to /api/v1/sync now, or nothing. At most one request is under way at a
    /// time; it may be asked for while the answer before is still being taken, so that server and
    /// tablet work at the same time.
    std::optional<std::string> next_request(std::int64_t monotonic_ms);

    /// What came of the request under way. A good answer is only read, as far as that is done at
    /// once; work() goes on with it.
    void arrived(Answer answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms);

    /// Whether an answer waits to be read or taken.
    bool has_work() const { return m_reading || !m_held.empty(); }

    /// Reads about `items_max` events of what has arrived or, when all is read, takes so many
    /// receipts and events in one transaction. The place towards the server moves on with the last
    /// of an answer, so a crash in between only means that some come again.
    void work(std::size_t items_max, std::int64_t monotonic_ms);

    /// arrived() and all the work() of it.
    void answered(Answer answer, std::int64_t monotonic_ms, std::int64_t now_utc_ms);

    /// When next_request should be asked again at the latest, in monotonic ms; nothing while a
    /// request is under way or only an event of another kind can help.
    std::optional<std::int64_t> wake_at_ms() const;

    const Status& status() const { return m_status; }

private:
    /// An answer that is read and not yet taken; its events lie by complaint.
    struct Held {
        SyncResponse response;
        std::size_t receipts_taken = 0;
        std::size_t events_taken = 0;
        bool is_taken = false;
        bool epoch_changed = false;
        bool refused = false;         ///< the server did not take one of the events
        bool carried = false;         ///< it tells of events of other tablets
        bool kept_apart = false;      ///< one that it did not take is out of the way now
        bool waiting = false;         ///< there are unsent events behind those with a receipt
        std::uint64_t device_seq = 0; ///< of its last receipt, or of the answer before
        std::optional<std::int64_t> directory_version;
    };

    /// A good answer that is read in parts. Until that is done its request is under way.
    struct Reading {
        explicit Reading(std::string body)
            : reader(std::move(body)) {}

        ResponseReader reader;
        std::int64_t now_utc_ms = 0;
    };

    Replica& m_replica;
    base::Random& m_random;
    Status m_status;
    TabletDescription m_description;
    int m_protocol_newest;
    int m_protocol; ///< that is spoken now
    /// Behind which open complaint to go on, when this tablet begins from nothing; no value once
    /// they have come. A program that starts anew begins with the first: only time is lost.
    std::optional<base::Uuid> m_open_after = base::Uuid{};
    /// The cursor with which the catching up began whose progress is told.
    std::optional<std::int64_t> m_fetched_from;
    bool m_online = true;
    bool m_doorbell_open = false;
    bool m_wanted = true; ///< there is a reason to ask
    bool m_under_way = false;
    bool m_offline_since_asking = false; ///< the network went after the request under way was sent
    bool m_disregard = false; ///< the request under way stands on an answer that was not stored
    bool m_rung = false;      ///< since the last whole request was built
    int m_failures = 0;       ///< in a row
    std::int64_t m_next_attempt_ms = 0;
    std::optional<std::int64_t>
        m_offline_probe_ms; ///< while offline: the next attempt all the same
    std::optional<Reading> m_reading;
    /// Oldest first: the one that is being taken, and perhaps the one after it.
    std::deque<Held> m_held;
    std::int64_t m_rung_change = 0;
    /// The one ring since then, while that request is under way: perhaps for what it pushed.
    std::optional<std::int64_t> m_perhaps_own;
    /// When the doorbell was open and a whole request found nothing more to do.
    std::optional<std::int64_t> m_whole_ms;
    /// While the doorbell is asked: when it is given up.
    std::optional<std::int64_t> m_asked_until_ms;
    std::int64_t m_now_utc_ms = 0; ///< as the host last said

    /// An event by its place in its device's chain.
    struct EventKey {
        base::Uuid device;
        std::uint64_t device_seq = 0;
    };

    std::size_t m_pushed = 0; ///< events of the request under way
    EventKey m_pushed_first;
    /// Smaller while it is looked for an event that makes the server refuse a whole request.
    std::size_t m_push_max;
    /// A request with this event alone was refused.
    std::optional<EventKey> m_accused;

    TabletStatus tablet_status(const std::vector<domain::Event>& unsent) const;
    bool is_known(std::int64_t change) const;
    bool waits_for_network(std::int64_t monotonic_ms);
    void stop_asking();
    void failed(Problem problem, const Answer& answer, std::int64_t monotonic_ms);
    void blocked(Problem problem);
    bool may_go_ahead() const;
    void read_on(std::size_t events_max, std::int64_t monotonic_ms);
    void hold(SyncResponse response, std::int64_t now_utc_ms);
    static SyncResponse next_part(Held& held, std::size_t items_max, std::int64_t cursor);
    void finish(std::int64_t monotonic_ms);
    std::int64_t retry_delay_ms(const Answer& answer);
    void refused_whole(const Answer& answer, std::int64_t monotonic_ms);
    void let_through();
    void set_problem(Problem problem);
    bool goes_down();
    void tell_progress(const Held& held, std::int64_t cursor_before);
};

} // namespace huiyin::sync
