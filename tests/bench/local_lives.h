// The complaints of benchmark `local`: lives through the procedure as a department lives them, in
// many words.
#pragma once

#include "tests/support/procedure.h"
#include "tests/support/random_procedure.h"

#include <cstdint>
#include <string>
#include <vector>

namespace huiyin::bench {

/// When a complaint was recorded, and how much of its way it has had time to go.
struct LifePlan {
    std::int64_t recorded_at_utc_ms = 0;
    std::int64_t age_ms = 0;
    std::uint32_t counter = 0; ///< of its number
};

/// One complaint: nearly all go the whole way within weeks; some are rejected, withdrawn, major,
/// confidential or of unhappy users, and one step in twelve is a random one that the rules allow.
tests::Life
make_life(const tests::Office& office, const LifePlan& plan, tests::SeededRandom& random);

/// Pairs of Chinese characters that people would look for: in many texts, in few, in none.
const std::vector<std::string>& searched_words();

} // namespace huiyin::bench
