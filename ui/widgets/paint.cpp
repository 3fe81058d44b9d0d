#include "ui/widgets/paint.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/fonts.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace huiyin::widgets::paint {

namespace {

float ratio() {
    return state().view.device_ratio;
}

/// To the nearest device pixel.
float snap(float value) {
    return std::round(value * ratio());
}

ImVec2 snapped(Point point) {
    return {snap(point.x), snap(point.y)};
}

ImU32 packed(Color color) {
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}

/// A line's width in whole device pixels, at least one.
float line_width(float width) {
    return std::max(1.0f, std::round(width * ratio()));
}

ImDrawFlags corner_flags(Corners corners) {
    switch (corners) {
    case CornersNone:
        return ImDrawFlags_RoundCornersNone;
    case CornersTop:
        return ImDrawFlags_RoundCornersTop;
    case CornersBottom:
        return ImDrawFlags_RoundCornersBottom;
    case CornersAll:
        return ImDrawFlags_RoundCornersAll;
    }
    return ImDrawFlags_RoundCornersAll;
}

void draw_glyph(
    ImDrawList& list, const BakedFont& font, char32_t character, ImVec2 at, ImU32 color) {
    const ImFontGlyph* glyph = font.baked->FindGlyph(static_cast<ImWchar>(character));
    if (glyph == nullptr || !glyph->Visible) {
        return;
    }
    const float x = std::round(at.x);
    list.PrimReserve(6, 4);
    list.PrimRectUV({x + glyph->X0 * font.scale, at.y + glyph->Y0 * font.scale},
                    {x + glyph->X1 * font.scale, at.y + glyph->Y1 * font.scale},
                    {glyph->U0, glyph->V0},
                    {glyph->U1, glyph->V1},
                    color);
}

/// Top of the glyphs' box so that they sit in the line as the browser puts them.
float glyph_top(const BakedFont& font, float line_top, float line) {
    const float ascent = font.baked->Ascent * font.scale;
    const float descent = -font.baked->Descent * font.scale;
    const float baseline = line_top + (line - ascent - descent) * 0.5f + ascent;
    return std::round(baseline) - ascent;
}

void draw_line(
    const TextBlock& block, const Line& line, const BakedFont& font, ImVec2 at, Color color) {
    ImDrawList& list = *state().draw;
    const ImVec2 clip_min = list.GetClipRectMin();
    const ImVec2 clip_max = list.GetClipRectMax();
    if (at.y > clip_max.y || at.y + font.baked->Size * 2 < clip_min.y) {
        return;
    }
    for (std::uint32_t i = line.begin; i < line.end; ++i) {
        const PlacedChar& placed = block.chars[i];
        const float x = at.x + placed.x;
        if (x > clip_max.x) {
            return;
        }
        draw_glyph(list, font, placed.character, {x, at.y}, packed(color));
    }
}

} // namespace

void begin_clip(const Rect& rect) {
    state().draw->PushClipRect(
        snapped({rect.x, rect.y}), snapped({rect.right(), rect.bottom()}), false);
}

void end_clip() {
    state().draw->PopClipRect();
}

void fill(const Rect& rect, Color color, float corner_radius, Corners corners) {
    if (!visible(rect) || color.alpha == 0) {
        return;
    }
    state().draw->AddRectFilled(snapped({rect.x, rect.y}),
                                snapped({rect.right(), rect.bottom()}),
                                packed(color),
                                corner_radius * ratio(),
                                corner_flags(corners));
}

void frame(const Rect& rect, Color color, float width, float corner_radius) {
    if (!visible(rect)) {
        return;
    }
    const float line = line_width(width);
    const ImVec2 from = snapped({rect.x, rect.y});
    const ImVec2 to = snapped({rect.right(), rect.bottom()});
    ImDrawList& list = *state().draw;
    list.PathRect({from.x + line * 0.5f, from.y + line * 0.5f},
                  {to.x - line * 0.5f, to.y - line * 0.5f},
                  std::max(0.0f, corner_radius * ratio() - line * 0.5f));
    list.PathStroke(packed(color), ImDrawFlags_Closed, line);
}

void shadow(const Rect& rect, float corner_radius) {
    // Without a blurred texture: rectangles that grow and fade, lower by the shadow's offset.
    constexpr std::array<std::pair<float, float>, 6> rings = {
        {{1, 0.030f}, {3, 0.026f}, {6, 0.020f}, {10, 0.014f}, {15, 0.009f}, {20, 0.006f}}};
    const float strength = theme().shadow.alpha > 64 ? 4.0f : 1.0f;
    Rect base = rect;
    base.y += 4;
    for (const auto& [grow, opacity] : rings) {
        Color color = theme().shadow;
        color.alpha = static_cast<std::uint8_t>(255.0f * opacity * strength);
        fill(base.inset(-grow), color, corner_radius + grow);
    }
}

void focus_ring(const Rect& rect, float corner_radius) {
    frame(rect.inset(-2), theme().surface, 2, corner_radius + 2);
    frame(rect.inset(-focus_ring_width), theme().focus, 2, corner_radius + focus_ring_width);
}

void disc(Point center, float disc_radius, Color color) {
    state().draw->AddCircleFilled(
        {center.x * ratio(), center.y * ratio()}, disc_radius * ratio(), packed(color));
}

void circle(Point center, float circle_radius, Color color, float width) {
    ImDrawList& list = *state().draw;
    // Without the last point, which is the first again.
    list.PathArcTo({center.x * ratio(), center.y * ratio()}, circle_radius * ratio(), 0, IM_PI * 2);
    list._Path.pop_back();
    list.PathStroke(packed(color), ImDrawFlags_Closed, width * ratio());
}

void polyline(std::span<const Point> points, Color color, float width) {
    ImDrawList& list = *state().draw;
    for (std::size_t i = 0; i < points.size(); ++i) {
        list.PathLineTo({points[i].x * ratio(), points[i].y * ratio()});
    }
    list.PathStroke(packed(color), ImDrawFlags_None, width * ratio());
    if (!points.empty()) {
        disc(points.front(), width * 0.5f, color);
        disc(points.back(), width * 0.5f, color);
    }
}

void hairline(Point from, float length, Color color) {
    const ImVec2 at = snapped(from);
    state().draw->AddRectFilled(at, {snap(from.x + length), at.y + line_width(1)}, packed(color));
}

void text(std::string_view content, Point at, const TextStyle& style, Color color, float width) {
    const TextBlock& block = text_block(content, style, width);
    const BakedFont font = baked_font(style.size, style.weight);
    const float line = line_height(style.size) * ratio();
    float top = std::round(at.y * ratio());
    const float left = at.x * ratio();
    for (const Line& part : block.lines) {
        draw_line(block, part, font, {left, glyph_top(font, top, line)}, color);
        top += line;
    }
}

void label(
    std::string_view content, const Rect& box, const TextStyle& style, Color color, float align) {
    if (!visible(box)) {
        return;
    }
    TextStyle one_line = style;
    one_line.lines_max = 1;
    const float width = measure_text(content, one_line, box.width).width;
    const float line = line_height(style.size);
    text(content,
         {box.x + std::max(0.0f, box.width - width) * align, box.y + (box.height - line) * 0.5f},
         one_line,
         color,
         box.width);
}

bool visible(const Rect& rect) {
    const ImDrawList& list = *state().draw;
    const ImVec2 low = list.GetClipRectMin();
    const ImVec2 high = list.GetClipRectMax();
    const float r = ratio();
    return rect.right() * r > low.x && rect.x * r < high.x && rect.bottom() * r > low.y &&
           rect.y * r < high.y;
}

Clip::Clip(const Rect& rect) {
    ContextState& s = state();
    s.clips.push_back(rect.clipped_to(s.clips.back()));
    begin_clip(s.clips.back());
}

Clip::~Clip() {
    end_clip();
    state().clips.pop_back();
}

} // namespace huiyin::widgets::paint
