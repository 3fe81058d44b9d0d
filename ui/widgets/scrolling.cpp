// ScrollArea, the sideways row of filter chips, and List.
#include "ui/widgets/scrolling.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace huiyin::widgets {

namespace {

constexpr double indicator_ms = 700;
constexpr float indicator_length_min = 32;
constexpr float pull_disc = 40;
/// Rows in a piece of text for the browser's search: all of them fit on a screen, so what was found
/// is seen when the list goes to the piece.
constexpr std::size_t find_rows = 4;
/// Pieces above and as many below: they and a screen of rows stay under 150 nodes.
constexpr std::size_t find_pieces_max = 16;

std::size_t publish_area(NodeId id, std::string_view name, const Rect& area) {
    Node node;
    node.id = id;
    node.role = Role::ScrollArea;
    node.name = name;
    node.rect = area;
    return publish(node);
}

/// A thin bar that shows where one is, while it moves.
void draw_indicator(const Rect& area, const ScrollState& scroll) {
    const double age = now_ms() - scroll.moved_at_ms;
    if (scroll.offset_max <= 0 || age > indicator_ms || view().reduced_motion) {
        return;
    }
    const float opacity = static_cast<float>(std::min(1.0, (indicator_ms - age) / 250));
    const double whole = scroll.offset_max + area.height;
    const float length =
        std::max(indicator_length_min, static_cast<float>(area.height * (area.height / whole)));
    const float part = static_cast<float>(scroll.offset / scroll.offset_max);
    const Rect bar{area.right() - 6, area.y + 4 + (area.height - length - 8) * part, 3, length};
    paint::fill(bar, theme().outline.faded(0.7f * opacity), 1.5f);
    request_frame();
}

/// In the gap that a pull opens; over the content where nothing moves. It fills as the finger goes
/// on and takes colour when letting go will do it.
void draw_pull(const Rect& area, const ScrollState& scroll) {
    if (!scroll.can_pull || !scroll.touched || scroll.overscroll >= 0) {
        return;
    }
    const float part = std::min(1.0f, static_cast<float>(-scroll.overscroll / pull_least));
    const bool enough = part >= 1;
    Rect disc = area;
    disc.height = static_cast<float>(pull_least);
    disc = disc.centered({pull_disc, pull_disc});
    if (!view().reduced_motion) {
        disc.y -= static_cast<float>(pull_least) * (1 - part);
    }
    const float radius = pull_disc * 0.5f;
    paint::shadow(disc, radius);
    paint::fill(disc, enough ? theme().accent : theme().surface_raised, radius);
    draw_icon(Icon::Refresh,
              disc,
              icon_size(20),
              enough ? theme().on_accent : theme().text_muted.faded(part));
}

} // namespace

ScrollState& scroll_state(NodeId id) {
    return state().scroll_states[id];
}

void begin_scroll(NodeId id, std::string_view name, const Rect& area, Axis axis) {
    ContextState& s = state();
    const std::size_t node = publish_area(id, name, area);
    s.scroll_states[id].axis = axis;
    s.scrolls_building.push_back({id, area.clipped_to(s.clips.back()), axis, s.layer, node});
    push_parent(node);
}

void end_scroll(NodeId id, double content) {
    ContextState& s = state();
    ScrollState& scroll = s.scroll_states[id];
    const double maximum = std::max(0.0, content);
    if (std::abs(maximum - scroll.offset_max) > 0.4) {
        scroll.offset_max = maximum;
        const double clamped = std::clamp(scroll.offset, 0.0, maximum);
        s.another_pass |= clamped != scroll.offset;
        scroll.offset = clamped;
    }
    const auto index = static_cast<std::size_t>(s.parents.back());
    Node& node = s.tree_building.at(index);
    node.scroll = scroll.offset;
    node.scroll_max = scroll.offset_max;
    node.scrolls_across = scroll.axis == Axis::Horizontal;
    pop_parent();
}

ScrollArea::ScrollArea(const ScrollAreaOptions& options) {
    ContextState& s = state();
    const Rect area = options.area.value_or(available());
    m_id = node_id(options.id);
    s.id_scopes.push_back(m_id);
    begin_scroll(m_id, options.name, area, Axis::Vertical);
    ScrollState& scroll = s.scroll_states[m_id];
    scroll.can_pull = options.can_pull;

    Rect inner = area.inset(options.padding);
    if (options.width_max > 0 && inner.width > options.width_max) {
        if (options.at_start) {
            inner.width = options.width_max;
        } else {
            inner = inner.inset((inner.width - options.width_max) * 0.5f, 0);
        }
    }
    Flow column;
    column.id = m_id;
    column.area = inner;
    column.gap = options.gap;
    column.cursor = static_cast<double>(inner.y) - scroll.offset - drawn_overscroll(scroll);
    column.end = column.cursor;
    column.outer = area;
    column.padding_bottom = options.padding.bottom;
    column.in_parent = !options.area;
    push_flow(column);
    s.clips.push_back(area.clipped_to(s.clips.back()));
    paint::begin_clip(s.clips.back());
}

ScrollArea::~ScrollArea() {
    ContextState& s = state();
    const Flow column = flow();
    pop_flow();
    const Rect& area = column.outer;
    const ScrollState& scroll = s.scroll_states[m_id];
    draw_pull(area, scroll);
    paint::end_clip();
    s.clips.pop_back();
    const double content_bottom =
        column.end + column.padding_bottom + scroll.offset + drawn_overscroll(scroll);
    // The part that the keyboard covers can be scrolled out from under it.
    const float covered = std::max(0.0f, area.bottom() - (view().height - view().keyboard_height));
    const float extra = view().keyboard_height > 0 ? covered + space::l : 0;
    end_scroll(m_id, content_bottom - area.bottom() + extra);
    if (scroll.offset >= 1) {
        // Words that go on under what stands above have an edge there.
        paint::hairline({area.x, area.y}, area.width, theme().hairline);
    }
    draw_indicator(area, scroll);
    s.id_scopes.pop_back();
    if (column.in_parent) {
        Flow& parent = flow();
        parent.cursor = area.bottom();
        parent.end = std::max(parent.end, parent.cursor);
        parent.any = true;
    }
}

void ScrollArea::scroll_to_top() {
    ContextState& s = state();
    ScrollState& scroll = s.scroll_states[m_id];
    s.another_pass |= scroll.offset != 0;
    scroll.offset = 0;
    scroll.velocity = 0;
}

double ScrollArea::offset() const {
    return state().scroll_states[m_id].offset;
}

bool ScrollArea::pulled() const {
    return std::exchange(state().scroll_states[m_id].pulled, false);
}

List::List(const ListOptions& options)
    : m_id(node_id(options.id))
    , m_count(options.count)
    , m_row_height(options.row_height)
    , m_pitch(options.row_height + options.row_gap) {
    ContextState& s = state();
    Flow& parent = flow();
    m_origin = parent.cursor + pending_gap(parent);
    const Rect& clip = s.clips.back();
    const double above = (static_cast<double>(clip.y) - m_origin) / m_pitch;
    const double below = (static_cast<double>(clip.bottom()) - m_origin) / m_pitch;
    // One row more at each end, so that the keyboard has a next row to go to.
    const auto count = static_cast<double>(options.count);
    m_first = static_cast<std::size_t>(std::clamp(std::floor(above) - 1, 0.0, count));
    m_last = static_cast<std::size_t>(std::clamp(std::ceil(below) + 1, 0.0, count));

    Node node;
    node.id = m_id;
    node.role = Role::List;
    node.name = options.name;
    node.set_size = static_cast<std::uint32_t>(options.count);
    push_parent(publish(node));
    s.id_scopes.push_back(m_id);
}

void List::row(std::size_t index) {
    end_row();
    m_in_row = true;
    ContextState& s = state();
    const auto number = static_cast<std::uint64_t>(index);
    s.id_scopes.push_back(ImHashData(&number, sizeof number, m_id));
    const double top = m_origin + static_cast<double>(index) * m_pitch;
    Flow column;
    column.id = s.id_scopes.back();
    column.area = flow().area;
    column.area.y = static_cast<float>(top);
    column.area.height = m_row_height;
    column.cursor = top;
    column.end = top;

    Node node;
    node.id = ImHashStr("item", 4, column.id);
    node.role = Role::ListItem;
    node.rect = column.area;
    node.position_in_set = static_cast<std::uint32_t>(index) + 1;
    node.set_size = static_cast<std::uint32_t>(m_count);
    push_parent(publish(node));
    push_flow(column);
}

std::vector<List::Rows> List::rows_above() const {
    std::vector<Rows> pieces;
    const std::size_t whole = m_first / find_rows;
    for (std::size_t i = whole - std::min(whole, find_pieces_max); i < whole; ++i) {
        pieces.push_back({i * find_rows, (i + 1) * find_rows});
    }
    return pieces;
}

std::vector<List::Rows> List::rows_below() const {
    std::vector<Rows> pieces;
    const std::size_t first = (m_last + find_rows - 1) / find_rows;
    for (std::size_t i = first; i < first + find_pieces_max && i * find_rows < m_count; ++i) {
        pieces.push_back({i * find_rows, std::min((i + 1) * find_rows, m_count)});
    }
    return pieces;
}

void List::find_text(const Rows& rows, std::string_view text) {
    end_row();
    const double top = m_origin + static_cast<double>(rows.begin) * m_pitch;
    const auto number = static_cast<std::uint64_t>(rows.begin);
    Node node;
    node.id = ImHashStr("find", 4, ImHashData(&number, sizeof number, m_id));
    node.role = Role::FindText;
    node.name = text;
    node.rect = flow().area;
    node.rect.y = static_cast<float>(top);
    node.rect.height = static_cast<float>(rows.end - rows.begin) * m_pitch;
    publish(node);
}

void List::end_row() {
    if (!m_in_row) {
        return;
    }
    m_in_row = false;
    pop_flow();
    pop_parent();
    state().id_scopes.pop_back();
}

List::~List() {
    end_row();
    pop_parent();
    state().id_scopes.pop_back();
    Flow& parent = flow();
    const double rows = static_cast<double>(m_count) * m_pitch;
    parent.cursor = m_origin + std::max(0.0, rows - (m_pitch - m_row_height));
    parent.end = std::max(parent.end, parent.cursor);
    parent.any = true;
}

} // namespace huiyin::widgets
