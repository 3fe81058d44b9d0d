// What sqlite3_initialize() calls in the tablet's program: the OPFS VFS is the only one.
#include "wasm/opfs/browser.h"
#include "wasm/opfs/vfs.h"

// SQLite keeps a pointer to the VFS for as long as the program runs, so both live in statics.
extern "C" int sqlite3_os_init() {
    static huiyin::opfs::BrowserFiles files;
    static huiyin::opfs::Vfs vfs({.name = "huiyin-opfs",
                                  .system = huiyin::opfs::javascript_system(),
                                  .wal_reserved_bytes = huiyin::opfs::wal_reserved_bytes},
                                 files);
    return vfs.register_with_sqlite();
}

extern "C" int sqlite3_os_end() {
    return SQLITE_OK;
}
