// What the tablet keeps beside its events: always what a rebuild would make, also after a kill, a
// change of the directory, or far more complaints than a screen shows.
#include "core/base/limits.h"
#include "core/store/tablet_store.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/procedure.h"
#include "tests/support/random_procedure.h"
#include "wasm/opfs/vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using namespace huiyin::store;

namespace {

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t some_moment() {
    return 1'795'140'000'000;
}

/// A tablet on a disk that outlives it.
class DiskTablet {
public:
    tests::Office d = tests::make_office();
    tests::FakeClock clock;
    tests::SeededRandom random{tests::seed_of_run()};
    std::unique_ptr<TabletStore> store;

    explicit DiskTablet(const base::Uuid& person) {
        REQUIRE(sqlite3_initialize() == SQLITE_OK);
        REQUIRE(m_vfs.register_with_sqlite() == SQLITE_OK);
        open();
        sign_in(person);
    }

    ~DiskTablet() { store.reset(); } // before its disk

    /// Another start of the program; the one before ended without a word.
    void open() {
        store.reset();
        sqlite::OpenOptions options;
        options.path = opfs::database_name;
        options.vfs = m_name;
        options.exclusive = true;
        auto opened = TabletStore::open(options, clock, random);
        REQUIRE(opened);
        store = std::move(*opened);
    }

    void sign_in(const base::Uuid& person) {
        const auto response = tests::sign_in_response(d, person, d.device_a);
        Session session;
        session.account = "demo";
        session.person = person;
        session.device = d.device_a;
        session.device_code = response.device_code;
        session.secret_key = d.key_a.secret_key;
        session.token = response.token;
        REQUIRE(store->sign_in(session, response));
    }

    /// As the acceptor takes it down.
    base::Uuid record(domain::Intake intake) {
        clock.now_ms += 1000;
        const auto number = *store->next_number(2026);
        NewStep step;
        step.complaint = make_uuid(clock, random);
        step.actor = d.acceptor;
        step.counter = number.counter;
        step.payload = domain::RecordPayload{*domain::to_text(number), std::move(intake)};
        REQUIRE(store->append(step));
        return step.complaint;
    }

    base::Uuid record() { return record(tests::make_intake(clock.now_ms)); }

    void add(const base::Uuid& complaint,
             const base::Uuid& person,
             domain::Role role,
             domain::Payload payload) {
        clock.now_ms += 1000;
        NewStep step{.complaint = complaint, .actor = person, .role = role};
        step.payload = std::move(payload);
        REQUIRE(store->append(step));
    }

    /// The server's answer to all that waits: every step is placed as it stands.
    void place_all() {
        sync::SyncResponse response;
        response.epoch = "epoch-1";
        const auto events = *store->unsent(0, 1000, SIZE_MAX);
        for (const domain::Event& event : events) {
            response.receipts.push_back({event.device_seq, ++m_change, clock.now_ms, {}, 0});
        }
        response.cursor = m_change;
        REQUIRE(store->take(response));
    }

    void take_directory() {
        ++d.directory.version;
        sync::SyncResponse response;
        response.epoch = "epoch-1";
        response.cursor = m_change;
        response.directory = d.directory;
        REQUIRE(store->take(response));
    }

    std::vector<ListRow> list(ListQuery query) {
        query.rows_max = 1000;
        return *store->list(query);
    }

    ListRow row_of(const base::Uuid& complaint) {
        const auto rows = list({});
        const auto found = std::find_if(
            rows.begin(), rows.end(), [&](const ListRow& row) { return row.id == complaint; });
        REQUIRE(found != rows.end());
        return *found;
    }

private:
    opfs::test::FaultyDisk m_disk;
    std::string m_name = "store-test-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
    opfs::Vfs m_vfs{{.name = m_name,
                     .system = {.fill_random = fill_with_seven, .now_utc_ms = some_moment},
                     .wal_reserved_bytes = 64 * 1024},
                    m_disk};
    std::int64_t m_change = 0;
};

std::string text_of(const ListRow& row) {
    std::string text = std::to_string(row.ref) + " " + to_string(row.id) + " " + row.number + " " +
                       row.title + " " + row.complainant + " " + row.location;
    for (const std::int64_t value : {static_cast<std::int64_t>(row.state),
                                     row.updated_at_utc_ms,
                                     row.unsent,
                                     std::int64_t{row.conflicted},
                                     row.recorded_at_utc_ms,
                                     row.severity ? static_cast<std::int64_t>(*row.severity) : -1,
                                     static_cast<std::int64_t>(row.validity),
                                     row.due_utc_ms,
                                     std::int64_t{row.clock_anomaly},
                                     std::int64_t{row.identity_hidden},
                                     static_cast<std::int64_t>(row.round)}) {
        text += " " + std::to_string(value);
    }
    return text + " " + to_string(row.group) + " " + to_string(row.handler) + "\n";
}

std::string text_of(const domain::Facts& facts) {
    std::string text = to_string(facts.id) + " " + to_string(facts.group);
    for (const std::int64_t value : {static_cast<std::int64_t>(facts.state),
                                     static_cast<std::int64_t>(facts.validity),
                                     facts.handled_at_utc_ms,
                                     facts.fed_back_at_utc_ms,
                                     facts.closed_at_utc_ms,
                                     static_cast<std::int64_t>(facts.attempts),
                                     facts.due_utc_ms}) {
        text += " " + std::to_string(value);
    }
    for (const domain::Timeliness target : facts.targets) {
        text += " " + std::to_string(static_cast<int>(target));
    }
    return text + "\n";
}

constexpr std::int64_t forever = INT64_MAX / 2;

/// Everything that screens can read from the projection.
std::string everything(DiskTablet& tablet) {
    TabletStore& store = *tablet.store;
    std::string text;
    const auto counts = *store.counts();
    for (int f = 0; f <= static_cast<int>(ListFilter::IntakeRejected); ++f) {
        const auto filter = static_cast<ListFilter>(f);
        text += "filter " + std::to_string(f) + ": " + std::to_string(counts.of(filter)) + "\n";
        for (const ListSort sort : {ListSort::Updated, ListSort::Recorded, ListSort::Due}) {
            for (const ListRow& row : tablet.list({.filter = filter, .sort = sort})) {
                text += text_of(row);
            }
        }
        for (const ListRow& row : tablet.list({.filter = filter, .search = "现场"})) {
            text += text_of(row);
        }
    }
    const auto tasks = *store.tasks(1000);
    for (const TaskRow& row : tasks) {
        text += "task " + std::to_string(static_cast<int>(row.task.kind)) + " " +
                std::to_string(row.task.due_utc_ms) + " " + text_of(row.complaint);
    }
    const auto notices = *store.notices(1000);
    for (const NoticeRow& row : notices) {
        text += "notice " + std::to_string(static_cast<int>(row.kind)) + " " +
                std::to_string(row.at_utc_ms) + (row.read ? " read " : " ") +
                text_of(row.complaint);
    }
    const auto all_facts = *store.facts(0, forever);
    for (const domain::Facts& facts : all_facts) {
        text += text_of(facts);
    }
    const auto alerts = *store.alerts();
    for (const domain::Complaint& alert : alerts) {
        text += "alert " + alert.number + "\n";
    }
    const auto part = *store.count_recorded(0, forever);
    return text + std::to_string(part.recorded) + " " + std::to_string(part.valid) + " " +
           std::to_string(*store.unread_count());
}

/// The first line in which they differ, of both; empty when they are the same.
std::string difference(const std::string& a, const std::string& b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_a == a.end() && in_b == b.end()) {
        return {};
    }
    const auto line_at = [](const std::string& text, std::size_t at) {
        const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        return text.substr(begin, text.find('\n', at) - begin);
    };
    const auto at = static_cast<std::size_t>(in_a - a.begin());
    return line_at(a, at) + " | " + line_at(b, at);
}

} // namespace

TEST_CASE("store: a rebuild makes exactly what every step had made", "[core][store][projection]") {
    // Goal: the projection never drifts. Method: random steps of random people, some of them placed
    // by the server, some indexed for search; then everything that can be read is compared.
    CAPTURE(tests::seed_of_run());
    tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    tests::SeededRandom& random = tablet.random;
    const std::vector<base::Uuid> people{
        office.acceptor, office.manager, office.leader, office.member, office.other_member};
    std::vector<base::Uuid> complaints;
    for (int i = 0; i < 12; ++i) {
        complaints.push_back(
            tablet.record(tests::random_intake(random, tablet.clock.now_ms + 1000)));
    }
    int taken = 0;
    for (int i = 0; i < 400; ++i) {
        tablet.clock.now_ms += static_cast<std::int64_t>(random.below(7'200'000));
        const base::Uuid id = complaints[random.below(complaints.size())];
        const base::Uuid person = people[random.below(people.size())];
        const auto now = **tablet.store->complaint(id);
        const auto step = tests::random_step(
            now, person, office.device_a, office.directory, random, tablet.clock.now_ms + 1000);
        if (step) {
            tablet.add(id, person, step->role, step->payload);
            ++taken;
        }
        if (random.below(20) == 0) {
            tablet.place_all();
        }
        if (random.below(40) == 0) {
            REQUIRE(tablet.store->index_some(5));
        }
    }
    REQUIRE(taken > 100);
    const std::string before = everything(tablet);
    REQUIRE(tablet.store->rebuild());
    CHECK(difference(before, everything(tablet)) == "");
    while (*tablet.store->index_some(5)) {
    }
    CHECK(difference(before, everything(tablet)) == "");
    tablet.open();
    CHECK(difference(before, everything(tablet)) == "");
}

TEST_CASE("store: tasks and targets are made anew after a change of the directory, also when the "
          "tablet was killed in between",
          "[core][store][projection]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    std::vector<base::Uuid> complaints;
    for (int i = 0; i < 5; ++i) {
        complaints.push_back(tablet.record());
    }
    const std::int64_t due_before = tablet.row_of(complaints[0]).due_utc_ms;
    CHECK_FALSE(*tablet.store->refold_some(10));
    for (domain::TargetMinutes& target : tablet.d.directory.policy.targets) {
        target = {4 * domain::default_day_minutes, 4 * domain::default_day_minutes};
    }
    tablet.take_directory();
    CHECK(tablet.row_of(complaints[0]).due_utc_ms == due_before);
    CHECK(*tablet.store->refold_some(2));
    tablet.open();
    CHECK(*tablet.store->refold_some(2));
    tablet.open();
    CHECK(*tablet.store->refold_some(2));
    CHECK_FALSE(*tablet.store->refold_some(2));
    for (const base::Uuid& complaint : complaints) {
        CHECK(tablet.row_of(complaint).due_utc_ms > due_before);
    }
}

TEST_CASE("store: signing in with another directory makes tasks anew, with the same one nothing",
          "[core][store][projection]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    tablet.record();
    REQUIRE(tablet.store->tasks(10)->size() == 1);
    tablet.sign_in(office.manager);
    CHECK_FALSE(*tablet.store->refold_some(10));
    for (domain::RoleGrant& grant : tablet.d.directory.grants) {
        if (grant.person == office.manager) {
            grant.until_utc_ms = 1;
        }
    }
    tablet.sign_in(office.manager);
    CHECK(*tablet.store->refold_some(10));
    CHECK(tablet.store->tasks(10)->empty());
}

TEST_CASE("store: what is closed and unread is made anew too", "[core][store][projection]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    const base::Uuid id = tablet.record();
    tablet.add(id,
               office.second_manager,
               domain::Role::RelationshipManager,
               domain::CancelPayload{domain::CancelCode::Withdrawn, "用户撤回", {}, "录音"});
    REQUIRE(tablet.row_of(id).state == domain::State::Cancelled);
    REQUIRE(*tablet.store->unread_count() > 0);
    for (domain::RoleGrant& grant : tablet.d.directory.grants) {
        if (grant.person == office.manager) {
            grant.until_utc_ms = 1;
        }
    }
    tablet.take_directory();
    while (*tablet.store->refold_some(10)) {
    }
    CHECK(*tablet.store->unread_count() == 0);
}

TEST_CASE("store: an unsent 重大 alerts, however many steps wait beside it",
          "[core][store][projection]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.acceptor);
    domain::Intake major = tests::make_intake(tablet.clock.now_ms);
    major.severity_proposed = domain::Severity::Major;
    const base::Uuid id = tablet.record(major);
    for (int i = 0; i < 250; ++i) {
        tablet.record();
    }
    const auto alerts = *tablet.store->alerts();
    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().id == id);
    tablet.place_all();
    CHECK(tablet.store->alerts()->empty());
}

TEST_CASE("search: looks within the filter, however it is reached", "[core][store][search]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    domain::Intake intake = tests::make_intake(tablet.clock.now_ms);
    intake.content = "闸机反复卡票，报修三次无人处理。";
    const base::Uuid open = tablet.record(intake);
    tablet.clock.now_ms += 10 * 24 * 3'600'000LL;
    intake.complained_at_utc_ms = tablet.clock.now_ms;
    const base::Uuid withdrawn = tablet.record(intake);
    tablet.add(withdrawn,
               office.second_manager,
               domain::Role::RelationshipManager,
               domain::CancelPayload{domain::CancelCode::Withdrawn, "用户撤回", {}, "录音"});
    intake.content = "站台广播听不清，多次反映没有答复。";
    const base::Uuid other = tablet.record(intake);
    const auto found = [&](ListFilter filter, const char* words) {
        std::vector<base::Uuid> ids;
        for (const ListRow& row : tablet.list({.filter = filter, .search = words})) {
            ids.push_back(row.id);
        }
        return ids;
    };
    using Ids = std::vector<base::Uuid>;
    for (const bool indexed : {false, true}) {
        CAPTURE(indexed);
        if (indexed) {
            CHECK_FALSE(*tablet.store->index_some(100));
        }
        CHECK(found(ListFilter::All, "闸机") == Ids{withdrawn, open});
        CHECK(found(ListFilter::Open, "闸机") == Ids{open});
        CHECK(found(ListFilter::Cancelled, "闸机") == Ids{withdrawn});
        CHECK(found(ListFilter::ToDispatch, "闸机") == Ids{open});
        CHECK(found(ListFilter::Mine, "闸机") == Ids{open});
        CHECK(found(ListFilter::Unsent, "闸机") == Ids{withdrawn, open});
        CHECK(found(ListFilter::Overdue, "闸机") == Ids{open});
        CHECK(found(ListFilter::Overdue, "广播").empty());
        CHECK(found(ListFilter::Major, "闸机").empty());
        CHECK(found(ListFilter::Open, "广播") == Ids{other});
    }
    ListQuery behind_figure{.search = "闸机"};
    behind_figure.drill = Drill{.from_utc_ms = 0, .to_utc_ms = forever};
    CHECK(tablet.list(behind_figure).size() == 2);
    behind_figure.drill->state = domain::State::Cancelled;
    REQUIRE(tablet.list(behind_figure).size() == 1);
    CHECK(tablet.list(behind_figure).front().id == withdrawn);
    behind_figure.drill->only_open = true;
    REQUIRE(tablet.list(behind_figure).size() == 1);
    CHECK(tablet.list(behind_figure).front().id == open);
    behind_figure.search.clear();
    CHECK(tablet.list(behind_figure).size() == 2);
}

TEST_CASE("search: an identity is found only where it is known", "[core][store][search]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.member);
    domain::Intake intake = tests::make_intake(tablet.clock.now_ms);
    intake.confidential = true;
    const domain::Identity identity = take_identity(intake);
    const base::Uuid id = tablet.record(intake);
    CHECK(tablet.list({.search = "赵国栋"}).empty());
    CHECK(tablet.list({.search = "13817645208"}).empty());
    CHECK(tablet.list({.search = "滨江"}).size() == 1);
    // With its own event, on the tablets of those who may know.
    tablet.add(id, office.acceptor, domain::Role::Acceptor, domain::IdentifyPayload{identity});
    CHECK(tablet.list({.search = "赵国栋"}).size() == 1);

    domain::Intake anonymous = tests::make_intake(tablet.clock.now_ms);
    anonymous.complainant_kind = domain::ComplainantKind::Anonymous;
    anonymous.complainant_name = "钱无名";
    anonymous.contact = "13900001111";
    tablet.record(anonymous);
    CHECK(tablet.list({.search = "钱无名"}).empty());
    CHECK(tablet.list({.search = "13900001111"}).empty());
}

TEST_CASE("list: a rejected intake to be supplemented is the acceptor's own task",
          "[core][store][list]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.acceptor);
    domain::Intake intake = tests::make_intake(tablet.clock.now_ms);
    intake.info_check = domain::InfoCheck::Failed;
    NewStep step{.complaint = make_uuid(tablet.clock, tablet.random), .actor = office.acceptor};
    step.payload = domain::RejectIntakePayload{intake, "身份无法核实"};
    REQUIRE(tablet.store->append(step));
    CHECK((*tablet.store->counts()).mine == 1);
    REQUIRE(tablet.list({.filter = ListFilter::Mine}).size() == 1);
    CHECK(tablet.list({.filter = ListFilter::Mine}).front().id == step.complaint);
}

TEST_CASE("register: as many complaints as the limit are given, one more is too many",
          "[core][store][register]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.acceptor);
    std::vector<NewStep> steps(base::limits::register_rows_max);
    std::uint32_t counter = 0;
    for (NewStep& step : steps) {
        const auto number = *domain::next_number({"TS", 2026, "A7K", 0}, counter);
        counter = number.counter;
        tablet.clock.now_ms += 1;
        step.complaint = make_uuid(tablet.clock, tablet.random);
        step.actor = office.acceptor;
        step.counter = counter;
        step.payload = domain::RecordPayload{*domain::to_text(number),
                                             tests::make_intake(tablet.clock.now_ms)};
    }
    REQUIRE(tablet.store->append_all(steps));
    const auto all = tablet.store->recorded_between(0, forever);
    REQUIRE(all);
    CHECK(all->size() == base::limits::register_rows_max);
    tablet.record();
    const auto too_many = tablet.store->recorded_between(0, forever);
    REQUIRE_FALSE(too_many);
    CHECK(too_many.error().code == base::ErrorCode::TooLarge);
}

TEST_CASE("sync: a first sync is usable from its first page and goes on where it was killed",
          "[core][store][sync]") {
    const tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    constexpr int page_complaints = 10;
    std::int64_t change = 0;
    for (int page = 0; page < 4; ++page) {
        // The server sends on from the place that the tablet names.
        CHECK(tablet.store->position()->cursor == change);
        sync::SyncResponse response;
        response.epoch = "epoch-1";
        for (int i = 0; i < page_complaints; ++i) {
            tests::Life life(office);
            life.reach(domain::State::Assigned);
            const base::Uuid id = make_uuid(tablet.clock, tablet.random);
            for (domain::PlacedEvent placed : life.events()) {
                placed.event.complaint = id;
                placed.change = ++change;
                response.events.push_back(placed);
            }
        }
        response.cursor = change;
        REQUIRE(tablet.store->take(response));
        CHECK(tablet.list({}).size() == static_cast<std::size_t>((page + 1) * page_complaints));
        CHECK(tablet.list({.search = "滨江"}).size() == tablet.list({}).size());
        tablet.open();
    }
    CHECK((*tablet.store->counts()).assigned == 4 * page_complaints);
}

TEST_CASE("sync: the silent tablets are those that the server named last, after a start too",
          "[core][store][sync]") {
    const std::vector<std::string> named{"N5T", "K2V"};
    tests::Office office = tests::make_office();
    DiskTablet tablet(office.manager);
    CHECK(tablet.store->silent_tablets().empty());
    sync::SyncResponse answer{.protocol = 2, .epoch = "epoch-1"};
    answer.silent_tablets = named;
    REQUIRE(tablet.store->take(answer));
    // An answer with more behind it says nothing of them.
    REQUIRE(tablet.store->take({.protocol = 2, .epoch = "epoch-1", .more = true}));
    CHECK(tablet.store->silent_tablets() == named);
    tablet.open();
    CHECK(tablet.store->silent_tablets() == named);
    answer.silent_tablets->clear();
    REQUIRE(tablet.store->take(answer));
    tablet.open();
    CHECK(tablet.store->silent_tablets().empty());
}
