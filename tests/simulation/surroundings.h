// What surrounds tablets and server in a simulation: the clock, and a place for the server's
// database.
#pragma once

#include "core/base/assert.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <type_traits>
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

    /// Somebody, or something, puts it right or wrong.
    void set_wrong_by(std::int64_t ms) { m_wrong_by_ms = ms; }

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

/// Where the server's database is, and how it is backed up there. Copies are put back while nobody
/// has it open.
class ServerPlace {
public:
    /// Seed of what the first opening draws, in every place the same.
    static constexpr std::uint64_t first_opened_by = 1;

    ServerPlace() = default;
    virtual ~ServerPlace() = default;
    ServerPlace(const ServerPlace&) = delete;
    ServerPlace& operator=(const ServerPlace&) = delete;

    /// For store::open().
    virtual std::string location() const = 0;
    /// Whether it is copied while the server has it open.
    virtual bool is_copied_open() const = 0;
    /// In place of the copy before.
    virtual void make_copy() = 0;
    virtual void put_back_copy() = 0;
    /// Runs a statement past the store, for planted faults.
    virtual void execute(const std::string& sql) = 0;
};

} // namespace huiyin::simulation
