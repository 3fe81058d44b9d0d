#include "core/sqlite/database.h"

#include "core/base/assert.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace huiyin::sqlite {

using base::Error;
using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

ErrorCode code_from_sqlite(int result_code) {
    switch (result_code & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::StorageFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::StorageCorrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::StorageBusy;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    case SQLITE_TOOBIG:
        return ErrorCode::TooLarge;
    default:
        return ErrorCode::StorageFailed;
    }
}

/// The library is built without automatic initialisation, which costs a lock at every call.
void initialize_once() {
    static const int result_code = sqlite3_initialize();
    HUIYIN_ASSERT(result_code == SQLITE_OK);
}

Result<std::int64_t> single_integer(const Database& database, std::string_view sql) {
    Statement statement = HUIYIN_TRY(database.prepare(sql));
    const bool row = HUIYIN_TRY(statement.step());
    return row ? statement.integer(0) : 0;
}

std::string pragmas(const OpenOptions& options) {
    std::string sql = "PRAGMA page_size=" + std::to_string(options.page_bytes) + ";";
    if (options.exclusive) {
        // Before anything else: the WAL index then lives in the heap and no shared memory is
        // needed.
        sql += "PRAGMA locking_mode=EXCLUSIVE;";
    }
    if (!options.read_only && options.path != ":memory:") {
        sql += "PRAGMA journal_mode=WAL;";
    }
    return sql +
           "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
           "PRAGMA trusted_schema=OFF; PRAGMA cache_size=-" +
           std::to_string(options.cache_kib) + ";";
}

} // namespace

Error error_from_sqlite(int result_code, std::string_view what) {
    return Error{code_from_sqlite(result_code),
                 std::string(what) + ": " + sqlite3_errstr(result_code) + " (" +
                     std::to_string(result_code) + ")"};
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    HUIYIN_ASSERT(sqlite3_bind_int64(m_statement.get(), parameter, value) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    // A null pointer would bind NULL, but an empty text is a text.
    const char* data = text.data() == nullptr ? "" : text.data();
    HUIYIN_ASSERT(
        sqlite3_bind_text64(
            m_statement.get(), parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) ==
        SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int parameter, std::span<const std::uint8_t> blob) {
    const void* data = blob.data() == nullptr ? static_cast<const void*>("") : blob.data();
    HUIYIN_ASSERT(sqlite3_bind_blob64(
                      m_statement.get(), parameter, data, blob.size(), SQLITE_STATIC) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int parameter, const base::Uuid& uuid) {
    return bind(parameter, std::span<const std::uint8_t>(uuid.bytes));
}

Statement& Statement::bind_null(int parameter) {
    HUIYIN_ASSERT(sqlite3_bind_null(m_statement.get(), parameter) == SQLITE_OK);
    return *this;
}

Result<bool> Statement::step() {
    const int result_code = sqlite3_step(m_statement.get());
    if (result_code == SQLITE_ROW) {
        return true;
    }
    if (result_code == SQLITE_DONE) {
        return false;
    }
    sqlite3* database = sqlite3_db_handle(m_statement.get());
    const Error error = error_from_sqlite(sqlite3_extended_errcode(database), "step");
    sqlite3_reset(m_statement.get());
    return tl::unexpected<Error>(error);
}

Result<void> Statement::run() {
    while (HUIYIN_TRY(step())) {
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const {
    const auto* text =
        reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const int bytes = sqlite3_column_bytes(m_statement.get(), column);
    return text == nullptr ? std::string_view{}
                           : std::string_view(text, static_cast<std::size_t>(bytes));
}

std::span<const std::uint8_t> Statement::blob(int column) const {
    const auto* data =
        static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    const int bytes = sqlite3_column_bytes(m_statement.get(), column);
    return {data, data == nullptr ? 0 : static_cast<std::size_t>(bytes)};
}

base::Uuid Statement::uuid(int column) const {
    return base::uuid_from_bytes(blob(column)).value_or(base::Uuid{});
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const OpenOptions& options) {
    initialize_once();
    const int flags =
        (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* handle = nullptr;
    const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    const int result_code = sqlite3_open_v2(options.path.c_str(), &handle, flags, vfs);
    Database database;
    database.m_database.reset(handle);
    if (result_code != SQLITE_OK) {
        return tl::unexpected<Error>(error_from_sqlite(result_code, "open"));
    }
    // Other processes (a backup, an operator's query) may hold a lock for a moment.
    sqlite3_busy_timeout(handle, 5000);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Else the planner looks at what is bound, to a LIMIT for one, and compiles the statement anew
    // each time something else is: a fifth of a small query.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    HUIYIN_TRY(database.execute(pragmas(options)));
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
    sqlite3_stmt* prepared = nullptr;
    const int result_code = sqlite3_prepare_v3(m_database.get(),
                                               sql.data(),
                                               static_cast<int>(sql.size()),
                                               SQLITE_PREPARE_PERSISTENT,
                                               &prepared,
                                               nullptr);
    Statement statement;
    statement.m_statement.reset(prepared);
    if (result_code == SQLITE_ERROR) {
        return failure(ErrorCode::InvalidInput,
                       std::string("prepare: ") + sqlite3_errmsg(m_database.get()));
    }
    if (result_code != SQLITE_OK) {
        return tl::unexpected<Error>(error_from_sqlite(result_code, "prepare"));
    }
    return statement;
}

Result<void> Database::execute(std::string_view sql) const {
    const std::string text(sql);
    const int result_code = sqlite3_exec(m_database.get(), text.c_str(), nullptr, nullptr, nullptr);
    if (result_code != SQLITE_OK) {
        return tl::unexpected<Error>(error_from_sqlite(sqlite3_extended_errcode(m_database.get()),
                                                       sqlite3_errmsg(m_database.get())));
    }
    return {};
}

Result<void> Database::checkpoint(int log_pages_min) const {
    int log_pages = 0;
    int copied_pages = 0;
    int result_code = sqlite3_wal_checkpoint_v2(
        m_database.get(), nullptr, SQLITE_CHECKPOINT_NOOP, &log_pages, &copied_pages);
    if (result_code == SQLITE_OK && log_pages - copied_pages >= log_pages_min) {
        result_code = sqlite3_wal_checkpoint_v2(
            m_database.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
    if (result_code != SQLITE_OK) {
        return tl::unexpected<Error>(error_from_sqlite(result_code, "checkpoint"));
    }
    return {};
}

Result<void> Database::set_durability(Durability durability) const {
    if (durability != m_durability) {
        HUIYIN_TRY(execute(durability == Durability::Now ? "PRAGMA synchronous=FULL"
                                                         : "PRAGMA synchronous=NORMAL"));
        m_durability = durability;
    }
    return {};
}

Result<void> Database::run_kept(Statement& kept, std::string_view sql) const {
    if (!kept) {
        kept = HUIYIN_TRY(prepare(sql));
    }
    return kept.run();
}

std::int64_t Database::last_insert_rowid() const {
    return sqlite3_last_insert_rowid(m_database.get());
}

std::int64_t Database::changed_rows() const {
    return sqlite3_changes64(m_database.get());
}

Result<Transaction> Transaction::begin(const Database& database, Durability durability) {
    HUIYIN_TRY(database.set_durability(durability));
    HUIYIN_TRY(database.run_kept(database.m_begin, "BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction() {
    if (m_database != nullptr) {
        // After some failures SQLite has rolled back by itself; then this does nothing.
        static_cast<void>(m_database->execute("ROLLBACK"));
        static_cast<void>(m_database->set_durability(Durability::Now));
    }
}

Result<void> Transaction::commit() {
    HUIYIN_TRY(m_database->run_kept(m_database->m_commit, "COMMIT"));
    const Database& database = *std::exchange(m_database, nullptr);
    // What is written without a transaction is always durable.
    return database.set_durability(Durability::Now);
}

Result<void> migrate(const Database& database, std::span<const Migration> migrations) {
    const std::int64_t version = HUIYIN_TRY(single_integer(database, "PRAGMA user_version"));
    if (!migrations.empty() && version > migrations.back().version) {
        return failure(ErrorCode::Unsupported,
                       "the database has schema " + std::to_string(version) +
                           ", this build knows " + std::to_string(migrations.back().version));
    }
    for (const Migration& migration : migrations) {
        if (migration.version <= version) {
            continue;
        }
        Transaction transaction = HUIYIN_TRY(Transaction::begin(database));
        HUIYIN_TRY(database.execute(migration.sql));
        HUIYIN_TRY(database.execute("PRAGMA user_version=" + std::to_string(migration.version)));
        HUIYIN_TRY(transaction.commit());
    }
    return {};
}

} // namespace huiyin::sqlite
