// What the charts share. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/context.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/theme.h"

#include <string_view>

namespace huiyin::widgets {

/// The figure around points or bars, with its text alternative; ids inside are its own.
class [[nodiscard]] Figure {
public:
    Figure(std::string_view id, std::string_view name, std::string_view summary);
    ~Figure();
    Figure(const Figure&) = delete;
    Figure& operator=(const Figure&) = delete;

    /// Where it is, once that is known.
    void set_rect(const Rect& rect);

private:
    IdScope m_scope;
    std::size_t m_node = 0;
    std::size_t m_summary = 0;
    bool m_has_summary = false;
};

/// Accent, danger...; muted is the comparison.
Color series_color(Tone tone);

/// A step of 1, 2 or 5 times a power of ten so that at most `steps_max` of them reach `top`.
double axis_step(double top, int steps_max);

} // namespace huiyin::widgets
