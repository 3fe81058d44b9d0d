#include "sync-server/store/sqlite/sqlite_connection.h"

#include "core/base/assert.h"

#include <huiyin/embedded/sync_server_store_sqlite_queries_lists.h>
#include <utility>

namespace huiyin::server::store {

const std::vector<NamedSql>& sqlite_queries() {
    static const std::vector<NamedSql> all =
        queries_with(embedded::sync_server_store_sqlite_queries_lists);
    return all;
}

/// Prepared when it is first used: of a connection's statements most are not, or not soon.
class SqliteConnection::Prepared final : public Statement {
public:
    Prepared(const sqlite::Database& database, std::string_view sql)
        : m_database(database)
        , m_sql(sql) {}

    Statement& bind(int parameter, std::int64_t value) override {
        return bind_any(parameter, value);
    }

    Statement& bind(int parameter, std::string_view text) override {
        return bind_any(parameter, text);
    }

    Statement& bind(int parameter, std::span<const std::uint8_t> bytes) override {
        return bind_any(parameter, bytes);
    }

    /// Errors: also those of preparing it.
    Result<bool> step() override {
        if (!is_ready()) {
            return tl::unexpected<base::Error>(m_prepared.error());
        }
        return m_prepared->step();
    }

    void reset() override {
        if (!m_prepared) {
            m_prepared = sqlite::Statement(); // and tried again
        } else if (*m_prepared) {
            m_prepared->reset();
        }
    }

    std::int64_t integer(int column) const override { return m_prepared->integer(column); }

    std::string_view text(int column) const override { return m_prepared->text(column); }

    std::span<const std::uint8_t> blob(int column) const override {
        return m_prepared->blob(column);
    }

private:
    const sqlite::Database& m_database;
    std::string_view m_sql;
    Result<sqlite::Statement> m_prepared{sqlite::Statement()};

    bool is_ready() {
        if (m_prepared && !*m_prepared) {
            m_prepared = m_database.prepare(m_sql);
        }
        return m_prepared.has_value();
    }

    template <class Value>
    Statement& bind_any(int parameter, Value value) {
        if (is_ready()) {
            m_prepared->bind(parameter, value);
        }
        return *this;
    }
};

SqliteConnection::SqliteConnection() = default;
SqliteConnection::~SqliteConnection() = default;

Result<std::shared_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path) {
    auto connection = std::make_shared<SqliteConnection>();
    connection->m_database = HUIYIN_TRY(sqlite::Database::open({.path = path}));
    // What a redaction takes out is not to be found in the file's free space (PostgreSQL: VACUUM).
    HUIYIN_TRY(connection->m_database.execute("PRAGMA secure_delete=ON"));
    for (const NamedSql& block : sqlite_queries()) {
        connection->m_statements.emplace(
            block.name, std::make_unique<Prepared>(connection->m_database, block.sql));
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
