// Benchmark program: a bare table on our VFS, the same as the SQL peers have. Driven by
// web/engines/program.js.
#include "wasm/opfs/vfs.h"

#include <sqlite3.h>

#include <array>
#include <cstring>
#include <emscripten.h>
#include <string>
#include <vector>

namespace {

constexpr int field_count = 22;

sqlite3* database = nullptr;
sqlite3_stmt* insert_statement = nullptr;
sqlite3_stmt* select_statement = nullptr;
std::vector<std::string> staged;
std::string line;

constexpr const char* pragmas =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;";

/// Mirrors web/sql.js.
constexpr const char* schema =
    "CREATE TABLE complaint (id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL,"
    " status TEXT NOT NULL, received_at INTEGER NOT NULL, complainant_name TEXT NOT NULL,"
    " complainant_org TEXT NOT NULL, complainant_kind TEXT NOT NULL, contact TEXT NOT NULL,"
    " confidential INTEGER NOT NULL, trigger_source TEXT NOT NULL, basis TEXT NOT NULL,"
    " form TEXT NOT NULL, channel TEXT NOT NULL, category TEXT NOT NULL,"
    " sub_category TEXT NOT NULL, respondent TEXT NOT NULL, location TEXT NOT NULL,"
    " system TEXT NOT NULL, content TEXT NOT NULL, remedy_sought TEXT NOT NULL,"
    " info_check TEXT NOT NULL, info_check_note TEXT NOT NULL);"
    "CREATE INDEX complaint_by_status ON complaint (status);"
    "CREATE INDEX complaint_by_received_at ON complaint (received_at);";

constexpr const char* insert_sql =
    "INSERT INTO complaint VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

int run(const char* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
}

int prepare(const char* sql, sqlite3_stmt** statement) {
    return sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, nullptr);
}

/// Stops at the first failure.
int run_all(std::initializer_list<const char*> statements) {
    for (const char* sql : statements) {
        if (const int code = run(sql); code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

/// Integer columns convert their texts.
int insert(const char* fields) {
    for (int i = 1; i <= field_count; ++i) {
        const std::size_t length = std::strlen(fields);
        sqlite3_bind_text(insert_statement, i, fields, static_cast<int>(length), SQLITE_STATIC);
        fields += length + 1;
    }
    sqlite3_step(insert_statement);
    return sqlite3_reset(insert_statement);
}

} // namespace

extern "C" {

/// All give 0 or SQLite's result code.
EMSCRIPTEN_KEEPALIVE int bench_open(int page_bytes) {
    int code = sqlite3_initialize();
    if (code == SQLITE_OK) {
        code = sqlite3_open_v2(huiyin::opfs::database_name,
                               &database,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                               nullptr);
    }
    if (code == SQLITE_OK) {
        const std::string page_size = "PRAGMA page_size = " + std::to_string(page_bytes);
        code = run_all({page_size.c_str(), pragmas, schema});
    }
    return code == SQLITE_OK ? prepare(insert_sql, &insert_statement) : code;
}

/// Takes one record into the program, before the clock runs: 22 texts, each ended by a zero byte.
EMSCRIPTEN_KEEPALIVE void bench_stage(const char* fields, int length_bytes, int) {
    staged.emplace_back(fields, static_cast<std::size_t>(length_bytes));
}

/// Inserts what was staged as one durable transaction.
EMSCRIPTEN_KEEPALIVE int bench_commit() {
    const bool several = staged.size() > 1;
    int code = several ? run("BEGIN") : SQLITE_OK;
    for (std::size_t i = 0; i < staged.size() && code == SQLITE_OK; ++i) {
        code = insert(staged[i].c_str());
    }
    if (code == SQLITE_OK && several) {
        code = run("COMMIT");
    }
    staged.clear();
    return code;
}

/// The next record as one line, valid until the next call; null after the last.
EMSCRIPTEN_KEEPALIVE const char* bench_next_line() {
    if (select_statement == nullptr &&
        prepare("SELECT * FROM complaint", &select_statement) != SQLITE_OK) {
        return nullptr;
    }
    if (sqlite3_step(select_statement) != SQLITE_ROW) {
        sqlite3_finalize(select_statement);
        select_statement = nullptr;
        return nullptr;
    }
    line.clear();
    for (int i = 0; i < field_count; ++i) {
        line += i == 0 ? "" : "\x1f";
        line += reinterpret_cast<const char*>(sqlite3_column_text(select_statement, i));
    }
    return line.c_str();
}

EMSCRIPTEN_KEEPALIVE int bench_close() {
    sqlite3_finalize(insert_statement);
    return sqlite3_close(database);
}
}
