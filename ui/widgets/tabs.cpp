#include "ui/widgets/tabs.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/sideways.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr float tab_height = 48;
constexpr float tab_padding = 12;
constexpr float mark_height = 3;
constexpr TextStyle count_style{.size = TextSize::Caption};

/// As wide as if it were selected, so that nothing moves when another is.
float label_width(const Choice& tab) {
    return measure_text(tab.label, {.weight = Weight::Bold}).width;
}

float tab_width(const Choice& tab) {
    float width = 2 * tab_padding + label_width(tab);
    if (tab.icon != Icon::None) {
        width += icon_size(20) + space::s;
    }
    if (!tab.count.empty()) {
        width += space::s + measure_text(tab.count, count_style).width;
    }
    return width;
}

Interaction tab_node(const TabsOptions& options, std::size_t index, bool on, const Rect& rect) {
    const Choice& tab = options.tabs[index];
    std::string name(tab.label);
    if (!tab.count.empty()) {
        name += ", ";
        name += tab.count;
    }
    Node node;
    node.id = node_id(tab.label);
    node.role = Role::Tab;
    node.name = name;
    node.state = (on ? StateChecked : 0u) | (tab.disabled ? StateDisabled : 0u);
    node.rect = rect;
    node.position_in_set = static_cast<std::uint32_t>(index) + 1;
    node.set_size = static_cast<std::uint32_t>(options.tabs.size());
    return interact(node);
}

void draw_tab(const Choice& tab, bool on, const Rect& rect, const Interaction& it) {
    const Theme& t = theme();
    if (it.down || it.hovered) {
        paint::fill(rect.inset({0, space::xs, 0, space::xs}), t.fill, radius::control);
    }
    const Color ink = tab.disabled ? t.disabled : on ? t.accent : t.text;
    Rect rest = rect.inset(tab_padding, 0);
    const Rect under = rest;
    if (tab.icon != Icon::None) {
        draw_icon(tab.icon, rest.cut_left(icon_size(20)), icon_size(20), ink);
        rest.cut_left(space::s);
    }
    paint::label(tab.label,
                 rest.cut_left(label_width(tab) + 1),
                 {.weight = on ? Weight::Bold : Weight::Regular},
                 ink);
    if (!tab.count.empty()) {
        rest.cut_left(space::s - 1);
        rest.y += 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption)) - 0.5f;
        paint::label(tab.count, rest, count_style, on ? t.accent : t.text_muted);
    }
    if (on) {
        paint::fill({under.x, under.bottom() - mark_height, under.width, mark_height}, t.accent);
    }
    if (it.focus_ring) {
        paint::focus_ring(rect.inset({0, space::xs, 0, space::xs}), radius::control);
    }
}

} // namespace

bool tabs(const TabsOptions& options, std::size_t& selected) {
    const Rect area = place_block(control_height(tab_height));
    paint::fill({area.x, area.bottom() - 1, area.width, 1}, theme().hairline);
    Node list;
    list.id = widget_id(options.id, options.label);
    list.role = Role::TabList;
    list.name = options.label;
    push_parent(publish(list));
    state().id_scopes.push_back(list.id);
    const std::size_t was = selected;
    {
        SidewaysRow row(area);
        for (std::size_t i = 0; i < options.tabs.size(); ++i) {
            const Choice& tab = options.tabs[i];
            const Rect rect = row.place(tab_width(tab), 0);
            const Interaction it = tab_node(options, i, i == was, rect);
            draw_tab(tab, i == was, rect, it);
            if (i == was) {
                row.show_chosen(i, rect);
            }
            selected = it.pressed ? i : selected;
        }
    }
    state().id_scopes.pop_back();
    pop_parent();
    return selected != was;
}

} // namespace huiyin::widgets
