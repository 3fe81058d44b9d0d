// One connection of the SQLite store with its prepared statements.
#pragma once

#include "core/sqlite/database.h"
#include "sync-server/store/sql/connection.h"
#include "sync-server/store/sql/queries.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::store {

/// Every named statement, as SQLite understands it.
const std::vector<NamedSql>& sqlite_queries();

class SqliteConnection final : public Connection {
public:
    SqliteConnection();
    ~SqliteConnection() override;

    /// Opens the file; only after database() was brought up to date does it answer statements.
    static Result<std::shared_ptr<SqliteConnection>> open(const std::string& path);

    Result<void> begin(Access access) override;
    Result<void> commit() override;
    void rollback() override;

    bool in_transaction() const override { return m_in_transaction; }

    Result<void> begin_part() override;
    Result<void> commit_part() override;
    void rollback_part() override;

    /// A transaction that writes holds the whole file.
    Result<void> hold(const Uuid&) override { return {}; }

    void note_change(const Uuid&) override {}

    const sqlite::Database& database() const { return m_database; }

protected:
    Statement& statement(std::string_view name) override;

private:
    class Prepared;

    sqlite::Database m_database;
    std::map<std::string_view, std::unique_ptr<Prepared>> m_statements;
    bool m_in_transaction = false;
};

} // namespace huiyin::server::store
