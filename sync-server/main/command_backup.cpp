// huiyin-server backup, restore
#include "sync-server/main/commands.h"
#include "sync-server/store/postgres/postgres_store.h"
#include "sync-server/store/sqlite/sqlite_backup.h"
#include "sync-server/store/sqlite/sqlite_store.h"

#include <array>
#include <filesystem>
#include <iostream>
#include <sys/stat.h>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::array<std::string_view, 2> backup_options{"database", "to"};

constexpr std::string_view backup_help = "Copies the database as it is now, also while it is "
                                         "served, and checks the copy: its pages, its\n"
                                         "references, and every event as `verify` does.\n\n"
                                         "  --database FILE    the database\n"
                                         "  --to FILE          the copy; must not exist\n";

constexpr std::array<std::string_view, 3> restore_options{"database", "from", "replace!"};

constexpr std::string_view restore_help =
    "Makes a copy the database, after checking it. Tablets see that it is another history: each\n"
    "offers again what it made since the copy. All sign-ins end: people sign in again. What\n"
    "administrators did since the copy is lost: look through `admin-log`, and revoke again\n"
    "what was revoked.\n\n"
    "  --database FILE    the database; the server on it must be stopped; as its user\n"
    "  --from FILE        the copy; it stays as it is\n"
    "  --replace          allows that the database exists; it is kept as FILE.replaced\n";

/// Errors: StorageCorrupt.
Result<void> check_copy(const std::string& path) {
    HUIYIN_TRY(store::check_integrity(path));
    SystemRandom random;
    const auto opened = HUIYIN_TRY(store::SqliteStore::open(path, random));
    const auto reader = HUIYIN_TRY(opened->open_reader());
    if (HUIYIN_TRY(verify_store(*reader, std::cout)) > 0) {
        return failure(ErrorCode::StorageCorrupt, path + " holds events that are wrong");
    }
    return {};
}

/// Removes the file again when the check fails: nobody should find it and trust it.
Result<void> copy_checked(const std::string& from, const std::string& to) {
    // People's complaints and the hashes of their passwords: for the owner alone.
    ::umask(S_IRWXG | S_IRWXO);
    HUIYIN_TRY(store::copy_database(from, to));
    const auto checked = check_copy(to);
    if (!checked) {
        std::error_code ec;
        std::filesystem::remove(to, ec);
    }
    return checked;
}

/// The file of the database. Errors: Unsupported for another kind of database, which has tools of
/// its own.
Result<std::string> database_file(const Arguments& arguments) {
    std::string database = HUIYIN_TRY(arguments.required("database"));
    if (store::PostgresStore::is_url(database)) {
        return failure(ErrorCode::Unsupported,
                       "this is for SQLite files; PostgreSQL has pg_dump and pg_restore");
    }
    return database;
}

Result<int> backup(const Arguments& arguments) {
    const std::string to = HUIYIN_TRY(arguments.required("to"));
    const std::string database = HUIYIN_TRY(database_file(arguments));
    HUIYIN_TRY(copy_checked(database, to));
    std::cout << "backup " << to << "\n";
    return exit_ok;
}

constexpr std::array<const char*, 3> file_endings{"", "-wal", "-shm"};

/// What was set aside before is perhaps the only place where something is.
Result<void> check_nothing_aside(const std::string& database) {
    for (const char* ending : file_endings) {
        std::error_code ec;
        const std::string aside = database + ".replaced" + ending;
        if (std::filesystem::exists(aside, ec)) {
            return failure(ErrorCode::Conflict,
                           aside + " exists, from a restore before: move it away first");
        }
    }
    return {};
}

/// Keeps the database that is there, with its log.
Result<void> set_aside(const std::string& database) {
    for (const char* ending : file_endings) {
        std::error_code ec;
        if (!std::filesystem::exists(database + ending, ec)) {
            continue;
        }
        std::filesystem::rename(database + ending, database + ".replaced" + ending, ec);
        if (ec) {
            return failure(ErrorCode::StorageFailed,
                           "cannot set " + database + " aside: " + ec.message());
        }
    }
    return {};
}

Result<int> restore(const Arguments& arguments) {
    const std::string from = HUIYIN_TRY(arguments.required("from"));
    const std::string database = HUIYIN_TRY(database_file(arguments));
    std::error_code ec;
    const bool exists = std::filesystem::exists(database, ec);
    if (exists && !arguments.find("replace")) {
        return failure(ErrorCode::Conflict, database + " exists; --replace sets it aside");
    }
    HUIYIN_TRY(check_nothing_aside(database));
    if (exists) {
        HUIYIN_TRY(store::check_unused(database));
    }
    const std::string fresh = database + ".restored";
    std::filesystem::remove(fresh, ec);
    HUIYIN_TRY(copy_checked(from, fresh));
    SystemRandom random;
    HUIYIN_TRY(store::begin_new_history(fresh, random, SystemClock().now_utc_ms()));
    HUIYIN_TRY(set_aside(database));
    std::filesystem::rename(fresh, database, ec);
    if (ec) {
        return failure(ErrorCode::StorageFailed, "cannot write " + database + ": " + ec.message());
    }
    std::cout << "restored " << database << "; all sign-ins have ended, and tablets offer again "
              << "what they made since\n";
    return exit_ok;
}

constexpr std::array<std::string_view, 1> new_epoch_options{"database"};

constexpr std::string_view new_epoch_help =
    "Tells every tablet that the database was put back from a copy by other tools (pg_restore, a\n"
    "snapshot of a disk): each then offers again what it made since, and everybody signs in once.\n"
    "Run it before the server serves again. `restore` does this by itself.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n";

Result<int> begin_new_epoch(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    HUIYIN_TRY(open->writer->begin());
    HUIYIN_TRY(open->writer->begin_new_history(open->random, SystemClock().now_utc_ms()));
    HUIYIN_TRY(open->writer->commit());
    std::cout << "new epoch " << HUIYIN_TRY(open->reader().epoch())
              << "; all sign-ins have ended, and tablets offer again what they made since\n";
    return exit_ok;
}

} // namespace

const Command& new_epoch_command() {
    static constexpr Command command{
        "new-epoch", new_epoch_options, new_epoch_help, begin_new_epoch};
    return command;
}

const Command& backup_command() {
    static constexpr Command command{"backup", backup_options, backup_help, backup};
    return command;
}

const Command& restore_command() {
    static constexpr Command command{"restore", restore_options, restore_help, restore};
    return command;
}

} // namespace huiyin::server
