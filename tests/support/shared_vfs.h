// A SQLite VFS over block files that several connections of one thread may use, with the shared
// memory that the write-ahead log needs: the server's store on a disk that fails or crashes.
#pragma once

#include "wasm/opfs/block_file.h"

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::tests {

/// SQLite's default VFS from its construction to its end. A file of size 0 is one that does not
/// exist. Locks are those of one process; what is written goes to the block files as it comes.
///
/// As with SQLite's own VFS for Unix, a removal may be undone by a crash until the folder is
/// synced, which the first sync of a new journal or log does.
class SharedVfs {
public:
    /// `files` must outlive the VFS, and the VFS every connection.
    explicit SharedVfs(opfs::BlockFiles& files);
    ~SharedVfs();
    SharedVfs(const SharedVfs&) = delete;
    SharedVfs& operator=(const SharedVfs&) = delete;

    /// What all connections to one file share.
    struct Node {
        opfs::BlockFile* file = nullptr;
        bool removed = false; ///< and the folder was not synced since
        // Locks of the database file.
        int shared = 0;
        const void* writer = nullptr; ///< who holds RESERVED or EXCLUSIVE
        bool exclusive = false;
        // The index of the write-ahead log and its locks.
        std::vector<std::unique_ptr<std::vector<std::uint8_t>>> regions;
        std::array<int, SQLITE_SHM_NLOCK> index_shared{};
        std::array<const void*, SQLITE_SHM_NLOCK> index_exclusive{};
    };

    /// Null when the set has no such file.
    Node* node(std::string_view name);

    /// Makes removals durable.
    opfs::IoStatus sync_folder();

private:
    opfs::BlockFiles& m_files;
    std::string m_name;
    std::map<std::string, std::unique_ptr<Node>, std::less<>> m_nodes;
    sqlite3_vfs m_vfs{};
};

} // namespace huiyin::tests
