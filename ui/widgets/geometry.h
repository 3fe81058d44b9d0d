// Points and rectangles in CSS pixels. Device pixels exist only inside paint.cpp and wasm/display.
#pragma once

namespace huiyin::widgets {

struct Point {
    float x = 0;
    float y = 0;
};

struct Size {
    float width = 0;
    float height = 0;
};

/// Space kept free at the four edges.
struct Insets {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
};

/// A rectangle in CSS pixels, y downwards.
struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    float right() const { return x + width; }

    float bottom() const { return y + height; }

    Point center() const { return {x + width * 0.5f, y + height * 0.5f}; }

    bool empty() const { return width <= 0 || height <= 0; }

    bool contains(Point point) const;
    bool overlaps(const Rect& other) const;

    /// Smaller by `by` at every edge; negative grows.
    Rect inset(float by) const;
    /// Smaller by `across` left and right and by `down` above and below.
    Rect inset(float across, float down) const;
    Rect inset(const Insets& by) const;
    /// The part inside both; empty when they are apart.
    Rect clipped_to(const Rect& other) const;

    /// Cuts a strip off this rectangle and returns it; the rest stays.
    Rect cut_top(float height_cut);
    Rect cut_bottom(float height_cut);
    Rect cut_left(float width_cut);
    Rect cut_right(float width_cut);

    /// A rectangle of this size in the middle of this one.
    Rect centered(Size size) const;
};

bool operator==(const Rect& a, const Rect& b);

} // namespace huiyin::widgets
