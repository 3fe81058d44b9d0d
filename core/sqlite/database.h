// A thin wrapper of SQLite, shared by the tablet's store and the server's.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace huiyin::sqlite {

/// A prepared statement. Parameters and columns are numbered as in SQLite: parameters from 1,
/// columns from 0.
///
/// A bound text or blob must live until the statement is stepped or reset. Binding never fails for
/// in-range numbers; an out-of-range number is a programmer error.
class Statement {
public:
    Statement() = default;
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::span<const std::uint8_t> blob);
    Statement& bind(int parameter, const base::Uuid& uuid);
    Statement& bind_null(int parameter);

    /// Whether there is a row. Errors: StorageFull, StorageCorrupt, StorageBusy, Conflict (a
    /// constraint), StorageFailed.
    base::Result<bool> step();

    /// Steps to the end and resets; for statements that give no rows.
    base::Result<void> run();

    /// Ready to be bound and stepped again.
    void reset();

    std::int64_t integer(int column) const;
    /// Valid until the next step or reset.
    std::string_view text(int column) const;
    std::span<const std::uint8_t> blob(int column) const;
    base::Uuid uuid(int column) const; ///< nil unless the column holds 16 bytes
    bool is_null(int column) const;

    /// Whether it was prepared at all.
    explicit operator bool() const { return m_statement != nullptr; }

private:
    friend class Database;

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// When a commit reaches the disk. Whatever the cut, an earlier commit is never missing under a
/// later one.
enum class Durability {
    Now,  ///< before commit() returns
    Later ///< with the next commit that is Now, or the next checkpoint: a power cut before takes it
};

struct OpenOptions {
    std::string path;      ///< ":memory:" for a private database in memory
    std::string vfs;       ///< name of a registered VFS; empty = the default
    int page_bytes = 4096; ///< for a new database
    int cache_kib = 8192;
    bool exclusive = false; ///< locking_mode=EXCLUSIVE: one connection, no shared memory
    bool read_only = false;
};

/// One connection. Used by one thread at a time.
class Database {
public:
    Database() = default;
    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;

    /// Opens or creates, with journal_mode=WAL (but for :memory:), synchronous=FULL and
    /// foreign_keys on. Errors: StorageBusy, StorageCorrupt, StorageFull, StorageFailed.
    static base::Result<Database> open(const OpenOptions& options);

    /// Errors: InvalidInput for SQL that does not compile; that is a defect of ours, but a restored
    /// file may hold any schema.
    base::Result<Statement> prepare(std::string_view sql) const;

    /// Runs one or several statements without parameters.
    base::Result<void> execute(std::string_view sql) const;

    /// Copies the write-ahead log into the database once it holds `log_pages_min` pages that are
    /// not there yet. SQLite does it by itself in the commit that fills 1 000 pages: done in an
    /// idle moment before, no commit waits for it. Errors: as Statement::step.
    base::Result<void> checkpoint(int log_pages_min) const;

    std::int64_t last_insert_rowid() const;
    std::int64_t changed_rows() const;

    /// For registering functions and tokenizers.
    sqlite3* handle() const { return m_database.get(); }

private:
    friend class Transaction;

    struct Close {
        void operator()(sqlite3* database) const;
    };

    std::unique_ptr<sqlite3, Close> m_database;
    // Every commit needs both, so they are prepared once, at the first transaction.
    mutable Statement m_begin;
    mutable Statement m_commit;
    mutable Durability m_durability = Durability::Now; ///< as SQLite was told last

    base::Result<void> set_durability(Durability durability) const;
    base::Result<void> run_kept(Statement& kept, std::string_view sql) const;
};

/// A transaction that rolls back unless it is committed. Begins IMMEDIATE: the write lock is taken
/// at once.
class Transaction {
public:
    static base::Result<Transaction> begin(const Database& database,
                                           Durability durability = Durability::Now);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Durable, as was asked for, when this returns a value. An error may be one of a commit that
    /// is done.
    base::Result<void> commit();

private:
    explicit Transaction(const Database& database)
        : m_database(&database) {}

    const Database* m_database;
};

/// One numbered step of a schema; `sql` may hold several statements.
struct Migration {
    int version = 0;
    std::string_view sql;
};

/// Brings the schema up to the last migration, each in one transaction with its number (PRAGMA
/// user_version). Errors: Unsupported when the database is newer than this build; else as for
/// Statement::step.
base::Result<void> migrate(const Database& database, std::span<const Migration> migrations);

/// The ErrorCode of an SQLite result code.
base::Error error_from_sqlite(int result_code, std::string_view what);

} // namespace huiyin::sqlite
