// A signature by hand, as the text in which an event keeps it.
//
// A stroke is its points one after another, `x,y,pressure` with x and y of 0 to 999 over the pad
// (three times as wide as high) and pressure of 0 to 9; points are divided by a space, strokes by
// a semicolon: `12,40,4 14,42,5;200,10,4`.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::domain {

inline constexpr std::uint16_t ink_place_max = 999;
inline constexpr std::uint16_t ink_pressure_max = 9;

struct InkPoint {
    std::uint16_t x = 0;        ///< 0 to ink_place_max, from the left edge of the pad to its right
    std::uint16_t y = 0;        ///< 0 to ink_place_max, from its upper edge to its lower
    std::uint16_t pressure = 0; ///< 0 to ink_pressure_max

    bool operator==(const InkPoint&) const = default;
};

using InkStroke = std::vector<InkPoint>;

/// At most limits::ink_text_bytes_max bytes: what is longer loses points that lie close together,
/// and if even the ends of its strokes are too many, its last strokes.
std::string text_of_ink(const std::vector<InkStroke>& strokes);

/// InvalidInput for what is malformed or too long; an empty text is no ink.
base::Result<std::vector<InkStroke>> ink_from_text(std::string_view text);

} // namespace huiyin::domain
