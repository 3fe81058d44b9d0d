#include "ui/widgets/stats.h"

#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text_layout.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle small_bold{.size = TextSize::Caption, .weight = Weight::Bold};
constexpr TextStyle body{};
constexpr TextStyle bold{.weight = Weight::Bold};
constexpr TextStyle large{.size = TextSize::Figure, .weight = Weight::Bold};
constexpr float tile_width_min = 152;
constexpr float tile_gap = 12;

/// How many stand side by side: the rows are as even as they can be.
std::size_t per_row(std::size_t count, float width, float width_min) {
    const float least = width_min * view().text_scale;
    const float fit = (width + tile_gap) / (least + tile_gap);
    const std::size_t most = std::clamp<std::size_t>(static_cast<std::size_t>(fit), 1, count);
    const std::size_t rows = (count + most - 1) / most;
    return (count + rows - 1) / rows;
}

/// How much lower a smaller size stands to share the baseline of a larger one in its line box.
float baseline_drop(TextSize larger, TextSize smaller) {
    return (line_height(larger) - line_height(smaller)) * 0.5f +
           0.33f * (font_size(larger) - font_size(smaller));
}

Interaction tile_node(const StatTile& tile, std::size_t index, const Rect& rect) {
    std::string name(tile.label);
    name += ": ";
    name += tile.value;
    if (!tile.unit.empty()) {
        name += ' ';
        name += tile.unit;
    }
    if (!tile.note.empty()) {
        name += ", ";
        name += tile.note;
    }
    Node node;
    node.id = node_id("tile" + std::to_string(index));
    node.role = Role::Button;
    node.name = name;
    node.rect = rect;
    return interact(node);
}

float note_indent(const StatTile& tile) {
    return tile.note_icon == Icon::None ? 0 : icon_size(16) + space::xs + 2;
}

struct TileHeights {
    float label = 0;
    float value = 0;
    float note = 0;

    float whole() const { return 2 * space::l + label + space::xs + value + note; }
};

bool unit_fits(const StatTile& tile, float room) {
    return measure_text(tile.value, large).width + space::xs +
               measure_text(tile.unit, body).width <=
           room;
}

TileHeights tile_heights(const StatTile& tile, float width) {
    const float room = width - 2 * space::l;
    TileHeights heights;
    heights.label = measure_text(tile.label, small, room - icon_size(16) - space::xs).height;
    heights.value = line_height(TextSize::Figure);
    // A long figure in large text has its unit on a line of its own.
    heights.value += unit_fits(tile, room) ? 0 : line_height(TextSize::Body);
    heights.note =
        tile.note.empty() ? 0 : measure_text(tile.note, small, room - note_indent(tile)).height;
    return heights;
}

void draw_tile(const StatTile& tile, const Rect& rect, const TileHeights& heights) {
    Rect inner = rect.inset(space::l);
    Rect head = inner.cut_top(heights.label);
    Rect chevron = head.cut_right(icon_size(16));
    chevron.height = line_height(TextSize::Caption);
    draw_icon(Icon::Right, chevron, icon_size(16), theme().text_muted);
    head.cut_right(space::xs);
    paint::text(tile.label, {head.x, head.y}, small, theme().text_muted, head.width);
    inner.cut_top(space::xs);
    const Rect value = inner.cut_top(heights.value);
    paint::text(tile.value, {value.x, value.y}, large, theme().text);
    Point unit{value.x + measure_text(tile.value, large).width + space::xs,
               value.y + baseline_drop(TextSize::Figure, TextSize::Body)};
    if (!unit_fits(tile, value.width)) {
        unit = {value.x, value.y + line_height(TextSize::Figure)};
    }
    paint::text(tile.unit, unit, body, theme().text);
    if (tile.note_icon != Icon::None) {
        Rect icon_box = inner;
        icon_box.width = icon_size(16);
        icon_box.height = line_height(TextSize::Caption);
        draw_icon(tile.note_icon, icon_box, icon_size(16), tone_color(tile.note_tone));
        inner.cut_left(note_indent(tile));
    }
    paint::text(tile.note, {inner.x, inner.y}, small, tone_color(tile.note_tone), inner.width);
}

bool tile_ui(const StatTile& tile, std::size_t index, const Rect& rect) {
    const Interaction it = tile_node(tile, index, rect);
    panel(rect);
    if (it.down || it.hovered) {
        paint::fill(rect.inset(1), theme().fill, radius::card - 1);
    }
    draw_tile(tile, rect, tile_heights(tile, rect.width));
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::card);
    }
    return it.pressed;
}

float strip_height(const StatTile& tile, float width) {
    const float room = width - 2 * space::l;
    const float value = measure_text(tile.value, bold).width;
    const float note = measure_text(tile.note, small).width;
    const bool one_line = value + space::s + note <= room;
    return measure_text(tile.label, small, room).height + line_height(TextSize::Body) +
           (one_line || tile.note.empty() ? 0 : measure_text(tile.note, small, room).height);
}

bool strip_part(const StatTile& tile, std::size_t index, const Rect& rect) {
    const Interaction it = tile_node(tile, index, rect);
    if (it.down || it.hovered) {
        paint::fill(rect.inset(1), theme().fill, radius::card - 1);
    }
    const float content = strip_height(tile, rect.width);
    Rect inner = rect.inset(space::l, 0).centered({rect.width - 2 * space::l, content});
    const float label = measure_text(tile.label, small, inner.width).height;
    paint::text(tile.label, {inner.x, inner.y}, small, theme().text_muted, inner.width);
    inner.cut_top(label);
    Rect line = inner.cut_top(line_height(TextSize::Body));
    paint::text(tile.value, {line.x, line.y}, bold, theme().text);
    const float value = measure_text(tile.value, bold).width + space::s;
    const float note = measure_text(tile.note, small).width;
    if (value + note <= line.width) {
        const float drop = baseline_drop(TextSize::Body, TextSize::Caption);
        paint::text(tile.note, {line.x + value, line.y + drop}, small, theme().text_muted);
    } else {
        paint::text(tile.note, {inner.x, inner.y}, small, theme().text_muted, inner.width);
    }
    if (it.focus_ring) {
        paint::frame(rect.inset(2), theme().focus, 2, radius::card - 2);
    }
    return it.pressed;
}

class Group {
public:
    explicit Group(const StatsOptions& options)
        : m_scope(options.id.empty() ? options.name : options.id)
        , m_group({.role = Role::Group, .name = options.name, .id = "stats"}) {}

private:
    IdScope m_scope;
    Landmark m_group;
};

} // namespace

std::optional<std::size_t> stat_tiles(const StatsOptions& options) {
    if (options.tiles.empty()) {
        return std::nullopt;
    }
    const Group group(options);
    const Column rows({.gap = tile_gap});
    const float width = flow().area.width;
    const std::size_t columns = per_row(options.tiles.size(), width, tile_width_min);
    const float gaps = tile_gap * static_cast<float>(columns - 1);
    const float each = (width - gaps) / static_cast<float>(columns);
    float height = 112;
    for (const StatTile& tile : options.tiles) {
        height = std::max(height, tile_heights(tile, each).whole());
    }
    std::optional<std::size_t> pressed;
    Rect line;
    for (std::size_t i = 0; i < options.tiles.size(); ++i) {
        line = i % columns == 0 ? place_block(height) : line;
        const Rect rect = line.cut_left(each);
        line.cut_left(tile_gap);
        if (tile_ui(options.tiles[i], i, rect)) {
            pressed = i;
        }
    }
    return pressed;
}

std::optional<std::size_t> stat_strip(const StatsOptions& options) {
    if (options.tiles.empty()) {
        return std::nullopt;
    }
    const Group group(options);
    const std::size_t columns = per_row(options.tiles.size(), flow().area.width, 140);
    const float each = flow().area.width / static_cast<float>(columns);
    float part = 64;
    for (const StatTile& tile : options.tiles) {
        part = std::max(part, strip_height(tile, each) + 20);
    }
    const std::size_t rows = (options.tiles.size() + columns - 1) / columns;
    const Rect whole = place_block(part * static_cast<float>(rows));
    panel(whole);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < options.tiles.size(); ++i) {
        const auto column = static_cast<float>(i % columns);
        const auto row = static_cast<float>(i / columns);
        const Rect rect{whole.x + column * each, whole.y + row * part, each, part};
        if (strip_part(options.tiles[i], i, rect)) {
            pressed = i;
        }
        if (i % columns > 0) {
            paint::fill({rect.x, rect.y + 10, 1, part - 20}, theme().hairline);
        } else if (i > 0) {
            paint::hairline({rect.x + space::l, rect.y}, whole.width - 32, theme().hairline);
        }
    }
    return pressed;
}

void stacked_figure(std::string_view label, std::string_view value, Tone tone) {
    const float value_height = line_height(TextSize::Figure);
    const Size words = measure_text(label, small);
    const float width = std::max(words.width, measure_text(value, large).width);
    const Rect rect = place({width, value_height + words.height});
    const std::string name = std::string(label) + " " + std::string(value);
    Node node;
    node.role = Role::Text;
    node.name = name;
    node.rect = rect;
    publish(node);
    paint::text(value, {rect.x, rect.y}, large, tone_color(tone));
    paint::text(label, {rect.x, rect.y + value_height}, small, theme().text_muted);
}

void small_figure(std::string_view label, std::string_view value) {
    const Size words = measure_text(label, small, flow().area.width);
    const float left = words.width + space::xs + 2;
    const Rect rect = place({left + measure_text(value, small_bold).width, words.height});
    const std::string name = std::string(label) + " " + std::string(value);
    Node node;
    node.role = Role::Text;
    node.name = name;
    node.rect = rect;
    publish(node);
    paint::text(label, {rect.x, rect.y}, small, theme().text_muted, words.width + 1);
    paint::text(value, {rect.x + left, rect.y}, small_bold, theme().text);
}

} // namespace huiyin::widgets
