// A signature by finger or pen, kept as lines; or the typed name of somebody who cannot draw.
#pragma once

#include "ui/widgets/layout.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// A point of a stroke: a place in the pad of 0 to 65535 in both directions, and how hard it was
/// pressed, 0 to 255 (128 where the device does not say).
struct InkPoint {
    std::uint16_t x = 0;
    std::uint16_t y = 0;
    std::uint8_t pressure = 128;
};

using InkStroke = std::vector<InkPoint>;

/// What more than this many points are for, nobody writes; more are not taken.
inline constexpr std::size_t ink_points_max = 8000;
inline constexpr std::size_t ink_strokes_max = 200;

struct Signature {
    std::vector<InkStroke> strokes;
    std::string typed_name;

    bool empty() const { return strokes.empty() && typed_name.empty(); }
};

struct SignatureOptions {
    std::string_view id;
    std::string_view label;
    std::string_view clear_label;
    /// Of the field for a typed name.
    std::string_view typed_label;
    std::string_view error;
    float height = 160;
};

/// A pad three times as wide as high, a button that empties it, and the field. Whether the
/// signature changed.
bool signature_pad(const SignatureOptions& options, Signature& signature);

struct InkPictureOptions {
    std::string_view id;
    /// What is read for it: 用户签字.
    std::string_view name;
    float height = 64;
};

/// What was drawn on a pad, to be looked at.
void ink_picture(const InkPictureOptions& options, const std::vector<InkStroke>& strokes);

} // namespace huiyin::widgets
