// A disk in memory that counts, runs full, fails at a chosen operation, and can lose or tear its
// unflushed writes.
#pragma once

#include "wasm/opfs/block_file.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::opfs::test {

/// What is left of the unflushed writes after the power went.
enum class Crash {
    KeepsAll,
    LosesAll,
    Tears,  ///< each sector of each unflushed write is kept or lost by the toss of a coin
    Garbles ///< each sector of each unflushed write is kept, lost or other bytes; what lies beside
            ///< the write in its sector stays (SQLITE_IOCAP_POWERSAFE_OVERWRITE)
};

class FaultyDisk final : public BlockFiles {
public:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    /// What the disk writes as a whole or tears.
    std::size_t sector_bytes{512};
    /// Changes (write, flush, truncate) from this number on fail and do nothing; the first of them,
    /// if a write, still gets half of its bytes out.
    std::size_t fails_from_change{never};
    /// Only that change and that read fail; later ones work.
    bool fails_once{false};
    /// Reads from this number on fail.
    std::size_t fails_from_read{never};
    IoStatus failure{IoStatus::Failed};
    bool reads_fail{false};
    /// A planted fault: flushes answer Ok and do nothing.
    bool flushes_lie{false};
    /// All files together; a write that would pass it stops in the middle with Full.
    std::size_t capacity_bytes{never};

    std::size_t changes{0};
    std::size_t reads{0};
    std::size_t writes{0};
    std::size_t flushes{0};

    BlockFile* find(std::string_view name) override;

    /// What a reader sees now, flushed or not.
    const std::vector<std::uint8_t>& bytes(std::string_view name) { return file(name).visible; }

    void set_bytes(std::string_view name, std::vector<std::uint8_t> bytes);

    /// By all files together.
    std::size_t used_bytes() const;

    /// A healthy disk with what survived of this one.
    std::unique_ptr<FaultyDisk> after(Crash crash, std::uint32_t seed) const;

private:
    /// Keeps what it changed, not what it wrote, which the file has: flushing is then to forget.
    struct Change {
        std::uint64_t offset; ///< of a truncation: the new size
        std::size_t length;   ///< of what was written
        bool is_truncation;
        std::size_t size_before;
        std::vector<std::uint8_t> bytes; ///< what lay there before; taken back, what was written
    };

    static void take_back(Change& change, std::vector<std::uint8_t>& content);

    struct File final : BlockFile {
        explicit File(FaultyDisk& owner)
            : disk(owner) {}

        std::optional<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override;
        IoStatus write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override;
        IoStatus flush() override;
        IoStatus truncate(std::uint64_t size_bytes) override;
        std::optional<std::uint64_t> size_bytes() override;

        FaultyDisk& disk;
        std::vector<std::uint8_t> visible;
        std::vector<Change> unflushed;
    };

    File& file(std::string_view name);
    /// How the next change ends, before it is made.
    IoStatus next_change();
    /// Whether the next read works.
    bool next_read();

    bool fails(std::size_t number, std::size_t from) const {
        return fails_once ? number == from : number >= from;
    }

    std::map<std::string, std::unique_ptr<File>, std::less<>> m_files;
};

} // namespace huiyin::opfs::test
