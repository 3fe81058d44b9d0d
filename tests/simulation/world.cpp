#include "tests/simulation/world.h"

#include "core/base/assert.h"
#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "core/domain/visibility.h"
#include "sync-server/api/pull.h"
#include "sync-server/store/open.h"
#include "tests/simulation/surroundings.h"
#include "tests/support/random_procedure.h"

#include <algorithm>
#include <set>

namespace huiyin::simulation {

namespace {

namespace limits = base::limits;
using server::store::Writer;
using tests::SeededRandom;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t year_ms = 365LL * 24 * 60 * minute_ms;
constexpr int heal_rounds_max = 60;

struct Tablet {
    Uuid person;
    Uuid device;
    base::Hash token{};
    std::unique_ptr<SimulatedClock> clock;
    std::unique_ptr<SeededRandom> random;
    std::unique_ptr<store::TabletStore> store;
    std::unique_ptr<sync::Engine> engine;
    std::vector<Uuid> complaints;
    std::set<std::string> first_answers; ///< hashes of requests answered once
};

class World {
public:
    explicit World(const Options& options)
        : m_options(options)
        , m_random(options.seed)
        , m_file(options.seed)
        , m_office(tests::make_office()) {
        m_server = must(server::store::open(
            m_options.database.empty() ? m_file.path() : m_options.database, m_random));
        m_writer = must(m_server->open_writer());
        set_up();
    }

    Outcome run() {
        for (std::size_t i = 0; i < m_options.steps; ++i) {
            m_now_ms += static_cast<std::int64_t>(m_random.below(30)) * minute_ms;
            if (m_random.below(100) < m_options.weather.roles_change) {
                change_a_role();
            }
            Tablet& tablet = m_tablets[m_random.below(m_tablets.size())];
            if (m_random.below(100) < 70) {
                work(tablet);
            } else if (m_random.below(100) >= m_options.weather.offline) {
                talk(tablet, m_options.weather);
            }
        }
        heal();
        check();
        m_outcome.trace_hash =
            base::hex_from_bytes(base::sha256(base::bytes_of(std::string_view(m_trace))));
        return std::move(m_outcome);
    }

private:
    const Options m_options;
    SeededRandom m_random;
    ServerFile m_file;
    tests::Office m_office;
    std::int64_t m_now_ms = tests::FakeClock().now_ms;
    std::unique_ptr<server::store::Store> m_server;
    std::unique_ptr<Writer> m_writer;
    std::vector<Tablet> m_tablets;
    std::map<Uuid, base::Hash> m_made; ///< every event that some tablet saved
    std::string m_trace;
    Outcome m_outcome;

    void note(std::string_view what) {
        m_trace += what;
        m_trace += '\n';
    }

    void violated(const char* invariant, const std::string& what) {
        m_outcome.violations.push_back(std::string(invariant) + ": " + what);
    }

    void set_up();
    void add_tablet(const Uuid& person, std::size_t index, const Uuid& department);
    void work(Tablet& tablet);
    void record(Tablet& tablet);
    void append(Tablet& tablet, std::vector<store::NewStep> steps);
    void talk(Tablet& tablet, const Weather& weather);
    /// Takes what has arrived, in small parts; perhaps not all of it now.
    void take(Tablet& tablet, std::size_t interrupted_percent);
    sync::Answer serve(const Tablet& tablet, const std::string& body);
    void give_page(const Tablet& tablet,
                   const sync::SyncRequest& request,
                   std::span<const server::api::OfferedEvent> offered,
                   sync::SyncResponse& response);
    /// Takes a group member's role away, or gives it back; the tablet hears of it when it asks.
    void change_a_role();
    void heal();
    void check();
    void check_server(const std::vector<domain::PlacedEvent>& all);
    void check_replicas(const std::map<Uuid, std::vector<domain::PlacedEvent>>& complaints);
    void check_replica(Tablet& tablet, const std::vector<domain::PlacedEvent>& events);
};

void World::set_up() {
    domain::Directory& directory = m_office.directory;
    must(m_writer->begin());
    const server::store::Department department{
        make_uuid(SimulatedClock(m_now_ms, 0), m_random), "sim", "模拟部门", "TS"};
    must(m_writer->add_department(department));
    for (const domain::Person& person : directory.people) {
        must(m_writer->add_person(department.id, person));
    }
    for (const domain::Team& team : directory.teams) {
        must(m_writer->add_team(department.id, team));
    }
    for (const domain::Group& group : directory.groups) {
        must(m_writer->add_group(department.id, group));
    }
    for (const domain::RoleGrant& grant : directory.grants) {
        must(m_writer->add_grant(department.id, grant));
    }
    must(m_writer->commit());
    directory.department = department.id;
    const std::vector<Uuid> people{m_office.acceptor,
                                   m_office.other_acceptor,
                                   m_office.manager,
                                   m_office.second_manager,
                                   m_office.leader,
                                   m_office.member,
                                   m_office.group_mate,
                                   m_office.other_member};
    for (std::size_t i = 0; i < people.size(); ++i) {
        add_tablet(people[i], i, department.id);
    }
}

void World::add_tablet(const Uuid& person, std::size_t index, const Uuid& department) {
    Tablet tablet;
    tablet.person = person;
    const bool wrong_clock = m_random.below(100) < 20;
    const auto wrong_by = static_cast<std::int64_t>(m_random.below(2 * year_ms)) - year_ms;
    tablet.clock = std::make_unique<SimulatedClock>(m_now_ms, wrong_clock ? wrong_by : 0);
    tablet.random = std::make_unique<SeededRandom>(m_options.seed * 100 + index);
    const base::KeyPair keys = base::make_key_pair(*tablet.random);
    server::store::DeviceRow row{.id = make_uuid(SimulatedClock(m_now_ms, 0), m_random),
                                 .name = "tablet",
                                 .public_key = keys.public_key,
                                 .enrolled_by = person,
                                 .enrolled_at_utc_ms = m_now_ms};
    must(m_writer->begin());
    must(m_writer->enrol_device(department, row));
    base::Hash token{};
    token[0] = static_cast<std::uint8_t>(index + 1);
    tablet.token = token;
    must(m_writer->add_token({.token_hash = token,
                              .department = department,
                              .device = row.id,
                              .person = person,
                              .created_at_utc_ms = m_now_ms}));
    must(m_writer->commit());
    tablet.device = row.id;
    tablet.store =
        must(store::TabletStore::open({.path = ":memory:"}, *tablet.clock, *tablet.random));
    sync::SignInResponse response;
    response.directory = must(m_writer->reader().directory(department));
    must(tablet.store->sign_in({.account = "sim",
                                .person = person,
                                .device = row.id,
                                .device_code = row.code,
                                .secret_key = keys.secret_key,
                                .token = "token"},
                               response));
    tablet.engine = std::make_unique<sync::Engine>(*tablet.store, *tablet.random);
    m_tablets.push_back(std::move(tablet));
}

void World::work(Tablet& tablet) {
    auto listed = must(tablet.store->list({.rows_max = 200}));
    const bool may_record =
        domain::role_for(
            std::nullopt, domain::EventKind::Record, tablet.person, tablet.store->directory())
            .has_value();
    if (listed.empty() || (may_record && m_random.below(100) < 12)) {
        if (may_record) {
            record(tablet);
        }
        return;
    }
    const Uuid id = listed[m_random.below(listed.size())].id;
    const auto complaint = must(tablet.store->complaint(id));
    const std::int64_t now = tablet.clock->now_utc_ms();
    auto step = tests::random_step(
        *complaint, tablet.person, tablet.device, tablet.store->directory(), m_random, now);
    if (step) {
        append(tablet,
               {{.complaint = id,
                 .actor = tablet.person,
                 .role = step->role,
                 .payload = std::move(step->payload)}});
    }
}

void World::record(Tablet& tablet) {
    const auto number = must(tablet.store->next_number(2026));
    domain::Intake intake = tests::random_intake(m_random, tablet.clock->now_utc_ms());
    const bool apart = intake.confidential;
    const Uuid id = make_uuid(*tablet.clock, m_random);
    const domain::Role role = *domain::role_for(
        std::nullopt, domain::EventKind::Record, tablet.person, tablet.store->directory());
    std::vector<store::NewStep> steps{
        {.complaint = id,
         .actor = tablet.person,
         .role = role,
         .payload = domain::RecordPayload{must(domain::to_text(number)), std::move(intake)},
         .counter = number.counter}};
    if (apart) {
        steps.push_back(
            {.complaint = id,
             .actor = tablet.person,
             .role = role,
             .payload = domain::IdentifyPayload{{"赵国栋", "调度中心", "13817645208", false}}});
    }
    append(tablet, std::move(steps));
}

void World::append(Tablet& tablet, std::vector<store::NewStep> steps) {
    for (const domain::Event& event : must(tablet.store->append_all(steps))) {
        m_made[event.id] = event.hash;
        note("made " + base::hex_from_bytes(event.hash));
    }
    tablet.engine->poke();
}

void World::talk(Tablet& tablet, const Weather& weather) {
    tablet.engine->poke();
    const auto body = tablet.engine->next_request(m_now_ms);
    if (!body) {
        take(tablet, /*interrupted_percent=*/0);
        return;
    }
    sync::Answer answer;
    const auto unlucky = [this](std::size_t percent) { return m_random.below(100) < percent; };
    const bool starved = m_options.plant == Plant::RefuseOneTablet && &tablet == &m_tablets[0];
    if (!starved && !unlucky(weather.request_lost)) {
        answer = serve(tablet, *body);
        if (unlucky(weather.repeated)) {
            // The network delivered it twice; the second answer is the one that arrives.
            answer = serve(tablet, *body);
        }
        if (unlucky(weather.answer_lost)) {
            answer = {};
        }
    }
    note("answer " + std::to_string(answer.http_status) + " " +
         base::hex_from_bytes(base::sha256(base::bytes_of(std::string_view(answer.body)))));
    tablet.engine->arrived(answer, m_now_ms, tablet.clock->now_utc_ms());
    take(tablet, weather.answer_lost);
}

void World::take(Tablet& tablet, std::size_t interrupted_percent) {
    while (tablet.engine->has_work() && m_random.below(100) >= interrupted_percent) {
        tablet.engine->work(1 + m_random.below(10), m_now_ms);
    }
    // Idle moments, in which a tablet lets go of what other roles no longer show, come or do not.
    if (m_random.below(100) >= interrupted_percent) {
        must(tablet.store->refold_some(1 + m_random.below(5)));
    }
}

sync::Answer World::serve(const Tablet& tablet, const std::string& body) {
    auto request = must(sync::sync_request_from_text(body));
    const Uuid& department = m_office.directory.department;
    must(m_writer->begin());
    const server::api::Offer offer{.device = tablet.store->session()->device,
                                   .events = must(server::api::offered_events(
                                       m_writer->reader(), department, std::move(request.push))),
                                   .apart = std::move(request.apart)};
    const auto directory = must(m_writer->reader().directory(department));
    if (m_options.plant == Plant::ForgetRegister && m_random.below(100) < 10) {
        static_cast<void>(must(m_writer->next_register_no(department, 2026)));
    }
    auto outcome =
        must(server::api::apply_push(*m_writer, department, directory, offer, {m_now_ms, 480}));
    const bool forget = m_options.plant == Plant::AnswerWithoutStoring && m_random.below(100) < 20;
    if (forget && outcome.change_last != 0) {
        m_writer->rollback();
    } else {
        must(m_writer->commit());
    }
    sync::SyncResponse response{.protocol = limits::protocol_version,
                                .epoch = must(m_writer->reader().epoch()),
                                .server_time_utc_ms = m_now_ms};
    response.receipts = std::move(outcome.receipts);
    give_page(tablet, request, offer.events, response);
    return {200, sync::to_text(response), 0};
}

void World::give_page(const Tablet& tablet,
                      const sync::SyncRequest& request,
                      std::span<const server::api::OfferedEvent> offered,
                      sync::SyncResponse& response) {
    server::store::Reader& reader = m_writer->reader();
    const auto directory = must(reader.directory(m_office.directory.department));
    const auto token = must(reader.token(tablet.token));
    auto shown = directory;
    if (m_options.plant == Plant::ShowEverything) {
        shown.grants.push_back({.person = tablet.person, .role = domain::Role::Leadership});
    }
    must(server::api::add_page(reader, *token, shown, request, offered, response));
    if (response.directory) {
        response.directory = directory;
    }
    if (m_options.plant == Plant::SkipAnEvent && response.events.size() > 1 &&
        m_random.below(100) < 20) {
        response.events.pop_back();
    }
}

void World::change_a_role() {
    const Uuid& department = m_office.directory.department;
    const bool mate = m_random.below(2) == 0;
    domain::RoleGrant grant{.person = mate ? m_office.group_mate : m_office.other_member,
                            .role = domain::Role::GroupMember,
                            .group = mate ? m_office.group : m_office.other_group};
    const bool held = must(m_writer->reader().directory(department))
                          .holds(grant.person, domain::Role::GroupMember);
    must(m_writer->begin());
    if (held) {
        grant.until_utc_ms = ++m_now_ms;
        must(m_writer->end_grant(department, grant));
    } else {
        must(m_writer->add_grant(department, grant));
    }
    must(m_writer->raise_directory_version(department));
    must(m_writer->commit());
    note(held ? "role taken" : "role given");
}

void World::heal() {
    const Weather calm{0, 0, 0, 0, 0};
    const auto is_done = [](Tablet& tablet) {
        return tablet.engine->status().synced && must(tablet.store->unsent_count()) == 0;
    };
    // Once everybody has nothing more to send, one round more brings everything to everybody.
    int rounds_after = 0;
    for (int round = 0; round < heal_rounds_max && rounds_after < 2; ++round) {
        // Longer than any pause between attempts.
        m_now_ms += 10 * minute_ms;
        for (Tablet& tablet : m_tablets) {
            talk(tablet, calm);
        }
        rounds_after += std::all_of(m_tablets.begin(), m_tablets.end(), is_done) ? 1 : 0;
    }
    for (Tablet& tablet : m_tablets) {
        while (must(tablet.store->refold_some(100))) {
        }
        if (!is_done(tablet)) {
            violated("I10", "an outbox did not empty");
        }
    }
}

void World::check() {
    std::vector<domain::PlacedEvent> all;
    must(m_writer->reader().for_each_event(m_office.directory.department,
                                           [&all](const domain::PlacedEvent& placed) {
                                               all.push_back(placed);
                                               return base::Result<void>{};
                                           }));
    std::map<Uuid, std::vector<domain::PlacedEvent>> complaints;
    for (const domain::PlacedEvent& placed : all) {
        complaints[placed.event.complaint].push_back(placed);
        m_outcome.conflicts += placed.verdict.kind == domain::VerdictKind::Conflict ? 1 : 0;
    }
    m_outcome.events = all.size();
    check_server(all);
    check_replicas(complaints);
}

void World::check_server(const std::vector<domain::PlacedEvent>& all) {
    std::map<Uuid, int> times;
    std::set<std::string> numbers;
    std::vector<std::int64_t> registered;
    std::int64_t change = 0;
    for (const domain::PlacedEvent& placed : all) {
        if (placed.change != change + 1) {
            violated("I5",
                     "change " + std::to_string(placed.change) + " after " +
                         std::to_string(change));
        }
        change = placed.change;
        ++times[placed.event.id];
        const auto made = m_made.find(placed.event.id);
        if (made == m_made.end() || made->second != placed.event.hash) {
            violated("I1", "the server has an event that nobody made");
        }
        if (placed.register_no != 0) {
            registered.push_back(placed.register_no);
            const auto payload =
                domain::payload_from_text(domain::EventKind::Record, placed.event.payload);
            const auto& number = std::get<domain::RecordPayload>(*payload).number;
            if (!numbers.insert(number).second) {
                violated("I11", "the number " + number + " twice");
            }
        }
    }
    for (const auto& [id, hash] : m_made) {
        if (times[id] != 1) {
            violated("I1", "an event is on the server " + std::to_string(times[id]) + " times");
        }
    }
    std::sort(registered.begin(), registered.end());
    for (std::size_t i = 0; i < registered.size(); ++i) {
        if (registered[i] != static_cast<std::int64_t>(i) + 1) {
            violated("I11", "register numbers have a gap");
            break;
        }
    }
}

void World::check_replicas(const std::map<Uuid, std::vector<domain::PlacedEvent>>& complaints) {
    for (Tablet& tablet : m_tablets) {
        for (const auto& [id, events] : complaints) {
            check_replica(tablet, events);
        }
    }
}

void World::check_replica(Tablet& tablet, const std::vector<domain::PlacedEvent>& events) {
    const domain::Directory& directory = tablet.store->directory();
    const auto truth = domain::fold(events);
    const auto here = must(tablet.store->complaint(truth->id));
    const bool visible = domain::may_see(directory, tablet.person, *truth);
    if (here.has_value() && !visible && here->unsent == 0) {
        violated("I8", "a tablet holds what its person may not see");
    }
    if (!here.has_value()) {
        if (visible) {
            violated("I3", "a visible complaint is missing on a tablet");
        }
        return;
    }
    // Steps and verdicts are the same everywhere; identities only where they may be known.
    std::vector<domain::Step> there = truth->steps;
    std::vector<domain::Step> steps = here->steps;
    const auto is_identity = [](const domain::Step& step) {
        return step.kind == domain::EventKind::Identify;
    };
    std::erase_if(there, is_identity);
    std::erase_if(steps, is_identity);
    const bool same =
        there.size() == steps.size() &&
        std::equal(there.begin(), there.end(), steps.begin(), [](const auto& a, const auto& b) {
            return a.event_id == b.event_id && a.change == b.change && a.verdict == b.verdict &&
                   a.text == b.text && a.at_utc_ms == b.at_utc_ms;
        });
    const bool same_state = truth->state == here->state && truth->handler == here->handler &&
                            truth->severity == here->severity &&
                            truth->intake.location == here->intake.location &&
                            truth->register_no == here->register_no &&
                            truth->open_conflicts() == here->open_conflicts();
    if (!same || !same_state) {
        violated("I3", "a tablet has another state than the server");
    }
}

} // namespace

Outcome run(const Options& options) {
    return World(options).run();
}

} // namespace huiyin::simulation
