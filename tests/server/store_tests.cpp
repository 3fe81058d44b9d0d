// The SQLite store by itself: plans, group commit, rollback, pages.
#include "core/sqlite/database.h"
#include "sync-server/store/sqlite/queries.h"
#include "sync-server/store/write_queue.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <future>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using huiyin::base::ErrorCode;
using huiyin::base::failure;
using huiyin::base::Result;

namespace {

struct Opened {
    TemporaryFolder folder;
    SystemRandom random;
    SystemClock clock;
    std::unique_ptr<store::SqliteStore> store =
        must(store::SqliteStore::open(folder.path("x.db"), random));
};

} // namespace

TEST_CASE("store: every statement is reached by an index", "[server][store]") {
    Opened opened;
    const auto database =
        must(huiyin::sqlite::Database::open({.path = opened.folder.path("x.db")}));
    // A department has few accounts, people, teams and devices, and these lists are wanted whole.
    const std::set<std::string_view> whole{
        "departments", "leave_out_device_codes", "delete_all_tokens"};
    for (const store::NamedSql& query : store::all_queries()) {
        auto plan = must(database.prepare("EXPLAIN QUERY PLAN " + std::string(query.sql)));
        while (must(plan.step())) {
            const std::string line(plan.text(3));
            const bool scan = line.starts_with("SCAN") && !line.starts_with("SCAN json_each") &&
                              !line.starts_with("SCAN deployment");
            CAPTURE(query.name, line);
            CHECK((!scan || whole.count(query.name) != 0));
        }
    }
}

TEST_CASE("store: statement names are unique", "[server][store]") {
    std::set<std::string_view> names;
    for (const store::NamedSql& query : store::all_queries()) {
        CAPTURE(query.name);
        CHECK(names.insert(query.name).second);
    }
}

TEST_CASE("store: the epoch is made once", "[server][store]") {
    Opened opened;
    const std::string epoch = must(must(opened.store->open_reader())->epoch());
    CHECK(epoch.size() == 32);
    const auto again = must(store::SqliteStore::open(opened.folder.path("x.db"), opened.random));
    CHECK(must(must(again->open_reader())->epoch()) == epoch);
    Opened other;
    CHECK(must(must(other.store->open_reader())->epoch()) != epoch);
}

TEST_CASE("store: commits are flushed and in a log", "[server][store]") {
    Opened opened;
    const auto database =
        must(huiyin::sqlite::Database::open({.path = opened.folder.path("x.db")}));
    const auto pragma = [&](const char* sql) {
        auto row = must(database.prepare(sql));
        must(row.step());
        return std::string(row.text(0));
    };
    CHECK(pragma("PRAGMA synchronous") == "2");
    CHECK(pragma("PRAGMA journal_mode") == "wal");
    CHECK(pragma("PRAGMA foreign_keys") == "1");
}

TEST_CASE("store: a failed part leaves the others", "[server][store]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {}));
    const auto add = [&](const char* name, bool fail) {
        auto done = std::make_shared<std::promise<Result<void>>>();
        auto future = done->get_future();
        const store::Department department{
            make_uuid(opened.clock, opened.random), name, name, "TS"};
        REQUIRE(queue->try_post(
            {.work = [department, fail](store::Writer& writer) -> Result<void> {
                 const auto added = writer.add_department(department);
                 return fail ? Result<void>(failure(ErrorCode::Forbidden, "on purpose")) : added;
             },
             .done = [done](Result<void> result) { done->set_value(std::move(result)); }}));
        return future;
    };
    auto first = add("a", false);
    auto second = add("b", true);
    auto third = add("c", false);
    auto fourth = add("a", false);
    CHECK(first.get());
    CHECK(second.get().error().code == ErrorCode::Forbidden);
    CHECK(third.get());
    CHECK(fourth.get().error().code == ErrorCode::Conflict);
    queue->stop();
    const auto departments = must(must(opened.store->open_reader())->departments());
    REQUIRE(departments.size() == 2);
    CHECK(departments[0].short_name == "a");
    CHECK(departments[1].short_name == "c");
}

TEST_CASE("store: what waits together is committed together", "[server][store]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {.batch_weight_max = 100}));
    std::promise<void> gate;
    std::shared_future<void> opening = gate.get_future().share();
    std::atomic<int> done{0};
    const auto post = [&](std::function<Result<void>(store::Writer&)> work) {
        return queue->try_post(
            {.work = std::move(work), .done = [&](const Result<void>&) { ++done; }});
    };
    // The first holds the writer until the others wait; none is answered before its commit.
    REQUIRE(post([opening](store::Writer&) -> Result<void> {
        opening.wait();
        return {};
    }));
    for (int i = 0; i < 50; ++i) {
        const store::Department department{
            make_uuid(opened.clock, opened.random), std::to_string(i), "x", "TS"};
        REQUIRE(post(
            [department](store::Writer& writer) { return writer.add_department(department); }));
    }
    CHECK(done == 0);
    CHECK(must(must(opened.store->open_reader())->departments()).empty());
    gate.set_value();
    queue->stop();
    CHECK(done == 51);
    CHECK(must(must(opened.store->open_reader())->departments()).size() == 50);
}

TEST_CASE("store: a full queue refuses at its edge", "[server][store][limits]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {.queue_max = 2}));
    std::promise<void> started;
    std::promise<void> gate;
    std::shared_future<void> opening = gate.get_future().share();
    const auto done = [](const Result<void>&) {};
    REQUIRE(queue->try_post({.work = [&started, opening](store::Writer&) -> Result<void> {
                                 started.set_value();
                                 opening.wait();
                                 return {};
                             },
                             .done = done}));
    started.get_future().wait();
    const auto nothing = [](store::Writer&) -> Result<void> { return {}; };
    CHECK(queue->try_post({.work = nothing, .done = done}));
    CHECK(queue->try_post({.work = nothing, .done = done}));
    CHECK_FALSE(queue->try_post({.work = nothing, .done = done}));
    gate.set_value();
}

TEST_CASE("store: a rolled back push gives its numbers back", "[server][store]") {
    Opened opened;
    const auto writer = must(opened.store->open_writer());
    fill_department(*writer, "test");
    const Uuid department = must(writer->reader().departments()).front().id;
    must(writer->begin());
    CHECK(must(writer->next_change(department)) == 1);
    must(writer->begin_part());
    CHECK(must(writer->next_change(department)) == 2);
    CHECK(must(writer->next_register_no(department, 2026)) == 1);
    writer->rollback_part();
    CHECK(must(writer->next_change(department)) == 2);
    CHECK(must(writer->next_register_no(department, 2026)) == 1);
    must(writer->commit());
    CHECK(must(writer->reader().change_last(department)) == 2);
}

TEST_CASE("store: a newer schema is not touched", "[server][store]") {
    Opened opened;
    {
        const auto database =
            must(huiyin::sqlite::Database::open({.path = opened.folder.path("x.db")}));
        must(database.execute("PRAGMA user_version=99"));
    }
    CHECK(store::SqliteStore::open(opened.folder.path("x.db"), opened.random).error().code ==
          ErrorCode::Unsupported);
}
