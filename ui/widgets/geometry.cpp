#include "ui/widgets/geometry.h"

#include <algorithm>

namespace huiyin::widgets {

bool Rect::contains(Point point) const {
    return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
}

bool Rect::overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
}

Rect Rect::inset(float by) const {
    return inset(by, by);
}

Rect Rect::inset(float across, float down) const {
    return {x + across, y + down, width - 2 * across, height - 2 * down};
}

Rect Rect::inset(const Insets& by) const {
    return {x + by.left, y + by.top, width - by.left - by.right, height - by.top - by.bottom};
}

Rect Rect::clipped_to(const Rect& other) const {
    const float left = std::max(x, other.x);
    const float top = std::max(y, other.y);
    return {left,
            top,
            std::max(0.0f, std::min(right(), other.right()) - left),
            std::max(0.0f, std::min(bottom(), other.bottom()) - top)};
}

Rect Rect::cut_top(float height_cut) {
    const Rect cut{x, y, width, height_cut};
    y += height_cut;
    height -= height_cut;
    return cut;
}

Rect Rect::cut_bottom(float height_cut) {
    height -= height_cut;
    return {x, y + height, width, height_cut};
}

Rect Rect::cut_left(float width_cut) {
    const Rect cut{x, y, width_cut, height};
    x += width_cut;
    width -= width_cut;
    return cut;
}

Rect Rect::cut_right(float width_cut) {
    width -= width_cut;
    return {x + width, y, width_cut, height};
}

Rect Rect::centered(Size size) const {
    return {x + (width - size.width) * 0.5f,
            y + (height - size.height) * 0.5f,
            size.width,
            size.height};
}

bool operator==(const Rect& a, const Rect& b) {
    return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

} // namespace huiyin::widgets
