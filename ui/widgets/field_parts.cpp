#include "ui/widgets/field_parts.h"

#include "ui/widgets/context.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};

float error_indent() {
    return icon_size(16) + space::xs;
}

struct LabelHeights {
    float label = 0;
    /// 0 when it stands beside the label.
    float hint = 0;
    bool beside = false;
};

float star_width(const LabelLine& line) {
    return line.required ? space::xs + measure_text("*", small).width : 0;
}

LabelHeights label_heights(const LabelLine& line, float width) {
    LabelHeights heights;
    float used = 0;
    if (!line.label_hidden) {
        const float room = width - star_width(line);
        const Size label = measure_text(line.label, small, room);
        heights.label = label.height;
        used = label.width + star_width(line) + space::m;
        used = label.height > line_height(TextSize::Caption) ? width : used;
    }
    if (!line.hint.empty()) {
        heights.beside = heights.label > 0 && used + measure_text(line.hint, small).width <= width;
        heights.hint = heights.beside ? 0 : measure_text(line.hint, small, width).height;
    }
    return heights;
}

} // namespace

float label_line_height(const LabelLine& line, float width) {
    const LabelHeights heights = label_heights(line, width);
    const float height = heights.label + heights.hint;
    return height > 0 ? height + space::s : 0;
}

void draw_label_line(const LabelLine& line, const Rect& block) {
    const LabelHeights heights = label_heights(line, block.width);
    Rect box = block;
    Rect words = box.cut_top(heights.label);
    Rect hint = heights.beside ? words : box.cut_top(heights.hint);
    if (!line.hint.empty()) {
        const float width = measure_text(line.hint, small, hint.width).width;
        // A hint on a line of its own begins where the label does.
        hint.cut_left(heights.beside || line.label_hidden ? hint.width - width : 0);
        paint::text(line.hint, {hint.x, hint.y}, small, tone_color(line.hint_tone), hint.width + 1);
    }
    if (line.label_hidden) {
        return;
    }
    const float room = words.width - star_width(line);
    paint::text(line.label, {words.x, words.y}, small, theme().text_muted, room);
    if (line.required) {
        const TextBlock& label = text_block(line.label, small, room);
        words.cut_top(heights.label - line_height(TextSize::Caption));
        words.cut_left(label.lines.back().width / view().device_ratio + space::xs);
        paint::label("*", words, small, theme().danger);
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
