// Time comes in through this interface, so that a run can be replayed.
#pragma once

#include <cstdint>

namespace huiyin::base {

class Clock {
public:
    virtual ~Clock() = default;

    /// Wall clock, UTC, milliseconds since 1970. May jump; never decides an order.
    virtual std::int64_t now_utc_ms() const = 0;

    /// Offset of local time from UTC in minutes, for example 480 for China.
    virtual int utc_offset_minutes() const = 0;

    /// Milliseconds that never run backwards within one session.
    virtual std::int64_t monotonic_ms() const = 0;
};

} // namespace huiyin::base
