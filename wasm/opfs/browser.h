// The JavaScript side of the VFS: files on sync access handles, the clock and the random source.
#pragma once

#include "wasm/opfs/block_file.h"
#include "wasm/opfs/vfs.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::opfs {

/// The files that opfs.js opened before the program started (`Module.opfs`). An operation on a
/// handle that was closed since, or never opened, fails.
class BrowserFiles final : public BlockFiles {
public:
    BlockFile* find(std::string_view name) override;

private:
    std::vector<std::unique_ptr<BlockFile>> m_files; ///< by the number opfs.js gave them
};

/// `crypto.getRandomValues` and `Date.now`; works in Node too.
System javascript_system();

} // namespace huiyin::opfs
