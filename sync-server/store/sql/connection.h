// What the SQL stores have in common is written against these: a connection, its named statements,
// its transactions. SQLite and PostgreSQL implement them.
#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace huiyin::server::store {

using base::Result;
using base::Uuid;

/// A prepared statement. Parameters are numbered from 1 in the order in which their names first
/// stand in the statement, columns from 0.
///
/// A bound text, blob or UUID must live until the statement is stepped or reset.
class Statement {
public:
    Statement() = default;
    virtual ~Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    virtual Statement& bind(int parameter, std::int64_t value) = 0;
    virtual Statement& bind(int parameter, std::string_view text) = 0;
    virtual Statement& bind(int parameter, std::span<const std::uint8_t> bytes) = 0;

    Statement& bind(int parameter, const Uuid& uuid) {
        return bind(parameter, std::span<const std::uint8_t>(uuid.bytes));
    }

    /// Whether there is a row. Errors: Conflict (a constraint), InvalidInput (a text that the
    /// database cannot hold), StorageBusy, StorageFull, StorageCorrupt, StorageFailed.
    virtual Result<bool> step() = 0;

    /// As run(), but of a transaction's statement it may return before it is done. Its error is
    /// then that of a later statement, of the part's or of the transaction's end.
    virtual Result<void> post() { return run(); }

    /// Ready to be bound and stepped again.
    virtual void reset() = 0;

    virtual std::int64_t integer(int column) const = 0; ///< 0 for NULL
    /// Both are valid until the next step or reset, and empty for NULL.
    virtual std::string_view text(int column) const = 0;
    virtual std::span<const std::uint8_t> blob(int column) const = 0;

    /// Nil unless the column holds 16 bytes.
    Uuid uuid(int column) const { return base::uuid_from_bytes(blob(column)).value_or(Uuid{}); }

    /// Steps to the end and resets; for statements that give no rows.
    Result<void> run() {
        while (HUIYIN_TRY(step())) {
        }
        reset();
        return {};
    }
};

/// A statement in use; reset at the end, so that no read outlives its question: a statement left
/// open would hold an old snapshot and keep the log from shrinking.
class Use {
public:
    explicit Use(Statement& statement)
        : m_statement(statement) {}

    ~Use() { m_statement.reset(); }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    Statement* operator->() { return &m_statement; }

    Statement& operator*() { return m_statement; }

private:
    Statement& m_statement;
};

/// What a transaction is for: one snapshot for several questions, or changes.
enum class Access { Read, Write };

/// One connection to a database. Used by one thread at a time.
class Connection {
public:
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The named statement, ready to be bound. An unknown name is a programmer error.
    Use use(std::string_view name) { return Use(statement(name)); }

    /// Begins a transaction, which ends with commit() or rollback().
    virtual Result<void> begin(Access access) = 0;
    /// Durable when this returns a value.
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
    virtual bool in_transaction() const = 0;

    virtual Result<void> begin_part() = 0;
    virtual Result<void> commit_part() = 0;
    virtual void rollback_part() = 0;

    /// See Writer::hold.
    virtual Result<void> hold(const Uuid& department) = 0;

    /// What happened in the department is told to the other servers of the database once it is
    /// committed.
    virtual void note_change(const Uuid& department) = 0;

protected:
    virtual Statement& statement(std::string_view name) = 0;
};

/// Several questions, one snapshot. Does nothing inside a transaction, which is one already.
class Snapshot {
public:
    static Result<Snapshot> begin(Connection& connection);

    Snapshot(Snapshot&& other) noexcept;
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(Connection* connection)
        : m_connection(connection) {}

    Connection* m_connection;
};

} // namespace huiyin::server::store
