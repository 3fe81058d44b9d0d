#include "ui/widgets/buttons.h"

#include "ui/widgets/button_parts.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>

namespace huiyin::widgets {

namespace {

struct Look {
    Color ground;
    Color ink;
    bool has_ground = true;
};

Look look_of(const ButtonOptions& options, const Interaction& it) {
    const Theme& t = theme();
    if (options.disabled) {
        return {t.fill, t.disabled, options.kind != ButtonKind::Quiet};
    }
    switch (options.kind) {
    case ButtonKind::Primary:
        return {it.down ? t.accent_pressed : t.accent, t.on_accent};
    case ButtonKind::Harm:
        return {it.down ? t.danger_pressed : t.danger, t.on_danger};
    case ButtonKind::Quiet:
        return {it.down ? t.fill_pressed : t.fill, t.accent, it.down || it.hovered};
    case ButtonKind::Secondary:
        break;
    }
    const Color rest = options.on_tint ? t.surface_raised : t.fill;
    return {it.down || it.hovered ? t.fill_pressed : rest, t.text};
}

struct Measure {
    float padding = 20;
    float icon = 20;
    float text_width = 0;
    float width = 0;
    float height = 48;
    TextStyle style;
};

Measure measure(const ButtonOptions& options) {
    Measure m;
    const bool large = options.size == ButtonSize::Large;
    const bool quiet = options.kind == ButtonKind::Quiet;
    const bool bold = options.kind == ButtonKind::Primary || options.kind == ButtonKind::Harm;
    const bool compact = options.size == ButtonSize::Compact;
    m.padding = quiet ? 12.0f : large ? 28.0f : compact ? 16.0f : 20.0f;
    m.icon = icon_size(20);
    m.style.weight = bold && !options.disabled ? Weight::Bold : Weight::Regular;
    float around = 2 * m.padding;
    around += options.icon == Icon::None ? 0 : m.icon + space::s;
    around += options.icon_after == Icon::None ? 0 : m.icon + space::xs;
    const float room = std::max(48.0f, flow().area.width - around);
    const Size text = measure_text(options.label, m.style, room);
    m.text_width = text.width;
    m.width = std::max(touch_target, text.width + around);
    m.height = std::max(control_height(large ? 56.0f : 48.0f), text.height + space::l);
    if (large && options.width == width_fit && breakpoint() != Breakpoint::Phone) {
        m.width = std::max(m.width, 248.0f);
    }
    return m;
}

void draw_button(const ButtonOptions& options,
                 const Rect& rect,
                 const Measure& m,
                 const Look& look) {
    if (look.has_ground) {
        paint::fill(rect, look.ground, radius::control);
    }
    float content = m.text_width;
    content += options.icon == Icon::None ? 0 : m.icon + space::s;
    content += options.icon_after == Icon::None ? 0 : m.icon + space::xs;
    Rect rest = rect.centered({std::min(content, rect.width), rect.height});
    if (options.icon != Icon::None) {
        draw_icon(options.icon, rest.cut_left(m.icon), m.icon, look.ink);
        rest.cut_left(space::s);
    }
    if (options.icon_after != Icon::None) {
        draw_icon(options.icon_after, rest.cut_right(m.icon), m.icon, look.ink);
        rest.cut_right(space::xs);
    }
    const Size size = measure_text(options.label, m.style, rest.width + 1);
    paint::text(options.label,
                {rest.x, rest.y + (rest.height - size.height) * 0.5f},
                m.style,
                look.ink,
                rest.width + 1);
}

std::uint32_t state_of(bool disabled, bool has_popup) {
    return (disabled ? StateDisabled : 0u) | (has_popup ? StateHasPopup : 0u);
}

} // namespace

Interaction button_of(const ButtonOptions& options, Node node) {
    const Measure m = measure(options);
    const bool fills = options.width == width_fill ||
                       (flow().primary_fills && options.kind == ButtonKind::Primary);
    const bool in_column = flow().kind == Flow::Kind::Column;
    Rect rect = place({fills ? width_fill : std::max(options.width, m.width), m.height}, m.width);
    if (in_column && options.kind == ButtonKind::Quiet && !fills) {
        // Without a ground, its words stand in line with the texts above.
        rect.x -= m.padding;
    }
    node.id = widget_id(options.id, options.label);
    node.name = options.name.empty() ? options.label : options.name;
    node.description = options.description;
    node.state |= state_of(options.disabled, options.has_popup);
    if (options.expanded) {
        node.state |= StateExpandable | (*options.expanded ? StateExpanded : 0u);
    }
    node.rect = rect;
    const Interaction it = interact(node);
    draw_button(options, rect, m, look_of(options, it));
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
    return it;
}

bool button(const ButtonOptions& options) {
    Node node;
    node.role = Role::Button;
    return button_of(options, node).pressed;
}

float compact_button_width(std::string_view label) {
    return std::max(touch_target, measure_text(label, {}).width + 2 * space::l);
}

bool icon_button(const IconButtonOptions& options) {
    // One with a ground stands beside fields and is as high as they are.
    const float edge =
        std::max(options.filled ? control_height(touch_target) : touch_target, icon_size(24) + 16);
    const Rect rect = place({edge, edge});
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Button;
    node.name = options.label;
    node.state = state_of(options.disabled, options.has_popup);
    node.rect = rect;
    const Interaction it = interact(node);
    if (it.down || it.hovered) {
        paint::fill(rect, theme().fill_pressed, radius::control);
    } else if (options.filled) {
        paint::fill(rect, theme().fill, radius::control);
    }
    draw_icon(
        options.icon, rect, icon_size(24), options.disabled ? theme().disabled : theme().text);
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
    return it.pressed;
}

bool link(const LinkOptions& options) {
    const ButtonOptions as_button{
        .label = options.label, .kind = options.kind, .icon = options.icon, .width = options.width};
    const Measure m = measure(as_button);
    const Rect rect = place({options.width == width_fill ? width_fill : m.width, m.height});
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Link;
    node.name = options.label;
    node.value = options.target;
    node.rect = rect;
    const Interaction it = interact(node);
    draw_button(as_button, rect, m, look_of(as_button, it));
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
    return it.pressed;
}

} // namespace huiyin::widgets
