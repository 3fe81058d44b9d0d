// The stack of flows behind Column, Row and the others. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/layout.h"

#include <array>
#include <cstdint>

namespace huiyin::widgets {

/// What a row needs to know of itself before it is drawn: from the last pass.
struct LineMemory {
    float width = 0;
    float height = 0;
    /// Of the height, what hangs under the line on which the widgets stand.
    float below = 0;
    int items = 0;
    int fills = 0;
};

inline constexpr std::size_t row_lines_max = 12;

struct FlowMemory {
    float height = 0;
    float width = 0;
    std::array<LineMemory, row_lines_max> lines;
    std::size_t line_count = 0;
};

struct Flow {
    enum class Kind : std::uint8_t { Column, Row };

    Kind kind = Kind::Column;
    NodeId id = 0;
    std::uint32_t children = 0;
    Rect area;
    /// Column: top of what comes next. Double, because lists of 100 000 rows are long.
    double cursor = 0;
    float gap = 0;
    /// Whether a gap is due before the next widget.
    bool any = false;
    /// The gap before the next widget only, where >= 0: after a heading.
    float next_gap = -1;
    /// Lowest edge of what was placed.
    double end = 0;
    /// With the padding; its top is where the flow began.
    Rect outer;
    float padding_bottom = 0;
    /// Where the last timeline item ended; the next one joins it without a gap.
    double timeline_end = -1e9;
    /// A card of nothing but rows: each has a hairline between it and the one before.
    bool divides_rows = false;
    /// Whether the parent goes on below it.
    bool in_parent = true;
    /// The lowest end of even columns, as the last pass had it; 0 elsewhere.
    double even_end = 0;

    // Rows.
    RowOptions row;
    float x = 0;
    double line_top = 0;
    std::size_t line = 0;
    LineMemory now;
    std::array<LineMemory, row_lines_max> lines;
    /// Bars: a primary button takes what is left.
    bool primary_fills = false;
};

Flow& flow();
/// What comes between the last widget of a column and the next.
float pending_gap(const Flow& column);
/// A new flow; `area` height may be unbounded.
void push_flow(const Flow& flow);
void pop_flow();
/// A stable id for the next child of the present flow.
NodeId child_id();
/// Begins a row over this area instead of the flow's next place.
void push_row(const Rect& area, const RowOptions& options, NodeId id);
/// Ends it and gives its height.
float pop_row();
/// Width an item of this wish gets when its own is `own`.
float resolve_width(float wish, float own);
/// Widest text that still fits into the present flow.
float width_left();

} // namespace huiyin::widgets
