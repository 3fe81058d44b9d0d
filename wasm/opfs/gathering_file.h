// Turns SQLite's many small writes into one: contiguous bytes wait in memory until sync().
#pragma once

#include "wasm/opfs/block_file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace huiyin::opfs {

/// Bytes one file may hold back. A commit of one complaint is some 30 KiB, of 1 000 rows some 2
/// MiB; above this a larger write costs no more calls per byte, so holding more would only cost
/// memory.
inline constexpr std::size_t gather_bytes_max = 1024 * 1024;

/// A file whose writes are held in memory as one contiguous run, the way an operating system holds
/// dirty pages: every reader sees them at once, none is on disk before `sync()`.
///
/// A run that could not be written or flushed is kept, so the file still reads as written and the
/// next `sync()` tries all of it again.
class GatheringFile {
public:
    /// `block` must outlive the file and be used by nobody else.
    explicit GatheringFile(BlockFile& block);

    /// Learns the size of the file; first of all calls, and again when the file is opened anew,
    /// which forgets bytes that could not be written before. False when the file cannot be used.
    [[nodiscard]] bool open();

    /// The size including bytes not yet written.
    std::uint64_t size_bytes() const { return m_size_bytes; }

    /// Fills `out` from `offset` and gives how many bytes there were: fewer than asked only at the
    /// end of the file. Nothing when reading failed.
    std::optional<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out);

    /// Takes `bytes` into the run. Only a write that does not continue the run, or would overflow
    /// `gather_bytes_max`, costs a call to the block file. On failure `bytes` are not taken.
    [[nodiscard]] IoStatus write(std::uint64_t offset, std::span<const std::uint8_t> bytes);

    /// Ok only after everything written so far has reached the disk. Costs nothing when nothing
    /// changed since the last one.
    [[nodiscard]] IoStatus sync();

    /// Hands the run to the block file without a flush, as closing a file does.
    [[nodiscard]] IoStatus spill();

    [[nodiscard]] IoStatus truncate(std::uint64_t size_bytes);

    /// Makes the file at least that long, with zeros that are really written and flushed: later
    /// writes inside them change no metadata, which makes their flush a third cheaper. On failure
    /// the file is as before.
    [[nodiscard]] IoStatus reserve(std::uint64_t size_bytes);

private:
    std::uint64_t run_end() const { return m_run_offset + m_run.size(); }

    bool joins_run(std::uint64_t offset, std::size_t length_bytes) const;
    void put_into_run(std::uint64_t offset, std::span<const std::uint8_t> bytes);
    IoStatus write_run();
    void cut_run(std::uint64_t size_bytes);
    IoStatus append_zeros(std::uint64_t size_bytes);

    BlockFile& m_block;
    std::vector<std::uint8_t> m_run;
    std::uint64_t m_run_offset{0};
    std::uint64_t m_size_bytes{0};
    bool m_unflushed{false};
};

} // namespace huiyin::opfs
