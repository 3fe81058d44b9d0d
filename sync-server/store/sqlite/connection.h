// One connection of the SQLite store with its prepared statements.
#pragma once

#include "core/sqlite/database.h"
#include "sync-server/store/sqlite/queries.h"

#include <string>
#include <string_view>

namespace huiyin::server::store {

/// A statement in use; reset at the end, so that no read outlives its question: a statement left
/// open would hold an old snapshot and keep the log from shrinking.
class Use {
public:
    explicit Use(sqlite::Statement& statement)
        : m_statement(statement) {}

    ~Use() { m_statement.reset(); }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    sqlite::Statement* operator->() { return &m_statement; }

    sqlite::Statement& operator*() { return m_statement; }

private:
    sqlite::Statement& m_statement;
};

class Connection {
public:
    static base::Result<Connection> open(const std::string& path);

    /// The named statement, ready to be bound.
    Use use(std::string_view name) { return Use(m_statements.at(name)); }

    const sqlite::Database& database() const { return m_database; }

    /// Whether the writer has begun a transaction on this connection.
    bool in_transaction = false;

private:
    sqlite::Database m_database;
    Statements m_statements;
};

/// Several questions, one snapshot. Does nothing inside a transaction, which is one already.
class Snapshot {
public:
    static base::Result<Snapshot> begin(const Connection& connection);

    Snapshot(Snapshot&& other) noexcept;
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(const sqlite::Database* database)
        : m_database(database) {}

    const sqlite::Database* m_database;
};

} // namespace huiyin::server::store
