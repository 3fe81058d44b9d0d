#include "ui/widgets/field_parts.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};

float error_indent() {
    return icon_size(16) + space::xs;
}

} // namespace

float label_line_height(const LabelLine& line) {
    const bool shown = !line.label_hidden || !line.hint.empty();
    return shown ? line_height(TextSize::Caption) + space::s : 0;
}

void draw_label_line(const LabelLine& line, const Rect& block) {
    Rect box = block;
    box.height = line_height(TextSize::Caption);
    if (!line.hint.empty()) {
        paint::label(line.hint, box, small, tone_color(line.hint_tone), 1);
    }
    if (line.label_hidden) {
        return;
    }
    paint::label(line.label, box, small, theme().text_muted);
    if (line.required) {
        box.cut_left(measure_text(line.label, small).width + space::xs);
        paint::label("*", box, small, theme().danger);
    }
}

float error_height(std::string_view error, float width) {
    return error.empty() ? 0
                         : space::xs + measure_text(error, small, width - error_indent()).height;
}

void draw_error(std::string_view error, const Rect& block) {
    if (error.empty()) {
        return;
    }
    Rect line = block;
    line.y += space::xs;
    line.height = line_height(TextSize::Caption);
    draw_icon(Icon::AlertCircle, line.cut_left(icon_size(16)), icon_size(16), theme().danger);
    line.cut_left(space::xs);
    paint::text(error, {line.x, line.y}, small, theme().danger, line.width);
}

} // namespace huiyin::widgets
