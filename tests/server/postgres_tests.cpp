// What only the PostgreSQL store has: sessions that end, locks, servers beside each other.
#include "sync-server/store/postgres/errors.h"
#include "sync-server/store/postgres/postgres_connection.h"
#include "sync-server/store/write_queue.h"
#include "tests/server/process.h"
#include "tests/server/support.h"
#include "tests/server/whole_tablet.h"

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <future>
#include <set>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using huiyin::base::ErrorCode;
using huiyin::base::Result;
using store::NamedSql;

namespace {

constexpr const char* end_other_sessions =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client "
    "backend'";

std::string database_name(const TestDatabase& database) {
    return database.value("SELECT current_database()");
}

/// The rows of a statement that a session runs, one a line.
std::string rows_of(store::PostgresConnection& connection, const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.link().handle(), sql.c_str()), PQclear);
    INFO(sql);
    INFO(PQresultErrorMessage(result.get()));
    REQUIRE(PQresultStatus(result.get()) != PGRES_FATAL_ERROR);
    std::string rows;
    for (int i = 0; i < PQntuples(result.get()); ++i) {
        rows += PQgetvalue(result.get(), i, 0);
        rows += '\n';
    }
    return rows;
}

/// One of PostgreSQL's own programs. Neither folders nor URLs of the tests hold a quote.
int run_program(const std::string& name, const std::string& arguments) {
    const char* folder = std::getenv("HUIYIN_TEST_POSTGRES_BIN");
    REQUIRE(folder != nullptr);
    return std::system(("'" + std::string(folder) + "/" + name + "' " + arguments).c_str());
}

} // namespace

TEST_CASE("postgres: what its error codes mean", "[server][store][postgres]") {
    CHECK(store::code_from_sqlstate("") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("08006") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("57P01") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("40P01") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("55P03") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("53300") == ErrorCode::StorageBusy);
    CHECK(store::code_from_sqlstate("53100") == ErrorCode::StorageFull);
    CHECK(store::code_from_sqlstate("23505") == ErrorCode::Conflict);
    CHECK(store::code_from_sqlstate("22021") == ErrorCode::InvalidInput);
    CHECK(store::code_from_sqlstate("XX001") == ErrorCode::StorageCorrupt);
    CHECK(store::code_from_sqlstate("42P01") == ErrorCode::StorageFailed);
}

TEST_CASE("postgres: parameters are numbered by their first appearance",
          "[server][store][postgres]") {
    const auto sql = store::numbered(NamedSql{
        "x", "-- Bind: b, a, not :this.\nSELECT :b, :a_c FROM t WHERE b = :b AND c = ':'"});
    CHECK(sql.sql == "\nSELECT $1, $2 FROM t WHERE b = $1 AND c = ':'");
    CHECK(sql.parameters == 2);
}

TEST_CASE("postgres: every statement is reached by an index", "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    database.open();
    const auto connection = must(store::PostgresConnection::open(database.location(), "test"));
    // Tables of a few rows are read whole whatever indexes they have, so that is made dear.
    must(connection->execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"));
    const std::set<std::string> whole{"departments",
                                      "changes",
                                      "epoch",
                                      "schema_version",
                                      "sealing_secret",
                                      "leave_out_lost_numbers",
                                      "delete_all_tokens",
                                      "renew_epoch",
                                      "restored_at"};
    std::set<std::string> names;
    for (const store::NumberedSql& query : store::postgres_queries()) {
        CAPTURE(query.name);
        CHECK(names.insert(query.name).second);
        const std::size_t begin = query.sql.find_first_not_of(" \n");
        const std::string word = query.sql.substr(begin, 6);
        if (word != "SELECT" && word != "INSERT" && word != "UPDATE" && word != "DELETE") {
            continue;
        }
        must(connection->execute("PREPARE plan_" + query.name + " AS " + query.sql));
        std::string nulls;
        for (int i = 0; i < query.parameters; ++i) {
            nulls += i == 0 ? "(NULL" : ", NULL";
        }
        nulls += query.parameters > 0 ? ")" : "";
        const std::string plan = rows_of(*connection, "EXPLAIN EXECUTE plan_" + query.name + nulls);
        CAPTURE(plan);
        CHECK((plan.find("Seq Scan") == std::string::npos || whole.count(query.name) != 0));
    }
    CHECK(names.size() > 50);
}

TEST_CASE("postgres: plans made while nothing was there are made anew",
          "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    const auto stored = database.open();
    fill_department(*must(stored->open_writer()), "filling");
    const std::string department = database.value("SELECT department FROM department");
    // Nobody counts the rows, as in the first minutes of a database.
    database.execute("ALTER TABLE event SET (autovacuum_enabled = off);"
                     "ALTER TABLE scope SET (autovacuum_enabled = off);"
                     "ALTER TABLE complaint_number SET (autovacuum_enabled = off)");
    const auto connection = must(store::PostgresConnection::open(database.location(), "test"));
    // The id of a row, of 20 000.
    const std::string id = "CAST(lpad(to_hex(7), 32, '0') AS uuid)";
    const std::string in_list = "'[\"" + std::string(31, '0') + "7\"]'";
    const std::string of_department = "'" + department + "'";
    const std::vector<std::pair<std::string, std::string>> asked{
        {"stored_events", in_list + ", " + of_department},
        {"stored_complaints", in_list + ", " + of_department},
        {"number_owners", "'[\"7\"]', " + of_department},
        {"complaint_events", of_department + ", " + id + ", 100000"},
        {"receipt", of_department + ", " + id + ", 7"},
        {"visible_complaint", of_department + ", " + id + ", '[\"k7\"]'"},
        {"visible_complaints", "'[\"k7\"]', " + of_department + ", 1000"},
        {"visible_events_by_key", "'[\"k7\"]', " + of_department + ", 0, 200"},
        {"open_complaints", "'[\"k7\"]', " + of_department + ", 'open', " + id + ", 10"},
    };
    const auto queries = store::postgres_queries();
    const auto execute = [&connection](const auto& one, const std::string& how) {
        return rows_of(*connection, how + "EXECUTE " + one.first + "(" + one.second + ")");
    };
    for (const auto& one : asked) {
        const auto found = std::find_if(queries.begin(), queries.end(), [&](const auto& query) {
            return query.name == one.first;
        });
        REQUIRE(found != queries.end());
        must(connection->execute("PREPARE " + one.first + " AS " + found->sql));
        execute(one, "");
    }
    database.execute(
        "SET session_replication_role = replica;" // no foreign keys
        "INSERT INTO event SELECT d.department, n, x.id, x.id, x.id, n, 0, 0, x.id, '', '', '', 0,"
        " 0, '', '', '', 0, '', '', 0, x.id FROM department AS d, generate_series(1, 20000) AS n,"
        " LATERAL (SELECT CAST(lpad(to_hex(n), 32, '0') AS uuid) AS id) AS x;"
        "INSERT INTO complaint_number SELECT department, change, complaint FROM event;"
        "INSERT INTO scope SELECT department, complaint, 'k' || change % 1000, change FROM event;"
        "INSERT INTO scope SELECT department, complaint, 'open', change FROM event"
        " WHERE change % 100 = 7");
    for (int i = 0; i < 64; ++i) {
        must(connection->begin(store::Access::Read));
        connection->rollback();
    }
    for (const auto& one : asked) {
        const std::string plan = execute(one, "EXPLAIN (ANALYZE, BUFFERS) ");
        CAPTURE(one.first, plan);
        const std::size_t blocks = plan.find("Buffers: shared hit=");
        REQUIRE(blocks != std::string::npos);
        // A few for each of 20 complaints, or of 200 that are open. A department read whole is
        // hundreds for each question.
        const int blocks_max = one.first == "open_complaints" ? 2000 : 200;
        CHECK(std::stoi(plan.substr(blocks + 20)) <= blocks_max);
    }
}

TEST_CASE("postgres: a commit is answered when it is on the disk", "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    database.execute("ALTER DATABASE " + database_name(database) + " SET synchronous_commit = off");
    const auto connection = must(store::PostgresConnection::open(database.location(), "test"));
    CHECK(rows_of(*connection, "SHOW synchronous_commit") == "on\n");
}

TEST_CASE("postgres: several servers may make the schema at once", "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    std::vector<std::future<std::string>> opened;
    for (int i = 0; i < 6; ++i) {
        opened.push_back(std::async(std::launch::async, [&database] {
            return must(must(database.open()->open_reader())->epoch());
        }));
    }
    std::set<std::string> epochs;
    for (auto& one : opened) {
        epochs.insert(one.get());
    }
    CHECK(epochs.size() == 1);
    CHECK(database.value("SELECT version FROM schema_version") == "8");
}

TEST_CASE("postgres: a newer schema is not touched", "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    database.open();
    database.execute("UPDATE schema_version SET version = 99");
    SystemRandom random;
    CHECK(store::open(database.location(), random).error().code == ErrorCode::Unsupported);
}

TEST_CASE("postgres: a lost session loses its transaction and nothing else",
          "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    const auto stored = database.open();
    const auto writer = must(stored->open_writer());
    const auto reader = must(stored->open_reader());
    fill_department(*writer, "kept");
    const Uuid department = must(writer->reader().departments()).front().id;
    must(writer->begin());
    must(writer->hold(department));
    CHECK(must(writer->next_change(department)) == 1);
    database.execute(end_other_sessions);
    CHECK(writer->reader().change_last(department).error().code == ErrorCode::StorageBusy);
    CHECK(writer->commit().error().code == ErrorCode::StorageBusy);
    writer->rollback();
    // A question is asked again by itself, and the next transaction is as any other.
    CHECK(must(reader->change_last(department)) == 0);
    must(writer->begin());
    CHECK(must(writer->next_change(department)) == 1);
    must(writer->commit());
    CHECK(must(reader->change_last(department)) == 1);
}

TEST_CASE("postgres: a commit of what failed is no success", "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    const auto stored = database.open();
    const auto writer = must(stored->open_writer());
    fill_department(*writer, "same");
    SystemClock clock;
    SystemRandom random;
    const store::Department again{make_uuid(clock, random), "same", "x", "TS"};
    must(writer->begin());
    CHECK(writer->add_department(again).error().code == ErrorCode::Conflict);
    CHECK(writer->commit().error().code == ErrorCode::StorageFailed);
    writer->rollback();
    CHECK(must(writer->reader().departments()).size() == 1);
}

TEST_CASE("postgres: out of reach is a 503, and the repeat is stored once",
          "[server][store][postgres]") {
    TestServer server(TestServer::options(), StoreKind::Postgres);
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    const auto request = tablet.sync_request({tablet.record(tablet.new_complaint())});
    const std::string name = database_name(server.stored());
    execute_on_cluster("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    execute_on_cluster("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                       " WHERE datname = '" +
                       name + "'");
    const RawResponse refused = tablet.post_sync(request);
    CHECK(refused.status == 503);
    CHECK_FALSE(refused.field("retry-after").empty());
    CHECK(refused.body.find("storage_busy") != std::string::npos);
    execute_on_cluster("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    // The next try to link is due within five seconds.
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    RawResponse taken;
    while (taken.status != 200 && std::chrono::steady_clock::now() < until) {
        taken = tablet.post_sync(request);
    }
    REQUIRE(taken.status == 200);
    const auto receipts = must(sync::sync_response_from_text(taken.body)).receipts;
    REQUIRE(receipts.size() == 1);
    CHECK(receipts[0].verdict.kind == domain::VerdictKind::Applied);
    CHECK(server.stored().value("SELECT count(*) FROM event") == "1");
    CHECK(server.log.text().find("huiyin@") == std::string::npos);
}

TEST_CASE("postgres: no message holds the password", "[server][store][postgres]") {
    SystemRandom random;
    for (const char* url : {"postgresql://user:geheim@127.0.0.1:1/x",
                            "postgresql://user:geheim%zz@127.0.0.1/x",
                            "postgresql://user:geheim@127.0.0.1/x?geheim=1",
                            "postgresql:user:geheim"}) {
        const auto opened = store::open(url, random);
        REQUIRE_FALSE(opened);
        CAPTURE(opened.error().detail);
        CHECK(opened.error().detail.find("geheim") == std::string::npos);
        CHECK((opened.error().code == ErrorCode::StorageBusy ||
               opened.error().code == ErrorCode::InvalidInput));
    }
}

TEST_CASE("postgres: who holds one department never waits for another",
          "[server][store][postgres]") {
    const TestDatabase database(StoreKind::Postgres);
    const auto stored = database.open();
    const auto other = must(stored->open_writer());
    fill_department(*other, "x");
    fill_department(*other, "y");
    const auto departments = must(other->reader().departments());
    must(other->begin());
    must(other->hold(departments[1].id));
    auto queue = must(store::WriteQueue::create(*stored, {}));
    std::promise<void> gate;
    std::promise<Result<void>> first;
    std::promise<Result<void>> second;
    std::atomic<bool> released{false};
    std::atomic<bool> waited{false};
    REQUIRE(queue->try_post({.department = departments[0].id,
                             .work =
                                 [opening = gate.get_future().share()](store::Writer&) {
                                     opening.wait();
                                     return Result<void>{};
                                 },
                             .done = [&first](Result<void> result) { first.set_value(result); }}));
    REQUIRE(
        queue->try_post({.department = departments[1].id,
                         .work =
                             [&released, &waited](store::Writer&) {
                                 waited = released.load();
                                 return Result<void>{};
                             },
                         .done = [&second](Result<void> result) { second.set_value(result); }}));
    gate.set_value();
    // The first is committed although the second, in the same batch, has to wait.
    CHECK(first.get_future().get());
    released = true;
    must(other->commit());
    CHECK(second.get_future().get());
    CHECK(waited);
    CHECK(other->hold(Uuid{}).error().code == ErrorCode::NotFound);
}

TEST_CASE("servers: two on one database judge in one order", "[server][store][postgres]") {
    TestServer first(TestServer::options(), StoreKind::Postgres);
    TestServer second(first);
    Tablet one(first);
    Tablet two(second);
    REQUIRE(one.sign_in("acceptor").status == 200);
    REQUIRE(two.sign_in("colleague").status == 200);
    constexpr int rounds = 30;
    for (int i = 0; i < rounds; ++i) {
        // Both record the same complaint at the same time; one of them was first.
        const Uuid complaint = one.new_complaint();
        auto mine =
            std::async(std::launch::async, [&] { return one.sync({one.record(complaint)}); });
        const auto theirs = two.sync({two.record(complaint)});
        const std::vector<sync::Receipt> receipts{mine.get().receipts.at(0), theirs.receipts.at(0)};
        const auto& earlier = receipts[receipts[0].change < receipts[1].change ? 0 : 1];
        const auto& later = receipts[receipts[0].change < receipts[1].change ? 1 : 0];
        CHECK(earlier.verdict.kind == domain::VerdictKind::Applied);
        CHECK(earlier.register_no == i + 1);
        CHECK(later.verdict.kind == domain::VerdictKind::Conflict);
        CHECK(later.register_no == 0);
    }
    CHECK(first.stored().value("SELECT change_last FROM department") == std::to_string(2 * rounds));
}

TEST_CASE("servers: a change of the directory at one is seen at the other",
          "[server][store][postgres]") {
    TestServer first(TestServer::options(), StoreKind::Postgres);
    TestServer second(first);
    Tablet tablet(second);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    tablet.sync();
    CHECK_FALSE(tablet.sync().directory);
    Tablet administrator(first);
    REQUIRE(administrator.sign_in("administrator").status == 200);
    REQUIRE(ask(first.port(),
                "POST",
                "/api/v1/admin",
                R"({"command":"add_team","name":"新团队"})",
                {"Authorization: Bearer " + administrator.token})
                .status == 200);
    const auto answer = tablet.sync();
    REQUIRE(answer.directory);
    CHECK(answer.directory->teams.size() == 2);
}

TEST_CASE("postgres: a dump put back by its own programs loses nothing that a tablet has",
          "[server][store][postgres][backup]") {
    TestServer server(TestServer::options(), StoreKind::Postgres);
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    const Uuid before = acceptor.record();
    acceptor.talk();
    manager.talk();
    const std::string dump = server.folder.path("desk.dump");
    REQUIRE(run_program("pg_dump",
                        "--format=custom --file='" + dump + "' '" + server.database() + "'") == 0);
    const Uuid since = acceptor.record();
    acceptor.talk();
    manager.note(before);
    manager.talk();

    server.stop();
    server.stored().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    REQUIRE(run_program("pg_restore", "--dbname='" + server.database() + "' '" + dump + "'") == 0);
    const auto new_epoch = run_command_line({"new-epoch", "--database", server.database()});
    CAPTURE(new_epoch.out);
    REQUIRE(new_epoch.status == 0);
    server.start();
    for (WholeTablet* tablet : {&acceptor, &manager, &acceptor}) {
        tablet->sign_in_again();
        tablet->talk();
        CHECK(must(tablet->store->unsent_count()) == 0);
    }
    for (const WholeTablet* tablet : {&acceptor, &manager}) {
        CHECK(must(tablet->store->complaint(since))->steps.size() == 1);
        CHECK(must(tablet->store->complaint(before))->steps.size() == 2);
    }
    const auto verified = run_command_line({"verify", "--database", server.database()});
    CAPTURE(verified.out);
    CHECK(verified.status == 0);
}
