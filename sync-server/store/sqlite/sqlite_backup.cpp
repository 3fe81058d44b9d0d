#include "sync-server/store/sqlite/sqlite_backup.h"

#include "core/base/bytes.h"
#include "sync-server/store/sql/epoch.h"
#include "sync-server/store/sqlite/sqlite_connection.h"
#include "sync-server/store/sqlite/sqlite_store.h"

#include <sqlite3.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace huiyin::server::store {

namespace {

using base::ErrorCode;
using base::failure;

constexpr int all_pages = -1;

/// In one step, so the copy is one moment's; in WAL mode no writer waits for it.
Result<void> copy_pages(const sqlite::Database& from, const sqlite::Database& to) {
    sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr) {
        return tl::unexpected<base::Error>(
            sqlite::error_from_sqlite(sqlite3_errcode(to.handle()), "backup"));
    }
    const int copied = sqlite3_backup_step(backup, all_pages);
    const int finished = sqlite3_backup_finish(backup);
    if (copied != SQLITE_DONE || finished != SQLITE_OK) {
        return tl::unexpected<base::Error>(
            sqlite::error_from_sqlite(copied != SQLITE_DONE ? copied : finished, "backup"));
    }
    return {};
}

Result<void> flush(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    if (!flushed) {
        return failure(ErrorCode::StorageFailed, "cannot flush " + path);
    }
    return {};
}

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

Result<std::string> first_row(const sqlite::Database& database, std::string_view pragma) {
    auto row = HUIYIN_TRY(database.prepare(pragma));
    return HUIYIN_TRY(row.step()) ? std::string(row.text(0)) : std::string();
}

} // namespace

Result<void> copy_database(const std::string& from, const std::string& to) {
    std::error_code ec;
    if (!std::filesystem::exists(from, ec)) {
        return failure(ErrorCode::NotFound, "there is no database " + from);
    }
    if (std::filesystem::exists(to, ec)) {
        return failure(ErrorCode::Conflict, to + " exists already");
    }
    const std::string part = to + ".part";
    for (const char* ending : {"", "-wal", "-shm"}) {
        std::filesystem::remove(part + ending, ec);
    }
    {
        const auto source = HUIYIN_TRY(sqlite::Database::open({.path = from}));
        const auto target = HUIYIN_TRY(sqlite::Database::open({.path = part}));
        HUIYIN_TRY(copy_pages(source, target));
    }
    HUIYIN_TRY(flush(part));
    std::filesystem::rename(part, to, ec);
    if (ec) {
        return failure(ErrorCode::StorageFailed, "cannot write " + to + ": " + ec.message());
    }
    return flush(folder_of(to));
}

Result<void> check_integrity(const std::string& path) {
    const auto database = HUIYIN_TRY(sqlite::Database::open({.path = path}));
    const std::string pages = HUIYIN_TRY(first_row(database, "PRAGMA integrity_check(1)"));
    if (pages != "ok") {
        return failure(ErrorCode::StorageCorrupt, path + ": " + pages);
    }
    const std::string table = HUIYIN_TRY(first_row(database, "PRAGMA foreign_key_check"));
    if (!table.empty()) {
        return failure(ErrorCode::StorageCorrupt, path + ": a reference of table " + table);
    }
    return {};
}

Result<void> check_unused(const std::string& path) {
    // Locking out all others is only possible when there are none.
    const auto database = sqlite::Database::open({.path = path, .exclusive = true});
    const auto locked = database ? database->execute("BEGIN IMMEDIATE; ROLLBACK")
                                 : Result<void>(tl::unexpected<base::Error>(database.error()));
    if (!locked && locked.error().code == ErrorCode::StorageBusy) {
        return failure(ErrorCode::StorageBusy, path + " is in use: stop the server first");
    }
    // One that cannot even be opened is a reason to restore.
    return {};
}

Result<void>
begin_new_history(const std::string& path, base::Random& random, std::int64_t now_utc_ms) {
    // Also brings an older schema up to date.
    HUIYIN_TRY(SqliteStore::open(path, random));
    const auto connection = HUIYIN_TRY(SqliteConnection::open(path));
    HUIYIN_TRY(connection->begin(Access::Write));
    HUIYIN_TRY(renew_history(*connection, random, now_utc_ms));
    return connection->commit();
}

} // namespace huiyin::server::store
