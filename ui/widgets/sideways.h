// A row of controls that scrolls sideways. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/paint.h"
#include "ui/widgets/scrolling.h"

#include <cstddef>
#include <optional>

namespace huiyin::widgets {

/// While it lives, what it gives places to lies one beside the other; it cuts what does not fit.
class SidewaysRow {
public:
    explicit SidewaysRow(const Rect& area);
    ~SidewaysRow();
    SidewaysRow(const SidewaysRow&) = delete;
    SidewaysRow& operator=(const SidewaysRow&) = delete;

    Rect place(float width, float gap);

    /// Comes into sight when it is not the one that was chosen in the frame before.
    void show_chosen(std::size_t index, const Rect& rect);

private:
    NodeId m_scroll;
    Rect m_area;
    std::optional<paint::Clip> m_clip;
    float m_left = 0;  ///< of the first one
    float m_next = 0;  ///< of the next one
    float m_right = 0; ///< of the last one
};

} // namespace huiyin::widgets
