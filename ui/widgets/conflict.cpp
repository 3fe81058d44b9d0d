// The card and the banner of a value that two people wrote differently.
#include "ui/widgets/buttons.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle bold{.weight = Weight::Bold};
/// Least width of a value for two of them to stand side by side.
constexpr float value_width_min = 280;

std::string joined(std::span<const std::string_view> parts) {
    std::string result;
    for (const std::string_view part : parts) {
        result += result.empty() ? "" : ", ";
        result += part;
    }
    return result;
}

/// What the button takes beside the words.
float choose_width(const ConflictCardOptions& options) {
    return options.choose.empty() ? 0 : compact_button_width(options.choose) + space::m;
}

/// With large text the button goes below the words.
bool choose_below(const ConflictCardOptions& options, float width) {
    const float room = width - 2 * space::l - choose_width(options);
    return !options.choose.empty() && room < 130 * view().text_scale;
}

/// Lines of the value: one part wraps, several stay in a line where they fit.
float value_height(const ConflictValue& value, float room) {
    return measure_text(joined(value.parts), bold, room).height;
}

float card_height(const ConflictCardOptions& options, float width) {
    const bool below = choose_below(options, width);
    const float room = width - 2 * space::l - (below ? 0 : choose_width(options));
    float height = 0;
    for (const ConflictValue& value : options.values) {
        const float order = measure_text(value.order, small, room).height;
        const float facts = measure_text(joined(value.facts), small, room).height;
        height = std::max(height, order + value_height(value, room) + facts + 2 * space::m);
    }
    return std::max(88.0f, height) + (below ? control_height(48) + space::s : 0);
}

/// Several parts with drawn dots where one line holds them, else as a wrapping text with commas.
float draw_parts(std::span<const std::string_view> parts,
                 const Rect& box,
                 const TextStyle& style,
                 Color color) {
    float dotted = 0;
    for (const std::string_view part : parts) {
        dotted += (dotted > 0 ? 20.0f : 0.0f) + measure_text(part, style).width;
    }
    const std::string whole = joined(parts);
    const float line = line_height(style.size);
    const float height = measure_text(whole, style, box.width).height;
    if (dotted <= box.width && parts.size() > 1) {
        paint::facts(parts, {box.x, box.y, box.width, line}, style, color);
    } else {
        paint::text(whole, {box.x, box.y}, style, color, box.width);
    }
    return height;
}

bool value_card(const ConflictCardOptions& options, std::size_t index, const Rect& rect) {
    const ConflictValue& value = options.values[index];
    Node node;
    node.role = Role::Text;
    const std::string name =
        std::string(value.order) + ": " + joined(value.parts) + ", " + joined(value.facts);
    node.name = name;
    node.rect = rect;
    publish(node);
    paint::fill(rect, theme().surface_raised, radius::control);
    if (value.in_force) {
        paint::frame(rect, theme().warning, 1, radius::control);
    }
    Rect inner = rect.inset(space::l, space::m);
    bool chosen = false;
    if (!options.choose.empty()) {
        const float width = compact_button_width(options.choose);
        const float height = control_height(48);
        const bool below = choose_below(options, rect.width);
        Rect side = rect;
        side.cut_right(space::m);
        const Rect at =
            below ? inner.cut_bottom(height) : side.cut_right(width).centered({width, height});
        const Column column({.area = at, .gap = 0});
        const std::string read = std::string(options.choose) + ": " + joined(value.parts);
        const std::string id = "choose" + std::to_string(index);
        chosen = button({.id = id,
                         .label = options.choose,
                         .name = read,
                         .size = ButtonSize::Compact,
                         .width = at.width});
        inner.cut_right(below ? 0 : choose_width(options));
    }
    inner.y += draw_parts(std::span(&value.order, 1), inner, small, theme().text_muted);
    inner.y += draw_parts(value.parts, inner, bold, theme().text);
    draw_parts(value.facts, inner, small, theme().text_muted);
    return chosen;
}

} // namespace

std::optional<std::size_t> conflict_card(const ConflictCardOptions& options) {
    const IdScope scope(options.id.empty() ? options.title : options.id);
    const Landmark group({.role = Role::Group, .name = options.title, .id = "conflict"});
    const Card card({.gap = space::m, .tone = Tone::Warning});
    {
        const Row row({.gap = space::s});
        draw_icon(Icon::Conflict,
                  place({icon_size(20), line_height(TextSize::Body)}),
                  icon_size(20),
                  theme().warning);
        text(options.title, {.weight = Weight::Bold, .tone = Tone::Warning, .width = width_fill});
    }
    const float width = flow().area.width;
    const auto count = static_cast<float>(std::max<std::size_t>(1, options.values.size()));
    const float beside = (width - space::m * (count - 1)) / count;
    const bool side_by_side = beside >= value_width_min * view().text_scale;
    const float each = side_by_side ? beside : width;
    const float height = card_height(options, each);
    std::optional<std::size_t> chosen;
    Rect line = side_by_side ? place_block(height) : Rect{};
    for (std::size_t i = 0; i < options.values.size(); ++i) {
        const Rect rect = side_by_side ? line.cut_left(each) : place_block(height);
        line.cut_left(space::m);
        if (value_card(options, i, rect)) {
            chosen = i;
        }
    }
    if (!options.waits_for.empty()) {
        icon_caption(Icon::Clock, options.waits_for, Tone::Warning);
    }
    return chosen;
}

bool conflict_banner(const ConflictBannerOptions& options) {
    const IdScope scope(options.id.empty() ? options.title : options.id);
    const float edge = icon_size(20);
    const float width = options.choose.empty() ? 0 : compact_button_width(options.choose);
    const float area = flow().area.width;
    // With large text the button goes below the words.
    const bool below = width > 0 && area - width - edge - 5 * space::m < 160 * view().text_scale;
    const float room =
        std::max(48.0f, area - 2 * space::l - edge - space::m - (below || width == 0 ? 0 : width));
    const float title_height = measure_text(options.title, bold, room).height;
    const float text_height = measure_text(options.text, small, room).height;
    const float words = title_height + text_height;
    const float button_height = control_height(48);
    const float height =
        std::max(72.0f, words + 2 * space::m) + (below ? button_height + space::m : 0);
    const Rect rect = place_block(height);
    paint::fill(rect, theme().warning_tint, radius::card);
    Node node;
    node.role = Role::Text;
    const std::string name = std::string(options.title) + ", " + std::string(options.text);
    node.name = name;
    node.rect = rect;
    publish(node);
    Rect inner = rect.inset(space::m);
    Rect foot = below ? inner.cut_bottom(button_height) : Rect{};
    bool pressed = false;
    if (width > 0) {
        const Rect at = below ? foot : inner.cut_right(width).centered({width, button_height});
        const Column column({.area = at, .gap = 0});
        pressed = button({.id = "choose",
                          .label = options.choose,
                          .size = ButtonSize::Compact,
                          .width = at.width,
                          .has_popup = true,
                          .on_tint = true});
    }
    inner.cut_left(space::xs);
    Rect lines = inner.centered({inner.width, words});
    if (below) {
        lines.y = inner.y;
    }
    Rect icon_box = lines.cut_left(edge);
    draw_icon(Icon::Conflict, icon_box, edge, theme().warning);
    lines.cut_left(space::m);
    paint::text(options.title, {lines.x, lines.y}, bold, theme().warning, room);
    paint::text(options.text, {lines.x, lines.y + title_height}, small, theme().text_muted, room);
    return pressed;
}

} // namespace huiyin::widgets
