// What surrounds tablets and server in a simulation: the clock, and a place for the server's file.
#pragma once

#include "core/base/assert.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <type_traits>
#include <unistd.h>
#include <utility>

namespace huiyin::simulation {

/// A clock that stands still between steps; tablets' may be wrong.
class SimulatedClock final : public base::Clock {
public:
    SimulatedClock(const std::int64_t& true_ms, std::int64_t wrong_by_ms)
        : m_true_ms(true_ms)
        , m_wrong_by_ms(wrong_by_ms) {}

    std::int64_t now_utc_ms() const override { return m_true_ms + m_wrong_by_ms; }

    int utc_offset_minutes() const override { return 480; }

    std::int64_t monotonic_ms() const override { return m_true_ms; }

private:
    const std::int64_t& m_true_ms;
    std::int64_t m_wrong_by_ms;
};

template <class T>
T must(base::Result<T> result) {
    HUIYIN_ASSERT(result.has_value());
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

/// The server's database, in memory where the system has a place for it; removed at the end.
class ServerFile {
public:
    explicit ServerFile(std::uint64_t seed)
        : m_folder(
              (std::filesystem::exists("/dev/shm") ? std::filesystem::path("/dev/shm")
                                                   : std::filesystem::temp_directory_path()) /
              ("huiyin-simulation-" + std::to_string(::getpid()) + "-" + std::to_string(seed))) {
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }

    ~ServerFile() { std::filesystem::remove_all(m_folder); }

    ServerFile(const ServerFile&) = delete;
    ServerFile& operator=(const ServerFile&) = delete;

    std::string path() const { return (m_folder / "server.db").string(); }

private:
    std::filesystem::path m_folder;
};

} // namespace huiyin::simulation
