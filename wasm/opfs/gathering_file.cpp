#include "wasm/opfs/gathering_file.h"

#include <algorithm>

namespace huiyin::opfs {

GatheringFile::GatheringFile(BlockFile& block)
    : m_block(block) {}

bool GatheringFile::open() {
    m_run.clear();
    const std::optional<std::uint64_t> size = m_block.size_bytes();
    m_size_bytes = size.value_or(0);
    return size.has_value();
}

std::optional<std::size_t> GatheringFile::read(std::uint64_t offset, std::span<std::uint8_t> out) {
    if (offset >= m_size_bytes || out.empty()) {
        return 0;
    }
    const std::uint64_t available = m_size_bytes - offset;
    out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(available, out.size())));
    const std::uint64_t end = offset + out.size();
    const bool all_in_run = offset >= m_run_offset && end <= run_end();
    if (!all_in_run) {
        const std::optional<std::size_t> got = m_block.read(offset, out);
        if (!got) {
            return std::nullopt;
        }
        // The block file may end before the run begins: that gap reads as zeros, as it will on
        // disk.
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(*got), out.end(), std::uint8_t{0});
    }
    const std::uint64_t overlap_begin = std::max(offset, m_run_offset);
    const std::uint64_t overlap_end = std::min(end, run_end());
    if (overlap_begin < overlap_end) {
        std::copy_n(m_run.data() + (overlap_begin - m_run_offset),
                    overlap_end - overlap_begin,
                    out.data() + (overlap_begin - offset));
    }
    return out.size();
}

IoStatus GatheringFile::write(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) {
        return IoStatus::Ok;
    }
    if (!joins_run(offset, bytes.size())) {
        if (const IoStatus status = spill(); status != IoStatus::Ok) {
            return status;
        }
    }
    m_unflushed = true;
    if (bytes.size() > gather_bytes_max) {
        const IoStatus status = m_block.write(offset, bytes);
        if (status != IoStatus::Ok) {
            return status;
        }
    } else {
        put_into_run(offset, bytes);
    }
    m_size_bytes = std::max(m_size_bytes, offset + bytes.size());
    return IoStatus::Ok;
}

IoStatus GatheringFile::sync() {
    if (!m_unflushed) {
        return IoStatus::Ok;
    }
    if (const IoStatus status = write_run(); status != IoStatus::Ok) {
        return status;
    }
    // After a failed flush an operating system may forget pages it could not write and report the
    // next flush as fine. So the run stays until a flush succeeded and is written again.
    if (const IoStatus status = m_block.flush(); status != IoStatus::Ok) {
        return status;
    }
    m_run.clear();
    m_unflushed = false;
    return IoStatus::Ok;
}

IoStatus GatheringFile::spill() {
    const IoStatus status = write_run();
    if (status == IoStatus::Ok) {
        m_run.clear();
    }
    return status;
}

IoStatus GatheringFile::truncate(std::uint64_t size_bytes) {
    m_unflushed = true;
    if (const IoStatus status = m_block.truncate(size_bytes); status != IoStatus::Ok) {
        return status;
    }
    cut_run(size_bytes);
    m_size_bytes = size_bytes;
    return IoStatus::Ok;
}

IoStatus GatheringFile::reserve(std::uint64_t size_bytes) {
    const std::uint64_t size_before = m_size_bytes;
    if (size_before >= size_bytes) {
        return IoStatus::Ok;
    }
    IoStatus status = append_zeros(size_bytes);
    if (status == IoStatus::Ok) {
        status = sync();
    }
    if (status != IoStatus::Ok) {
        // Should this fail too, the file stays longer, by zeros, as its size says.
        static_cast<void>(truncate(size_before));
    }
    return status;
}

bool GatheringFile::joins_run(std::uint64_t offset, std::size_t length_bytes) const {
    if (m_run.empty()) {
        return length_bytes <= gather_bytes_max;
    }
    const bool touches = offset >= m_run_offset && offset <= run_end();
    return touches && offset + length_bytes - m_run_offset <= gather_bytes_max;
}

void GatheringFile::put_into_run(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
    if (m_run.empty()) {
        m_run_offset = offset;
    }
    const auto at = static_cast<std::size_t>(offset - m_run_offset);
    const std::size_t overwritten = std::min(bytes.size(), m_run.size() - at);
    std::copy_n(bytes.data(), overwritten, m_run.data() + at);
    m_run.insert(
        m_run.end(), bytes.begin() + static_cast<std::ptrdiff_t>(overwritten), bytes.end());
}

IoStatus GatheringFile::append_zeros(std::uint64_t size_bytes) {
    const std::vector<std::uint8_t> zeros(gather_bytes_max);
    while (m_size_bytes < size_bytes) {
        const std::uint64_t missing = size_bytes - m_size_bytes;
        const auto length =
            static_cast<std::size_t>(std::min<std::uint64_t>(missing, zeros.size()));
        const IoStatus status = write(m_size_bytes, std::span(zeros).first(length));
        if (status != IoStatus::Ok) {
            return status;
        }
    }
    return IoStatus::Ok;
}

IoStatus GatheringFile::write_run() {
    return m_run.empty() ? IoStatus::Ok : m_block.write(m_run_offset, m_run);
}

void GatheringFile::cut_run(std::uint64_t size_bytes) {
    if (size_bytes <= m_run_offset) {
        m_run.clear();
    } else if (size_bytes < run_end()) {
        m_run.resize(static_cast<std::size_t>(size_bytes - m_run_offset));
    }
}

} // namespace huiyin::opfs
