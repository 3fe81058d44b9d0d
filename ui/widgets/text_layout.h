// Lines out of text: Chinese line breaking (kinsoku), ellipsis, and the space between Han and
// Latin.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/theme.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// How wide one character is.
class Advances {
public:
    virtual ~Advances() = default;
    virtual float advance(char32_t character) const = 0;
};

struct LayoutOptions {
    float width = 0;
    float em = 16;
    /// 0 is no limit; text cut off ends in an ellipsis.
    std::size_t lines_max = 0;
    /// An eighth of an em between Han and Latin. Off in editors, as the browser does not do it.
    bool autospace = true;
    /// Not a last line of one character.
    bool avoid_orphan = true;
};

/// One character and where it stands.
struct PlacedChar {
    char32_t character = 0;
    float x = 0;
};

struct Line {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    float width = 0;
};

struct TextBlock {
    std::vector<PlacedChar> chars;
    std::vector<Line> lines;
    float width = 0;
    bool cut = false;
};

/// Breaks `text` (UTF-8) into lines.
TextBlock
layout_text(std::string_view text, const Advances& advances, const LayoutOptions& options);

/// Whether a line may end between these two characters: UAX #14 as far as Chinese with Latin needs
/// it.
bool may_break_between(char32_t before, char32_t after);

struct TextStyle {
    TextSize size = TextSize::Body;
    Weight weight = Weight::Regular;
    bool autospace = true;
    std::size_t lines_max = 0;
};

/// The laid-out text in the fonts in force, from a cache; valid until the frame ends.
const TextBlock& text_block(std::string_view text, const TextStyle& style, float width);

/// Size of the text when it may be this wide.
Size measure_text(std::string_view text, const TextStyle& style, float width = 1e6f);

} // namespace huiyin::widgets
