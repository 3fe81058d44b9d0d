// What text fields, pickers and groups of choices share: the label line and the error line. For the
// sources of ui/widgets only.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/theme.h"

#include <string_view>

namespace huiyin::widgets {

struct LabelLine {
    std::string_view label;
    bool label_hidden = false;
    bool required = false;
    /// Right-aligned.
    std::string_view hint;
    Tone hint_tone = Tone::Muted;
};

/// Height of the label with the space below it; 0 when there is nothing to show. A long label wraps
/// and a hint that does not fit beside it goes below.
float label_line_height(const LabelLine& line, float width);
/// Draws it at the top of `block`.
void draw_label_line(const LabelLine& line, const Rect& block);
/// Height of the error with the space above it; 0 without an error.
float error_height(std::string_view error, float width);
/// Draws it at the top of `block`.
void draw_error(std::string_view error, const Rect& block);

} // namespace huiyin::widgets
