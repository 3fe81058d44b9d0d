// The seam between the storage logic and whatever keeps the bytes: a browser's sync access handles,
// or memory in tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::opfs {

/// How a change of a file ended.
enum class IoStatus {
    Ok,
    Full,  ///< the origin's quota or the disk is exhausted; later it may work again
    Failed ///< anything else
};

/// One file that this program alone holds. Nothing is durable before `flush()` returned Ok.
class BlockFile {
public:
    virtual ~BlockFile() = default;

    /// Fills `out` from `offset` and gives how many bytes there were: fewer than asked only at the
    /// end of the file. Nothing when reading failed.
    virtual std::optional<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) = 0;

    /// Writes all of `bytes`, filling a gap after the old end with zeros. After a failure any part
    /// of them may have been written.
    virtual IoStatus write(std::uint64_t offset, std::span<const std::uint8_t> bytes) = 0;

    /// Returns Ok only after everything written so far has reached the disk.
    virtual IoStatus flush() = 0;

    virtual IoStatus truncate(std::uint64_t size_bytes) = 0;

    /// Nothing when the size could not be found out.
    virtual std::optional<std::uint64_t> size_bytes() = 0;
};

/// The files a program may use, by name.
class BlockFiles {
public:
    virtual ~BlockFiles() = default;

    /// The file of that name, or null when it is not one of the set. Owned by the set; the same
    /// name gives the same file each time.
    virtual BlockFile* find(std::string_view name) = 0;
};

} // namespace huiyin::opfs
