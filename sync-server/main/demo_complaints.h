// Demo complaints out of word lists and a seed.
#pragma once

#include "core/base/random.h"
#include "core/domain/intake.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// A step that a demo person takes on a demo tablet.
struct DemoStep {
    enum class Kind { Record, Reject, Note };
    Kind kind = Kind::Note;
    std::size_t complaint = 0; ///< index of the complaint
    std::size_t person = 0;    ///< index into demo_people
    std::int64_t at_utc_ms = 0;
    domain::Intake intake;  ///< of Record and Reject
    std::string_view words; ///< reason of Reject, text of Note
    bool behind = false;    ///< made without having seen the step before it
};

/// The steps of `count` complaints over the 30 days before `until_utc_ms`, in order of time: most
/// of them recorded, some rejected, some of these recorded later, one by two people at once; notes
/// on a third of them.
std::vector<DemoStep>
demo_steps(SeededRandom& random, std::size_t count, std::int64_t until_utc_ms);

} // namespace huiyin::server
