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

bool is_corner(Point a, Point b, Point c) {
    const float ux = b.x - a.x;
    const float uy = b.y - a.y;
    const float vx = c.x - b.x;
    const float vy = c.y - b.y;
    const float lengths = std::sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
    return lengths > 0 && (ux * vx + uy * vy) / lengths < 0.85f;
}

/// A circle: it must not show where it begins.
bool is_smooth_loop(const std::vector<Point>& points) {
    if (points.size() < 8) {
        return false;
    }
    const Point first = points.front();
    const Point last = points.back();
    if (std::abs(first.x - last.x) > 0.01f || std::abs(first.y - last.y) > 0.01f) {
        return false;
    }
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        if (is_corner(points[i - 1], points[i], points[i + 1])) {
            return false;
        }
    }
    return !is_corner(points[points.size() - 2], first, points[1]);
}

void draw_loop(const Stroke& stroke, Point origin, float scale, Color color, float width) {
    std::vector<Point> loop;
    for (std::size_t i = 0; i + 1 < stroke.points.size(); ++i) {
        loop.push_back(
            {origin.x + stroke.points[i].x * scale, origin.y + stroke.points[i].y * scale});
    }
    paint::closed_polyline(loop, color, width);
}

/// Straight on through curves, anew at corners, so that the joins are round.
void draw_stroke(const Stroke& stroke, Point origin, float scale, Color color, float width) {
    std::vector<Point> run;
    const auto flush = [&] {
        paint::polyline(run, color, width);
        run.clear();
    };
    const auto& points = stroke.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        run.push_back({origin.x + points[i].x * scale, origin.y + points[i].y * scale});
        const bool inner = i > 0 && i + 1 < points.size();
        if (inner && is_corner(points[i - 1], points[i], points[i + 1])) {
            const Point corner = run.back();
            flush();
            run.push_back(corner);
        }
    }
    flush();
}

void fill_stroke(const Stroke& stroke, Point origin, float scale, Color color) {
    ImDrawList& list = *state().draw;
    const float ratio = view().device_ratio;
    for (const Point& point : stroke.points) {
        list.PathLineTo(
            {(origin.x + point.x * scale) * ratio, (origin.y + point.y * scale) * ratio});
    }
    list.PathFillConvex(IM_COL32(color.red, color.green, color.blue, color.alpha));
}

void draw_pie(Point center, float pie_radius, float part, Color color) {
    ImDrawList& list = *state().draw;
    const float ratio = view().device_ratio;
    const ImVec2 middle{center.x * ratio, center.y * ratio};
    // In halves, because a filled path must be convex.
    const float end = -pi * 0.5f + part * 2 * pi;
    for (float from = -pi * 0.5f; from < end - 0.01f; from += pi) {
        list.PathLineTo(middle);
        list.PathArcTo(middle, pie_radius * ratio, from, std::min(from + pi, end));
        list.PathFillConvex(IM_COL32(color.red, color.green, color.blue, color.alpha));
    }
}

void draw_dashes(Point center, float ring_radius, float width, Color color) {
    ImDrawList& list = *state().draw;
    const float ratio = view().device_ratio;
    const ImVec2 middle{center.x * ratio, center.y * ratio};
    for (int i = 0; i < 8; ++i) {
        const float from = static_cast<float>(i) * pi / 4 - 0.2f;
        list.PathArcTo(middle, ring_radius * ratio, from, from + 0.4f);
        list.PathStroke(
            IM_COL32(color.red, color.green, color.blue, color.alpha), 0, width * ratio);
    }
}

} // namespace

void draw_icon(Icon icon, const Rect& box, float size, Color color) {
    if (icon == Icon::None || !paint::visible(box)) {
        return;
    }
    const float scale = size / grid;
    const float ratio = view().device_ratio;
    // On whole device pixels, so that level strokes stay sharp.
    const Point origin{std::round((box.x + (box.width - size) * 0.5f) * ratio) / ratio,
                       std::round((box.y + (box.height - size) * 0.5f) * ratio) / ratio};
    const float width = (size <= 18 ? 2.1f : 2.0f) * scale;
    for (const Stroke& stroke : strokes_of(icon)) {
        if (icon == Icon::Play || icon == Icon::More) {
            fill_stroke(stroke, origin, scale, color);
        }
        if (icon != Icon::More && is_smooth_loop(stroke.points)) {
            draw_loop(stroke, origin, scale, color, width);
        } else if (icon != Icon::More) {
            draw_stroke(stroke, origin, scale, color, width);
        }
    }
}

void draw_glyph(Glyph glyph, const Rect& box, Color color, Color ground) {
    const float size = icon_size(16);
    const float scale = size / 16;
    const float ratio = view().device_ratio;
    const Point origin{std::round((box.x + (box.width - size) * 0.5f) * ratio) / ratio,
                       std::round((box.y + (box.height - size) * 0.5f) * ratio) / ratio};
    const auto at = [&](float x, float y) {
        return Point{origin.x + x * scale, origin.y + y * scale};
    };
    const Point center = at(8, 8);
    const float width = 1.75f * scale;
    if (glyph == Glyph::DiscCheck) {
        paint::disc(center, 7.4f * scale, color);
        const std::array check = {at(4.9f, 8.3f), at(7.1f, 10.5f), at(11.1f, 5.9f)};
        paint::polyline(check, ground, width);
        return;
    }
    if (glyph == Glyph::RingDashed) {
        draw_dashes(center, 6.5f * scale, width, color);
        return;
    }
    paint::circle(center, 6.5f * scale, color, width);
    switch (glyph) {
    case Glyph::RingCross: {
        const std::array falling = {at(5.8f, 5.8f), at(10.2f, 10.2f)};
        const std::array rising = {at(10.2f, 5.8f), at(5.8f, 10.2f)};
        paint::polyline(falling, color, width);
        paint::polyline(rising, color, width);
        break;
    }
    case Glyph::RingMinus: {
        const std::array line = {at(5, 8), at(11, 8)};
        paint::polyline(line, color, width);
        break;
    }
    case Glyph::PieQuarter:
        draw_pie(center, 4.25f * scale, 0.25f, color);
        break;
    case Glyph::PieHalf:
        draw_pie(center, 4.25f * scale, 0.5f, color);
        break;
    case Glyph::PieThreeQuarters:
        draw_pie(center, 4.25f * scale, 0.75f, color);
        break;
    case Glyph::PieSevenEighths:
        draw_pie(center, 4.25f * scale, 0.875f, color);
        break;
    case Glyph::RingEmpty:
    case Glyph::RingDashed:
    case Glyph::DiscCheck:
        break;
    }
}

} // namespace huiyin::widgets
