#include "ui/widgets/navigation.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr float rail_width_min = 88;
/// Beside a rail, bars begin where its sign does.
constexpr float wide_bar_top = 12;
/// An item of the bottom bar without a label.
constexpr float bar_item_min = 48;
constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle small_bold{.size = TextSize::Caption, .weight = Weight::Bold};

Interaction item_node(const NavigationItem& item, bool selected, const Rect& rect) {
    Node node;
    node.id = node_id(item.id);
    node.role = Role::Button;
    std::string name(item.label);
    if (item.badge > 0) {
        name += ", " + std::to_string(item.badge);
    }
    node.name = name;
    node.state = selected ? StateCurrent : 0u;
    node.rect = rect;
    return interact(node);
}

/// Our sign: a square within a square, the answer that comes back.
void draw_sign(const Rect& box) {
    paint::fill(box, theme().accent, 10);
    const Rect ring = box.inset(11);
    paint::frame(ring, theme().on_accent, 3, 5);
    paint::fill(box.centered({8, 8}), theme().on_accent, 2);
}

void draw_item_label(const NavigationItem& item, bool selected, const Rect& line) {
    paint::label(item.label,
                 line,
                 selected ? small_bold : small,
                 selected ? theme().accent : theme().text_muted,
                 0.5f);
}

bool rail_item(const NavigationItem& item, bool selected, const Rect& rect) {
    const Interaction it = item_node(item, selected, rect);
    if (selected || it.down || it.hovered) {
        paint::fill(rect, selected ? theme().accent_tint : theme().fill, radius::card);
    }
    const float edge = icon_size(24);
    const float content = edge + 4 + line_height(TextSize::Caption);
    Rect rest = rect.centered({rect.width, content});
    const Rect icon_line = rest.cut_top(edge);
    const Color ink = selected ? theme().accent : theme().text_muted;
    draw_icon(item.icon, icon_line, edge, ink);
    rest.cut_top(4);
    draw_item_label(item, selected, rest);
    badge(item.badge, icon_line.centered({edge, edge}), rect);
    if (it.focus_ring) {
        paint::frame(rect, theme().focus, 2, radius::card);
    }
    return it.pressed;
}

float label_width(const NavigationItem& item) {
    return measure_text(item.label, small_bold).width + 2 * space::xs;
}

/// Wide enough for the longest label: a word in the rail is never cut.
float rail_width(const NavigationOptions& options) {
    float width = rail_width_min;
    for (const NavigationItem& item : options.items) {
        width = std::max(width, label_width(item) + 2 * space::s);
    }
    return width;
}

std::optional<std::size_t> rail(const NavigationOptions& options) {
    const float width = rail_width(options);
    const Rect area = dock_left(width);
    const float height = std::max(64.0f, icon_size(24) + 4 + line_height(TextSize::Caption) + 16);
    draw_sign({area.x + (width - 44) * 0.5f, area.y + 16, 44, 44});
    float top = area.y + 84;
    float bottom = area.bottom() - 12;
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < options.items.size(); ++i) {
        const NavigationItem& item = options.items[i];
        if (item.at_end) {
            bottom -= height;
        }
        const Rect rect{area.x + 8, item.at_end ? bottom : top, width - 16, height};
        if (rail_item(item, i == options.selected, rect)) {
            pressed = i;
        }
        top += item.at_end ? 0 : height + 8;
    }
    return pressed;
}

/// Which items of the bottom bar say their names. A word is never cut: where six do not fit into
/// parts of one width, each part is as wide as its word; where that does not fit, only the selected
/// one is written, and else the icons stand alone and the names are read.
enum class BarLabels { All, ByWord, Selected, None };

/// The least width of the part of an item whose name is written.
float written_item_min(const NavigationItem& item) {
    return std::max(touch_target, label_width(item));
}

float written_items_min(const NavigationOptions& options) {
    float sum = 0;
    for (const NavigationItem& item : options.items) {
        sum += written_item_min(item);
    }
    return sum;
}

BarLabels bar_labels(const NavigationOptions& options, float width) {
    const auto count = static_cast<float>(std::max<std::size_t>(1, options.items.size()));
    bool all = true;
    float selected = 0;
    for (std::size_t i = 0; i < options.items.size(); ++i) {
        const float label = label_width(options.items[i]);
        all &= label <= width / count;
        selected = i == options.selected ? label : selected;
    }
    if (all) {
        return BarLabels::All;
    }
    if (written_items_min(options) <= width) {
        return BarLabels::ByWord;
    }
    const bool one = selected <= width - (count - 1) * bar_item_min;
    return one && selected > 0 ? BarLabels::Selected : BarLabels::None;
}

/// All alike, or what the written one needs and the others share the rest.
float bar_item_width(const NavigationOptions& options,
                     std::size_t index,
                     BarLabels labels,
                     float width) {
    const auto count = static_cast<float>(std::max<std::size_t>(1, options.items.size()));
    const float equal = width / count;
    if (labels == BarLabels::ByWord) {
        return written_item_min(options.items[index]) +
               (width - written_items_min(options)) / count;
    }
    if (labels != BarLabels::Selected) {
        return equal;
    }
    const float written = std::max(equal, label_width(options.items[options.selected]));
    return index == options.selected ? written : (width - written) / (count - 1);
}

bool bar_item(
    const NavigationItem& item, bool selected, bool labelled, float line, const Rect& rect) {
    const Interaction it = item_node(item, selected, rect);
    const float edge = icon_size(24);
    const float pill_height = edge + 8;
    Rect rest = rect.centered({rect.width, pill_height + line});
    const Rect pill =
        rest.cut_top(pill_height).centered({std::min(56.0f, rect.width - 4), pill_height});
    if (selected || it.down) {
        paint::fill(pill, selected ? theme().accent_tint : theme().fill, pill_height * 0.5f);
    }
    draw_icon(item.icon, pill, edge, selected ? theme().accent : theme().text_muted);
    if (labelled) {
        rest.cut_top(2);
        draw_item_label(item, selected, rest);
    }
    badge(item.badge, pill.centered({edge, edge}), rect);
    if (it.focus_ring) {
        paint::frame(rect.inset(2), theme().focus, 2, radius::card);
    }
    return it.pressed;
}

std::optional<std::size_t> bottom_bar(const NavigationOptions& options) {
    const BarLabels labels = bar_labels(options, available().width);
    const float line = labels == BarLabels::None ? 0 : 2 + line_height(TextSize::Caption);
    Rect area = dock_bottom(std::max(72.0f, icon_size(24) + 8 + line + 14));
    bar_ground(area, true);
    if (breakpoint() == Breakpoint::Tablet) {
        area = area.inset(space::s, 0);
    }
    const float whole = area.width;
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < options.items.size(); ++i) {
        const bool selected = i == options.selected;
        const bool labelled = labels == BarLabels::All || labels == BarLabels::ByWord ||
                              (labels == BarLabels::Selected && selected);
        const Rect rect = area.cut_left(bar_item_width(options, i, labels, whole));
        pressed = bar_item(options.items[i], selected, labelled, line, rect) ? i : pressed;
    }
    return pressed;
}

/// What is next and until when, above the buttons of a phone: in one line where both fit, else the
/// time below. Where text is so large that this would take half of the screen from the page, which
/// says when it is due too, it is one line: the time only where it fits beside.
class ActionBarWords {
public:
    ActionBarWords(const ActionBarOptions& options, float room)
        : m_options(options) {
        const bool one_line = view().text_scale >= one_line_scale;
        m_title_style.lines_max = one_line ? 1 : 2;
        m_fact = options.facts.empty() ? std::string_view() : options.facts[0];
        const float wanted = measure_text(options.title, m_title_style).width + space::m +
                             measure_text(m_fact, fact_style).width;
        m_beside = m_fact.empty() || wanted <= room;
        if (one_line && !m_beside) {
            m_fact = {};
            m_beside = true;
        }
        if (options.title.empty() && m_fact.empty()) {
            return;
        }
        const Size title = measure_text(options.title, m_title_style, room);
        m_title_height = std::max(title.height, line_height(TextSize::Body));
        m_height = m_title_height + space::m;
        m_height += m_beside ? 0 : measure_text(m_fact, fact_style, room).height;
    }

    /// With the space below; 0 without words.
    float height() const { return m_height; }

    void draw(Rect area) const {
        const float room = area.width;
        Rect line = area.cut_top(m_title_height);
        paint::text(m_options.title, {line.x, line.y}, m_title_style, theme().text, room);
        if (m_beside) {
            paint::label(m_fact, line, fact_style, tone_color(m_options.tone), 1);
        } else {
            paint::text(m_fact, {area.x, area.y}, fact_style, tone_color(m_options.tone), room);
        }
    }

private:
    static constexpr float one_line_scale = 1.5f;
    static constexpr TextStyle fact_style{.size = TextSize::Caption, .lines_max = 2};
    const ActionBarOptions& m_options;
    TextStyle m_title_style{.weight = Weight::Bold, .lines_max = 2};
    std::string_view m_fact;
    float m_title_height = 0;
    float m_height = 0;
    bool m_beside = false;
};

/// The first in its tone, the others muted.
void draw_facts(const ActionBarOptions& options, Rect line) {
    const float first = paint::facts(options.facts.first(1), line, small, tone_color(options.tone));
    if (options.facts.size() < 2) {
        return;
    }
    line.cut_left(first);
    // An empty one in front brings the dot.
    std::vector<std::string_view> others(options.facts.begin(), options.facts.end());
    others.front() = {};
    paint::facts(others, line, small, theme().text_muted);
}

} // namespace

std::optional<std::size_t> navigation(const NavigationOptions& options) {
    const Landmark landmark(LandmarkOptions{Role::Navigation, options.name, "navigation"});
    return breakpoint() == Breakpoint::Wide ? rail(options) : bottom_bar(options);
}

Insets page_insets() {
    // The rail has room of its own beside its items.
    const bool beside_rail = breakpoint_of(flow().area.width) == Breakpoint::Wide;
    return {beside_rail ? space::m : page_margin(),
            beside_rail ? space::s : 0,
            page_margin(),
            space::xl};
}

TopBar::TopBar(const TopBarOptions& options) {
    const bool wide = breakpoint() == Breakpoint::Wide;
    const bool phone = breakpoint_of(flow().area.width) == Breakpoint::Phone;
    const float least = wide ? touch_target : phone ? 56.0f : 64.0f;
    const float top = wide ? wide_bar_top : 0;
    Rect area = dock_top(top + std::max(least, line_height(TextSize::Title) + 20));
    area.cut_top(top);
    Node node;
    node.role = Role::Banner;
    node.id = node_id("top_bar");
    push_parent(publish(node));
    const bool has_lead = options.lead != TopBarLead::None;
    const float margin = phone ? space::l : space::xl;
    const float left = phone ? margin : page_insets().left;
    area.cut_left(has_lead ? (phone ? 4.0f : 12.0f) : left);
    area.cut_right(options.end_margin.value_or(margin - (options.icon_last ? space::m : 0)));
    if (has_lead) {
        Flow corner;
        corner.id = child_id();
        corner.area = area.cut_left(touch_target).centered({touch_target, touch_target});
        corner.cursor = corner.area.y;
        push_flow(corner);
        const Icon icon = options.lead == TopBarLead::Back ? Icon::Back : Icon::X;
        m_pressed = icon_button({.id = "top_bar_lead", .icon = icon, .label = options.lead_label});
        pop_flow();
        area.cut_left(phone ? 4.0f : space::m);
    }
    const TextStyle style =
        options.plain_title
            ? TextStyle{.lines_max = 1}
            : TextStyle{.size = TextSize::Title, .weight = Weight::Bold, .lines_max = 1};
    // The buttons come first: what they leave is the title's.
    const NodeId id = node_id("top_bar_row");
    const float buttons = state().flow_memory[id].lines[0].width;
    const float room = std::max(48.0f, area.width - buttons - space::s);
    const float whole = measure_text(options.title, style).width;
    m_room = area.width - whole - space::s;
    Node heading;
    heading.role = Role::Heading;
    heading.heading_level = 1;
    heading.name = options.title;
    const float width = std::min(room, whole);
    m_cut = width < whole;
    heading.rect = {area.x, area.y, width, area.height};
    publish(heading);
    paint::label(options.title, heading.rect, style, theme().text);
    Rect rest = area;
    rest.cut_left(width + space::s);
    if (!options.count.empty()) {
        const Rect count{rest.x,
                         rest.y + 1.5f * view().text_scale,
                         std::max(0.0f, room - width - space::s),
                         rest.height};
        // Half a number is worse than none; it is still read.
        if (measure_text(options.count, small).width <= count.width) {
            paint::label(options.count, count, small, theme().text_muted);
        }
        Node text_node;
        text_node.name = options.count;
        text_node.rect = count;
        publish(text_node);
    }
    // On a narrow bar the first buttons may come close, but never under the title.
    area.cut_left(std::max(0.0f, width + space::s));
    push_row(area, {.gap = space::s, .align = Align::End, .height = area.height}, id);
}

TopBar::~TopBar() {
    pop_row();
    pop_parent();
}

ActionBar::ActionBar(const ActionBarOptions& options) {
    const bool phone = breakpoint_of(flow().area.width) == Breakpoint::Phone;
    const NodeId id = node_id("action_bar_row");
    const float buttons = std::max(48.0f, state().flow_memory[id].height);
    const ActionBarWords words(options, flow().area.width - 2 * space::l);
    const float height = phone ? buttons + space::m + space::l + words.height()
                               : std::max(72.0f, buttons + (buttons > 52 ? 28.0f : 24.0f));
    const Rect area = dock_bottom(height);
    bar_ground(area, true);
    Node node;
    node.role = Role::Toolbar;
    node.id = node_id("action_bar");
    node.name = options.title;
    node.rect = area;
    node.last_among_siblings = true;
    push_parent(publish(node));

    Rect inner =
        phone ? area.inset({space::l, space::m, space::l, space::l}) : area.inset(space::xl, 0);
    const float row_width = state().flow_memory[id].lines[0].width;
    if (phone) {
        words.draw(inner.cut_top(words.height()));
    } else if (!options.title_among_widgets) {
        Rect left = inner;
        left.cut_right(std::min(left.width, row_width + space::xl));
        const bool two = !options.facts.empty();
        const float title_line = line_height(TextSize::Body);
        Rect lines =
            left.centered({left.width, title_line + (two ? line_height(TextSize::Caption) : 0)});
        const TextStyle one_line{.weight = Weight::Bold, .lines_max = 1};
        paint::label(options.title, lines.cut_top(title_line), one_line, theme().text);
        if (two) {
            draw_facts(options, lines);
        }
    }
    for (const std::string_view part : options.facts) {
        Node text_node;
        text_node.name = part;
        text_node.rect = area;
        publish(text_node);
    }
    // The bar's height follows the buttons, so their row must not follow the bar's.
    const Rect row_area = phone ? inner : inner.centered({inner.width, buttons});
    push_row(row_area,
             {.gap = phone ? space::s : space::m,
              .wrap = phone,
              .line_gap = space::s,
              .align = Align::End},
             id);
    flow().primary_fills = phone;
}

ActionBar::~ActionBar() {
    pop_row();
    pop_parent();
}

} // namespace huiyin::widgets
