#include "ui/widgets/layout.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

Rect limited(Rect area, float width_max) {
    if (width_max > 0 && area.width > width_max) {
        area.x += (area.width - width_max) * 0.5f;
        area.width = width_max;
    }
    return area;
}

Flow column_flow(const Rect& area, float gap_between) {
    Flow column;
    column.id = child_id();
    column.area = area;
    column.cursor = area.y;
    column.end = area.y;
    column.gap = gap_between;
    return column;
}

/// Moves the parent on by what a child used.
void advance_parent(float top, double end, float bottom_padding) {
    Flow& parent = flow();
    const double bottom = end + bottom_padding;
    if (parent.kind == Flow::Kind::Row) {
        place({width_fill, static_cast<float>(bottom) - top});
        return;
    }
    parent.cursor = std::max(parent.cursor + pending_gap(parent), bottom);
    parent.end = std::max(parent.end, parent.cursor);
    parent.any = true;
    parent.next_gap = -1;
}

void remember_height(NodeId id, float height) {
    ContextState& s = state();
    FlowMemory& memory = s.flow_memory[id];
    s.another_pass |= std::abs(memory.height - height) > 0.4f;
    memory.height = height;
}

/// Of a card as the last pass had it. The one that ended its column reaches down to the lowest end
/// of even columns.
float height_in_column(float top, NodeId card) {
    const Flow& column = flow();
    const float own = state().flow_memory[card].height;
    const float end = column.area.y + state().flow_memory[column.id].height;
    const bool is_last = std::abs(top + own - end) < 0.5f;
    return column.even_end > 0 && is_last ? std::max(own, static_cast<float>(column.even_end) - top)
                                          : own;
}

/// Keeps where one of even columns ended, by which its last card is known in the next pass.
void end_even_column(const Flow& column) {
    if (column.even_end > 0) {
        remember_height(column.id, static_cast<float>(column.end) - column.area.y);
    }
}

} // namespace

Column::Column(const ColumnOptions& options) {
    const Rect outer = options.area.value_or(available());
    Flow column =
        column_flow(limited(outer.inset(options.padding), options.width_max), options.gap);
    column.in_parent = !options.area;
    column.padding_bottom = options.padding.bottom;
    column.outer = outer;
    push_flow(column);
}

Column::~Column() {
    const Flow column = flow();
    pop_flow();
    if (column.in_parent) {
        advance_parent(column.outer.y, column.end, column.padding_bottom);
    }
}

Row::Row(const RowOptions& options) {
    const NodeId id = options.id.empty() ? child_id() : node_id(options.id);
    push_row(available(), options, id);
}

Row::~Row() {
    const float height = pop_row();
    Flow& parent = flow();
    if (parent.kind == Flow::Kind::Row) {
        place({width_fill, height});
    } else {
        place_block(height);
    }
}

Columns::Columns(const ColumnsOptions& options) {
    const Rect area = available();
    const float count = static_cast<float>(options.count);
    const float width = (area.width - options.gap * (count - 1)) / count;
    m_stacked = width / view().text_scale < options.width_min;
    // The columns are flows inside one that remembers where they all began and the lowest end.
    Flow outer = column_flow(area, options.gap);
    float shares = 0;
    float fixed = 0;
    for (const float share : options.widths) {
        (share >= 48 ? fixed : shares) += share;
    }
    const float free = area.width - options.gap * (count - 1) - fixed;
    for (std::size_t i = 0; i < options.count && i < row_lines_max; ++i) {
        const float share = i < options.widths.size() ? options.widths[i] : 0;
        outer.lines[i].width =
            options.widths.empty() ? width : (share >= 48 ? share : free * share / shares);
    }
    if (options.even && !m_stacked) {
        outer.even_end = outer.cursor + state().flow_memory[outer.id].height;
    }
    push_flow(outer);
    Rect first = area;
    first.width = m_stacked ? area.width : outer.lines[0].width;
    Flow column = column_flow(first, options.row_gap);
    column.even_end = outer.even_end;
    push_flow(column);
}

void Columns::next() {
    const Flow column = flow();
    pop_flow();
    Flow& outer = flow();
    end_even_column(column);
    outer.end = std::max(outer.end, column.end);
    Rect area = outer.area;
    if (m_stacked) {
        area.y = static_cast<float>(column.end) + column.gap;
    } else {
        area.x = column.area.right() + outer.gap;
        ++outer.line;
        area.width = outer.line < row_lines_max ? outer.lines[outer.line].width : 0;
    }
    Flow following = column_flow(area, column.gap);
    following.even_end = outer.even_end;
    push_flow(following);
}

Columns::~Columns() {
    const Flow column = flow();
    pop_flow();
    const Flow outer = flow();
    pop_flow();
    end_even_column(column);
    const double end = std::max(outer.end, column.end);
    if (outer.even_end > 0) {
        remember_height(outer.id, static_cast<float>(end) - outer.area.y);
    }
    advance_parent(outer.area.y, end, 0);
}

Landmark::Landmark(const LandmarkOptions& options) {
    Node node;
    node.role = options.role;
    node.name = options.name;
    node.id = options.id.empty() ? 0 : node_id(options.id);
    push_parent(publish(node));
}

Landmark::Landmark(Role role, std::string_view name)
    : Landmark(LandmarkOptions{.role = role, .name = name}) {}

Landmark::~Landmark() {
    pop_parent();
}

Card::Card(const CardOptions& options) {
    const Rect outer = available();
    const NodeId id = child_id();
    const Rect box{outer.x, outer.y, outer.width, height_in_column(outer.y, id)};
    const bool tinted = options.tone == Tone::Warning || options.tone == Tone::Success ||
                        options.tone == Tone::Accent;
    paint::fill(box, tinted ? tone_tint(options.tone) : theme().surface_raised, radius::card);
    if (options.tone == Tone::Danger) {
        paint::frame(box, theme().danger, 2, radius::card);
    } else if (!tinted) {
        paint::frame(box, theme().hairline, 1, radius::card);
    }
    Flow column = column_flow(outer.inset(options.padding, options.padding), options.gap);
    column.id = id;
    column.outer = outer;
    column.padding_bottom = options.padding;
    column.divides_rows = options.padding == 0;
    push_flow(column);
}

Card::~Card() {
    const Flow column = flow();
    pop_flow();
    const double bottom = column.end + column.padding_bottom;
    remember_height(column.id, static_cast<float>(bottom) - column.outer.y);
    advance_parent(column.outer.y, bottom, 0);
}

void panel(const Rect& area) {
    paint::fill(area, theme().surface_raised, radius::card);
    paint::frame(area, theme().hairline, 1, radius::card);
}

void bar_ground(const Rect& area, bool line_above) {
    const View& v = view();
    // Within a panel the ground is there already, with its round corners.
    if (area.bottom() >= v.height - v.safe_area.bottom - 1) {
        Rect ground = area;
        ground.height = v.height - area.y;
        paint::fill(ground, theme().surface_raised);
    }
    if (line_above) {
        paint::hairline({area.x, area.y}, area.width, theme().hairline);
    }
}

void divider() {
    const Rect rect = place_block(1);
    paint::hairline({rect.x, rect.y}, rect.width, theme().hairline);
}

} // namespace huiyin::widgets
