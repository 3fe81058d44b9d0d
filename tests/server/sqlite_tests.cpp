// What only the SQLite store has: plans, pragmas, its file.
#include "core/sqlite/database.h"
#include "sync-server/store/sqlite/sqlite_connection.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using huiyin::base::ErrorCode;

TEST_CASE("sqlite: every statement is reached by an index", "[server][store][sqlite]") {
    const TestDatabase stored(StoreKind::Sqlite);
    stored.open();
    const auto database = must(huiyin::sqlite::Database::open({.path = stored.location()}));
    // A department has few accounts, people, teams and devices, and these lists are wanted whole.
    const std::set<std::string_view> whole{
        "departments", "leave_out_lost_numbers", "delete_all_tokens", "sealing_secret"};
    for (const store::NamedSql& query : store::sqlite_queries()) {
        auto plan = must(database.prepare("EXPLAIN QUERY PLAN " + std::string(query.sql)));
        while (must(plan.step())) {
            const std::string line(plan.text(3));
            // Lists that come in, the one row there is, and what was searched for by an index.
            const std::set<std::string_view> harmless{
                "SCAN deployment", "SCAN mine", "SCAN near", "SCAN counted"};
            const bool scan = line.starts_with("SCAN") && !line.starts_with("SCAN json_each") &&
                              harmless.count(line) == 0;
            CAPTURE(query.name, line);
            CHECK((!scan || whole.count(query.name) != 0));
        }
    }
}

TEST_CASE("sqlite: statement names are unique", "[server][store][sqlite]") {
    std::set<std::string_view> names;
    for (const store::NamedSql& query : store::sqlite_queries()) {
        CAPTURE(query.name);
        CHECK(names.insert(query.name).second);
    }
}

TEST_CASE("sqlite: commits are flushed and in a log", "[server][store][sqlite]") {
    const TestDatabase stored(StoreKind::Sqlite);
    stored.open();
    CHECK(stored.value("PRAGMA synchronous") == "2");
    CHECK(stored.value("PRAGMA journal_mode") == "wal");
    CHECK(stored.value("PRAGMA foreign_keys") == "1");
}

TEST_CASE("sqlite: a newer schema is not touched", "[server][store][sqlite]") {
    const TestDatabase stored(StoreKind::Sqlite);
    stored.open();
    stored.execute("PRAGMA user_version=99");
    SystemRandom random;
    CHECK(store::open(stored.location(), random).error().code == ErrorCode::Unsupported);
}
