#include "ui/widgets/flow.h"

#include "ui/widgets/context_state.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

bool differs(float a, float b) {
    return std::abs(a - b) > 0.4f;
}

const LineMemory& remembered_line(const Flow& row) {
    static constexpr LineMemory none;
    const auto found = state().flow_memory.find(row.id);
    const bool known = found != state().flow_memory.end() && row.line < found->second.line_count;
    return known ? found->second.lines[row.line] : none;
}

float line_start(const Flow& row) {
    const float left = row.area.width - remembered_line(row).width;
    if (remembered_line(row).fills > 0) {
        return row.area.x;
    }
    switch (row.row.align) {
    case Align::Center:
        return row.area.x + left * 0.5f;
    case Align::End:
        return row.area.x + left;
    case Align::Start:
    case Align::SpaceBetween:
        break;
    }
    return row.area.x;
}

float item_gap(const Flow& row) {
    const LineMemory& line = remembered_line(row);
    if (row.row.align != Align::SpaceBetween || line.items < 2 || line.fills > 0) {
        return row.row.gap;
    }
    const float left = row.area.width - line.width;
    return row.row.gap + std::max(0.0f, left) / static_cast<float>(line.items - 1);
}

void finish_line(Flow& row) {
    if (row.line < row_lines_max) {
        row.lines[row.line] = row.now;
    }
    row.line_top += row.now.height;
    ++row.line;
    row.now = {};
}

void begin_line(Flow& row) {
    row.x = line_start(row);
    row.any = false;
}

/// Begins a new line where this one has no room. By what the line holds and not by where it stands,
/// which a line that is aligned right knows only in the next pass.
void wrap_line(Flow& row, float width) {
    if (row.row.wrap && row.any && row.now.width + row.row.gap + width > row.area.width + 0.5f) {
        finish_line(row);
        row.line_top += row.row.line_gap;
        begin_line(row);
    }
}

/// How far under the top of its line a widget begins.
float drop_in_line(const Flow& row, float height, float below) {
    const LineMemory& line = remembered_line(row);
    if (row.row.at_bottom) {
        return std::max(line.height - line.below - (height - below), 0.0f);
    }
    return (std::max({line.height, row.row.height, height}) - height) * 0.5f;
}

Rect place_in_row(Flow& row, Size size, bool fills, float below) {
    const float before = row.any ? item_gap(row) : 0;
    const Rect rect{row.x + before,
                    static_cast<float>(row.line_top) + drop_in_line(row, size.height, below),
                    size.width,
                    size.height};
    row.now.width += (row.any ? row.row.gap : 0) + (fills ? 0 : size.width);
    if (row.row.at_bottom) {
        const float standing = std::max(row.now.height - row.now.below, size.height - below);
        row.now.below = std::max(row.now.below, below);
        row.now.height = std::max(standing + row.now.below, row.row.height);
    } else {
        row.now.height = std::max({row.now.height, size.height, row.row.height});
    }
    row.now.items += 1;
    row.now.fills += fills ? 1 : 0;
    row.x = rect.right();
    row.any = true;
    row.end = std::max(row.end, static_cast<double>(rect.bottom()));
    return rect;
}

Rect place_in_column(Flow& column, Size size) {
    column.cursor += pending_gap(column);
    column.next_gap = -1;
    const Rect rect{column.area.x, static_cast<float>(column.cursor), size.width, size.height};
    column.cursor += size.height;
    column.end = std::max(column.end, column.cursor);
    column.any = true;
    return rect;
}

} // namespace

Flow& flow() {
    return state().flows.back();
}

float pending_gap(const Flow& column) {
    if (!column.any) {
        return 0;
    }
    return column.next_gap >= 0 ? column.next_gap : column.gap;
}

void push_flow(const Flow& added) {
    state().flows.push_back(added);
}

void pop_flow() {
    state().flows.pop_back();
}

NodeId child_id() {
    Flow& parent = flow();
    ++parent.children;
    return ImHashData(&parent.children, sizeof parent.children, parent.id);
}

void push_row(const Rect& area, const RowOptions& options, NodeId id) {
    Flow row;
    row.kind = Flow::Kind::Row;
    row.id = id;
    row.area = area;
    row.row = options;
    row.line_top = area.y;
    row.end = area.y;
    push_flow(row);
    begin_line(flow());
}

float pop_row() {
    Flow row = flow();
    ContextState& s = state();
    finish_line(row);
    const float height = static_cast<float>(row.line_top) - row.area.y;
    FlowMemory& memory = s.flow_memory[row.id];
    const std::size_t count = std::min(row.line, row_lines_max);
    bool changed = memory.line_count != count || differs(memory.height, height);
    for (std::size_t i = 0; i < count; ++i) {
        changed |= differs(memory.lines[i].width, row.lines[i].width) ||
                   differs(memory.lines[i].height, row.lines[i].height) ||
                   differs(memory.lines[i].below, row.lines[i].below) ||
                   memory.lines[i].items != row.lines[i].items ||
                   memory.lines[i].fills != row.lines[i].fills;
    }
    memory.lines = row.lines;
    memory.line_count = count;
    memory.height = height;
    s.another_pass |= changed;
    pop_flow();
    return height;
}

float width_left() {
    const Flow& f = flow();
    if (f.kind == Flow::Kind::Column || f.row.wrap) {
        return f.area.width;
    }
    // Rows aligned right do not know yet where they begin.
    const bool from_start = f.row.align == Align::Start || remembered_line(f).fills > 0;
    return from_start ? std::max(0.0f, f.area.right() - f.x - (f.any ? f.row.gap : 0))
                      : f.area.width;
}

float resolve_width(float wish, float own) {
    Flow& f = flow();
    if (f.kind == Flow::Kind::Column) {
        return wish == width_fill ? f.area.width
                                  : std::min(wish == width_fit ? own : wish, f.area.width);
    }
    if (wish == width_fill) {
        const LineMemory& line = remembered_line(f);
        const float left = f.area.width - line.width;
        return std::max(own * 0.5f, left / static_cast<float>(std::max(1, line.fills)));
    }
    return wish == width_fit ? std::min(own, f.area.width) : wish;
}

Rect place(Size size, float fill_width_min, float below) {
    Flow& f = flow();
    const bool fills = size.width == width_fill;
    if (f.kind == Flow::Kind::Row) {
        wrap_line(f, fills ? fill_width_min : resolve_width(size.width, size.width));
    }
    size.width = resolve_width(size.width, size.width);
    return f.kind == Flow::Kind::Row ? place_in_row(f, size, fills, below)
                                     : place_in_column(f, size);
}

Rect place_block(float height) {
    Flow& f = flow();
    if (f.kind == Flow::Kind::Row) {
        return place({width_fill, height});
    }
    return place_in_column(f, {f.area.width, height});
}

void gap(float size) {
    Flow& f = flow();
    if (f.kind == Flow::Kind::Row) {
        f.x += size;
        f.now.width += size;
        return;
    }
    f.cursor += size;
    f.end = std::max(f.end, f.cursor);
}

Rect available() {
    const Flow& f = flow();
    if (f.kind == Flow::Kind::Row) {
        return {f.x + (f.any ? f.row.gap : 0),
                static_cast<float>(f.line_top),
                width_left(),
                f.area.height};
    }
    const float top = static_cast<float>(f.cursor) + pending_gap(f);
    return {f.area.x, top, f.area.width, std::max(0.0f, f.area.bottom() - top)};
}

Rect dock_top(float height) {
    Flow& f = flow();
    const Rect rect{f.area.x, static_cast<float>(f.cursor), f.area.width, height};
    f.cursor += height;
    f.end = std::max(f.end, f.cursor);
    return rect;
}

Rect dock_bottom(float height) {
    return flow().area.cut_bottom(height);
}

Rect dock_left(float width) {
    Flow& f = flow();
    Rect rect = available();
    rect.width = width;
    f.area.cut_left(width);
    return rect;
}

Rect dock_right(float width) {
    Flow& f = flow();
    Rect rect = available();
    rect.x = rect.right() - width;
    rect.width = width;
    f.area.cut_right(width);
    return rect;
}

} // namespace huiyin::widgets
