// What sqlite3_initialize() calls in programs that run in Node: databases live in memory, by name.
#include "wasm/opfs/browser.h"
#include "wasm/opfs/memory_files.h"
#include "wasm/opfs/vfs.h"

// SQLite keeps a pointer to the VFS for as long as the program runs, so both live in statics.
extern "C" int sqlite3_os_init() {
    static huiyin::opfs::MemoryFiles files;
    static huiyin::opfs::Vfs vfs(
        {.name = "huiyin-memory", .system = huiyin::opfs::javascript_system()}, files);
    return vfs.register_with_sqlite();
}

extern "C" int sqlite3_os_end() {
    return SQLITE_OK;
}
