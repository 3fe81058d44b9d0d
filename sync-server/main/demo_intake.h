// What the demo's acceptors take down, and the randomness that chooses it.
#pragma once

#include "core/base/random.h"
#include "core/domain/intake.h"
#include "sync-server/main/demo_words.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace huiyin::server {

/// Reproducible randomness for made-up data; never for keys or passwords.
class SeededRandom final : public base::Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_state(seed) {}

    void fill(std::span<std::uint8_t> out) override;

    /// A number from 0 to `bound` - 1.
    std::size_t below(std::size_t bound);

    /// Whether something that happens so many times in a hundred happens now.
    bool chance(std::size_t percent) { return below(100) < percent; }

    template <class T>
    const T& pick(std::span<const T> list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t m_state;

    std::uint64_t next();
};

/// A complete intake about a matter.
domain::Intake
demo_intake(SeededRandom& random, const DemoMatter& matter, std::int64_t recorded_at);

/// A pattern with the complaint's own {station} and {system}.
std::string demo_text(std::string_view pattern, const domain::Intake& intake);

} // namespace huiyin::server
