// The two faces at the sizes in force. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/theme.h"

struct ImFont;
struct ImFontBaked;

namespace huiyin::widgets {

struct BakedFont {
    ImFont* font = nullptr;
    ImFontBaked* baked = nullptr;
    /// Of glyph measures to device pixels.
    float scale = 1;
};

/// Valid until the next text is drawn or measured in another size.
BakedFont baked_font(TextSize size, Weight weight);

} // namespace huiyin::widgets
