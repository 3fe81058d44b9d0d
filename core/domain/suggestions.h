// What the form proposes while somebody takes a complaint down: 重大, and likely duplicates
// (procedure 4.3, 4.9). Proposals only; people decide.
#pragma once

#include "core/domain/intake.h"
#include "core/domain/policy.h"

#include <string_view>
#include <vector>

namespace huiyin::domain {

/// Why a complaint may be 重大.
enum class MajorSign : std::uint8_t {
    Egregious,     ///< B3
    ToLeadership,  ///< T1B
    RunningTrains, ///< a word of the policy in system or content
    Security,      ///< 安全保密
    Repeated,      ///< two or more on the same matter in 30 days
    DisputedAgain  ///< a new complaint about one that was closed as dissatisfied
};

struct RelatedCounts {
    std::size_t same_matter_30_days = 0;
    bool after_dissatisfied = false;
};

/// The signs found, in their order; none = nothing speaks for 重大.
std::vector<MajorSign>
major_signs(const Intake& intake, const Policy& policy, const RelatedCounts& related);

/// How alike two texts are, 0 to 1: the share of pairs of neighbouring characters that both have
/// (Jaccard, after folding). Texts of one character or less are never alike.
double similarity(std::string_view a, std::string_view b);

/// Texts at least this alike may be the same matter.
inline constexpr double duplicate_similarity_min = 0.30;

template <>
std::span<const CodeEntry> code_list<MajorSign>();

} // namespace huiyin::domain
