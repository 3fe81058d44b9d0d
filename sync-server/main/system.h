// The real clock and the real random source.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace huiyin::server {

class SystemClock final : public base::Clock {
public:
    std::int64_t now_utc_ms() const override;
    /// Of the machine's time zone, now.
    int utc_offset_minutes() const override;
    std::int64_t monotonic_ms() const override;
};

/// The system's cryptographic source. Thread-safe.
class SystemRandom final : public base::Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace huiyin::server
