#include "ui/widgets/number_field.h"

#include "ui/widgets/field_parts.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiyin::widgets {

namespace {

enum class Direction { Less, More };

/// The icon family has no minus; both signs are drawn alike.
void draw_sign(const Rect& box, Direction direction, Color color) {
    const Point c = box.center();
    const float half = icon_size(20) * 0.35f;
    const std::array<Point, 2> across = {{{c.x - half, c.y}, {c.x + half, c.y}}};
    paint::polyline(across, color, 2);
    if (direction == Direction::More) {
        const std::array<Point, 2> upright = {{{c.x, c.y - half}, {c.x, c.y + half}}};
        paint::polyline(upright, color, 2);
    }
}

bool step_button(const NumberFieldOptions& options,
                 Direction direction,
                 bool disabled,
                 const Rect& rect) {
    const bool less = direction == Direction::Less;
    // Two fields of one form have the same words on their buttons.
    std::string name(options.label);
    name += ": ";
    name += less ? options.less_label : options.more_label;
    Node node;
    node.id = widget_id(options.id, options.label) + (less ? 1u : 2u);
    node.role = Role::Button;
    node.name = name;
    node.state = disabled ? StateDisabled : 0u;
    node.rect = rect;
    const Interaction it = interact(node);
    const Rect ground = rect.inset(4);
    if (it.down || it.hovered) {
        paint::fill(ground, it.down ? theme().fill_pressed : theme().fill, radius::thumb);
    }
    draw_sign(rect, direction, disabled ? theme().disabled : theme().text);
    if (it.focus_ring) {
        paint::frame(ground, theme().focus, 2, radius::thumb);
    }
    return it.pressed;
}

int stepped(const NumberFieldOptions& options, int from, Direction direction) {
    const int step = std::max(1, options.step);
    const int rest = ((from % step) + step) % step;
    const int to =
        direction == Direction::More ? from - rest + step : from - (rest == 0 ? step : rest);
    if (options.wraps) {
        const int last = options.max - options.max % step;
        return to > options.max ? options.min : to < options.min ? last : to;
    }
    return std::clamp(to, options.min, options.max);
}

} // namespace

std::optional<int> number_in(std::string_view text, int min, int max) {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = failure == std::errc() && end == text.data() + text.size();
    return whole && number >= min && number <= max ? std::optional<int>(number) : std::nullopt;
}

std::string number_text(int number, int digits_min) {
    std::string text = std::to_string(number);
    const auto least = static_cast<std::size_t>(std::max(1, digits_min));
    return text.size() < least ? std::string(least - text.size(), '0') + text : text;
}

NumberResult number_field(const NumberFieldOptions& options, std::string& text) {
    const FieldResult typed = text_field({.id = options.id,
                                          .label = options.label,
                                          .required = options.required,
                                          .disabled = options.disabled,
                                          .hint = options.hint,
                                          .error = options.error,
                                          .input = InputHint::Number,
                                          .width = options.width,
                                          .ends = touch_target},
                                         text);
    NumberResult result{.changed = typed.changed, .left = typed.left};
    Rect box = typed.box;
    const std::optional<int> now = number_in(text, options.min, options.max);
    const bool least = !options.wraps && now == options.min;
    const bool most = !options.wraps && now == options.max;
    const bool less = step_button(
        options, Direction::Less, options.disabled || least, box.cut_left(touch_target));
    const bool more = step_button(
        options, Direction::More, options.disabled || most, box.cut_right(touch_target));
    if (!options.unit.empty()) {
        const TextStyle small{.size = TextSize::Caption};
        const float used = measure_text(text, {.autospace = false}).width + space::s;
        box.cut_left(space::s);
        // The unit stands at the right end until the number needs the room.
        if (used + measure_text(options.unit, small).width + space::s <= box.width) {
            box.cut_right(space::s);
            paint::label(options.unit, box, small, theme().text_muted, 1);
        }
    }
    if (less || more) {
        const Direction direction = more ? Direction::More : Direction::Less;
        const int to = now ? stepped(options, *now, direction) : options.min;
        text = number_text(to, options.digits_min);
        result.changed = true;
    }
    result.value = number_in(text, options.min, options.max);
    return result;
}

} // namespace huiyin::widgets
