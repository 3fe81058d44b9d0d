#include "tests/simulation/world.h"

#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/sync/wire.h"
#include "tests/simulation/checks.h"
#include "tests/simulation/server_place.h"
#include "tests/support/random_procedure.h"

#include <algorithm>
#include <optional>
#include <set>

namespace huiyin::simulation {

namespace {

namespace limits = base::limits;
using tests::SeededRandom;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t year_ms = 365 * day_ms;
constexpr int heal_rounds_max = 60;
constexpr int heal_requests_max = 4;
constexpr std::size_t tablets_max = 10;
constexpr std::size_t steps_least = 40;
constexpr std::size_t steps_most = 140;
/// Requests that are under way at once and will arrive late.
constexpr std::size_t late_max = 4;
/// What is left on a tablet that runs full.
constexpr std::size_t room_bytes_max = 128 * 1024;
/// Of files, in one talk.
constexpr int file_requests_max = 6;
constexpr std::size_t cut_steps_max = 40;
constexpr int older_protocol = limits::protocol_version - 1;

class World {
public:
    World(const Options& options, ServerPlace& place)
        : m_options(options)
        , m_random(options.seed)
        , m_server(m_options, place, m_random, m_now_ms, m_ledger) {
        m_versions_differ = happens(m_options.weather.versions);
        m_poisons = happens(m_options.weather.poison);
        add_tablets(1 + m_random.below(tablets_max));
        if (m_versions_differ && happens(50)) {
            ++m_outcome.older;
            m_server.speak(older_protocol);
        }
    }

    Outcome run() {
        const std::size_t steps = steps_least + m_random.below(steps_most - steps_least + 1);
        const std::size_t copied_at =
            happens(m_options.weather.copied) ? m_random.below(steps) : steps;
        for (m_step = 0; m_step < steps; ++m_step) {
            if (m_step == copied_at) {
                copy_a_tablet();
            }
            if (m_step == steps / 2) {
                m_server.speak(limits::protocol_version);
            }
            step();
        }
        heal();
        check(m_server, m_tablets, m_ledger, m_outcome);
        m_outcome.violations = std::move(m_ledger.violations);
        m_outcome.trace_hash =
            base::hex_from_bytes(base::sha256(base::bytes_of(std::string_view(m_ledger.trace))));
        return std::move(m_outcome);
    }

private:
    const Options m_options;
    SeededRandom m_random;
    std::int64_t m_now_ms = tests::FakeClock().now_ms;
    Ledger m_ledger;
    SimulatedServer m_server;
    Tablets m_tablets;
    Outcome m_outcome;

    struct Late {
        Caller caller;
        std::string body;
    };

    std::vector<Late> m_late;

    std::size_t m_step = 0;
    bool m_versions_differ = false;
    bool m_poisons = false;
    std::string m_poison;        ///< id of the event that is never let through; empty = none yet
    std::set<Uuid> m_cut;        ///< people whose tablets have no network
    std::size_t m_cut_until = 0; ///< step

    bool happens(std::size_t percent) { return m_random.below(100) < percent; }

    /// The acceptor's, without whom there is no complaint; others' as the dice fall. Beyond the
    /// eighth somebody has two.
    void add_tablets(std::size_t count);
    void add_tablet(const Uuid& person);
    /// By up to a year, either way.
    std::int64_t wrong_time();
    void copy_a_tablet();
    void step();
    /// A request that its tablet has long given up reaches the server, perhaps after later ones.
    void deliver_late();
    void disturb_server();
    void disturb_tablet(SimulatedTablet& tablet);
    /// Whether something between tablet and server stops the request for what it holds.
    bool is_stopped(const std::string& body);
    base::Result<void> act(SimulatedTablet& tablet);

    base::Result<void> work(SimulatedTablet& tablet);
    base::Result<void> record(SimulatedTablet& tablet);
    base::Result<void> take_step(SimulatedTablet& tablet, const Uuid& complaint);
    base::Result<void> correct(SimulatedTablet& tablet, const domain::Complaint& before);
    base::Result<void> write_draft(SimulatedTablet& tablet);
    base::Bytes new_content();
    store::NewStep attach_step(SimulatedTablet& tablet,
                               const Uuid& complaint,
                               domain::Role role,
                               const base::Hash& sha256);

    base::Result<void> talk(SimulatedTablet& tablet, const Weather& weather);
    sync::Answer ask(SimulatedTablet& tablet, const std::string& body, const Weather& weather);
    /// Takes what has arrived, in small parts; perhaps not all of it now.
    base::Result<void> take(SimulatedTablet& tablet, std::size_t interrupted_percent);
    base::Result<void> talk_of_files(SimulatedTablet& tablet, const Weather& weather);

    void wipe(SimulatedTablet& tablet);
    /// What neither the server nor a tablet has can never come back.
    void strike_lost();
    /// The same for what the tablet was told is delivered and let go of before it heard that the
    /// server was put back.
    void strike_let_go(const SimulatedTablet& tablet);
    void strike_stranded();
    std::set<Uuid> held() const;
    void heal();
};

void World::add_tablets(std::size_t count) {
    const tests::Office& office = m_server.office();
    const std::vector<Uuid> everybody{office.acceptor,
                                      office.other_acceptor,
                                      office.manager,
                                      office.second_manager,
                                      office.leader,
                                      office.member,
                                      office.group_mate,
                                      office.other_member};
    std::vector<Uuid> without = everybody;
    Uuid next = office.acceptor;
    while (m_tablets.size() < count) {
        add_tablet(next);
        std::erase(without, next);
        if (without.empty()) {
            without = everybody;
        }
        next = without[m_random.below(without.size())];
    }
}

void World::add_tablet(const Uuid& person) {
    const bool wrong_clock = happens(20);
    const std::int64_t wrong_by = wrong_time();
    const bool is_older = m_versions_differ && happens(50);
    m_outcome.older += is_older ? 1U : 0U;
    m_tablets.push_back(std::make_unique<SimulatedTablet>(
        SimulatedTablet::Setting{.person = person,
                                 .seed = m_options.seed * 100 + m_tablets.size(),
                                 .clock_wrong_by_ms = wrong_clock ? wrong_by : 0,
                                 .disk_lies = m_options.plant == Plant::FlushesLie,
                                 .protocol = is_older ? older_protocol : limits::protocol_version},
        m_now_ms,
        m_server,
        m_ledger));
}

std::int64_t World::wrong_time() {
    return static_cast<std::int64_t>(m_random.below(2 * year_ms)) - year_ms;
}

void World::copy_a_tablet() {
    ++m_outcome.copies;
    const SimulatedTablet& original = *m_tablets[m_random.below(m_tablets.size())];
    m_tablets.push_back(std::make_unique<SimulatedTablet>(original, m_now_ms, m_random.next()));
}

void World::step() {
    // Now and then nobody works for longer than anything unused is kept.
    m_now_ms += happens(1) ? 8 * day_ms : static_cast<std::int64_t>(m_random.below(30)) * minute_ms;
    disturb_server();
    deliver_late();
    SimulatedTablet& tablet = *m_tablets[m_random.below(m_tablets.size())];
    disturb_tablet(tablet);
    if (happens(m_options.weather.wipe)) {
        wipe(tablet);
        return;
    }
    const bool power_goes = happens(m_options.weather.crash);
    if (power_goes) {
        tablet.fail_after(m_random.below(40));
    }
    const bool runs_full = !power_goes && happens(m_options.weather.full);
    if (runs_full) {
        tablet.leave_room(m_random.below(room_bytes_max));
    }
    const auto done = act(tablet);
    HUIYIN_ASSERT(done || power_goes || runs_full);
    if (power_goes) {
        ++m_outcome.crashes;
        tablet.crash(static_cast<std::uint32_t>(m_random.next()));
    }
    if (runs_full) {
        m_outcome.full += done ? 0U : 1U;
        tablet.make_room();
    }
}

void World::deliver_late() {
    if (m_late.empty() || !happens(20)) {
        return;
    }
    const auto chosen = m_late.begin() + static_cast<std::ptrdiff_t>(m_random.below(m_late.size()));
    const Late late = std::move(*chosen);
    m_late.erase(chosen);
    ++m_outcome.late;
    m_server.answer(late.caller, late.body);
    m_ledger.note("late");
}

void World::disturb_server() {
    if (happens(m_options.weather.roles_change)) {
        m_server.change_a_role();
    }
    if (happens(m_options.weather.backup)) {
        m_server.back_up();
    }
    if (m_server.has_backup() && happens(m_options.weather.restore)) {
        // A tablet that speaks the first version has only the epoch to notice it by.
        const bool by_hand = !m_versions_differ && happens(m_options.weather.by_hand);
        ++m_outcome.restores;
        m_outcome.by_hand += by_hand ? 1U : 0U;
        m_server.restore(by_hand);
        strike_lost();
        if (by_hand) {
            strike_stranded();
        }
    }
}

void World::disturb_tablet(SimulatedTablet& tablet) {
    if (happens(m_options.weather.clock)) {
        tablet.clock().set_wrong_by(happens(50) ? 0 : wrong_time());
    }
    if (m_step >= m_cut_until) {
        m_cut.clear();
    }
    if (m_cut.empty() && happens(m_options.weather.cut)) {
        ++m_outcome.cuts;
        m_cut_until = m_step + 10 + m_random.below(cut_steps_max);
        for (const auto& one : m_tablets) {
            if (happens(50)) {
                m_cut.insert(one->person());
            }
        }
        m_ledger.note("cut");
    }
}

base::Result<void> World::act(SimulatedTablet& tablet) {
    if (happens(70)) {
        return work(tablet);
    }
    if (happens(m_options.weather.offline) || m_cut.count(tablet.person()) != 0) {
        return {};
    }
    HUIYIN_TRY(talk(tablet, m_options.weather));
    return talk_of_files(tablet, m_options.weather);
}

base::Result<void> World::work(SimulatedTablet& tablet) {
    const bool may_record =
        domain::role_for(
            std::nullopt, domain::EventKind::Record, tablet.person(), tablet.store().directory())
            .has_value();
    if (may_record && happens(15)) {
        return write_draft(tablet);
    }
    const auto listed = HUIYIN_TRY(tablet.store().list({.rows_max = 200}));
    if (listed.empty() || (may_record && happens(12))) {
        return may_record ? record(tablet) : base::Result<void>{};
    }
    // Several at once turn to the same complaint more often here than in life.
    const std::size_t chosen = happens(50) ? 0 : m_random.below(listed.size());
    return take_step(tablet, listed[chosen].id);
}

base::Result<void> World::take_step(SimulatedTablet& tablet, const Uuid& complaint) {
    const auto before = HUIYIN_TRY(tablet.store().complaint(complaint));
    if (happens(15)) {
        return correct(tablet, *before);
    }
    auto step = tests::random_step(*before,
                                   tablet.person(),
                                   tablet.device(),
                                   tablet.store().directory(),
                                   m_random,
                                   tablet.clock().now_utc_ms());
    if (!step) {
        return {};
    }
    if (std::holds_alternative<domain::AttachPayload>(step->payload)) {
        const Uuid draft = make_uuid(tablet.clock(), m_random);
        HUIYIN_TRY(tablet.save_draft(draft, "{}"));
        const auto sha256 = HUIYIN_TRY(tablet.keep_file(new_content(), draft));
        store::NewStep attach = attach_step(tablet, complaint, step->role, sha256);
        attach.draft_done = draft;
        return tablet.append({attach});
    }
    return tablet.append({{.complaint = complaint,
                           .actor = tablet.person(),
                           .role = step->role,
                           .payload = std::move(step->payload)}});
}

/// Two people correct the same more often here than in life.
base::Result<void> World::correct(SimulatedTablet& tablet, const domain::Complaint& before) {
    domain::CorrectPayload payload{.member = happens(50) ? "location" : "system", .reason = "核对"};
    payload.value = happens(50) ? "\"甲站\"" : "\"乙站\"";
    const domain::Actor actor{tablet.person(), {}, tablet.device(), tablet.clock().now_utc_ms()};
    const auto role = domain::role_for(before, payload, actor, tablet.store().directory());
    return role ? tablet.append({{.complaint = before.id,
                                  .actor = tablet.person(),
                                  .role = *role,
                                  .payload = payload}})
                : base::Result<void>{};
}

base::Result<void> World::record(SimulatedTablet& tablet) {
    const auto number = HUIYIN_TRY(tablet.store().next_number(2026));
    domain::Intake intake = tests::random_intake(m_random, tablet.clock().now_utc_ms());
    const bool apart = intake.confidential;
    const Uuid id = make_uuid(tablet.clock(), m_random);
    const domain::Role role = *domain::role_for(
        std::nullopt, domain::EventKind::Record, tablet.person(), tablet.store().directory());
    std::vector<store::NewStep> steps{
        {.complaint = id,
         .actor = tablet.person(),
         .role = role,
         .payload = domain::RecordPayload{must(domain::to_text(number)), std::move(intake)},
         .counter = number.counter}};
    if (apart) {
        steps.push_back(
            {.complaint = id,
             .actor = tablet.person(),
             .role = role,
             .payload = domain::IdentifyPayload{{"赵国栋", "调度中心", "13817645208", false}}});
    }
    if (!tablet.drafts().empty()) {
        const Uuid draft = tablet.drafts().begin()->first;
        for (const base::Hash& sha256 : tablet.files_of(draft)) {
            steps.push_back(attach_step(tablet, id, role, sha256));
        }
        steps.back().draft_done = draft;
    }
    return tablet.append(steps);
}

base::Result<void> World::write_draft(SimulatedTablet& tablet) {
    const bool goes_on = !tablet.drafts().empty() && happens(50);
    const Uuid id = goes_on ? tablet.drafts().begin()->first : make_uuid(tablet.clock(), m_random);
    HUIYIN_TRY(tablet.save_draft(id, "{\"saved\":" + std::to_string(m_now_ms) + "}"));
    if (happens(30)) {
        HUIYIN_TRY(tablet.keep_file(new_content(), id));
    }
    return {};
}

/// Mostly short, so that many runs fit into a minute; now and then of several chunks.
base::Bytes World::new_content() {
    const bool long_one = m_random.below(60) == 0;
    base::Bytes bytes(1 + m_random.below(long_one ? 3 * limits::attachment_chunk_bytes : 2000));
    // Its beginning makes it another file than all others.
    m_random.fill(std::span(bytes).first(std::min<std::size_t>(bytes.size(), 32)));
    return bytes;
}

store::NewStep World::attach_step(SimulatedTablet& tablet,
                                  const Uuid& complaint,
                                  domain::Role role,
                                  const base::Hash& sha256) {
    const auto state = must(tablet.store().files().state(sha256));
    return {.complaint = complaint,
            .actor = tablet.person(),
            .role = role,
            .payload = domain::AttachPayload{base::hex_from_bytes(sha256),
                                             "现场.jpg",
                                             "image/jpeg",
                                             state->file_bytes,
                                             tablet.clock().now_utc_ms()}};
}

base::Result<void> World::talk(SimulatedTablet& tablet, const Weather& weather) {
    if (tablet.engine().status().problem == sync::Problem::SignInNeeded ||
        tablet.engine().status().problem == sync::Problem::Copied ||
        tablet.file_engine().needs_sign_in()) {
        HUIYIN_TRY(tablet.sign_in());
    }
    tablet.engine().poke();
    const auto body = tablet.engine().next_request(m_now_ms);
    if (!body) {
        return take(tablet, /*interrupted_percent=*/0);
    }
    const sync::Answer answer = ask(tablet, *body, weather);
    m_ledger.note("answer " + std::to_string(answer.http_status) + " " +
                  base::hex_from_bytes(base::sha256(base::bytes_of(answer.body))));
    tablet.engine().arrived(answer, m_now_ms, tablet.clock().now_utc_ms());
    return take(tablet, weather.answer_lost);
}

sync::Answer World::ask(SimulatedTablet& tablet, const std::string& body, const Weather& weather) {
    const bool starved =
        m_options.plant == Plant::RefuseOneTablet && &tablet == m_tablets.front().get();
    if (starved) {
        return {};
    }
    if (happens(weather.request_lost)) {
        if (m_late.size() < late_max && happens(weather.late)) {
            m_late.push_back({tablet.caller(), body});
        }
        return {};
    }
    if (is_stopped(body)) {
        return {403, {}, 0};
    }
    Answered answered = m_server.answer(tablet.caller(), body);
    if (happens(weather.repeated)) {
        // The network delivered it twice; the second answer is the one that arrives.
        answered = m_server.answer(tablet.caller(), body);
    }
    if (happens(weather.answer_lost)) {
        return {};
    }
    for (const Uuid& id : answered.taken) {
        m_ledger.events[id].delivered = true;
    }
    return std::move(answered.answer);
}

bool World::is_stopped(const std::string& body) {
    if (m_poisons && m_poison.empty() && happens(10)) {
        const auto request = must(sync::sync_request_from_text(body));
        if (!request.push.empty()) {
            ++m_outcome.poisoned;
            m_poison = to_string(request.push[m_random.below(request.push.size())].id);
        }
    }
    return !m_poison.empty() && body.find(m_poison) != std::string::npos;
}

base::Result<void> World::take(SimulatedTablet& tablet, std::size_t interrupted_percent) {
    while (tablet.engine().has_work() && !happens(interrupted_percent)) {
        tablet.engine().work(1 + m_random.below(10), m_now_ms);
        strike_let_go(tablet);
    }
    // Idle moments, in which a tablet lets go of what other roles no longer show, come or do not.
    if (!happens(interrupted_percent)) {
        if (!tablet.engine().has_work()) {
            HUIYIN_TRY(tablet.store().refold_some(1 + m_random.below(5)));
            strike_let_go(tablet);
        }
        HUIYIN_TRY(tablet.store().files().sweep_some());
    }
    return {};
}

base::Result<void> World::talk_of_files(SimulatedTablet& tablet, const Weather& weather) {
    tablet.file_engine().look_again();
    for (int i = 0; i < file_requests_max; ++i) {
        const auto request = tablet.file_engine().next_request(m_now_ms);
        if (!request) {
            break;
        }
        sync::Answer answer;
        if (!happens(weather.request_lost)) {
            answer = m_server.answer_file(tablet.caller(), *request);
            if (happens(weather.repeated)) {
                answer = m_server.answer_file(tablet.caller(), *request);
            }
        }
        if (happens(weather.answer_lost)) {
            answer = {};
        }
        m_ledger.note("file " + std::to_string(answer.http_status) + " " +
                      base::hex_from_bytes(base::sha256(base::bytes_of(answer.body))));
        tablet.file_engine().arrived(answer, m_now_ms);
    }
    return {};
}

void World::wipe(SimulatedTablet& tablet) {
    ++m_outcome.wipes;
    SimulatedTablet& other = *m_tablets[m_random.below(m_tablets.size())];
    if (&other != &tablet && happens(50)) {
        // Its person exports what was not delivered, and somebody else takes the file along.
        const auto bundle = must(tablet.store().bundle_unsent());
        must(other.store().take_bundle(must(sync::event_bundle_from_bytes(to_bytes(bundle)))));
        m_ledger.note("exported");
    }
    tablet.wipe(m_random.next());
    strike_lost();
}

void World::strike_let_go(const SimulatedTablet& tablet) {
    if (m_outcome.restores == 0 || m_server.is_known_to(tablet)) {
        return;
    }
    std::set<Uuid> taken_back;
    for (const auto& [id, made] : m_ledger.events) {
        if (made.taken_back && !made.delivered && !made.gone) {
            taken_back.insert(id);
        }
    }
    if (taken_back.empty()) {
        return;
    }
    const std::set<Uuid> on_tablets = held();
    const std::set<Uuid> stored = must(m_server.reader().stored_events(
        m_server.department(), {taken_back.begin(), taken_back.end()}));
    for (const Uuid& id : taken_back) {
        m_ledger.events[id].gone = on_tablets.count(id) == 0 && stored.count(id) == 0;
    }
}

void World::strike_stranded() {
    for (const domain::PlacedEvent& placed : m_server.all_events()) {
        if (const auto named = domain::attached_file(placed.event)) {
            AttachedFile& file = m_ledger.files[named->sha256];
            const bool is_here = !m_server.file(named->sha256, placed.event.device).empty();
            file.stranded = file.delivered && !is_here;
        }
    }
}

std::set<Uuid> World::held() const {
    std::set<Uuid> ids;
    for (const auto& tablet : m_tablets) {
        ids.merge(tablet->held());
    }
    return ids;
}

void World::strike_lost() {
    std::set<Uuid> there;
    for (const domain::PlacedEvent& placed : m_server.all_events()) {
        there.insert(placed.event.id);
    }
    const std::set<Uuid> on_tablets = held();
    for (auto& [id, made] : m_ledger.events) {
        const bool is_there = there.count(id) != 0;
        made.taken_back = made.taken_back || (made.delivered && !is_there);
        made.delivered = made.delivered && is_there;
        made.gone = !is_there && on_tablets.count(id) == 0;
    }
}

void World::heal() {
    const Weather calm{.request_lost = 0, .answer_lost = 0, .repeated = 0, .offline = 0};
    m_late.clear();
    m_cut.clear();
    const auto is_done = [](const std::unique_ptr<SimulatedTablet>& tablet) {
        return tablet->engine().status().synced && must(tablet->store().unsent_count()) == 0 &&
               must(tablet->store().files().unsent_count()) == 0;
    };
    // Once everybody has nothing more to send, one round more brings everything to everybody,
    // unless somebody sends in it what had waited for it: a lost history is offered again late.
    int rounds_after = 0;
    for (int round = 0; round < heal_rounds_max && rounds_after < 2; ++round) {
        // Longer than any pause between attempts.
        m_now_ms += 10 * minute_ms;
        const std::int64_t change_before = m_server.change_last();
        for (const auto& tablet : m_tablets) {
            // As a tablet does, which asks again at once while there is more; and where two copies
            // of one tablet end each other's sign-in, people then sign in.
            for (int i = 0; i == 0 || (i < heal_requests_max && !tablet->engine().status().synced);
                 ++i) {
                must(talk(*tablet, calm));
            }
            must(talk_of_files(*tablet, calm));
        }
        if (!std::all_of(m_tablets.begin(), m_tablets.end(), is_done)) {
            rounds_after = 0;
        } else {
            rounds_after = m_server.change_last() == change_before ? rounds_after + 1 : 1;
        }
    }
    for (const auto& tablet : m_tablets) {
        while (must(tablet->store().refold_some(100))) {
        }
        if (!is_done(tablet)) {
            m_ledger.violated("I10", "an outbox did not empty");
        }
    }
}

} // namespace

Outcome run(const Options& options) {
    if (options.place != nullptr) {
        return World(options, *options.place).run();
    }
    ServerFile place(options.seed);
    return World(options, place).run();
}

} // namespace huiyin::simulation
