#include "tests/support/faulty_disk.h"

#include <algorithm>

namespace huiyin::opfs::test {

namespace {

using Content = std::vector<std::uint8_t>;

std::ptrdiff_t place(std::uint64_t offset) {
    return static_cast<std::ptrdiff_t>(offset);
}

void apply_write(Content& content, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    const auto at = static_cast<std::size_t>(offset);
    if (at > content.size()) {
        content.resize(at);
    }
    const auto over = static_cast<std::ptrdiff_t>(std::min(bytes.size(), content.size() - at));
    std::copy_n(bytes.begin(), over, content.begin() + place(offset));
    content.insert(content.end(), bytes.begin() + over, bytes.end());
}

/// What lies from `offset` on, at most `length_max` bytes.
Content part(const Content& content, std::uint64_t offset, std::size_t length_max) {
    const auto begin = static_cast<std::size_t>(std::min<std::uint64_t>(offset, content.size()));
    const std::size_t end = begin + std::min(length_max, content.size() - begin);
    return {content.begin() + place(begin), content.begin() + place(end)};
}

/// Writes each sector's share of `bytes`, or does not, or writes other bytes, as the dice fall.
class Tearing {
public:
    Tearing(Crash crash, std::size_t sector_bytes, std::uint32_t seed)
        : m_garbles(crash == Crash::Garbles)
        , m_sector_bytes(sector_bytes)
        , m_random(seed) {}

    void truncate(Content& content, std::uint64_t size_bytes) {
        if (m_random() % 2 == 0) {
            content.resize(static_cast<std::size_t>(size_bytes));
        }
    }

    void write(Content& content, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const std::size_t in_sector = (offset + done) % m_sector_bytes;
            const std::size_t length = std::min(m_sector_bytes - in_sector, bytes.size() - done);
            write_sector(content, offset + done, bytes.subspan(done, length));
            done += length;
        }
    }

private:
    void write_sector(Content& content, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
        const auto fate = m_random() % (m_garbles ? 3 : 2);
        if (fate == 0) {
            apply_write(content, offset, bytes);
        } else if (fate == 2) {
            Content garbage(bytes.size());
            std::generate(garbage.begin(), garbage.end(), [this] {
                return static_cast<std::uint8_t>(m_random());
            });
            apply_write(content, offset, garbage);
        }
    }

    bool m_garbles;
    std::size_t m_sector_bytes;
    std::mt19937 m_random;
};

} // namespace

BlockFile* FaultyDisk::find(std::string_view name) {
    return name.starts_with("huiyin.db") ? &file(name) : nullptr;
}

void FaultyDisk::set_bytes(std::string_view name, Content bytes) {
    file(name).visible = std::move(bytes);
    file(name).unflushed.clear();
}

void FaultyDisk::take_back(Change& change, std::vector<std::uint8_t>& content) {
    Content written =
        change.is_truncation ? Content() : part(content, change.offset, change.length);
    content.resize(change.size_before);
    if (!change.bytes.empty()) {
        apply_write(content, change.offset, change.bytes);
    }
    change.bytes = std::move(written);
}

std::unique_ptr<FaultyDisk> FaultyDisk::after(Crash crash, std::uint32_t seed) const {
    Tearing tearing(crash, sector_bytes, seed);
    auto disk = std::make_unique<FaultyDisk>();
    for (const auto& [name, file] : m_files) {
        Content content = file->visible;
        if (crash != Crash::KeepsAll) {
            std::vector<Change> unflushed = file->unflushed;
            for (auto change = unflushed.rbegin(); change != unflushed.rend(); ++change) {
                take_back(*change, content);
            }
            for (const Change& change : unflushed) {
                if (crash == Crash::LosesAll) {
                    break;
                }
                if (change.is_truncation) {
                    tearing.truncate(content, change.offset);
                } else {
                    tearing.write(content, change.offset, change.bytes);
                }
            }
        }
        disk->set_bytes(name, std::move(content));
    }
    return disk;
}

FaultyDisk::File& FaultyDisk::file(std::string_view name) {
    auto found = m_files.find(name);
    if (found == m_files.end()) {
        found = m_files.emplace(std::string(name), std::make_unique<File>(*this)).first;
    }
    return *found->second;
}

IoStatus FaultyDisk::next_change() {
    return fails(changes++, fails_from_change) ? failure : IoStatus::Ok;
}

bool FaultyDisk::next_read() {
    return !fails(reads++, fails_from_read) && !reads_fail;
}

std::size_t FaultyDisk::used_bytes() const {
    std::size_t used = 0;
    for (const auto& entry : m_files) {
        used += entry.second->visible.size();
    }
    return used;
}

std::optional<std::size_t> FaultyDisk::File::read(std::uint64_t offset,
                                                  std::span<std::uint8_t> out) {
    if (!disk.next_read()) {
        return std::nullopt;
    }
    const auto at = static_cast<std::size_t>(std::min<std::uint64_t>(offset, visible.size()));
    const std::size_t length = std::min(out.size(), visible.size() - at);
    std::copy_n(visible.data() + at, length, out.data());
    return length;
}

IoStatus FaultyDisk::File::write(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    const bool is_first_to_fail = disk.changes == disk.fails_from_change;
    IoStatus status = disk.next_change();
    const std::size_t end = static_cast<std::size_t>(offset) + bytes.size();
    const std::size_t growth = end > visible.size() ? end - visible.size() : 0;
    if (status == IoStatus::Ok && growth > disk.capacity_bytes - disk.used_bytes()) {
        status = IoStatus::Full;
        bytes = bytes.first(bytes.size() - std::min(growth, bytes.size()));
    } else if (status != IoStatus::Ok) {
        bytes = bytes.first(is_first_to_fail ? bytes.size() / 2 : 0);
    }
    if (!bytes.empty()) {
        ++disk.writes;
        unflushed.push_back({.offset = offset,
                             .length = bytes.size(),
                             .is_truncation = false,
                             .size_before = visible.size(),
                             .bytes = part(visible, offset, bytes.size())});
        apply_write(visible, offset, bytes);
    }
    return status;
}

IoStatus FaultyDisk::File::flush() {
    const IoStatus status = disk.next_change();
    if (status == IoStatus::Ok && !disk.flushes_lie) {
        ++disk.flushes;
        unflushed.clear();
    }
    return status;
}

IoStatus FaultyDisk::File::truncate(std::uint64_t size_bytes) {
    const IoStatus status = disk.next_change();
    if (status == IoStatus::Ok) {
        unflushed.push_back({.offset = size_bytes,
                             .length = 0,
                             .is_truncation = true,
                             .size_before = visible.size(),
                             .bytes = part(visible, size_bytes, visible.size())});
        visible.resize(static_cast<std::size_t>(size_bytes));
    }
    return status;
}

std::optional<std::uint64_t> FaultyDisk::File::size_bytes() {
    return disk.reads_fail ? std::nullopt : std::optional<std::uint64_t>(visible.size());
}

} // namespace huiyin::opfs::test
