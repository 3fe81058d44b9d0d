#include "ui/widgets/icons.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/icon_paths.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/svg_path.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace huiyin::widgets {

namespace {

constexpr float grid = 24;
constexpr float pi = 3.14159265f;

/// Each icon is parsed once.
const std::vector<Stroke>& strokes_of(Icon icon) {
    // Never taken down: the code for that, each of them in turn, is as long as that of a widget.
    static auto& parsed = *new std::array<std::unique_ptr<std::vector<Stroke>>, icon_count>;
    auto& strokes = parsed[static_cast<std::size_t>(icon)];
    if (!strokes) {
        strokes = std::make_unique<std::vector<Stroke>>(strokes_from_path(icon_path(icon)));
    }
    return *strokes;
}

ImU32 packed(Color color) {
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}

/// The middle of `box` holds a square `size` wide; its corner on whole device pixels, so that level
/// strokes stay sharp.
Point corner_of(const Rect& box, float size) {
    const float ratio = view().device_ratio;
    return {std::round((box.x + (box.width - size) * 0.5f) * ratio),
            std::round((box.y + (box.height - size) * 0.5f) * ratio)};
}

Point scaled(Point point, float scale) {
    return {point.x * scale + Sprites::margin, point.y * scale + Sprites::margin};
}

std::vector<Point> scaled(const std::vector<Point>& points, float scale) {
    std::vector<Point> all;
    all.reserve(points.size());
    for (const Point& point : points) {
        all.push_back(scaled(point, scale));
    }
    return all;
}

void cover_icon(Icon icon, float scale, float width, Coverage& shape) {
    for (const Stroke& stroke : strokes_of(icon)) {
        const std::vector<Point> points = scaled(stroke.points, scale);
        if (icon == Icon::Play || icon == Icon::More) {
            shape.fill(points);
        }
        if (icon != Icon::More) {
            shape.stroke(points, width);
        }
    }
}

// State glyphs, in a grid of 16.
constexpr float glyph_grid = 16;
constexpr float ring_radius = 6.5f;
constexpr float ring_width = 1.75f;
constexpr Point glyph_middle{8, 8};

/// Of a circle's edge, so many points that no straight piece shows at 200 % text.
std::vector<Point> arc(float radius, float from, float to) {
    constexpr int steps = 72;
    std::vector<Point> points;
    for (int i = 0; i <= steps; ++i) {
        const float angle = from + (to - from) * static_cast<float>(i) / steps;
        points.push_back(
            {glyph_middle.x + radius * std::cos(angle), glyph_middle.y + radius * std::sin(angle)});
    }
    return points;
}

void cover_ring(float scale, Coverage& shape) {
    shape.stroke(scaled(arc(ring_radius, 0, 2 * pi), scale), ring_width * scale);
}

void cover_lines(std::initializer_list<std::vector<Point>> lines, float scale, Coverage& shape) {
    for (const std::vector<Point>& line : lines) {
        shape.stroke(scaled(line, scale), ring_width * scale);
    }
}

void cover_pie(float part, float scale, Coverage& shape) {
    std::vector<Point> outline = arc(4.25f, -pi * 0.5f, -pi * 0.5f + part * 2 * pi);
    outline.push_back(glyph_middle);
    shape.fill(scaled(outline, scale));
}

void cover_glyph(Glyph glyph, float scale, Coverage& shape) {
    if (glyph == Glyph::DiscCheck) {
        shape.fill(scaled(arc(7.4f, 0, 2 * pi), scale));
        return;
    }
    cover_ring(scale, shape);
    switch (glyph) {
    case Glyph::RingCross:
        cover_lines({{{5.8f, 5.8f}, {10.2f, 10.2f}}, {{10.2f, 5.8f}, {5.8f, 10.2f}}}, scale, shape);
        break;
    case Glyph::RingMinus:
        cover_lines({{{5, 8}, {11, 8}}}, scale, shape);
        break;
    case Glyph::PieQuarter:
        cover_pie(0.25f, scale, shape);
        break;
    case Glyph::PieHalf:
        cover_pie(0.5f, scale, shape);
        break;
    case Glyph::PieThreeQuarters:
        cover_pie(0.75f, scale, shape);
        break;
    case Glyph::PieSevenEighths:
        cover_pie(0.875f, scale, shape);
        break;
    case Glyph::RingEmpty:
    case Glyph::RingDashed:
    case Glyph::DiscCheck:
        break;
    }
}

/// Its ends are straight, as those of a covered stroke are not.
void draw_dashes(Point corner, float scale, Color color) {
    ImDrawList& list = *state().draw;
    const ImVec2 middle{corner.x + glyph_middle.x * scale, corner.y + glyph_middle.y * scale};
    for (int i = 0; i < 8; ++i) {
        const float from = static_cast<float>(i) * pi / 4 - 0.2f;
        list.PathArcTo(middle, ring_radius * scale, from, from + 0.4f);
        list.PathStroke(packed(color), 0, ring_width * scale);
    }
}

} // namespace

void draw_icon(Icon icon, const Rect& box, float size, Color color) {
    if (icon == Icon::None || !paint::visible(box)) {
        return;
    }
    const float pixels = size * view().device_ratio;
    const float scale = pixels / grid;
    const float width = (size <= 18 ? 2.1f : 2.0f) * scale;
    state().canvas.sprites().draw(*state().draw,
                                  {static_cast<std::uint32_t>(icon), pixels},
                                  corner_of(box, size),
                                  packed(color),
                                  [&](Coverage& shape) { cover_icon(icon, scale, width, shape); });
}

void draw_glyph(Glyph glyph, const Rect& box, Color color, Color ground) {
    if (!paint::visible(box)) {
        return;
    }
    const float size = icon_size(glyph_grid);
    const float pixels = size * view().device_ratio;
    const float scale = pixels / glyph_grid;
    const Point corner = corner_of(box, size);
    if (glyph == Glyph::RingDashed) {
        draw_dashes(corner, scale, color);
        return;
    }
    Sprites& sprites = state().canvas.sprites();
    sprites.draw(*state().draw,
                 {icon_count + static_cast<std::uint32_t>(glyph), pixels},
                 corner,
                 packed(color),
                 [&](Coverage& shape) { cover_glyph(glyph, scale, shape); });
    if (glyph == Glyph::DiscCheck) {
        constexpr std::uint32_t check =
            icon_count + static_cast<std::uint32_t>(Glyph::RingMinus) + 1;
        sprites.draw(*state().draw, {check, pixels}, corner, packed(ground), [&](Coverage& shape) {
            cover_lines({{{4.9f, 8.3f}, {7.1f, 10.5f}, {11.1f, 5.9f}}}, scale, shape);
        });
    }
}

} // namespace huiyin::widgets
