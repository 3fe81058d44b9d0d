// SQLite on the VFS: durability across crashes at every operation, full disks, and the file rules.
#include "core/sqlite/database.h"
#include "tests/support/faulty_disk.h"
#include "wasm/opfs/memory_files.h"
#include "wasm/opfs/vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cstring>
#include <memory>
#include <string>

using huiyin::opfs::BlockFiles;
using huiyin::opfs::database_name;
using huiyin::opfs::IoStatus;
using huiyin::opfs::System;
using huiyin::opfs::Vfs;
using huiyin::opfs::test::Crash;
using huiyin::opfs::test::FaultyDisk;
namespace sqlite = huiyin::sqlite;

namespace {

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t moon_landing_utc_ms() {
    return -14'182'940'000; // 1969-07-20 20:17:40
}

constexpr System fixed_system{.fill_random = fill_with_seven, .now_utc_ms = moon_landing_utc_ms};

/// Smaller than what the workload's log grows to, so that crashes meet its inside and its outside.
constexpr std::uint64_t reserved_bytes = 32 * 1024;

/// A VFS known to SQLite while it lives. The name is made unique by its address, so that two can
/// live side by side.
class TestVfs {
public:
    explicit TestVfs(BlockFiles& files)
        : m_name("test-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))
        , m_vfs({.name = m_name, .system = fixed_system, .wal_reserved_bytes = reserved_bytes},
                files) {
        REQUIRE(sqlite3_initialize() == SQLITE_OK);
        REQUIRE(m_vfs.register_with_sqlite() == SQLITE_OK);
    }

    const char* name() const { return m_name.c_str(); }

    sqlite3_vfs* sqlite() const { return sqlite3_vfs_find(name()); }

private:
    std::string m_name;
    Vfs m_vfs;
};

/// A connection; every call gives SQLite's result code.
class Connection {
public:
    explicit Connection(const TestVfs& vfs)
        : open_code(sqlite3_open_v2(database_name,
                                    &m_connection,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                    vfs.name())) {}

    ~Connection() { sqlite3_close(m_connection); }

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int run(const std::string& sql) {
        return sqlite3_exec(m_connection, sql.c_str(), nullptr, nullptr, nullptr);
    }

    /// The first column of the first row, or the error's name.
    std::string ask(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        int code = sqlite3_prepare_v2(m_connection, sql.c_str(), -1, &statement, nullptr);
        if (code == SQLITE_OK) {
            code = sqlite3_step(statement);
        }
        std::string answer = sqlite3_errstr(code);
        if (code == SQLITE_ROW) {
            const auto* text = sqlite3_column_text(statement, 0);
            answer = text != nullptr ? reinterpret_cast<const char*>(text) : "null";
        }
        sqlite3_finalize(statement);
        return answer;
    }

    int error() const { return sqlite3_errcode(m_connection); }

private:
    sqlite3* m_connection{nullptr};

public:
    const int open_code;
};

constexpr const char* wal_pragmas = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                                    "PRAGMA synchronous=FULL;";
constexpr const char* rollback_pragmas = "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE;"
                                         "PRAGMA synchronous=FULL;";
constexpr const char* truncate_pragmas = "PRAGMA locking_mode=EXCLUSIVE; "
                                         "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;";

constexpr int workload_rows = 24;

/// Inserts rows 1, 2, 3 … each with its sum in another table, one transaction each; gives the last
/// that was acknowledged. Small caches and checkpoints make every kind of write happen; every
/// seventh row a checkpoint comes between the commits, as in an idle moment of the tablet.
int run_workload(FaultyDisk& disk, const char* pragmas) {
    const TestVfs vfs(disk);
    Connection database(vfs);
    const bool ready =
        database.open_code == SQLITE_OK && database.run(pragmas) == SQLITE_OK &&
        database.run("PRAGMA wal_autocheckpoint=12; PRAGMA cache_size=6") == SQLITE_OK &&
        database.run("BEGIN; CREATE TABLE IF NOT EXISTS row(id INTEGER PRIMARY KEY, body BLOB);"
                     "CREATE TABLE IF NOT EXISTS total(value INTEGER);"
                     "INSERT INTO total SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM total); COMMIT") ==
            SQLITE_OK;
    if (!ready) {
        return 0;
    }
    for (int i = 1; i <= workload_rows; ++i) {
        const std::string id = std::to_string(i);
        const std::string length = std::to_string(i % 5 == 0 ? 60'000 : 900);
        const int code =
            database.run("BEGIN; INSERT INTO row VALUES(" + id + ", zeroblob(" + length +
                         ")); UPDATE total SET value = value + " + id + "; COMMIT");
        if (code != SQLITE_OK) {
            return i - 1;
        }
        if (i % 7 == 0) {
            // Does nothing without a log. Whether it works is no part of what was acknowledged.
            database.run("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }
    return workload_rows;
}

/// Opens what a crash left and demands: sound, every acknowledged row there, the last one whole.
void check_survivor(FaultyDisk& disk, const char* pragmas, int acknowledged) {
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.open_code == SQLITE_OK);
    REQUIRE(database.run(pragmas) == SQLITE_OK);
    REQUIRE(database.ask("PRAGMA integrity_check") == "ok");
    if (database.ask("SELECT count(*) FROM sqlite_schema") == "0") {
        CHECK(acknowledged == 0);
        return;
    }
    const int rows = std::stoi(database.ask("SELECT count(*) FROM row"));
    CHECK(rows >= acknowledged);
    CHECK(rows <= acknowledged + 1);
    CHECK(std::stoi(database.ask("SELECT value FROM total")) == rows * (rows + 1) / 2);
    CHECK(database.run("INSERT INTO row VALUES(1000, 'again')") == SQLITE_OK);
}

void crash_everywhere(const char* pragmas) {
    constexpr std::array crashes{
        Crash::KeepsAll, Crash::LosesAll, Crash::Tears, Crash::Tears, Crash::Tears};
    for (std::size_t change = 0;; ++change) {
        FaultyDisk disk;
        disk.fails_from_change = change;
        const int acknowledged = run_workload(disk, pragmas);
        for (std::size_t i = 0; i < crashes.size(); ++i) {
            const auto seed = static_cast<std::uint32_t>(change * crashes.size() + i);
            INFO("crash at change " << change << ", kind " << i << ", seed=" << seed);
            const auto survivor = disk.after(crashes[i], seed);
            check_survivor(*survivor, pragmas, acknowledged);
        }
        if (disk.changes <= change) {
            REQUIRE(acknowledged == workload_rows);
            REQUIRE(change > workload_rows);
            return;
        }
    }
}

} // namespace

TEST_CASE("vfs: no acknowledged commit is lost by a crash at any write, WAL", "[wasm][opfs]") {
    crash_everywhere(wal_pragmas);
}

TEST_CASE("vfs: no acknowledged commit is lost by a crash at any write, deleted journal",
          "[wasm][opfs]") {
    crash_everywhere(rollback_pragmas);
}

TEST_CASE("vfs: no acknowledged commit is lost by a crash at any write, truncated journal",
          "[wasm][opfs]") {
    crash_everywhere(truncate_pragmas);
}

TEST_CASE("vfs: a disk whose flush lies loses acknowledged commits", "[wasm][opfs]") {
    // Goal: show that the crash test can fail. Method: plant the fault it is there to find.
    FaultyDisk disk;
    disk.flushes_lie = true;
    REQUIRE(run_workload(disk, wal_pragmas) == workload_rows);
    const auto survivor = disk.after(Crash::LosesAll, 1);
    const TestVfs vfs(*survivor);
    Connection database(vfs);
    CHECK(database.ask("SELECT count(*) FROM row") != std::to_string(workload_rows));
}

TEST_CASE("vfs: a commit is one write and one flush", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(
        database.run("PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a, b); CREATE INDEX i ON t(b);"
                     "INSERT INTO t VALUES(zeroblob(900), 1)") == SQLITE_OK);
    disk.writes = 0;
    disk.flushes = 0;
    for (int i = 0; i < 50; ++i) {
        REQUIRE(database.run("INSERT INTO t VALUES(zeroblob(900), random())") == SQLITE_OK);
    }
    CHECK(disk.writes == 50);
    CHECK(disk.flushes == 50);
}

TEST_CASE("vfs: the log is made long at once and does not grow by commits", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
    CHECK(disk.bytes("huiyin.db-wal").size() == reserved_bytes);
    REQUIRE(database.run("INSERT INTO t VALUES(zeroblob(900))") == SQLITE_OK);
    CHECK(disk.bytes("huiyin.db-wal").size() == reserved_bytes);
}

TEST_CASE("vfs: a log that cannot be made long at once works all the same", "[wasm][opfs]") {
    FaultyDisk disk;
    disk.capacity_bytes = reserved_bytes;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
    CHECK(disk.bytes("huiyin.db-wal").size() < reserved_bytes);
    CHECK(database.ask("SELECT count(*) FROM t") == "0");
}

TEST_CASE("vfs: a checkpoint flushes each file once", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(database.run("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(100000))") == SQLITE_OK);
    disk.flushes = 0;
    REQUIRE(database.run("PRAGMA wal_checkpoint(PASSIVE)") == SQLITE_OK);
    // The log was flushed by the commit, so only the database is left.
    CHECK(disk.flushes == 1);
}

TEST_CASE("sqlite: an idle checkpoint comes when the log is long, and once", "[core][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    sqlite::OpenOptions options;
    options.path = database_name;
    options.vfs = vfs.name();
    options.exclusive = true;
    auto database = sqlite::Database::open(options);
    REQUIRE(database);
    REQUIRE(database->execute("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(400000))"));
    disk.flushes = 0;
    REQUIRE(database->checkpoint(1000));
    CHECK(disk.flushes == 0); // some hundred pages
    REQUIRE(database->checkpoint(90));
    CHECK(disk.flushes == 1);
    REQUIRE(database->checkpoint(1));
    CHECK(disk.flushes == 1); // nothing left to copy

    disk.fails_from_change = disk.changes;
    REQUIRE_FALSE(database->execute("INSERT INTO t VALUES(1)"));
    disk.fails_from_change = FaultyDisk::never;
    REQUIRE(database->execute("INSERT INTO t VALUES(2)"));
    disk.fails_from_change = disk.changes;
    CHECK_FALSE(database->checkpoint(1));
    disk.fails_from_change = FaultyDisk::never;
    REQUIRE(database->checkpoint(1)); // what was committed was still there to copy
    const auto survivor = disk.after(Crash::LosesAll, 1);
    const TestVfs later_vfs(*survivor);
    Connection later(later_vfs);
    CHECK(later.run(wal_pragmas) == SQLITE_OK);
    CHECK(later.ask("SELECT group_concat(length(a)) FROM t") == "400000,1");
}

TEST_CASE("vfs: a full disk refuses the commit and keeps what was there", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
    disk.capacity_bytes = 300'000;
    int rows = 0;
    while (database.run("INSERT INTO t VALUES(zeroblob(20000))") == SQLITE_OK) {
        ++rows;
    }
    CHECK(database.error() == SQLITE_FULL);
    CHECK(rows > 3);
    CHECK(database.ask("SELECT count(*) FROM t") == std::to_string(rows));
    CHECK(database.ask("PRAGMA integrity_check") == "ok");
    disk.capacity_bytes = FaultyDisk::never;
    CHECK(database.run("INSERT INTO t VALUES(zeroblob(20000))") == SQLITE_OK);
    CHECK(database.ask("SELECT count(*) FROM t") == std::to_string(rows + 1));
}

TEST_CASE("vfs: a failing flush refuses the commit, later ones work again", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    REQUIRE(database.run("CREATE TABLE t(a); INSERT INTO t VALUES(1)") == SQLITE_OK);
    disk.fails_from_change = disk.changes + 1; // the write works, its flush does not
    CHECK(database.run("INSERT INTO t VALUES(2)") == SQLITE_IOERR);
    disk.fails_from_change = FaultyDisk::never;
    CHECK(database.ask("SELECT count(*) FROM t") == "1");
    CHECK(database.run("INSERT INTO t VALUES(3)") == SQLITE_OK);
    const auto survivor = disk.after(Crash::LosesAll, 0);
    const TestVfs other(*survivor);
    Connection again(other);
    CHECK(again.run(wal_pragmas) == SQLITE_OK);
    CHECK(again.ask("SELECT group_concat(a) FROM t") == "1,3");
}

TEST_CASE("vfs: reading errors are errors", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    {
        Connection database(vfs);
        REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
    }
    disk.reads_fail = true;
    Connection database(vfs);
    CHECK(database.open_code == SQLITE_CANTOPEN);
}

TEST_CASE("vfs: a second connection to an open database is told it is busy", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    {
        Connection first(vfs);
        REQUIRE(first.run("CREATE TABLE t(a)") == SQLITE_OK);
        Connection second(vfs);
        CHECK(second.open_code == SQLITE_BUSY);
    }
    Connection third(vfs);
    CHECK(third.ask("SELECT count(*) FROM t") == "0");
}

TEST_CASE("vfs: closing leaves only the database", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    {
        Connection database(vfs);
        REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
        REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
        CHECK_FALSE(disk.bytes("huiyin.db-wal").empty());
    }
    CHECK(disk.bytes("huiyin.db-wal").empty());
    CHECK_FALSE(disk.bytes(database_name).empty());
}

TEST_CASE("vfs: files changed by another tab between two sessions are read anew", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    {
        Connection database(vfs);
        REQUIRE(database.run("CREATE TABLE t(a)") == SQLITE_OK);
    }
    FaultyDisk elsewhere;
    elsewhere.set_bytes(database_name, disk.bytes(database_name));
    {
        const TestVfs other(elsewhere);
        Connection database(other);
        REQUIRE(database.run("INSERT INTO t VALUES(zeroblob(50000))") == SQLITE_OK);
    }
    disk.set_bytes(database_name, elsewhere.bytes(database_name));
    Connection database(vfs);
    CHECK(database.ask("SELECT length(a) FROM t") == "50000");
}

TEST_CASE("vfs: a file of size 0 is one that does not exist", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    sqlite3_vfs* sqlite = vfs.sqlite();
    int exists = -1;
    CHECK(sqlite->xAccess(sqlite, database_name, SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK);
    CHECK(exists == 0);
    CHECK(sqlite->xDelete(sqlite, database_name, 0) == SQLITE_IOERR_DELETE_NOENT);
    sqlite3* connection = nullptr;
    CHECK(sqlite3_open_v2(database_name, &connection, SQLITE_OPEN_READWRITE, vfs.name()) ==
          SQLITE_CANTOPEN);
    sqlite3_close(connection);

    disk.set_bytes(database_name, {1, 2, 3});
    CHECK(sqlite->xAccess(sqlite, database_name, SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK);
    CHECK(exists == 1);
    CHECK(sqlite->xDelete(sqlite, database_name, 0) == SQLITE_OK);
    CHECK(disk.flushes == 1);
    CHECK(disk.bytes(database_name).empty());
    disk.set_bytes(database_name, {1, 2, 3});
    disk.fails_from_change = 0;
    CHECK(sqlite->xDelete(sqlite, database_name, 1) == SQLITE_IOERR_DELETE);
}

TEST_CASE("vfs: names outside the set of files cannot be opened", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    sqlite3* connection = nullptr;
    CHECK(sqlite3_open_v2(
              "other.db", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs.name()) ==
          SQLITE_CANTOPEN);
    sqlite3_close(connection);
    std::array<char, 8> out{};
    CHECK(vfs.sqlite()->xFullPathname(vfs.sqlite(), "too-long-a-name", 8, out.data()) ==
          SQLITE_CANTOPEN);
    CHECK(vfs.sqlite()->xFullPathname(vfs.sqlite(), "1234567", 8, out.data()) == SQLITE_OK);
    CHECK(std::string(out.data()) == "1234567");
}

TEST_CASE("vfs: temporary files live in memory and leave nothing", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    REQUIRE(database.run("PRAGMA temp_store=FILE; PRAGMA cache_size=2") == SQLITE_OK);
    REQUIRE(
        database.run("CREATE TEMP TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
                     "i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT zeroblob(1000) FROM n") ==
        SQLITE_OK);
    CHECK(database.ask("SELECT count(*) FROM t") == "2000");
    CHECK(database.run("DROP TABLE t") == SQLITE_OK);
    CHECK(disk.changes == 0);
}

TEST_CASE("vfs: time and randomness come from the system given", "[wasm][opfs]") {
    FaultyDisk disk;
    const TestVfs vfs(disk);
    Connection database(vfs);
    CHECK(database.ask("SELECT CURRENT_TIMESTAMP") == "1969-07-20 20:17:40");
    std::array<char, 3> out{};
    CHECK(vfs.sqlite()->xRandomness(vfs.sqlite(), 3, out.data()) == 3);
    CHECK(out == std::array<char, 3>{7, 7, 7});
    double days = 0;
    CHECK(vfs.sqlite()->xCurrentTime(vfs.sqlite(), &days) == SQLITE_OK);
    CHECK(days == Catch::Approx(2440423.345));
}

TEST_CASE("vfs: any name is a database in memory files", "[wasm][opfs]") {
    huiyin::opfs::MemoryFiles files;
    const TestVfs vfs(files);
    {
        Connection database(vfs);
        REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
        REQUIRE(database.run("CREATE TABLE t(a); INSERT INTO t VALUES(5)") == SQLITE_OK);
    }
    Connection database(vfs);
    REQUIRE(database.run(wal_pragmas) == SQLITE_OK);
    CHECK(database.ask("SELECT a FROM t") == "5");
}
