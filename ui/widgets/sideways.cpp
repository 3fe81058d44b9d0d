#include "ui/widgets/sideways.h"

#include "ui/widgets/context_state.h"

namespace huiyin::widgets {

namespace {

/// Focus rings lie outside of what they are around.
constexpr float ring_room = 4;

NodeId begin_row(const Rect& area) {
    const NodeId id = node_id("scroll");
    begin_scroll(id, {}, area, Axis::Horizontal);
    return id;
}

} // namespace

SidewaysRow::SidewaysRow(const Rect& area)
    : m_scroll(begin_row(area))
    , m_area(area) {
    ContextState& s = state();
    const Rect seen = area.inset(-ring_room, -ring_room);
    m_clip.emplace(seen);
    const ScrollState& scroll = s.scroll_states[m_scroll];
    m_left = area.x - static_cast<float>(scroll.offset + drawn_overscroll(scroll));
    m_next = m_left;
    m_right = m_left;
    s.clips.push_back(seen.clipped_to(s.clips.back()));
}

SidewaysRow::~SidewaysRow() {
    state().clips.pop_back();
    m_clip.reset();
    end_scroll(m_scroll, m_right - m_left - m_area.width);
}

Rect SidewaysRow::place(float width, float gap) {
    const Rect rect{m_next, m_area.y, width, m_area.height};
    m_right = rect.right();
    m_next = m_right + gap;
    return rect;
}

} // namespace huiyin::widgets
