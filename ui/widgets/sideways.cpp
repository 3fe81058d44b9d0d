#include "ui/widgets/sideways.h"

#include "ui/widgets/context_state.h"

#include <algorithm>

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

void SidewaysRow::show_chosen(std::size_t index, const Rect& rect) {
    ScrollState& scroll = state().scroll_states[m_scroll];
    if (scroll.chosen == index) {
        return;
    }
    scroll.chosen = index;
    // A part of the next one beside it shows that there is more.
    constexpr float beside = 32;
    const float hidden_right = rect.right() + beside - m_area.right();
    const float hidden_left = m_area.x - (rect.x - beside);
    if (hidden_right > 0) {
        scroll.offset += static_cast<double>(std::min(hidden_right, rect.x - m_area.x));
        state().another_pass = true;
    } else if (hidden_left > 0) {
        // Back at the beginning, if that shows it too.
        const double from_first = rect.right() - m_area.x + scroll.offset;
        const bool fits = from_first + beside <= m_area.width;
        scroll.offset =
            fits ? 0.0 : std::max(0.0, scroll.offset - static_cast<double>(hidden_left));
        state().another_pass = true;
    }
}

Rect SidewaysRow::place(float width, float gap) {
    const Rect rect{m_next, m_area.y, width, m_area.height};
    m_right = rect.right();
    m_next = m_right + gap;
    return rect;
}

} // namespace huiyin::widgets
