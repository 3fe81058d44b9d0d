#include "ui/widgets/coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace huiyin::widgets {

namespace {

float distance_to_segment(Point at, Point from, Point to) {
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = dx * dx + dy * dy;
    const float along =
        length > 0 ? std::clamp(((at.x - from.x) * dx + (at.y - from.y) * dy) / length, 0.0f, 1.0f)
                   : 0.0f;
    return std::hypot(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

Point middle_of(int x, int y) {
    return {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
}

/// Positive inside the outline.
float distance_inside(Point at, std::span<const Point> outline) {
    float nearest = std::numeric_limits<float>::max();
    bool inside = false;
    for (std::size_t i = 0, before = outline.size() - 1; i < outline.size(); before = i++) {
        const Point a = outline[before];
        const Point b = outline[i];
        nearest = std::min(nearest, distance_to_segment(at, a, b));
        const bool crosses = (a.y > at.y) != (b.y > at.y);
        if (crosses && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
            inside = !inside;
        }
    }
    return inside ? nearest : -nearest;
}

} // namespace

Coverage::Coverage(int edge)
    : m_edge(edge)
    , m_pixels(static_cast<std::size_t>(edge) * static_cast<std::size_t>(edge)) {}

void Coverage::cover(int x, int y, float part) {
    std::uint8_t& pixel = m_pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_edge) +
                                   static_cast<std::size_t>(x)];
    const float whole = std::clamp(part, 0.0f, 1.0f) * 255.0f;
    pixel = std::max(pixel, static_cast<std::uint8_t>(std::lround(whole)));
}

void Coverage::stroke(std::span<const Point> points, float width) {
    const float reach = width * 0.5f + 0.5f;
    const auto pixel_at = [this](float value) {
        return std::clamp(static_cast<int>(std::floor(value)), 0, m_edge);
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        // A line of one point is a dot.
        const Point from = points[i == 0 ? 0 : i - 1];
        const Point to = points[i];
        const int left = pixel_at(std::min(from.x, to.x) - reach);
        const int right = pixel_at(std::max(from.x, to.x) + reach + 1);
        const int bottom = pixel_at(std::max(from.y, to.y) + reach + 1);
        for (int y = pixel_at(std::min(from.y, to.y) - reach); y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                cover(x, y, reach - distance_to_segment(middle_of(x, y), from, to));
            }
        }
    }
}

void Coverage::fill(std::span<const Point> points) {
    for (int y = 0; y < m_edge && points.size() > 2; ++y) {
        for (int x = 0; x < m_edge; ++x) {
            cover(x, y, distance_inside(middle_of(x, y), points) + 0.5f);
        }
    }
}

} // namespace huiyin::widgets
