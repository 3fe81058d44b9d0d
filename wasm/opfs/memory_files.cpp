#include "wasm/opfs/memory_files.h"

#include <algorithm>

namespace huiyin::opfs {

std::optional<std::size_t> MemoryFile::read(std::uint64_t offset, std::span<std::uint8_t> out) {
    if (offset >= m_bytes.size()) {
        return 0;
    }
    const auto at = static_cast<std::size_t>(offset);
    const std::size_t length_bytes = std::min(out.size(), m_bytes.size() - at);
    std::copy_n(m_bytes.data() + at, length_bytes, out.data());
    return length_bytes;
}

IoStatus MemoryFile::write(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    const auto at = static_cast<std::size_t>(offset);
    if (at + bytes.size() > m_bytes.size()) {
        m_bytes.resize(at + bytes.size());
    }
    std::copy_n(bytes.data(), bytes.size(), m_bytes.data() + at);
    return IoStatus::Ok;
}

IoStatus MemoryFile::truncate(std::uint64_t size_bytes) {
    m_bytes.resize(static_cast<std::size_t>(size_bytes));
    return IoStatus::Ok;
}

BlockFile* MemoryFiles::find(std::string_view name) {
    const auto found = m_files.find(name);
    return found != m_files.end() ? &found->second : &m_files[std::string(name)];
}

} // namespace huiyin::opfs
