#include "tests/support/faulty_disk.h"

#include <algorithm>

namespace huiyin::opfs::test {

namespace {

using Content = std::vector<std::uint8_t>;

void apply_write(Content& content, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    const auto at = static_cast<std::size_t>(offset);
    if (at + bytes.size() > content.size()) {
        content.resize(at + bytes.size());
    }
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(at));
}

/// Writes each sector's share of `bytes`, or does not, or writes other bytes, as the dice fall.
class Tearing {
public:
    Tearing(Crash crash, std::size_t sector_bytes, std::uint32_t seed)
        : m_garbles(crash == Crash::Garbles)
        , m_sector_bytes(sector_bytes)
        , m_random(seed) {}

    bool toss() { return m_random() % 2 == 0; }

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
    file(name).visible = bytes;
    file(name).durable = std::move(bytes);
}

std::unique_ptr<FaultyDisk> FaultyDisk::after(Crash crash, std::uint32_t seed) const {
    Tearing tearing(crash, sector_bytes, seed);
    auto disk = std::make_unique<FaultyDisk>();
    for (const auto& [name, file] : m_files) {
        Content content = crash == Crash::KeepsAll ? file->visible : file->durable;
        if (crash == Crash::Tears || crash == Crash::Garbles) {
            for (const Change& change : file->unflushed) {
                if (change.written) {
                    tearing.write(content, change.offset, *change.written);
                } else if (tearing.toss()) {
                    content.resize(static_cast<std::size_t>(change.offset));
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
        apply_write(visible, offset, bytes);
        unflushed.push_back({offset, Content(bytes.begin(), bytes.end())});
    }
    return status;
}

IoStatus FaultyDisk::File::flush() {
    const IoStatus status = disk.next_change();
    if (status == IoStatus::Ok && !disk.flushes_lie) {
        ++disk.flushes;
        // What is visible is what is durable and these on top: there is no need to copy it all.
        for (const Change& change : unflushed) {
            if (change.written) {
                apply_write(durable, change.offset, *change.written);
            } else {
                durable.resize(static_cast<std::size_t>(change.offset));
            }
        }
        unflushed.clear();
    }
    return status;
}

IoStatus FaultyDisk::File::truncate(std::uint64_t size_bytes) {
    const IoStatus status = disk.next_change();
    if (status == IoStatus::Ok) {
        visible.resize(static_cast<std::size_t>(size_bytes));
        unflushed.push_back({size_bytes, std::nullopt});
    }
    return status;
}

std::optional<std::uint64_t> FaultyDisk::File::size_bytes() {
    return disk.reads_fail ? std::nullopt : std::optional<std::uint64_t>(visible.size());
}

} // namespace huiyin::opfs::test
