// How much of each pixel a shape covers: strokes with round ends and joins, and filled outlines.
// For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace huiyin::widgets {

/// A square of pixels; what lies outside it is left out.
class Coverage {
public:
    explicit Coverage(int edge);

    /// A line through `points`, `width` pixels wide. Pixels are counted from the square's corner.
    void stroke(std::span<const Point> points, float width);
    /// What the closed outline through `points` surrounds.
    void fill(std::span<const Point> points);

    int edge() const { return m_edge; }

    /// 0 to 255 for each pixel, row by row.
    std::span<const std::uint8_t> pixels() const { return m_pixels; }

private:
    int m_edge;
    std::vector<std::uint8_t> m_pixels;

    /// Where shapes of one colour lie over each other, the larger part counts.
    void cover(int x, int y, float part);
};

} // namespace huiyin::widgets
