// How codes and marks stand in the columns of complaint. Private to core/store.
#pragma once

#include <cstdint>
#include <optional>

namespace huiyin::store {

/// A code by its place in its list; -1 = none.
template <class Enum>
std::int64_t place_of(const std::optional<Enum>& code) {
    return code ? static_cast<std::int64_t>(*code) : -1;
}

/// The code of a place.
template <class Enum>
std::optional<Enum> code_from(std::int64_t place) {
    return place < 0 ? std::nullopt : std::optional<Enum>(static_cast<Enum>(place));
}

// Bits of the column marks.
inline constexpr std::int64_t mark_reached = 1;
inline constexpr std::int64_t mark_recomplaint = 2;
inline constexpr std::int64_t mark_clock_anomaly = 4;
inline constexpr std::int64_t mark_identity_hidden = 8;
/// The column severity holds what was decided, not what was proposed.
inline constexpr std::int64_t mark_severity_decided = 16;

} // namespace huiyin::store
