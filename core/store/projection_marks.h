// Bits of the column complaint.marks. Private to core/store.
#pragma once

#include <cstdint>

namespace huiyin::store {

inline constexpr std::int64_t mark_reached = 1;
inline constexpr std::int64_t mark_recomplaint = 2;
inline constexpr std::int64_t mark_clock_anomaly = 4;
inline constexpr std::int64_t mark_identity_hidden = 8;
/// The column severity holds what was decided, not what was proposed.
inline constexpr std::int64_t mark_severity_decided = 16;

} // namespace huiyin::store
