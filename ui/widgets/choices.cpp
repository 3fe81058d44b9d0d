#include "ui/widgets/choices.h"

#include "ui/widgets/choice_group.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/sideways.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr float chip_height = 44;
constexpr float filter_height = 40;

struct Chip {
    const Choice* choice = nullptr;
    bool selected = false;
    bool disabled = false;
    bool with_check = true;
    float nominal = chip_height;
    float padding = 16;
};

TextStyle label_style(const Chip& chip) {
    return {.weight = chip.selected ? Weight::Bold : Weight::Regular};
}

/// What of a chip is not its label.
float around_label(const Chip& chip) {
    float width = 2 * chip.padding;
    if (chip.selected && chip.with_check) {
        width += icon_size(20) + space::s - 4;
    } else if (chip.choice->icon != Icon::None) {
        width += icon_size(20) + space::s;
    }
    width += chip.choice->icon_after == Icon::None ? 0 : icon_size(20) + space::xs;
    if (!chip.choice->count.empty()) {
        width += space::s + measure_text(chip.choice->count, {.size = TextSize::Caption}).width;
    }
    return width;
}

/// In this much room: a label that does not fit wraps, it is never cut.
Size chip_size(const Chip& chip, float room) {
    const float around = around_label(chip);
    const float label_room = std::max(font_size(TextSize::Body) * 2, room - around);
    const Size label = measure_text(chip.choice->label, label_style(chip), label_room);
    return {std::min(room, label.width + around),
            std::max(control_height(chip.nominal), label.height + 16)};
}

void draw_chip(const Chip& chip, const Rect& rect, const Interaction& it) {
    const Theme& t = theme();
    const Color ink = chip.disabled ? t.disabled : chip.selected ? t.accent : t.text;
    if (chip.disabled) {
        paint::fill(rect, t.fill, radius::control);
    } else if (chip.selected) {
        paint::fill(rect, t.accent_tint, radius::control);
        paint::frame(rect, t.accent, 2, radius::control);
    } else {
        paint::fill(rect, it.down || it.hovered ? t.fill : t.surface_raised, radius::control);
        paint::frame(rect, t.outline, 1, radius::control);
    }
    Rect rest = rect;
    const bool check = chip.selected && chip.with_check;
    rest.cut_left(check ? chip.padding - 4 : chip.padding);
    const Icon icon = check ? Icon::Check : chip.choice->icon;
    if (icon != Icon::None) {
        draw_icon(icon, rest.cut_left(icon_size(20)), icon_size(20), ink);
        rest.cut_left(space::s);
    }
    const float label_room = std::max(1.0f, rect.width - around_label(chip)) + 1;
    const Size label = measure_text(chip.choice->label, label_style(chip), label_room);
    paint::text(chip.choice->label,
                {rest.x, rest.y + (rest.height - label.height) * 0.5f},
                label_style(chip),
                ink,
                label_room);
    if (chip.choice->icon_after != Icon::None) {
        Rect after{rest.x + label.width + space::xs, rest.y, icon_size(20), rest.height};
        draw_icon(chip.choice->icon_after, after, icon_size(20), ink);
    }
    if (!chip.choice->count.empty()) {
        rest.cut_left(label.width + space::s);
        rest.y += 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption)) - 0.5f;
        const Color muted = chip.selected ? t.accent : t.text_muted;
        paint::label(chip.choice->count, rest, {.size = TextSize::Caption}, muted);
    }
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
}

Interaction
choice_node(const ChoiceOptions& options, std::size_t index, Role role, bool on, const Rect& rect) {
    const Choice& choice = options.choices[index];
    Node node;
    node.id = node_id(choice.label);
    node.role = role;
    std::string name(choice.label);
    if (!choice.count.empty()) {
        name += ", ";
        name += choice.count;
    }
    node.name = name;
    node.state =
        (on ? StateChecked : 0u) | (choice.disabled || options.disabled ? StateDisabled : 0u);
    node.rect = rect;
    node.position_in_set = static_cast<std::uint32_t>(index) + 1;
    node.set_size = static_cast<std::uint32_t>(options.choices.size());
    return interact(node);
}

Chip chip_of(const ChoiceOptions& options, std::size_t index, bool on) {
    const Choice& choice = options.choices[index];
    return {&choice, on, choice.disabled || options.disabled};
}

/// What of a segment is not its label.
float segment_icons_width(const Choice& choice) {
    return (choice.icon == Icon::None ? 0 : icon_size(20) + space::s) +
           (choice.icon_after == Icon::None ? 0 : icon_size(20) + space::xs);
}

float segment_least_width(const Choice& choice) {
    return measure_text(choice.label, {.weight = Weight::Bold}).width +
           segment_icons_width(choice) + 2 * space::s;
}

bool segments_fit(const ChoiceOptions& options) {
    const float wish = options.width;
    const float width = resolve_width(wish, wish == width_fit ? flow().area.width : wish);
    return segments_width(options) <= width;
}

void draw_segment(
    const Choice& choice, const Rect& rect, bool on, bool disabled, const Interaction& it) {
    const Theme& t = theme();
    if (on) {
        paint::fill(rect, t.surface_raised, radius::thumb);
        paint::frame(rect, t.accent, 2, radius::thumb);
    } else if (it.down || it.hovered) {
        paint::fill(rect, t.fill_pressed, radius::thumb);
    }
    const TextStyle style{.weight = on ? Weight::Bold : Weight::Regular};
    const Color ink = disabled ? t.disabled : on ? t.accent : t.text;
    const float width = std::min(
        rect.width - 8, measure_text(choice.label, style).width + segment_icons_width(choice));
    Rect rest = rect.centered({width, rect.height});
    if (choice.icon != Icon::None) {
        draw_icon(choice.icon, rest.cut_left(icon_size(20)), icon_size(20), ink);
        rest.cut_left(space::s);
    }
    if (choice.icon_after != Icon::None) {
        draw_icon(choice.icon_after, rest.cut_right(icon_size(20)), icon_size(20), ink);
        rest.cut_right(space::xs);
    }
    paint::label(choice.label, rest, style, ink);
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::thumb);
    }
}

/// Widths in proportion to the labels where equal ones are too narrow.
float segment_width(const ChoiceOptions& options, std::size_t index, float inner) {
    const float equal = inner / static_cast<float>(options.choices.size());
    float sum = 0;
    bool equal_fits = true;
    for (const Choice& choice : options.choices) {
        sum += segment_least_width(choice);
        equal_fits &= segment_least_width(choice) <= equal;
    }
    if (equal_fits) {
        return equal;
    }
    const float spare = (inner - sum) / static_cast<float>(options.choices.size());
    return segment_least_width(options.choices[index]) + spare;
}

bool chips_group(const ChoiceOptions& options, std::size_t& selected) {
    const ChoiceGroup group(options, Role::RadioGroup);
    const Row row({.wrap = true, .line_gap = space::m, .id = "chips"});
    bool changed = false;
    for (std::size_t i = 0; i < options.choices.size(); ++i) {
        const Chip chip = chip_of(options, i, i == selected);
        const Rect rect = place(chip_size(chip, flow().area.width));
        const Interaction it = choice_node(options, i, Role::Radio, i == selected, rect);
        draw_chip(chip, rect, it);
        if (it.pressed && selected != i) {
            selected = i;
            changed = true;
        }
    }
    return changed;
}

} // namespace

float segments_width(const ChoiceOptions& options) {
    float sum = 8;
    for (const Choice& choice : options.choices) {
        sum += segment_least_width(choice);
    }
    return sum;
}

bool segmented(const ChoiceOptions& options, std::size_t& selected) {
    if (options.choices.size() > 5 || !segments_fit(options)) {
        return chips_group(options, selected);
    }
    const ChoiceGroup group(options, Role::RadioGroup);
    const Rect track = place_block(control_height(48));
    paint::fill(track, theme().fill, radius::control);
    Rect rest = track.inset(4);
    const float inner = rest.width;
    bool changed = false;
    const std::size_t was = selected;
    for (std::size_t i = 0; i < options.choices.size(); ++i) {
        const Rect rect = rest.cut_left(segment_width(options, i, inner));
        const Interaction it = choice_node(options, i, Role::Radio, i == was, rect);
        const bool disabled = options.disabled || options.choices[i].disabled;
        draw_segment(options.choices[i], rect, i == was, disabled, it);
        if (it.pressed && selected != i) {
            selected = i;
            changed = true;
        }
    }
    return changed;
}

bool choice_chips(const ChoiceOptions& options, std::size_t& selected) {
    return chips_group(options, selected);
}

std::optional<std::size_t> multi_chips(const ChoiceOptions& options, std::span<bool> selected) {
    const ChoiceGroup group(options, Role::Group);
    const Row row({.wrap = true, .line_gap = space::m, .id = "chips"});
    std::optional<std::size_t> changed;
    for (std::size_t i = 0; i < options.choices.size(); ++i) {
        const Chip chip = chip_of(options, i, selected[i]);
        const Rect rect = place(chip_size(chip, flow().area.width));
        const Interaction it = choice_node(options, i, Role::Checkbox, selected[i], rect);
        draw_chip(chip, rect, it);
        if (it.pressed) {
            selected[i] = !selected[i];
            changed = i;
        }
    }
    return changed;
}

bool filter_chips(const ChoiceOptions& options, std::size_t& selected) {
    ContextState& s = state();
    const Rect area = place_block(control_height(filter_height));
    const NodeId id = widget_id(options.id, options.label);
    Node node;
    node.role = Role::RadioGroup;
    node.name = options.label;
    node.id = id;
    push_parent(publish(node));
    s.id_scopes.push_back(id);
    bool changed = false;
    {
        SidewaysRow row(area);
        for (std::size_t i = 0; i < options.choices.size(); ++i) {
            Chip chip = chip_of(options, i, i == selected);
            chip.with_check = false;
            chip.padding = 12;
            const Rect rect = row.place(chip_size(chip, 1e6f).width, space::s);
            const Interaction it = choice_node(options, i, Role::Radio, i == selected, rect);
            draw_chip(chip, rect, it);
            changed |= it.pressed && selected != i;
            selected = it.pressed ? i : selected;
            if (i == selected) {
                row.show_chosen(i, rect);
            }
        }
    }
    s.id_scopes.pop_back();
    pop_parent();
    return changed;
}

bool action_chip(const ChipOptions& options) {
    const Choice choice{options.label, options.icon, options.disabled};
    const Chip chip{.choice = &choice, .nominal = filter_height, .padding = 12};
    const Rect rect = place(chip_size(chip, flow().area.width));
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Button;
    node.name = options.label;
    node.state = options.disabled ? StateDisabled : 0u;
    node.rect = rect;
    const Interaction it = interact(node);
    paint::fill(
        rect, it.down || it.hovered ? theme().fill : theme().surface_raised, radius::control);
    paint::frame(rect, theme().outline, 1, radius::control);
    const Color ink = options.disabled ? theme().disabled : tone_color(options.tone);
    Rect rest = rect.inset(12, 0);
    if (options.icon != Icon::None) {
        draw_icon(options.icon, rest.cut_left(icon_size(20)), icon_size(20), ink);
        rest.cut_left(space::s);
    }
    const Size label = measure_text(options.label, {}, rest.width + 1);
    const float top = rest.y + (rest.height - label.height) * 0.5f;
    paint::text(options.label, {rest.x, top}, {}, ink, rest.width + 1);
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
    return it.pressed;
}

} // namespace huiyin::widgets
