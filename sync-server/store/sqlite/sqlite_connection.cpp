#include "sync-server/store/sqlite/sqlite_connection.h"

#include "core/base/assert.h"

#include <huiyin/embedded/sync_server_store_sqlite_queries_visibility.h>
#include <utility>

namespace huiyin::server::store {

std::vector<NamedSql> sqlite_queries() {
    return queries_with(embedded::sync_server_store_sqlite_queries_visibility);
}

class SqliteConnection::Prepared final : public Statement {
public:
    explicit Prepared(sqlite::Statement statement)
        : m_statement(std::move(statement)) {}

    Statement& bind(int parameter, std::int64_t value) override {
        m_statement.bind(parameter, value);
        return *this;
    }

    Statement& bind(int parameter, std::string_view text) override {
        m_statement.bind(parameter, text);
        return *this;
    }

    Statement& bind(int parameter, std::span<const std::uint8_t> bytes) override {
        m_statement.bind(parameter, bytes);
        return *this;
    }

    Result<bool> step() override { return m_statement.step(); }

    void reset() override { m_statement.reset(); }

    std::int64_t integer(int column) const override { return m_statement.integer(column); }

    std::string_view text(int column) const override { return m_statement.text(column); }

    std::span<const std::uint8_t> blob(int column) const override {
        return m_statement.blob(column);
    }

private:
    sqlite::Statement m_statement;
};

SqliteConnection::SqliteConnection() = default;
SqliteConnection::~SqliteConnection() = default;

Result<std::shared_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path) {
    auto connection = std::make_shared<SqliteConnection>();
    connection->m_database = HUIYIN_TRY(sqlite::Database::open({.path = path}));
    // What a redaction takes out is not to be found in the file's free space (PostgreSQL: VACUUM).
    HUIYIN_TRY(connection->m_database.execute("PRAGMA secure_delete=ON"));
    for (const NamedSql& block : sqlite_queries()) {
        auto statement = HUIYIN_TRY(connection->m_database.prepare(block.sql));
        connection->m_statements.emplace(block.name,
                                         std::make_unique<Prepared>(std::move(statement)));
    }
    return connection;
}

Statement& SqliteConnection::statement(std::string_view name) {
    const auto found = m_statements.find(name);
    HUIYIN_ASSERT(found != m_statements.end());
    found->second->reset();
    return *found->second;
}

Result<void> SqliteConnection::begin(Access access) {
    HUIYIN_TRY(m_database.execute(access == Access::Write ? "BEGIN IMMEDIATE" : "BEGIN"));
    m_in_transaction = true;
    return {};
}

Result<void> SqliteConnection::commit() {
    HUIYIN_TRY(m_database.execute("COMMIT"));
    m_in_transaction = false;
    return {};
}

void SqliteConnection::rollback() {
    // After some failures SQLite has rolled back by itself; then this does nothing.
    static_cast<void>(m_database.execute("ROLLBACK"));
    m_in_transaction = false;
}

Result<void> SqliteConnection::begin_part() {
    return m_database.execute("SAVEPOINT part");
}

Result<void> SqliteConnection::commit_part() {
    return m_database.execute("RELEASE part");
}

void SqliteConnection::rollback_part() {
    static_cast<void>(m_database.execute("ROLLBACK TO part; RELEASE part"));
}

} // namespace huiyin::server::store
