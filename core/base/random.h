// Randomness comes in through this interface, so that a run can be replayed.
#pragma once

#include <cstdint>
#include <span>

namespace huiyin::base {

class Random {
public:
    virtual ~Random() = default;

    /// Fills `out` with random bytes; in production from the system's cryptographic source.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

} // namespace huiyin::base
