// The SQLite VFS over block files. Start here: architecture.md section 5 and README.md say why it
// is as it is.
#pragma once

#include "wasm/opfs/block_file.h"
#include "wasm/opfs/gathering_file.h"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::opfs {

/// The file name of the tablet's database; opfs.js opens the handles of this one, its -wal and its
/// -journal.
inline constexpr const char* database_name = "huiyin.db";

/// What SQLite asks of the system besides files; never called after the VFS ended.
struct System {
    /// Fills `out` from the cryptographic source; SQLite seeds its own generator with it.
    void (*fill_random)(std::span<std::uint8_t> out);
    /// Wall clock for SQL's CURRENT_TIMESTAMP and its like.
    std::int64_t (*now_utc_ms)();
};

/// Length the write-ahead log gets when it is made: 1 000 pages of 4 KiB with their headers, at
/// which SQLite checkpoints and starts again from the front, and room for the transaction that goes
/// beyond.
inline constexpr std::uint64_t wal_reserved_bytes = 4608 * 1024;

struct VfsOptions {
    std::string name;
    System system;
    /// See `GatheringFile::reserve`; 0 where a flush costs nothing.
    std::uint64_t wal_reserved_bytes = 0;
};

/// A VFS that SQLite knows by its name from `register_with_sqlite()` until its end.
///
/// One program and one connection per database: locks are no-ops, a second connection to a file
/// that is open gets SQLITE_BUSY. There is no shared memory, so WAL needs `locking_mode=EXCLUSIVE`
/// before the first access. A file of size 0 is one that does not exist, for handles cannot be made
/// or removed while the program runs. Commits are durable with `synchronous=FULL`; with less, a
/// killed tab loses what a killed process would not. Errors: SQLITE_FULL for quota or disk,
/// SQLITE_IOERR_* for the rest, SQLITE_CANTOPEN for a name outside the set of files.
class Vfs {
public:
    /// `files` must outlive the VFS.
    Vfs(VfsOptions options, BlockFiles& files);
    ~Vfs();
    Vfs(const Vfs&) = delete;
    Vfs& operator=(const Vfs&) = delete;

    /// Makes the VFS known and the default. Gives an SQLite result code.
    int register_with_sqlite();

    /// One file of the set, or a nameless temporary one; what an open sqlite3_file points to.
    struct Entry {
        std::string name; ///< empty: temporary, gone when closed
        std::unique_ptr<BlockFile> temporary;
        GatheringFile file;
        bool in_use{false};
    };

    /// The entry of that name, made on first use; null when the set has no such file or it cannot
    /// be read. One that is not in use is asked for its size again: between two sessions of this
    /// program another tab may have had the files.
    Entry* find_entry(std::string_view name);

    /// A new file in memory, closed with `forget()`.
    Entry* make_temporary();
    void forget(const Entry& temporary);

    const VfsOptions& options() const { return m_options; }

private:
    Entry* entry_of(std::string_view name);

    VfsOptions m_options;
    BlockFiles& m_files;
    std::vector<std::unique_ptr<Entry>> m_entries;
    sqlite3_vfs m_vfs;
};

} // namespace huiyin::opfs
