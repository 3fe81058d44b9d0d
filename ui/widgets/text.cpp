#include "ui/widgets/text.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <string>
#include <vector>

namespace huiyin::widgets {

namespace {

/// A heading stands closer to what it heads.
constexpr float heading_gap = 10;
/// Least width of a value beside its label.
constexpr float fact_value_ems = 8;

void publish_text(std::string_view content,
                  const Rect& rect,
                  int level,
                  std::string_view language = {}) {
    Node node;
    node.role = level > 0 ? Role::Heading : Role::Text;
    node.heading_level = static_cast<std::uint8_t>(level);
    node.name = content;
    node.rect = rect;
    node.language = language;
    publish(node);
}

float align_offset(Align align, float left) {
    switch (align) {
    case Align::Center:
        return left * 0.5f;
    case Align::End:
        return left;
    case Align::Start:
    case Align::SpaceBetween:
        return 0;
    }
    return 0;
}

std::string joined(std::span<const std::string_view> parts) {
    std::string result;
    for (const std::string_view part : parts) {
        result += result.empty() ? "" : ", ";
        result += part;
    }
    return result;
}

void text_block_ui(std::string_view content, const TextOptions& options, int level) {
    const TextStyle style{
        .size = options.size, .weight = options.weight, .lines_max = options.lines_max};
    const bool in_row = flow().kind == Flow::Kind::Row;
    const float room = options.width > 0 ? options.width : width_left();
    const Size size = measure_text(content, style, room);
    const float width = in_row && options.width == width_fit ? size.width : options.width;
    const Rect rect = in_row ? place({width, size.height}) : place_block(size.height);
    publish_text(content, rect, level, options.language);
    const float spare = std::max(0.0f, rect.width - size.width);
    const Point at{rect.x + align_offset(options.align, spare), rect.y};
    const float width_drawn = std::max(room, rect.width);
    paint::marks(content, options.hits, at, style, width_drawn);
    paint::text(content, at, style, tone_color(options.tone), width_drawn);
}

/// Facts that do not fit in one line: each from a line of its own, wrapped where even that is
/// short.
void facts_block(std::span<const std::string_view> parts,
                 const TextOptions& options,
                 const TextStyle& style) {
    const float room = width_left();
    float height = 0;
    for (const std::string_view part : parts) {
        height += measure_text(part, style, room).height;
    }
    const Rect rect = place_block(height);
    publish_text(joined(parts), rect, 0, options.language);
    float top = rect.y;
    for (const std::string_view part : parts) {
        paint::text(part, {rect.x, top}, style, tone_color(options.tone), room);
        top += measure_text(part, style, room).height;
    }
}

/// Values of a fact that stand in one line; one alone may be longer and wraps.
struct FactLine {
    std::size_t first = 0;
    std::size_t count = 0;
    float height = 0;
};

std::vector<FactLine> fact_lines(std::span<const std::string_view> values, float room) {
    std::vector<FactLine> lines;
    float used = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Size size = measure_text(values[i], {}, room);
        const float needed = paint::dot_advance() + size.width;
        const bool alone = lines.empty() || size.height > line_height(TextSize::Body) ||
                           lines.back().height > line_height(TextSize::Body);
        if (alone || used + needed > room) {
            lines.push_back({i, 1, size.height});
            used = size.width;
        } else {
            ++lines.back().count;
            used += needed;
        }
    }
    return lines;
}

void draw_fact_line(const FactOptions& options, const FactLine& line, const Rect& box) {
    std::vector<paint::FactRange> hits;
    for (paint::FactRange hit : options.hits) {
        if (hit.fact >= line.first && hit.fact < line.first + line.count) {
            hit.fact -= line.first;
            hits.push_back(hit);
        }
    }
    const Color ink = tone_color(options.tone);
    const auto values = options.values.subspan(line.first, line.count);
    if (line.count > 1) {
        paint::facts(values, box, {}, ink, hits);
        return;
    }
    for (const paint::FactRange& hit : hits) {
        paint::marks(values[0], std::span(&hit.range, 1), {box.x, box.y}, {}, box.width);
    }
    paint::text(values[0], {box.x, box.y}, {}, ink, box.width);
}

} // namespace

void text(std::string_view content, const TextOptions& options) {
    text_block_ui(content, options, 0);
}

void caption(std::string_view content, Tone tone) {
    text(content, {.size = TextSize::Caption, .tone = tone});
}

void title(std::string_view content, int level, std::span<const paint::TextRange> hits) {
    text_block_ui(content, {.size = TextSize::Title, .weight = Weight::Bold, .hits = hits}, level);
}

void figure(std::string_view value, std::string_view unit, Tone tone) {
    const TextStyle large{.size = TextSize::Figure, .weight = Weight::Bold};
    const TextStyle small{.size = TextSize::Body};
    const Size value_size = measure_text(value, large);
    const float unit_width = unit.empty() ? 0 : space::xs + measure_text(unit, small).width;
    const Rect rect = place({value_size.width + unit_width, value_size.height});
    publish_text(std::string(value) + (unit.empty() ? "" : " ") + std::string(unit), rect, 0);
    paint::text(value, {rect.x, rect.y}, large, tone_color(tone));
    // On the baseline of the figure: what the half leadings of both lines differ by.
    const float drop = (line_height(TextSize::Figure) - line_height(TextSize::Body)) * 0.5f +
                       0.33f * (font_size(TextSize::Figure) - font_size(TextSize::Body));
    paint::text(unit, {rect.x + value_size.width + space::xs, rect.y + drop}, small, theme().text);
}

void section_heading(const SectionHeadingOptions& options) {
    const TextStyle style{.size = options.small ? TextSize::Caption : TextSize::Body,
                          .weight = Weight::Bold};
    const TextStyle small{.size = TextSize::Caption};
    const float line = line_height(style.size);
    const float drop = 0.33f * (font_size(style.size) - font_size(TextSize::Caption));
    const float icon = options.icon == Icon::None ? 0 : icon_size(20) + space::s;
    const float check = options.complete ? icon_size(20) + space::s : 0;
    const float room = std::max(48.0f, available().width - icon - check);
    const Size label = measure_text(options.label, style, room);
    const float count =
        options.count.empty() ? 0 : space::s + measure_text(options.count, small).width;
    const float hint =
        options.hint.empty() ? 0 : space::m + measure_text(options.hint, small).width;
    // What does not fit behind the label goes below it.
    const bool beside = label.width + count + hint <= room;
    const float below = beside || count + hint == 0 ? 0 : line_height(TextSize::Caption);
    const Rect rect = place_block(label.height + below);
    flow().next_gap = std::min(flow().gap, heading_gap);
    publish_text(options.label, rect, options.level);
    Rect rest = rect;
    if (options.icon != Icon::None) {
        Rect icon_box = rest.cut_left(icon_size(20));
        icon_box.height = line;
        draw_icon(options.icon, icon_box, icon_size(20), theme().text_muted);
        rest.cut_left(space::s);
    }
    paint::text(options.label, {rest.x, rest.y}, style, theme().text, room);
    if (options.complete) {
        const Rect box{rest.x + label.width + space::s, rest.y, icon_size(20), line};
        draw_icon(Icon::CheckCircle, box, icon_size(20), theme().success);
        if (!options.complete_label.empty()) {
            publish_text(options.complete_label, rect, 0);
        }
    }
    Rect side = beside ? Rect{rest.x + label.width + space::s,
                              rest.y + drop,
                              rest.width - label.width - space::s,
                              line}
                       : Rect{rest.x, rest.y + label.height, rest.width, below};
    if (!options.count.empty()) {
        paint::label(options.count, side, small, theme().text_muted);
        publish_text(options.count, side, 0);
    }
    if (!options.hint.empty()) {
        side.cut_left(beside ? 0 : count);
        paint::label(options.hint, side, small, theme().text_muted, beside ? 1.0f : 0.0f);
        publish_text(options.hint, side, 0);
    }
}

void facts(std::span<const std::string_view> parts, const TextOptions& options) {
    const TextStyle style{.size = options.size, .weight = options.weight};
    float width = 0;
    for (const std::string_view part : parts) {
        width += (width > 0 ? paint::dot_advance() : 0) + measure_text(part, style).width;
    }
    const float height = line_height(options.size);
    const bool in_row = flow().kind == Flow::Kind::Row;
    const float room = width_left();
    if (!in_row && width > room) {
        facts_block(parts, options, style);
        return;
    }
    const bool fills = options.width == width_fill;
    const Rect rect =
        in_row ? place({fills ? width_fill : std::min(width, room), height}) : place_block(height);
    publish_text(joined(parts), rect, 0, options.language);
    paint::facts(parts, rect, style, tone_color(options.tone));
}

void icon_caption(Icon icon, std::string_view content, Tone tone) {
    const TextStyle style{.size = TextSize::Caption};
    const float edge = icon_size(16);
    const float before = edge + space::xs;
    const Size size = measure_text(content, style, std::max(1.0f, width_left() - before));
    const Rect rect = flow().kind == Flow::Kind::Row ? place({size.width + before, size.height})
                                                     : place_block(size.height);
    publish_text(content, rect, 0);
    const Rect icon_box{rect.x, rect.y, edge, line_height(TextSize::Caption)};
    draw_icon(icon, icon_box, edge, tone_color(tone));
    paint::text(content, {rect.x + before, rect.y}, style, tone_color(tone), rect.width - before);
}

void fact(const FactOptions& options) {
    const TextStyle label_style{.size = TextSize::Caption};
    const float beside = options.label_width * view().text_scale + space::m;
    // Large text on a small screen: the value gets the whole width below its label.
    const bool stacked = flow().area.width - beside < fact_value_ems * font_size(TextSize::Body);
    const float value_left = stacked ? 0 : beside;
    const float label_line = stacked ? line_height(TextSize::Caption) : 0;
    const float room = std::max(1.0f, flow().area.width - value_left);
    const std::vector<FactLine> lines = fact_lines(options.values, room);
    float height = 0;
    for (const FactLine& line : lines) {
        height += line.height;
    }
    const float around = 8;
    const Rect rect = place_block(std::max(32.0f, label_line + height + around));
    publish_text(std::string(options.label) + ": " + joined(options.values), rect, 0);
    const float top = rect.y + around * 0.5f;
    const float drop = (line_height(TextSize::Body) - line_height(TextSize::Caption)) * 0.5f +
                       0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption));
    paint::text(options.label,
                {rect.x, top + (stacked ? 0 : drop)},
                label_style,
                theme().text_muted,
                stacked ? room : beside - space::m + space::s);
    Rect box{rect.x + value_left, top + label_line, room, 0};
    for (const FactLine& line : lines) {
        box.height = line.height;
        draw_fact_line(options, line, box);
        box.y += line.height;
    }
}

void fact(std::string_view label, std::string_view value) {
    const std::string_view values[] = {value};
    fact({.label = label, .values = values});
}

} // namespace huiyin::widgets
