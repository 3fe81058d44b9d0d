// The server's SQLite store when the power goes, or the disk refuses, at any operation: what was
// acknowledged to tablets is there, each event once, and pushing goes on.
//
// Every fifth change of the disk is tried; with HUIYIN_CRASH_SEEDS=8 each of them, with eight dice.
#include "core/domain/numbering.h"
#include "core/domain/payload.h"
#include "core/sqlite/database.h"
#include "sync-server/api/push.h"
#include "sync-server/store/sqlite/sqlite_store.h"
#include "tests/support/fakes.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/shared_vfs.h"

#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <functional>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0001_init.h>
#include <map>
#include <set>
#include <string>

namespace base = huiyin::base;
namespace domain = huiyin::domain;
namespace embedded = huiyin::embedded;
namespace sqlite = huiyin::sqlite;
using huiyin::sync::Receipt;
namespace tests = huiyin::tests;
using namespace huiyin::server;
using base::ErrorCode;
using base::Result;
using huiyin::opfs::IoStatus;
using huiyin::opfs::test::Crash;
using huiyin::opfs::test::FaultyDisk;

namespace {

constexpr const char* path = "huiyin.db";

struct Sweep {
    std::uint32_t seeds = 1;
    std::size_t stride = 5;
};

Sweep sweep() {
    const char* text = std::getenv("HUIYIN_CRASH_SEEDS");
    return text == nullptr ? Sweep{}
                           : Sweep{static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)), 1};
}

const tests::Department& office() {
    static const tests::Department made = tests::make_department();
    return made;
}

constexpr std::size_t batch_count = 4;

/// Batches of events as one tablet pushes them: complaints, each followed by a long note.
const std::vector<std::vector<domain::Event>>& batches(const std::string& device_code) {
    static const std::vector<std::vector<domain::Event>> made = [&device_code] {
        tests::FakeClock clock;
        tests::SeededRandom random(21);
        std::vector<std::vector<domain::Event>> all(batch_count);
        domain::ComplaintNumber number{.prefix = "TS", .year = 2026, .device_code = device_code};
        domain::Event event;
        event.device = office().device_a;
        event.actor = office().acceptor;
        const auto next = [&](const domain::Payload& payload) {
            clock.now_ms += 1000;
            event.id = make_uuid(clock, random);
            ++event.device_seq;
            event.prev_hash = event.hash;
            event.kind = code_of(domain::kind_of(payload));
            event.payload = domain::payload_text(payload);
            event.device_time_utc_ms = clock.now_ms;
            seal(event, office().key_a.secret_key);
            return event;
        };
        for (auto& batch : all) {
            number = *domain::next_number(number, number.counter);
            event.complaint = make_uuid(clock, random);
            batch.push_back(next(
                domain::RecordPayload{*to_text(number), tests::make_intake(clock.now_ms - 500)}));
            batch.push_back(next(domain::NotePayload{std::string(1900, 'n')}));
        }
        return all;
    }();
    return made;
}

/// A server's store and what it acknowledged.
struct Server {
    explicit Server(FaultyDisk& disk)
        : vfs(disk) {}

    tests::SharedVfs vfs;
    tests::SeededRandom random{9};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::Writer> writer;
    bool filled = false;
    std::map<std::uint64_t, Receipt> receipts;

    Result<void> open() {
        if (store == nullptr) {
            store = HUIYIN_TRY(store::SqliteStore::open(path, random));
        }
        if (writer == nullptr) {
            writer = HUIYIN_TRY(store->open_writer());
        }
        return {};
    }

    /// One transaction of the writer; what fails is rolled back, as the write queue does.
    Result<void> change(const std::function<Result<void>(store::Writer&)>& work) {
        HUIYIN_TRY(open());
        Result<void> done = writer->begin();
        done = done ? work(*writer) : done;
        done = done ? writer->commit() : done;
        if (!done) {
            writer->rollback();
        }
        return done;
    }

    Result<void> fill() {
        const auto done = change([](store::Writer& into) -> Result<void> {
            const auto& d = office().directory;
            HUIYIN_TRY(into.add_department({d.department, "test", d.department_name, "TS"}));
            for (const domain::Team& team : d.teams) {
                HUIYIN_TRY(into.add_team(d.department, team));
            }
            for (const domain::Group& group : d.groups) {
                HUIYIN_TRY(into.add_group(d.department, group));
            }
            for (const domain::Person& person : d.people) {
                HUIYIN_TRY(into.add_person(d.department, person));
            }
            for (const domain::RoleGrant& grant : d.grants) {
                HUIYIN_TRY(into.add_grant(d.department, grant));
            }
            store::DeviceRow device{.id = office().device_a,
                                    .public_key = office().key_a.public_key,
                                    .enrolled_by = office().acceptor};
            HUIYIN_TRY(into.enrol_device(d.department, device));
            // The device speaks for who has signed in on it.
            return into.add_token({.token_hash = {1},
                                   .department = d.department,
                                   .device = office().device_a,
                                   .person = office().acceptor});
        });
        filled = filled || done.has_value();
        return done;
    }

    Result<void> push(std::size_t batch) {
        std::vector<Receipt> given;
        const base::Uuid department = office().directory.department;
        const auto done = change([&](store::Writer& into) -> Result<void> {
            HUIYIN_TRY(into.hold(department));
            const auto device = HUIYIN_TRY(into.reader().device(department, office().device_a));
            if (!device) {
                return base::failure(ErrorCode::NotFound, "the device");
            }
            const api::Offer offer{.device = office().device_a,
                                   .events = HUIYIN_TRY(api::offered_events(
                                       into.reader(), department, batches(device->code).at(batch))),
                                   .apart = {}};
            const auto directory = HUIYIN_TRY(into.reader().directory(department));
            auto outcome = HUIYIN_TRY(api::apply_push(
                into, department, directory, offer, {tests::FakeClock().now_ms + 3'600'000, 480}));
            given = std::move(outcome.receipts);
            return {};
        });
        if (!done) {
            return done;
        }
        for (const Receipt& receipt : given) {
            if (receipt.change != 0) {
                const auto known = receipts.try_emplace(receipt.device_seq, receipt).first->second;
                CHECK(known.change == receipt.change);
            }
        }
        return done;
    }
};

using Step = std::function<Result<void>(Server&)>;
using Workload = std::vector<Step>;

/// The first column of the first row; empty when there is no row.
std::string asked(const sqlite::Database& database, const char* sql) {
    auto statement = database.prepare(sql);
    REQUIRE(statement);
    const auto row = statement->step();
    REQUIRE(row);
    return *row ? std::string(statement->text(0)) : std::string();
}

void check_file() {
    const auto database = sqlite::Database::open({.path = path});
    REQUIRE(database);
    CHECK(asked(*database, "PRAGMA integrity_check") == "ok");
    CHECK(asked(*database, "PRAGMA foreign_key_check").empty());
    const bool is_empty = asked(*database, "SELECT count(*) FROM sqlite_schema") == "0";
    CHECK(is_empty == (asked(*database, "PRAGMA user_version") == "0"));
}

/// The acknowledged thing that is not there; empty when all is.
std::string missing(Server& server, const Server& acknowledged) {
    store::Reader& reader = server.writer->reader();
    const base::Uuid department = office().directory.department;
    if (acknowledged.filled) {
        const auto device = reader.device(department, office().device_a);
        REQUIRE(device);
        if (!*device) {
            return "the device";
        }
    }
    for (const auto& [seq, receipt] : acknowledged.receipts) {
        const auto kept = reader.receipt(department, office().device_a, seq);
        REQUIRE(kept);
        if (!*kept || (*kept)->change != receipt.change ||
            (*kept)->register_no != receipt.register_no || (*kept)->verdict != receipt.verdict) {
            return "event " + std::to_string(seq);
        }
    }
    return {};
}

/// All batches pushed again get the same receipts, and each event is there once.
void check_works_on(Server& server) {
    REQUIRE(server.open());
    const auto departments = server.writer->reader().departments();
    REQUIRE(departments);
    if (departments->empty()) {
        REQUIRE(server.fill());
    }
    for (std::size_t batch = 0; batch < batch_count; ++batch) {
        REQUIRE(server.push(batch));
    }
    CHECK(server.receipts.size() == batch_count * 2);
    std::set<base::Uuid> ids;
    std::int64_t change = 0;
    const auto visit = [&](const domain::PlacedEvent& placed) -> Result<void> {
        CHECK(placed.change == ++change);
        CAPTURE(placed.event.kind, code_of(placed.verdict.reason));
        CHECK(placed.verdict.kind == domain::VerdictKind::Applied);
        CHECK(ids.insert(placed.event.id).second);
        return {};
    };
    const base::Uuid department = office().directory.department;
    REQUIRE(server.writer->reader().for_each_event(department, visit));
    CHECK(ids.size() == batch_count * 2);
}

void check_survivor(FaultyDisk& disk, const Server& acknowledged) {
    Server server(disk);
    check_file();
    REQUIRE(server.open());
    CHECK(missing(server, acknowledged) == "");
    server.receipts = acknowledged.receipts;
    check_works_on(server);
}

/// Runs the steps as far as the disk lets them, and closes the store.
void run(Server& server, const Workload& workload) {
    for (const Step& step : workload) {
        const auto done = step(server);
        if (!done) {
            CAPTURE(name_of(done.error().code), done.error().detail);
            CHECK((done.error().code == ErrorCode::StorageFull ||
                   done.error().code == ErrorCode::StorageFailed ||
                   (done.error().code == ErrorCode::NotFound && !server.filled)));
        }
    }
}

void close(Server& server) {
    server.writer.reset();
    server.store.reset();
}

std::unique_ptr<FaultyDisk> disk_after(const Workload& workload) {
    auto disk = std::make_unique<FaultyDisk>();
    Server server(*disk);
    for (const Step& step : workload) {
        REQUIRE(step(server));
    }
    close(server);
    return disk;
}

void crash_everywhere(const FaultyDisk& beginning, const Workload& workload) {
    const Sweep all = sweep();
    for (std::size_t change = 0;; change += all.stride) {
        const auto disk = beginning.after(Crash::KeepsAll, 0);
        disk->fails_from_change = change;
        Server server(*disk);
        run(server, workload);
        close(server);
        for (std::uint32_t i = 0; i < all.seeds; ++i) {
            const auto seed = static_cast<std::uint32_t>(change * all.seeds + i);
            disk->sector_bytes = seed % 2 == 0 ? 512 : 4096;
            INFO("crash at change " << change << ", seed=" << seed);
            const auto survivor = disk->after(Crash::Garbles, seed);
            check_survivor(*survivor, server);
        }
        if (disk->changes <= change) {
            REQUIRE_FALSE(server.receipts.empty());
            REQUIRE(change > 20);
            return;
        }
    }
}

void fail_everywhere(const FaultyDisk& beginning, const Workload& workload, bool reads) {
    const Sweep all = sweep();
    for (std::size_t number = 0;; number += all.stride) {
        INFO("operation " << number << ", read=" << reads);
        const auto disk = beginning.after(Crash::KeepsAll, 0);
        disk->failure = number % 2 == 0 ? IoStatus::Full : IoStatus::Failed;
        disk->fails_once = true;
        (reads ? disk->fails_from_read : disk->fails_from_change) = number;
        Server server(*disk);
        run(server, workload);
        const std::size_t met = reads ? disk->reads : disk->changes;
        disk->fails_from_change = FaultyDisk::never;
        disk->fails_from_read = FaultyDisk::never;
        // The same connection goes on.
        check_works_on(server);
        CHECK(missing(server, server) == "");
        const auto survivor = disk->after(Crash::LosesAll, 0);
        close(server);
        check_survivor(*survivor, server);
        if (met <= number) {
            REQUIRE(number > 20);
            return;
        }
    }
}

const Step opened = &Server::open;
const Step filled = &Server::fill;

Step pushed(std::size_t batch) {
    return [batch](Server& server) { return server.push(batch); };
}

const Workload first_run{opened, filled, pushed(0)};
const Workload pushes{opened, pushed(0), pushed(1), pushed(2)};

} // namespace

TEST_CASE("sqlite: a crash in the first run leaves nothing or all that was acknowledged",
          "[server][store][sqlite][crash]") {
    crash_everywhere(FaultyDisk(), first_run);
}

TEST_CASE("sqlite: a crash at any write of a push loses no receipt and doubles no event",
          "[server][store][sqlite][crash]") {
    crash_everywhere(*disk_after({opened, filled}), pushes);
}

TEST_CASE("sqlite: any operation of the disk may fail, and pushing goes on",
          "[server][store][sqlite][crash]") {
    const auto beginning = disk_after({opened, filled});
    SECTION("writes") {
        fail_everywhere(*beginning, pushes, false);
    }
    SECTION("reads") {
        fail_everywhere(*beginning, pushes, true);
    }
}

TEST_CASE("sqlite: a crash in a migration leaves one version or the next, whole",
          "[server][store][sqlite][crash]") {
    FaultyDisk first;
    {
        const tests::SharedVfs vfs(first);
        const sqlite::Migration migrations[] = {
            {1, embedded::sync_server_store_sqlite_schema_0001_init}};
        const auto database = sqlite::Database::open({.path = path});
        REQUIRE(database);
        REQUIRE(sqlite::migrate(*database, migrations));
    }
    for (std::size_t change = 0;; ++change) {
        const auto disk = first.after(Crash::KeepsAll, 0);
        disk->fails_from_change = change;
        Server server(*disk);
        const bool acknowledged = server.open().has_value();
        close(server);
        for (std::uint32_t seed = 0; seed < sweep().seeds; ++seed) {
            INFO("crash at change " << change << ", seed=" << seed);
            const auto survivor = disk->after(Crash::Garbles, seed);
            check_survivor(*survivor, server);
        }
        if (disk->changes <= change) {
            CHECK(acknowledged);
            return;
        }
    }
}

TEST_CASE("sqlite: a disk whose flush lies is found out", "[server][store][sqlite][crash]") {
    // Goal: show that the sweeps can fail. Method: plant the fault they are there to find.
    const auto disk = disk_after({opened, filled})->after(Crash::KeepsAll, 0);
    disk->flushes_lie = true;
    Server server(*disk);
    run(server, pushes);
    REQUIRE(server.receipts.size() == 6);
    CHECK(missing(server, server) == "");
    const auto survivor = disk->after(Crash::LosesAll, 1);
    close(server);
    Server later(*survivor);
    REQUIRE(later.open());
    CHECK_FALSE(missing(later, server).empty());
}
