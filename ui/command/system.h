// The clock and the random source of the machine.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace huiyin::command {

class SystemClock final : public base::Clock {
public:
    std::int64_t now_utc_ms() const override;
    int utc_offset_minutes() const override;
    std::int64_t monotonic_ms() const override;
};

class SystemRandom final : public base::Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace huiyin::command
