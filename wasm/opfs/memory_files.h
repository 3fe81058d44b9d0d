// Files in memory: databases of tests, of WebAssembly tests in Node, and SQLite's nameless
// temporary files.
#pragma once

#include "wasm/opfs/block_file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::opfs {

/// A file that never fails and is gone with the program.
class MemoryFile final : public BlockFile {
public:
    std::optional<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override;
    IoStatus write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override;

    IoStatus flush() override { return IoStatus::Ok; }

    IoStatus truncate(std::uint64_t size_bytes) override;

    std::optional<std::uint64_t> size_bytes() override { return m_bytes.size(); }

private:
    std::vector<std::uint8_t> m_bytes;
};

/// An open set: any name is a file, empty until written.
class MemoryFiles final : public BlockFiles {
public:
    BlockFile* find(std::string_view name) override;

private:
    std::map<std::string, MemoryFile, std::less<>> m_files;
};

} // namespace huiyin::opfs
