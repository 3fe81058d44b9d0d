#include "wasm/opfs/vfs.h"

#include "wasm/opfs/memory_files.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace huiyin::opfs {

namespace {

using Entry = Vfs::Entry;

/// SQLite's longest path: the file names are ours and short.
constexpr int path_bytes_max = 128;

/// Milliseconds from noon of 24 November 4714 BC, where SQLite's Julian days begin, to 1970.
constexpr std::int64_t julian_epoch_offset_ms = 210'866'760'000'000;
constexpr double day_ms = 86'400'000.0;

/// What SQLite allocates for us; it begins with SQLite's part.
struct OpenFile {
    sqlite3_file base;
    Vfs* vfs;
    Entry* entry;
    int flags;
};

OpenFile& open_file(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

GatheringFile& gathering_file(sqlite3_file* file) {
    return open_file(file).entry->file;
}

Vfs& vfs_of(sqlite3_vfs* vfs) {
    return *static_cast<Vfs*>(vfs->pAppData);
}

int result_code(IoStatus status, int failed_code) {
    switch (status) {
    case IoStatus::Ok:
        return SQLITE_OK;
    case IoStatus::Full:
        return SQLITE_FULL;
    case IoStatus::Failed:
        break;
    }
    return failed_code;
}

/// An absent file is one of size 0. Flushed even when SQLite does not ask for it: on a file system
/// of its own it relies on later flushes to carry the removal, but here nothing orders files. A
/// rollback journal that came back after a power cut would undo transactions that were acknowledged
/// since.
IoStatus remove(GatheringFile& file) {
    const IoStatus status = file.truncate(0);
    return status == IoStatus::Ok ? file.sync() : status;
}

// Methods of an open file.

int close_file(sqlite3_file* file) {
    OpenFile& open = open_file(file);
    const bool deletes = (open.flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    IoStatus status = IoStatus::Ok;
    if (open.entry->name.empty()) {
        open.vfs->forget(*open.entry);
    } else {
        status = deletes ? remove(open.entry->file) : open.entry->file.spill();
        open.entry->in_use = false;
    }
    file->pMethods = nullptr;
    return result_code(status, SQLITE_IOERR_CLOSE);
}

int read_file(sqlite3_file* file, void* out, int length_bytes, sqlite3_int64 offset) {
    const std::span<std::uint8_t> bytes{static_cast<std::uint8_t*>(out),
                                        static_cast<std::size_t>(length_bytes)};
    const auto got = gathering_file(file).read(static_cast<std::uint64_t>(offset), bytes);
    if (!got) {
        return SQLITE_IOERR_READ;
    }
    if (*got == bytes.size()) {
        return SQLITE_OK;
    }
    // SQLite's contract: what lies behind the end reads as zeros, and it is told.
    std::memset(bytes.data() + *got, 0, bytes.size() - *got);
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int length_bytes, sqlite3_int64 offset) {
    const std::span<const std::uint8_t> bytes{static_cast<const std::uint8_t*>(data),
                                              static_cast<std::size_t>(length_bytes)};
    const IoStatus status = gathering_file(file).write(static_cast<std::uint64_t>(offset), bytes);
    return result_code(status, SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size_bytes) {
    const IoStatus status = gathering_file(file).truncate(static_cast<std::uint64_t>(size_bytes));
    return result_code(status, SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
    return result_code(gathering_file(file).sync(), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size_bytes) {
    *size_bytes = static_cast<sqlite3_int64>(gathering_file(file).size_bytes());
    return SQLITE_OK;
}

// One program, one connection per file (open_vfs_file sees to it): every lock is ours already.
int lock_file(sqlite3_file*, int) {
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

/// Only asked for when POWERSAFE_OVERWRITE is off; the page of today's flash file systems.
int sector_size_bytes(sqlite3_file*) {
    return 4096;
}

int device_characteristics(sqlite3_file*) {
    // POWERSAFE_OVERWRITE, as SQLite assumes on every file system of its own: a torn write leaves
    // the
    //   bytes beside it alone. So no commit is padded to a whole sector.
    // SUBPAGE_READ: any range can be read, also while bytes wait in memory.
    // Not SEQUENTIAL or SAFE_APPEND: the browser promises no order of writes before a flush.
    // Not ATOMIC: one write call of several pages can be torn by a power cut.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SUBPAGE_READ;
}

// Version 1: no shared memory and no memory mapping.
constexpr sqlite3_io_methods file_methods{
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size_bytes,
    .xDeviceCharacteristics = device_characteristics,
};

// Methods of the VFS.

int open_vfs_file(
    sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    file->pMethods = nullptr;
    Vfs& self = vfs_of(vfs);
    Entry* entry = name == nullptr ? self.make_temporary() : self.find_entry(name);
    const bool creates = (flags & SQLITE_OPEN_CREATE) != 0;
    if (entry == nullptr || (entry->file.size_bytes() == 0 && !creates)) {
        return SQLITE_CANTOPEN;
    }
    if (entry->in_use) {
        return SQLITE_BUSY;
    }
    if ((flags & SQLITE_OPEN_WAL) != 0) {
        // Without the reserve the log works all the same, only slower. Zeros are no valid frames.
        static_cast<void>(entry->file.reserve(self.options().wal_reserved_bytes));
    }
    entry->in_use = true;
    OpenFile& open = open_file(file);
    open.vfs = &self;
    open.entry = entry;
    open.flags = flags;
    open.base.pMethods = &file_methods;
    if (flags_out != nullptr) {
        *flags_out = flags;
    }
    return SQLITE_OK;
}

int delete_vfs_file(sqlite3_vfs* vfs, const char* name, int) {
    Entry* entry = vfs_of(vfs).find_entry(name);
    if (entry == nullptr || entry->file.size_bytes() == 0) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    return result_code(remove(entry->file), SQLITE_IOERR_DELETE);
}

int access_vfs_file(sqlite3_vfs* vfs, const char* name, int, int* exists) {
    Entry* entry = vfs_of(vfs).find_entry(name);
    *exists = entry != nullptr && entry->file.size_bytes() > 0 ? 1 : 0;
    if (entry != nullptr && *exists == 0) {
        // A removal whose flush failed could still be undone by a power cut, so it is tried again
        // before anybody relies on it. Costs nothing else.
        return result_code(entry->file.sync(), SQLITE_IOERR_ACCESS);
    }
    return SQLITE_OK;
}

/// Names are exact, there are no folders: a path is its own full form.
int full_path_name(sqlite3_vfs*, const char* name, int out_bytes_max, char* out) {
    const std::size_t length_bytes = std::strlen(name);
    if (length_bytes >= static_cast<std::size_t>(out_bytes_max)) {
        return SQLITE_CANTOPEN;
    }
    std::memcpy(out, name, length_bytes + 1);
    return SQLITE_OK;
}

int fill_random(sqlite3_vfs* vfs, int length_bytes, char* out) {
    vfs_of(vfs).options().system.fill_random(
        {reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(length_bytes)});
    return length_bytes;
}

/// Nobody else can hold a lock that would be worth waiting for, and a worker must not block.
int sleep_us(sqlite3_vfs*, int) {
    return 0;
}

int current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* out_ms) {
    *out_ms = julian_epoch_offset_ms + vfs_of(vfs).options().system.now_utc_ms();
    return SQLITE_OK;
}

int current_time_days(sqlite3_vfs* vfs, double* out_days) {
    sqlite3_int64 now_ms = 0;
    const int result = current_time_ms(vfs, &now_ms);
    *out_days = static_cast<double>(now_ms) / day_ms;
    return result;
}

int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

sqlite3_vfs vfs_methods(const char* name, Vfs* self) {
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(OpenFile));
    vfs.mxPathname = path_bytes_max;
    vfs.zName = name;
    vfs.pAppData = self;
    vfs.xOpen = open_vfs_file;
    vfs.xDelete = delete_vfs_file;
    vfs.xAccess = access_vfs_file;
    vfs.xFullPathname = full_path_name;
    vfs.xRandomness = fill_random;
    vfs.xSleep = sleep_us;
    vfs.xCurrentTime = current_time_days;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = current_time_ms;
    return vfs;
}

} // namespace

Vfs::Vfs(VfsOptions options, BlockFiles& files)
    : m_options(std::move(options))
    , m_files(files)
    , m_vfs(vfs_methods(m_options.name.c_str(), this)) {}

Vfs::~Vfs() {
    sqlite3_vfs_unregister(&m_vfs);
}

int Vfs::register_with_sqlite() {
    return sqlite3_vfs_register(&m_vfs, 1);
}

Entry* Vfs::find_entry(std::string_view name) {
    Entry* entry = entry_of(name);
    const bool usable = entry != nullptr && (entry->in_use || entry->file.open());
    return usable ? entry : nullptr;
}

Entry* Vfs::entry_of(std::string_view name) {
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const auto& entry) { return entry->name == name; });
    if (found != m_entries.end()) {
        return found->get();
    }
    BlockFile* block = name.empty() ? nullptr : m_files.find(name);
    if (block == nullptr) {
        return nullptr;
    }
    return m_entries
        .emplace_back(std::make_unique<Entry>(
            Entry{std::string(name), nullptr, GatheringFile(*block), false}))
        .get();
}

Entry* Vfs::make_temporary() {
    auto memory = std::make_unique<MemoryFile>();
    GatheringFile file(*memory);
    return m_entries
        .emplace_back(std::make_unique<Entry>(
            Entry{std::string(), std::move(memory), std::move(file), false}))
        .get();
}

void Vfs::forget(const Entry& temporary) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry.get() == &temporary;
    });
    m_entries.erase(found);
}

} // namespace huiyin::opfs
