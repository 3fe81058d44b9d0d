// The tablet's store when the power goes at any write, flush or truncation, or the disk refuses an
// operation. HUIYIN_CRASH_SEEDS=8 throws eight dice for each crash and lets every operation fail.
#include "core/base/crypto.h"
#include "core/store/search_tokenizer.h"
#include "huiyin/embedded/core_store_schema_0001_init.h"
#include "tests/support/tablet_disk.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <string>

using namespace huiyin;
using namespace huiyin::tests;
using base::ErrorCode;
using base::Result;
using opfs::IoStatus;
using opfs::test::Crash;
using opfs::test::FaultyDisk;

namespace {

/// How much is tried: by default little enough for the unit tests, with HUIYIN_CRASH_SEEDS=8 all.
struct Sweep {
    std::uint32_t seeds = 2;
    std::size_t stride = 7; ///< of the failing operations; crashes come at every one
};

Sweep sweep() {
    const char* text = std::getenv("HUIYIN_CRASH_SEEDS"); // NOLINT(concurrency-mt-unsafe)
    return text == nullptr ? Sweep{}
                           : Sweep{static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)), 1};
}

/// The first column of the first row; empty when there is no row.
std::string asked(const sqlite::Database& database, const char* sql) {
    auto statement = database.prepare(sql);
    REQUIRE(statement);
    const auto row = statement->step();
    REQUIRE(row);
    return *row ? std::string(statement->text(0)) : std::string();
}

int schema_version(const sqlite::Database& database) {
    return std::stoi(asked(database, "PRAGMA user_version"));
}

/// What a store makes of a new disk.
int newest_schema() {
    static const int version = [] {
        FaultyDisk disk;
        TabletOnDisk tablet(disk, 1);
        REQUIRE(tablet.open());
        tablet.close();
        const auto database = sqlite::Database::open(tablet.options());
        REQUIRE(database);
        return schema_version(*database);
    }();
    return version;
}

void check_file(const TabletOnDisk& tablet) {
    const auto database = sqlite::Database::open(tablet.options());
    REQUIRE(database);
    REQUIRE(store::register_tokenizer(database->handle()));
    CHECK(asked(*database, "PRAGMA integrity_check") == "ok");
    CHECK(asked(*database, "PRAGMA foreign_key_check").empty());
    const bool is_empty = asked(*database, "SELECT count(*) FROM sqlite_schema") == "0";
    CHECK(is_empty == (schema_version(*database) == 0));
    CHECK(schema_version(*database) <= newest_schema());
}

bool holds(store::TabletStore& store, const domain::Event& event) {
    const auto events = store.events(event.complaint);
    REQUIRE(events);
    return std::any_of(events->begin(), events->end(), [&](const domain::PlacedEvent& placed) {
        return placed.event.hash == event.hash && placed.event.signature == event.signature &&
               placed.event.payload == event.payload;
    });
}

/// The change number of an event that the store holds; 0 = it is not sent.
std::int64_t change_of(store::TabletStore& store, const domain::Event& event) {
    const auto events = store.events(event.complaint);
    REQUIRE(events);
    const auto found = std::find_if(events->begin(), events->end(), [&](const auto& placed) {
        return placed.event.hash == event.hash;
    });
    REQUIRE(found != events->end());
    return found->change;
}

/// Whether every acknowledged draft has its text, and every completed one is gone.
bool has_drafts(store::TabletStore& store, const Acknowledged& acknowledged) {
    const auto drafts = store.drafts();
    REQUIRE(drafts);
    return std::all_of(
        acknowledged.drafts.begin(), acknowledged.drafts.end(), [&](const auto& wanted) {
            const auto found =
                std::find_if(drafts->begin(), drafts->end(), [&](const store::Draft& draft) {
                    return draft.id == wanted.first;
                });
            return wanted.second.empty() ? found == drafts->end()
                                         : found != drafts->end() && found->json == wanted.second;
        });
}

/// Whether every acknowledged file is whole. One that was not acknowledged is whole or not here.
bool has_files(store::TabletStore& store, const Acknowledged& acknowledged) {
    for (const auto& [sha256, content] : acknowledged.files) {
        const auto bytes = store.files().bytes(sha256);
        if (!bytes || *bytes != content) {
            return false;
        }
    }
    for (const std::optional<int> number : {std::optional<int>(0), std::optional<int>()}) {
        const base::Bytes content = TabletOnDisk::content(number);
        const auto state = store.files().state(base::sha256(content));
        REQUIRE(state);
        if (*state && (*state)->complete_here) {
            const auto bytes = store.files().bytes(base::sha256(content));
            if (!bytes || *bytes != content) {
                return false;
            }
        }
    }
    return true;
}

/// What the acknowledged promised and the store does not hold; empty when it keeps its word.
std::string broken_promise(store::TabletStore& store, const Acknowledged& acknowledged) {
    if (acknowledged.signed_in && !store.session()) {
        return "signed in";
    }
    for (const domain::Event& event : acknowledged.own) {
        if (!holds(store, event)) {
            return "event " + std::to_string(event.device_seq);
        }
    }
    const std::uint64_t acknowledged_seq =
        acknowledged.own.empty() ? 0 : acknowledged.own.back().device_seq;
    for (const domain::Event& event : acknowledged.own) {
        if (event.device_seq <= acknowledged.placed_seq && change_of(store, event) == 0) {
            return "receipt of event " + std::to_string(event.device_seq);
        }
    }
    if (!has_files(store, acknowledged)) {
        return "a file";
    }
    if (store.written_count() < acknowledged_seq) {
        return "the chain's end";
    }
    const auto position = store.position();
    REQUIRE(position);
    if (position->cursor < acknowledged.cursor) {
        return "cursor";
    }
    return {};
}

/// A page is taken whole or not at all.
void check_page(store::TabletStore& store) {
    const auto& page = TabletOnDisk::page();
    const bool taken = store.position()->cursor >= page.back().change;
    const auto count = std::count_if(
        page.begin(), page.end(), [&](const auto& placed) { return holds(store, placed.event); });
    CHECK(count == (taken ? static_cast<std::ptrdiff_t>(page.size()) : 0));
}

/// The store goes on: another complaint follows the chain, a draft is saved, lists and search work.
void check_works_on(TabletOnDisk& tablet) {
    if (!tablet.store()->session()) {
        REQUIRE(tablet.sign_in());
    }
    const std::uint64_t written = tablet.store()->written_count();
    REQUIRE(tablet.record());
    const domain::Event& made = tablet.acknowledged().own.back();
    CHECK(made.device_seq == written + 1);
    REQUIRE(tablet.save_draft(9, 500));
    REQUIRE(tablet.index_some());
    store::ListQuery query;
    query.search = "调度";
    const auto rows = tablet.store()->list(query);
    REQUIRE(rows);
    CHECK_FALSE(rows->empty());
    const auto unsent = tablet.store()->unsent(0, 1000, 100'000'000);
    REQUIRE(unsent);
    for (std::size_t i = 1; i < unsent->size(); ++i) {
        CHECK((*unsent)[i].prev_hash == (*unsent)[i - 1].hash);
    }
    CHECK(unsent->back().hash == made.hash);
}

/// Opens what is on the disk and demands everything that was acknowledged.
void check_survivor(FaultyDisk& disk, const Acknowledged& acknowledged, std::uint64_t seed) {
    TabletOnDisk tablet(disk, seed);
    check_file(tablet);
    REQUIRE(tablet.open());
    CHECK(broken_promise(*tablet.store(), acknowledged).empty());
    CHECK(has_drafts(*tablet.store(), acknowledged));
    check_page(*tablet.store());
    // One step at most was under way when the power went.
    CHECK(tablet.store()->written_count() <= acknowledged.own.size() + 1);
    tablet.acknowledge(acknowledged);
    check_works_on(tablet);
    CHECK(broken_promise(*tablet.store(), tablet.acknowledged()).empty());
}

/// Runs the steps as far as the disk lets them; an error of another kind than storage fails the
/// test.
void run(TabletOnDisk& tablet, const TabletWorkload& workload) {
    for (const TabletStep& step : workload) {
        const auto done = step(tablet);
        if (!done) {
            CAPTURE(name_of(done.error().code), done.error().detail);
            CHECK((done.error().code == ErrorCode::StorageFull ||
                   done.error().code == ErrorCode::StorageFailed ||
                   (done.error().code == ErrorCode::Unauthenticated &&
                    !tablet.acknowledged().signed_in)));
        }
    }
}

/// What a workload begins with: a disk and what was acknowledged on it.
struct Beginning {
    std::unique_ptr<FaultyDisk> disk = std::make_unique<FaultyDisk>();
    Acknowledged acknowledged;

    /// Runs the steps on a disk that does not fail, and closes.
    explicit Beginning(const TabletWorkload& workload = {}) {
        TabletOnDisk tablet(*disk, 1);
        for (const TabletStep& step : workload) {
            REQUIRE(step(tablet));
        }
        acknowledged = tablet.acknowledged();
    }
};

/// Crashes at each change of the disk, and throws the dice for what was not flushed.
void crash_everywhere(const Beginning& beginning, const TabletWorkload& workload) {
    const std::uint32_t seeds = sweep().seeds;
    for (std::size_t change = 0;; ++change) {
        const auto disk = beginning.disk->after(Crash::KeepsAll, 0);
        disk->fails_from_change = change;
        Acknowledged acknowledged;
        {
            TabletOnDisk tablet(*disk, 2);
            tablet.acknowledge(beginning.acknowledged);
            run(tablet, workload);
            acknowledged = tablet.acknowledged();
        }
        for (std::uint32_t i = 0; i < seeds; ++i) {
            disk->sector_bytes = i % 2 == 0 ? 512 : 4096;
            const auto seed = static_cast<std::uint32_t>(change * seeds + i);
            INFO("crash at change " << change << ", seed=" << seed);
            const auto survivor = disk->after(i == 0 ? Crash::Tears : Crash::Garbles, seed);
            check_survivor(*survivor, acknowledged, 1000 + seed);
        }
        if (disk->changes <= change) {
            REQUIRE(acknowledged.own.size() >= beginning.acknowledged.own.size());
            REQUIRE(change > workload.size() / 2);
            return;
        }
    }
}

/// Lets each change, then each read, fail once with each error, and goes on with the same store.
void fail_everywhere(const Beginning& beginning, const TabletWorkload& workload) {
    struct Fault {
        IoStatus failure;
        bool is_read;
        bool once;
    };

    constexpr Fault faults[] = {{IoStatus::Full, false, true},
                                {IoStatus::Failed, false, true},
                                {IoStatus::Full, false, false},
                                {IoStatus::Failed, true, true}};
    for (const Fault& fault : faults) {
        for (std::size_t number = 0;; number += sweep().stride) {
            INFO("operation " << number << ", read=" << fault.is_read << ", once=" << fault.once
                              << ", full=" << (fault.failure == IoStatus::Full));
            const auto disk = beginning.disk->after(Crash::KeepsAll, 0);
            disk->failure = fault.failure;
            disk->fails_once = fault.once;
            (fault.is_read ? disk->fails_from_read : disk->fails_from_change) = number;
            TabletOnDisk tablet(*disk, 2);
            tablet.acknowledge(beginning.acknowledged);
            run(tablet, workload);
            const std::size_t met = fault.is_read ? disk->reads : disk->changes;
            // Space or the disk came back: the same store goes on.
            disk->fails_from_change = FaultyDisk::never;
            disk->fails_from_read = FaultyDisk::never;
            REQUIRE(tablet.open());
            check_works_on(tablet);
            CHECK(broken_promise(*tablet.store(), tablet.acknowledged()).empty());
            CHECK(has_drafts(*tablet.store(), tablet.acknowledged()));
            const auto survivor = disk->after(Crash::LosesAll, 0);
            check_survivor(*survivor, tablet.acknowledged(), 1000 + number);
            if (met <= number) {
                break;
            }
        }
    }
}

TabletStep draft(int number, std::size_t bytes) {
    return [=](TabletOnDisk& tablet) { return tablet.save_draft(number, bytes); };
}

TabletStep record(std::optional<int> completes = std::nullopt) {
    return [=](TabletOnDisk& tablet) { return tablet.record(completes); };
}

const TabletStep opened = &TabletOnDisk::open;
const TabletStep signed_in = &TabletOnDisk::sign_in;
const TabletStep noted = &TabletOnDisk::note;
const TabletStep page_taken = &TabletOnDisk::take_page;
const TabletStep part_taken = &TabletOnDisk::take_part;
const TabletStep log_shortened = &TabletOnDisk::shorten_log;
const TabletStep indexed = &TabletOnDisk::index_some;
const TabletStep fetched = &TabletOnDisk::fetch_file;

TabletStep kept(int number, int held_by) {
    return [=](TabletOnDisk& tablet) { return tablet.keep_file(number, held_by); };
}

TabletStep attached(int number, int completes) {
    return [=](TabletOnDisk& tablet) { return tablet.attach_file(number, completes); };
}

/// More than the 250 pages from which the log is brought into the database, then work that begins
/// the log anew.
TabletWorkload log_workload() {
    return {draft(0, 400'000),
            draft(1, 400'000),
            draft(2, 400'000),
            log_shortened,
            record(),
            draft(0, 3000),
            noted,
            draft(3, 900'000),
            draft(1, 900),
            log_shortened,
            record(3),
            indexed,
            noted};
}

const TabletWorkload first_run{opened, signed_in, draft(0, 3000), record(0)};
const TabletWorkload appends{draft(0, 2500),
                             draft(0, 5000),
                             record(0),
                             noted,
                             draft(1, 100),
                             record(),
                             noted,
                             indexed,
                             record(1),
                             draft(2, 700)};
const TabletWorkload files{
    draft(0, 500), kept(0, 0), attached(0, 0), page_taken, fetched, noted, part_taken, record()};
const TabletWorkload pull{noted,
                          page_taken,
                          indexed,
                          noted,
                          part_taken,
                          indexed,
                          record(),
                          part_taken,
                          record(),
                          page_taken};

} // namespace

TEST_CASE("store: a crash in the first run leaves nothing or all that was acknowledged",
          "[core][store][crash]") {
    crash_everywhere(Beginning(), first_run);
}

TEST_CASE("store: a crash between drafts and steps loses no acknowledged one",
          "[core][store][crash]") {
    crash_everywhere(Beginning({signed_in, record()}), appends);
}

TEST_CASE("store: a crash while a page is taken leaves it whole or absent",
          "[core][store][crash]") {
    crash_everywhere(Beginning({signed_in, record(), record(), noted}), pull);
}

TEST_CASE("store: a crash while a file is kept, attached or fetched leaves it whole or absent",
          "[core][store][crash]") {
    crash_everywhere(Beginning({signed_in, record()}), files);
}

TEST_CASE("store: a crash while the log is shortened or begun anew loses nothing",
          "[core][store][crash]") {
    crash_everywhere(Beginning({signed_in, record()}), log_workload());
}

TEST_CASE("store: any operation of the disk may fail, and work goes on", "[core][store][crash]") {
    SECTION("first run") {
        fail_everywhere(Beginning(), first_run);
    }
    SECTION("drafts and steps") {
        fail_everywhere(Beginning({signed_in, record()}), appends);
    }
    SECTION("a page") {
        fail_everywhere(Beginning({signed_in, record(), noted}), pull);
    }
    SECTION("files") {
        fail_everywhere(Beginning({signed_in, record()}), files);
    }
    SECTION("the log") {
        fail_everywhere(Beginning({signed_in, record()}), log_workload());
    }
}

namespace {

// As later versions bring them: new columns, and a table made anew.
constexpr sqlite::Migration later_migrations[] = {
    {1, embedded::core_store_schema_0001_init},
    {2,
     "ALTER TABLE draft ADD COLUMN size INTEGER NOT NULL DEFAULT 0;"
     "UPDATE draft SET size = length(json); CREATE INDEX draft_by_size ON draft (size);"},
    {3,
     "CREATE TABLE kept (id BLOB PRIMARY KEY, size INTEGER NOT NULL, json TEXT NOT NULL) STRICT;"
     "INSERT INTO kept SELECT id, size, json FROM draft; DROP TABLE draft;"}};

base::Result<void> migrated(const TabletOnDisk& tablet,
                            std::span<const sqlite::Migration> migrations) {
    const auto database = HUIYIN_TRY(sqlite::Database::open(tablet.options()));
    HUIYIN_TRY(store::register_tokenizer(database.handle()));
    return sqlite::migrate(database, migrations);
}

/// The versions that a crash may leave, each with all of its rows.
void check_migration(FaultyDisk& disk, bool acknowledged) {
    const TabletOnDisk tablet(disk, 3);
    const auto database = sqlite::Database::open(tablet.options());
    REQUIRE(database);
    REQUIRE(store::register_tokenizer(database->handle()));
    CHECK(asked(*database, "PRAGMA integrity_check") == "ok");
    const int version = schema_version(*database);
    CHECK(version >= (acknowledged ? 3 : 1));
    CHECK(version <= 3);
    const char* const bytes[] = {"SELECT sum(length(json)) FROM draft",
                                 "SELECT sum(size) FROM draft WHERE size = length(json)",
                                 "SELECT sum(size) FROM kept WHERE size = length(json)"};
    CHECK(asked(*database, bytes[version - 1]) == "60000");
    REQUIRE(sqlite::migrate(*database, later_migrations));
    CHECK(asked(*database, bytes[2]) == "60000");
}

} // namespace

TEST_CASE("store: a crash in a migration leaves one version or the next, whole",
          "[core][store][crash]") {
    FaultyDisk first;
    {
        const TabletOnDisk tablet(first, 1);
        REQUIRE(migrated(tablet, std::span(later_migrations).first(1)));
        const auto database = sqlite::Database::open(tablet.options());
        REQUIRE(database);
        REQUIRE(database->execute("WITH n(i) AS (VALUES (1), (2)) INSERT INTO draft "
                                  "SELECT CAST(i AS BLOB), i, hex(zeroblob(15000)) FROM n"));
    }
    for (std::size_t change = 0;; ++change) {
        const auto disk = first.after(Crash::KeepsAll, 0);
        disk->fails_from_change = change;
        const bool acknowledged = migrated(TabletOnDisk(*disk, 2), later_migrations).has_value();
        for (std::uint32_t seed = 0; seed < 8; ++seed) {
            INFO("crash at change " << change << ", seed=" << seed);
            const auto survivor = disk->after(Crash::Garbles, seed);
            check_migration(*survivor, acknowledged);
        }
        if (disk->changes <= change) {
            CHECK(acknowledged);
            CHECK(change > 3);
            return;
        }
    }
}

TEST_CASE("store: what could not be stored has not happened, in memory either",
          "[core][store][crash]") {
    // A sign-in after the server was put back changes most: where the disk fails in it, the tablet
    // goes on as before it, and can do it once more.
    std::size_t failed = 0;
    for (std::size_t after = 0;; ++after) {
        FaultyDisk disk;
        TabletOnDisk tablet(disk, 2);
        REQUIRE(tablet.sign_in());
        REQUIRE(tablet.take_page());
        REQUIRE(tablet.record());
        store::TabletStore& store = *tablet.store();
        const auto before = *store.position();
        const store::Session session = *store.session();
        sync::SignInResponse response{.device = session.device,
                                      .device_code = session.device_code,
                                      .person = session.person,
                                      .epoch = "epoch-2",
                                      .directory = store.directory()};
        ++response.directory.version;
        INFO("fails after " << after << " changes");
        disk.failure = IoStatus::Full;
        disk.fails_from_change = disk.changes + after;
        const auto stored = store.sign_in(session, response);
        disk.fails_from_change = FaultyDisk::never;
        if (stored) {
            CHECK(store.position()->epoch == "epoch-2");
            break;
        }
        ++failed;
        CHECK(stored.error().code == ErrorCode::StorageFull);
        CHECK(store.position()->epoch == before.epoch);
        CHECK(store.position()->cursor == before.cursor);
        CHECK(store.position()->directory_version == before.directory_version);
        REQUIRE(broken_promise(store, tablet.acknowledged()).empty());
        REQUIRE(tablet.record());
        REQUIRE(tablet.take_page());
        REQUIRE(broken_promise(store, tablet.acknowledged()).empty());
        CHECK(store.sign_in(session, response));
        CHECK(store.position()->epoch == "epoch-2");
    }
    CHECK(failed > 0);
}

TEST_CASE("store: a disk whose flush lies is found out", "[core][store][crash]") {
    // Goal: show that the sweeps can fail. Method: plant the fault they are there to find.
    const Beginning beginning({signed_in, record()});
    const auto disk = beginning.disk->after(Crash::KeepsAll, 0);
    disk->flushes_lie = true;
    TabletOnDisk tablet(*disk, 2);
    tablet.acknowledge(beginning.acknowledged);
    run(tablet, appends);
    REQUIRE(broken_promise(*tablet.store(), tablet.acknowledged()).empty());
    const auto survivor = disk->after(Crash::LosesAll, 1);
    TabletOnDisk later(*survivor, 3);
    REQUIRE(later.open());
    CHECK_FALSE(broken_promise(*later.store(), tablet.acknowledged()).empty());
    CHECK_FALSE(has_drafts(*later.store(), tablet.acknowledged()));
}

TEST_CASE("store: codes outside of their lists, as a damaged file has, are read without harm",
          "[core][store]") {
    const Beginning beginning({signed_in, record()});
    {
        const TabletOnDisk tablet(*beginning.disk, 2);
        const auto database = sqlite::Database::open(tablet.options());
        REQUIRE(database);
        REQUIRE(database->execute("UPDATE complaint SET state = 99, validity = -7, severity = 200;"
                                  "UPDATE event SET role = 200, verdict = 9, reason = 70000;"));
    }
    TabletOnDisk tablet(*beginning.disk, 2);
    REQUIRE(tablet.open());
    const auto rows = tablet.store()->list({});
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().state == domain::State{});
    CHECK(rows->front().validity == domain::Validity{});
    CHECK_FALSE(rows->front().severity);
    const auto events = tablet.store()->events(rows->front().id);
    REQUIRE(events);
    REQUIRE(events->size() == 1);
    CHECK(events->front().verdict == domain::Verdict{});
    CHECK(events->front().event.role == domain::Role{});
}
