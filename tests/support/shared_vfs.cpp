#include "tests/support/shared_vfs.h"

#include "core/base/assert.h"
#include "wasm/opfs/memory_files.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace huiyin::tests {

using opfs::BlockFile;
using opfs::IoStatus;

namespace {

using Node = SharedVfs::Node;

/// What SQLite allocates for us; it begins with SQLite's part.
struct OpenFile {
    sqlite3_file base;
    SharedVfs* vfs;
    Node* node;      ///< null: temporary
    BlockFile* file; ///< owned when temporary
    bool is_new;     ///< a journal or log whose folder was not synced yet
    int level;       ///< of the lock
    unsigned index_shared;
    unsigned index_exclusive;
};

OpenFile& open_of(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

int code_of(IoStatus status, int failed) {
    return status == IoStatus::Ok ? SQLITE_OK : status == IoStatus::Full ? SQLITE_FULL : failed;
}

int read_file(sqlite3_file* file, void* out, int length, sqlite3_int64 offset) {
    const std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(out),
                                        static_cast<std::size_t>(length));
    const auto got = open_of(file).file->read(static_cast<std::uint64_t>(offset), bytes);
    if (!got) {
        return SQLITE_IOERR_READ;
    }
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(*got), bytes.end(), std::uint8_t{0});
    return *got == bytes.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int length, sqlite3_int64 offset) {
    const std::span<const std::uint8_t> bytes(static_cast<const std::uint8_t*>(data),
                                              static_cast<std::size_t>(length));
    return code_of(open_of(file).file->write(static_cast<std::uint64_t>(offset), bytes),
                   SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return code_of(open_of(file).file->truncate(static_cast<std::uint64_t>(size)),
                   SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
    OpenFile& open = open_of(file);
    IoStatus status = open.file->flush();
    if (status == IoStatus::Ok && open.is_new) {
        status = open.vfs->sync_folder();
        open.is_new = status != IoStatus::Ok;
    }
    return code_of(status, SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const auto bytes = open_of(file).file->size_bytes();
    *size = static_cast<sqlite3_int64>(bytes.value_or(0));
    return bytes ? SQLITE_OK : SQLITE_IOERR_FSTAT;
}

int lock_file(sqlite3_file* file, int level) {
    OpenFile& open = open_of(file);
    if (open.node == nullptr || open.level >= level) {
        return SQLITE_OK;
    }
    Node& node = *open.node;
    const bool others_write = node.writer != nullptr && node.writer != &open;
    if (level == SQLITE_LOCK_SHARED) {
        if (node.exclusive) {
            return SQLITE_BUSY;
        }
        ++node.shared;
    } else {
        if (others_write || (level == SQLITE_LOCK_EXCLUSIVE && node.shared > 1)) {
            return SQLITE_BUSY;
        }
        node.writer = &open;
        node.exclusive = level == SQLITE_LOCK_EXCLUSIVE;
    }
    open.level = level;
    return SQLITE_OK;
}

int unlock_file(sqlite3_file* file, int level) {
    OpenFile& open = open_of(file);
    if (open.node == nullptr || open.level <= level) {
        return SQLITE_OK;
    }
    if (open.level > SQLITE_LOCK_SHARED) {
        open.node->writer = nullptr;
        open.node->exclusive = false;
    }
    open.node->shared -= level == SQLITE_LOCK_NONE ? 1 : 0;
    open.level = level;
    return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* held) {
    *held = open_of(file).node != nullptr && open_of(file).node->writer != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
    return 4096;
}

/// As SQLite's own VFS for Unix.
int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_index(sqlite3_file* file, int region, int bytes, int extend, void volatile** out) {
    auto& regions = open_of(file).node->regions;
    const auto wanted = static_cast<std::size_t>(region);
    while (extend != 0 && regions.size() <= wanted) {
        regions.push_back(
            std::make_unique<std::vector<std::uint8_t>>(static_cast<std::size_t>(bytes)));
    }
    *out = wanted < regions.size() ? regions[wanted]->data() : nullptr;
    return SQLITE_OK;
}

void unlock_index(OpenFile& open, std::size_t slot) {
    const unsigned bit = 1U << slot;
    open.node->index_shared[slot] -= (open.index_shared & bit) != 0 ? 1 : 0;
    if ((open.index_exclusive & bit) != 0) {
        open.node->index_exclusive[slot] = nullptr;
    }
    open.index_shared &= ~bit;
    open.index_exclusive &= ~bit;
}

int lock_index(sqlite3_file* file, int first, int count, int flags) {
    OpenFile& open = open_of(file);
    Node& node = *open.node;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const auto begin = static_cast<std::size_t>(first);
    const auto end = begin + static_cast<std::size_t>(count);
    for (std::size_t slot = begin; (flags & SQLITE_SHM_LOCK) != 0 && slot < end; ++slot) {
        const int own = (open.index_shared & (1U << slot)) != 0 ? 1 : 0;
        const void* writer = node.index_exclusive[slot];
        if ((writer != nullptr && writer != &open) ||
            (exclusive && node.index_shared[slot] > own)) {
            return SQLITE_BUSY;
        }
    }
    for (std::size_t slot = begin; slot < end; ++slot) {
        unlock_index(open, slot);
        if ((flags & SQLITE_SHM_LOCK) != 0) {
            (exclusive ? open.index_exclusive : open.index_shared) |= 1U << slot;
            node.index_shared[slot] += exclusive ? 0 : 1;
            node.index_exclusive[slot] = exclusive ? &open : node.index_exclusive[slot];
        }
    }
    return SQLITE_OK;
}

void index_barrier(sqlite3_file*) {}

int unmap_index(sqlite3_file* file, int deletes) {
    OpenFile& open = open_of(file);
    for (std::size_t slot = 0; slot < SQLITE_SHM_NLOCK; ++slot) {
        unlock_index(open, slot);
    }
    // SQLite deletes it only when no other connection is left.
    if (deletes != 0) {
        open.node->regions.clear();
    }
    return SQLITE_OK;
}

int close_file(sqlite3_file* file) {
    unlock_file(file, SQLITE_LOCK_NONE);
    if (open_of(file).node == nullptr) {
        delete open_of(file).file;
    }
    file->pMethods = nullptr;
    return SQLITE_OK;
}

constexpr sqlite3_io_methods file_methods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_index,
    .xShmLock = lock_index,
    .xShmBarrier = index_barrier,
    .xShmUnmap = unmap_index,
};

Node* node_of(sqlite3_vfs* vfs, const char* name) {
    return static_cast<SharedVfs*>(vfs->pAppData)->node(name);
}

bool exists(const Node* node) {
    return node != nullptr && node->file->size_bytes().value_or(0) > 0;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    file->pMethods = nullptr;
    Node* node = name == nullptr ? nullptr : node_of(vfs, name);
    if (name != nullptr &&
        (node == nullptr || ((flags & SQLITE_OPEN_CREATE) == 0 && !exists(node)))) {
        return SQLITE_CANTOPEN;
    }
    OpenFile& open = open_of(file);
    constexpr int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    open = {.base = {&file_methods},
            .vfs = static_cast<SharedVfs*>(vfs->pAppData),
            .node = node,
            .file = node == nullptr ? new opfs::MemoryFile : node->file,
            .is_new = node != nullptr && (flags & journals) != 0 && !exists(node),
            .level = SQLITE_LOCK_NONE,
            .index_shared = 0,
            .index_exclusive = 0};
    if (flags_out != nullptr) {
        *flags_out = flags;
    }
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    Node* node = node_of(vfs, name);
    if (!exists(node)) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    IoStatus status = node->file->truncate(0);
    node->removed = status == IoStatus::Ok;
    if (status == IoStatus::Ok && sync_folder != 0) {
        status = static_cast<SharedVfs*>(vfs->pAppData)->sync_folder();
    }
    return code_of(status, SQLITE_IOERR_DELETE);
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* out) {
    *out = exists(node_of(vfs, name)) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int bytes_max, char* out) {
    sqlite3_snprintf(bytes_max, out, "%s", name);
    return SQLITE_OK;
}

int fill_random(sqlite3_vfs*, int length, char* out) {
    std::memset(out, 7, static_cast<std::size_t>(length));
    return length;
}

/// Whoever holds a lock is in the same thread and would not let go meanwhile.
int sleep_us(sqlite3_vfs*, int) {
    return 0;
}

int current_time_ms(sqlite3_vfs*, sqlite3_int64* out) {
    *out = 212'600'000'000'000; // some day of 2024
    return SQLITE_OK;
}

int current_time_days(sqlite3_vfs*, double* out) {
    *out = 2'460'648.0;
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

} // namespace

SharedVfs::SharedVfs(opfs::BlockFiles& files)
    : m_files(files)
    , m_name("shared-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))) {
    m_vfs.iVersion = 2;
    m_vfs.szOsFile = static_cast<int>(sizeof(OpenFile));
    m_vfs.mxPathname = 128;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.xOpen = open_file;
    m_vfs.xDelete = delete_file;
    m_vfs.xAccess = access_file;
    m_vfs.xFullPathname = full_path;
    m_vfs.xRandomness = fill_random;
    m_vfs.xSleep = sleep_us;
    m_vfs.xCurrentTime = current_time_days;
    m_vfs.xGetLastError = last_error;
    m_vfs.xCurrentTimeInt64 = current_time_ms;
    HUIYIN_ASSERT(sqlite3_initialize() == SQLITE_OK);
    HUIYIN_ASSERT(sqlite3_vfs_register(&m_vfs, 1) == SQLITE_OK);
}

SharedVfs::~SharedVfs() {
    sqlite3_vfs_unregister(&m_vfs);
}

Node* SharedVfs::node(std::string_view name) {
    const auto found = m_nodes.find(name);
    if (found != m_nodes.end()) {
        return found->second.get();
    }
    BlockFile* file = m_files.find(name);
    if (file == nullptr) {
        return nullptr;
    }
    auto made = std::make_unique<Node>();
    made->file = file;
    return m_nodes.emplace(std::string(name), std::move(made)).first->second.get();
}

IoStatus SharedVfs::sync_folder() {
    for (const auto& [name, node] : m_nodes) {
        const IoStatus status = node->removed ? node->file->flush() : IoStatus::Ok;
        if (status != IoStatus::Ok) {
            return status;
        }
        node->removed = false;
    }
    return IoStatus::Ok;
}

} // namespace huiyin::tests
