// The icon family (icons.json, 24 grid, stroke 2, round) and the state glyphs.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/icon_names.h"
#include "ui/widgets/theme.h"

namespace huiyin::widgets {

/// Draws `icon` into the square around the middle of `box`, `size` CSS pixels wide.
void draw_icon(Icon icon, const Rect& box, float size, Color color);

/// How far a complaint has come, readable without colour.
enum class Glyph : unsigned char {
    RingDashed,
    RingCross,
    RingEmpty,
    PieQuarter,
    PieHalf,
    PieThreeQuarters,
    PieSevenEighths,
    DiscCheck,
    RingMinus,
};

/// Draws a state glyph in a 16 box; `ground` is what lies behind it.
void draw_glyph(Glyph glyph, const Rect& box, Color color, Color ground);

} // namespace huiyin::widgets
