#include "tests/server/test_database.h"

#include "core/sqlite/database.h"
#include "sync-server/main/system.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace huiyin::server::tests {

namespace {

template <class T>
T must(base::Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Runs SQL in a session of its own; gives the first column of the first row.
std::string ask_postgres(const std::string& url, std::string_view sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> session(PQconnectdb(url.c_str()), PQfinish);
    PQsetNoticeReceiver(
        session.get(), [](void*, const PGresult*) {}, nullptr);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(session.get(), std::string(sql).c_str()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(PQerrorMessage(session.get()));
    }
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

/// The cluster's URL with another database in it.
std::string url_of(const std::string& database) {
    std::string url = postgres_url();
    const std::size_t begin = url.find("/postgres?");
    if (begin == std::string::npos) {
        throw std::runtime_error(
            "HUIYIN_TEST_POSTGRES must name the database postgres: …/postgres?…");
    }
    return url.replace(begin + 1, 8, database);
}

std::string new_database_name() {
    static int made = 0;
    return "test_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
}

std::string new_folder() {
    std::string pattern = "/tmp/huiyin-database-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return pattern;
}

} // namespace

StoreKind store_kind() {
    const std::string name = variable("HUIYIN_TEST_STORE");
    if (name == "postgres") {
        return StoreKind::Postgres;
    }
    if (!name.empty() && name != "sqlite") {
        throw std::runtime_error("HUIYIN_TEST_STORE must be sqlite or postgres");
    }
    return StoreKind::Sqlite;
}

std::string postgres_url() {
    std::string url = variable("HUIYIN_TEST_POSTGRES");
    if (url.empty()) {
        throw std::runtime_error("this test needs PostgreSQL: run the program through "
                                 "scripts/with-postgres, which starts a private one");
    }
    return url;
}

void execute_on_cluster(std::string_view sql) {
    ask_postgres(postgres_url(), sql);
}

TestDatabase::TestDatabase(StoreKind kind)
    : m_kind(kind) {
    if (kind == StoreKind::Sqlite) {
        m_name = new_folder();
        m_location = m_name + "/server.db";
    } else {
        m_name = new_database_name();
        execute_on_cluster("CREATE DATABASE " + m_name);
        m_location = url_of(m_name);
    }
}

TestDatabase::~TestDatabase() {
    if (m_kind == StoreKind::Sqlite) {
        std::error_code ignored;
        std::filesystem::remove_all(m_name, ignored);
        return;
    }
    try {
        execute_on_cluster("DROP DATABASE " + m_name + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The whole cluster goes at the end of the run.
    }
}

std::unique_ptr<store::Store> TestDatabase::open() const {
    SystemRandom random;
    return must(store::open(m_location, random));
}

void TestDatabase::execute(std::string_view sql) const {
    if (m_kind == StoreKind::Sqlite) {
        must(must(sqlite::Database::open({.path = m_location})).execute(sql));
    } else {
        ask_postgres(m_location, sql);
    }
}

std::string TestDatabase::value(std::string_view sql) const {
    if (m_kind == StoreKind::Postgres) {
        return ask_postgres(m_location, sql);
    }
    const auto database = must(sqlite::Database::open({.path = m_location}));
    auto row = must(database.prepare(sql));
    return must(row.step()) ? std::string(row.text(0)) : std::string();
}

} // namespace huiyin::server::tests
