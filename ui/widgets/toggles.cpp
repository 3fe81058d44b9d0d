// Check boxes, switches, radio buttons, and the group around choices.
#include "ui/widgets/choice_group.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/field_parts.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr float box_edge = 24;

LabelLine label_line(const ChoiceOptions& options) {
    return {.label = options.label,
            .label_hidden = options.label_hidden,
            .required = options.required,
            .hint = options.hint};
}

Interaction toggle_node(const ToggleOptions& options, Role role, bool on, const Rect& rect) {
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = role;
    node.name = options.label;
    node.description = options.hint;
    node.state = (on ? StateChecked : 0u) | (options.disabled ? StateDisabled : 0u);
    node.rect = rect;
    return interact(node);
}

void draw_toggle_text(const ToggleOptions& options, Rect box) {
    const TextStyle body{};
    const TextStyle small{.size = TextSize::Caption};
    const Color ink = options.disabled ? theme().disabled : theme().text;
    const Size label_size = measure_text(options.label, body, box.width);
    const float hint_height =
        options.hint.empty() ? 0 : measure_text(options.hint, small, box.width).height;
    box.y += (box.height - label_size.height - hint_height) * 0.5f;
    paint::text(options.label, {box.x, box.y}, body, ink, box.width);
    paint::text(
        options.hint, {box.x, box.y + label_size.height}, small, theme().text_muted, box.width);
}

float toggle_height(const ToggleOptions& options, float text_width) {
    const float label = measure_text(options.label, {}, text_width).height;
    const float hint =
        options.hint.empty()
            ? 0
            : measure_text(options.hint, {.size = TextSize::Caption}, text_width).height;
    return std::max(touch_target, label + hint + 12);
}

void draw_check(const Rect& box, bool on, bool disabled) {
    const Theme& t = theme();
    if (on) {
        paint::fill(box, disabled ? t.outline : t.accent, radius::check);
        draw_icon(Icon::Check, box, 18, t.on_accent);
        return;
    }
    paint::fill(box, t.surface_raised, radius::check);
    paint::frame(box, t.outline, 2, radius::check);
}

void draw_switch(const Rect& box, NodeId id, bool on, bool disabled) {
    const Theme& t = theme();
    const float part = animated(id, on, 120);
    const Color track = disabled ? t.fill : on ? t.accent : t.surface_raised;
    paint::fill(box, track, box.height * 0.5f);
    if (!on) {
        paint::frame(box, t.outline, 2, box.height * 0.5f);
    }
    const float edge = box.height * 0.5f;
    const Point center{box.x + edge + (box.width - 2 * edge) * part, box.center().y};
    paint::disc(center, on ? edge - 4 : edge - 7, on ? t.on_accent : t.outline);
}

void draw_radio(Point center, bool on, bool disabled) {
    const Theme& t = theme();
    if (on) {
        paint::disc(center, 12, disabled ? t.outline : t.accent);
        paint::disc(center, 4.5f, t.on_accent);
        return;
    }
    paint::disc(center, 12, t.surface_raised);
    paint::circle(center, 11, t.outline, 2);
}

} // namespace

ChoiceGroup::ChoiceGroup(const ChoiceOptions& options, Role role)
    : m_error(options.error)
    , m_width(options.width) {
    m_in_row = flow().kind == Flow::Kind::Row;
    Rect area = available();
    const float row_height = m_in_row && !flow().row.at_bottom ? flow().row.height : 0;
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = role;
    node.name = options.label;
    node.description = options.error.empty() ? options.hint : options.error;
    node.state = (options.required ? StateRequired : 0u) |
                 (options.error.empty() ? 0u : StateInvalid) |
                 (options.disabled ? StateDisabled : 0u);
    push_parent(publish(node));
    state().id_scopes.push_back(node.id);

    Flow column;
    column.id = child_id();
    // In the middle of a row that has a height, by that of the last pass.
    area.y += std::max(0.0f, (row_height - state().flow_memory[column.id].height) * 0.5f);
    m_top = area.y;
    column.area = area;
    column.cursor = area.y;
    column.end = area.y;
    if (options.width > 0) {
        column.area.width = std::min(column.area.width, options.width);
    }
    const float label_height = label_line_height(label_line(options), column.area.width);
    draw_label_line(label_line(options), column.area);
    column.cursor += label_height;
    column.end = column.cursor;
    push_flow(column);
}

ChoiceGroup::~ChoiceGroup() {
    Flow column = flow();
    const float width = column.area.width;
    const float error = error_height(m_error, width);
    Rect below = column.area;
    below.y = static_cast<float>(column.end);
    draw_error(m_error, below);
    pop_flow();
    state().id_scopes.pop_back();
    pop_parent();
    const float height = static_cast<float>(column.end) + error - m_top;
    if (m_in_row) {
        FlowMemory& memory = state().flow_memory[column.id];
        state().another_pass |= std::abs(memory.height - height) > 0.4f;
        memory.height = height;
        place({m_width > 0 ? width : width_fill, height});
    } else {
        place_block(height);
    }
}

bool checkbox(const ToggleOptions& options, bool& value) {
    const float text_left = box_edge + space::m;
    const float room = std::max(48.0f, flow().area.width - text_left);
    const float own = measure_text(options.label, {}, room).width + text_left;
    const Rect rect =
        place({options.width == width_fill ? width_fill : own, toggle_height(options, room)});
    const Interaction it = toggle_node(options, Role::Checkbox, value, rect);
    if (it.pressed) {
        value = !value;
    }
    Rect rest = rect;
    const Rect box = rest.cut_left(box_edge).centered({box_edge, box_edge});
    rest.cut_left(space::m);
    draw_check(box, value, options.disabled);
    draw_toggle_text(options, rest);
    if (it.focus_ring) {
        paint::focus_ring(box, radius::check);
    }
    return it.pressed;
}

bool toggle_switch(const ToggleOptions& options, bool& value) {
    const float room = std::max(48.0f, flow().area.width - 48 - space::l);
    const Rect rect = place({width_fill, toggle_height(options, room)});
    const Interaction it = toggle_node(options, Role::Switch, value, rect);
    if (it.pressed) {
        value = !value;
    }
    Rect rest = rect;
    const Rect box = rest.cut_right(48).centered({48, 28});
    rest.cut_right(space::l);
    draw_switch(box, it.id, value, options.disabled);
    draw_toggle_text(options, rest);
    if (it.focus_ring) {
        paint::focus_ring(box, 14);
    }
    return it.pressed;
}

bool radio_list(const ChoiceOptions& options, std::size_t& selected) {
    const ChoiceGroup group(options, Role::RadioGroup);
    bool changed = false;
    const std::size_t was = selected;
    for (std::size_t i = 0; i < options.choices.size(); ++i) {
        const Choice& choice = options.choices[i];
        const bool disabled = options.disabled || choice.disabled;
        const ToggleOptions toggle{.label = choice.label, .disabled = disabled};
        Rect rest = place_block(toggle_height(toggle, flow().area.width - 36));
        const Interaction it = toggle_node(toggle, Role::Radio, i == was, rest);
        const Rect box = rest.cut_left(box_edge);
        rest.cut_left(space::m);
        draw_radio(box.center(), i == was, disabled);
        draw_toggle_text(toggle, rest);
        if (it.focus_ring) {
            paint::focus_ring(box.centered({box_edge, box_edge}), 12);
        }
        if (it.pressed && selected != i) {
            selected = i;
            changed = true;
        }
    }
    return changed;
}

} // namespace huiyin::widgets
