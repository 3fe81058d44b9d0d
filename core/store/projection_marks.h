// How codes and marks stand in the columns of complaint. Private to core/store.
#pragma once

#include "core/domain/codes.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace huiyin::store {

/// A code by its place in its list; -1 = none.
template <class Enum>
std::int64_t place_of(const std::optional<Enum>& code) {
    return code ? static_cast<std::int64_t>(*code) : -1;
}

/// The code of a place; none for a place outside of the list, as only a damaged file has.
template <class Enum>
std::optional<Enum> code_from(std::int64_t place) {
    const bool known =
        place >= 0 && static_cast<std::size_t>(place) < domain::code_list<Enum>().size();
    return known ? std::optional<Enum>(static_cast<Enum>(place)) : std::nullopt;
}

/// The same where there always is one: the first of the list for a place outside of it.
template <class Enum>
Enum code_at(std::int64_t place) {
    return code_from<Enum>(place).value_or(Enum{});
}

// Bits of the column marks.
inline constexpr std::int64_t mark_reached = 1;
inline constexpr std::int64_t mark_recomplaint = 2;
inline constexpr std::int64_t mark_clock_anomaly = 4;
inline constexpr std::int64_t mark_identity_hidden = 8;
/// The column severity holds what was decided, not what was proposed.
inline constexpr std::int64_t mark_severity_decided = 16;
inline constexpr std::int64_t mark_redacted = 32;

} // namespace huiyin::store
