// Bars lying on their side: groups, parts of a whole, rates.
#include "ui/widgets/chart_parts.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle body{};
constexpr TextStyle bold{.weight = Weight::Bold};
constexpr float bar_height = 16;

Node row_node(NodeId id, std::string_view name, bool pressable, const Rect& rect) {
    Node node;
    node.id = id;
    node.role = pressable ? Role::Button : Role::Text;
    node.name = name;
    node.rect = rect;
    return node;
}

/// Publishes a row, operable or not, and draws what a press shows.
Interaction row_ui(NodeId id, std::string_view name, bool pressable, const Rect& rect) {
    const Node node = row_node(id, name, pressable, rect);
    if (!pressable) {
        publish(node);
        return {};
    }
    const Interaction it = interact(node);
    if (it.down || it.hovered) {
        paint::fill(rect.inset(-8, 0), theme().fill, radius::control);
    }
    if (it.focus_ring) {
        paint::frame(rect.inset(-8, 0), theme().focus, 2, radius::control);
    }
    return it;
}

struct BarLayout {
    float label = 0;
    float value = 0;
    double top = 0;
    /// Labels over their bars, because beside them there would be no room.
    bool above = false;
};

BarLayout layout_of(const BarChartOptions& options, float width) {
    BarLayout layout;
    for (const Bar& bar : options.bars) {
        layout.label = std::max(layout.label, measure_text(bar.label, body).width);
        layout.value = std::max(layout.value, measure_text(bar.value_text, body).width);
        layout.top = std::max(layout.top, bar.value);
    }
    layout.label += space::xl;
    layout.above = layout.label + layout.value + space::s > width * 0.55f;
    return layout;
}

float row_height(const BarChartOptions& options,
                 const Bar& bar,
                 const BarLayout& layout,
                 float width) {
    if (!layout.above) {
        return std::max(options.row_height, line_height(TextSize::Body) + 8);
    }
    return std::max(options.row_height,
                    measure_text(bar.label, body, width).height + line_height(TextSize::Body) +
                        space::m);
}

void draw_bar(const Bar& bar, const BarLayout& layout, const Rect& row) {
    Rect rest = row;
    if (layout.above) {
        rest = rest.inset(0, space::xs);
        const Rect label = rest.cut_top(measure_text(bar.label, body, row.width).height);
        paint::text(bar.label, {label.x, label.y}, body, theme().text, label.width);
    } else {
        paint::label(bar.label, rest.cut_left(layout.label), body, theme().text);
    }
    const float room = std::max(0.0f, rest.width - layout.value - space::s);
    const double part = layout.top > 0 ? std::max(0.0, bar.value) / layout.top : 0;
    const float length = bar.value > 0 ? std::max(4.0f, room * static_cast<float>(part)) : 0;
    if (length > 0) {
        const Rect box{rest.x, rest.center().y - bar_height * 0.5f, length, bar_height};
        paint::fill(box, series_color(bar.tone), radius::bar);
        rest.cut_left(length + space::s);
    }
    paint::label(bar.value_text, rest, body, theme().text);
}

void part_label(const StackPart& part, const Rect& rect) {
    const Point at{rect.x + 4, rect.center().y};
    paint::disc(at, 4, series_color(part.tone));
    Rect rest = rect;
    rest.cut_left(space::m);
    const Size size = measure_text(part.label, small, rest.width);
    paint::text(part.label,
                {rest.x, rest.y + (rest.height - size.height) * 0.5f},
                small,
                theme().text,
                rest.width);
}

} // namespace

std::optional<std::size_t> bar_chart(const BarChartOptions& options) {
    Figure figure(options.id, options.name, options.summary);
    const Column column({.gap = 0});
    const BarLayout layout = layout_of(options, flow().area.width);
    std::optional<std::size_t> pressed;
    Rect whole = available();
    whole.height = 0;
    for (std::size_t i = 0; i < options.bars.size(); ++i) {
        const Bar& bar = options.bars[i];
        const Rect row = place_block(row_height(options, bar, layout, flow().area.width));
        whole.height = row.bottom() - whole.y;
        std::string name(bar.name);
        if (name.empty()) {
            name = std::string(bar.label) + ": " + std::string(bar.value_text);
        }
        const NodeId id = node_id("bar" + std::to_string(i));
        if (row_ui(id, name, options.pressable, row).pressed) {
            pressed = i;
        }
        draw_bar(bar, layout, row);
    }
    figure.set_rect(whole);
    return pressed;
}

std::optional<std::size_t> stacked_bar(const StackedBarOptions& options) {
    Figure figure(options.id, options.name, options.summary);
    const Column column({.gap = space::s});
    const Rect track = place_block(8);
    figure.set_rect(track);
    double total = 0;
    for (const StackPart& part : options.parts) {
        total += std::max(0.0, part.value);
    }
    total = std::max(total, options.total);
    paint::fill(track, theme().fill, radius::bar);
    Rect rest = track;
    for (const StackPart& part : options.parts) {
        const double share = total > 0 ? std::max(0.0, part.value) / total : 0;
        const float length = static_cast<float>(share) * track.width;
        if (length <= 0) {
            continue;
        }
        // A small part can still be seen, and parts keep apart by what lies behind them.
        Rect box = rest.cut_left(std::min(rest.width, std::max(length, 6.0f)));
        paint::fill(box, theme().surface_raised);
        box.width = std::max(4.0f, box.width - (rest.width > 2 ? 2.0f : 0.0f));
        paint::fill(box, series_color(part.tone), radius::bar);
    }
    std::optional<std::size_t> pressed;
    const Row row({.gap = space::l, .wrap = true, .line_gap = space::xs});
    for (std::size_t i = 0; i < options.parts.size(); ++i) {
        const StackPart& part = options.parts[i];
        const float room = flow().area.width - space::m;
        const Size size = measure_text(part.label, small, room);
        const float height = options.pressable ? std::max(40.0f, size.height) : size.height;
        const Rect rect = place({size.width + space::m, height});
        if (row_ui(node_id("part" + std::to_string(i)), part.label, options.pressable, rect)
                .pressed) {
            pressed = i;
        }
        part_label(part, rect);
    }
    return pressed;
}

bool rate_bar(const RateBarOptions& options) {
    const float width = flow().area.width;
    const float line = line_height(TextSize::Body);
    const float figure = measure_text(options.figure, bold).width;
    const float fraction = measure_text(options.fraction, small).width;
    const float right = figure + space::s + fraction;
    const bool one_line = measure_text(options.label, body).width + space::m + right <= width;
    const float label = one_line ? line : measure_text(options.label, body, width).height;
    const bool fraction_fits = right <= width;
    const float extra = one_line ? 0
                        : fraction_fits
                            ? line
                            : line + measure_text(options.fraction, small, width).height;
    const Rect rect = place_block(std::max(touch_target, label + extra + 24));
    std::string name(options.label);
    name += ": ";
    name += options.figure;
    if (!options.fraction.empty()) {
        name += ", ";
        name += options.fraction;
    }
    const bool missed = options.target && options.rate < *options.target;
    const bool pressed = row_ui(widget_id(options.id, options.label), name, true, rect).pressed;
    Rect inner = rect.inset({0, space::xs, 0, space::s});
    Rect bar = inner.cut_bottom(8);
    const Rect words = inner.cut_top(label);
    paint::text(options.label, {words.x, words.y}, body, theme().text, words.width);
    Rect numbers = one_line ? words : inner.cut_top(line);
    paint::label(options.figure, numbers, bold, missed ? theme().warning : theme().text, 1);
    numbers.cut_right(figure + space::s);
    numbers.y += 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption));
    if (one_line || fraction_fits) {
        paint::label(options.fraction, numbers, small, theme().text_muted, 1);
    } else {
        paint::text(options.fraction, {inner.x, inner.y}, small, theme().text_muted, width);
    }
    paint::fill(bar, theme().fill, radius::bar);
    const auto part = static_cast<float>(std::clamp(options.rate, 0.0, 1.0));
    if (part > 0) {
        paint::fill({bar.x, bar.y, std::max(8.0f, bar.width * part), bar.height},
                    theme().accent,
                    radius::bar);
    }
    if (options.target) {
        const auto target = static_cast<float>(std::clamp(*options.target, 0.0, 1.0));
        paint::fill({bar.x + bar.width * target - 1, bar.y - 3, 2, 14}, theme().text);
    }
    return pressed;
}

} // namespace huiyin::widgets
