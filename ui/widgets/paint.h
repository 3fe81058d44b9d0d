// Drawing in CSS pixels with the theme's means, snapped to device pixels. For widgets and charts.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/text_layout.h"
#include "ui/widgets/theme.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace huiyin::widgets::paint {

enum Corners : std::uint8_t { CornersNone = 0, CornersTop = 1, CornersBottom = 2, CornersAll = 3 };

void fill(const Rect& rect, Color color, float corner_radius = 0, Corners corners = CornersAll);
/// A frame of `width` inside the rectangle's edge.
void frame(const Rect& rect, Color color, float width, float corner_radius = 0);
/// The one shadow, of what floats.
void shadow(const Rect& rect, float corner_radius);
/// The ring of keyboard focus, outside the control.
void focus_ring(const Rect& rect, float corner_radius);
void disc(Point center, float disc_radius, Color color);
void circle(Point center, float circle_radius, Color color, float width);
/// A line with round ends and joins.
void polyline(std::span<const Point> points, Color color, float width);
/// One device pixel or more, over the width.
void hairline(Point from, float length, Color color);

/// Bytes `begin` to `end` of a text, for marking what a search found.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A range of one of several facts.
struct FactRange {
    std::size_t fact = 0;
    TextRange range;
};

/// One or more lines of text from the top left corner of the line box.
void text(std::string_view text, Point at, const TextStyle& style, Color color, float width = 1e6f);
/// One line, in the middle of `box` vertically, with an ellipsis when it does not fit.
void label(
    std::string_view text, const Rect& box, const TextStyle& style, Color color, float align = 0);
/// The same at the left, with a tinted ground under the ranges. Ranges that are not of the text, or
/// that the ellipsis hides, mark nothing.
void marked_label(std::string_view text,
                  std::span<const TextRange> ranges,
                  const Rect& box,
                  const TextStyle& style,
                  Color color);
/// The same under text of several lines.
void marks(std::string_view text,
           std::span<const TextRange> ranges,
           Point at,
           const TextStyle& style,
           float width);
/// From one fact to the next, with the dot in its middle.
float dot_advance();
/// Facts in a line, separated by drawn dots; the last one that fits is cut. Returns the width.
float facts(std::span<const std::string_view> facts,
            const Rect& box,
            const TextStyle& style,
            Color color,
            std::span<const FactRange> marks = {});
/// A square part from the middle of a texture of this width ÷ height, with round corners.
void picture(std::uint64_t texture, float aspect, const Rect& box, float corner_radius);
/// The whole texture over the whole box.
void whole_picture(std::uint64_t texture, const Rect& box);

/// For scroll areas and layers: restricts drawing only.
void begin_clip(const Rect& rect);
void end_clip();

/// Whether anything of `rect` can be seen.
bool visible(const Rect& rect);

/// Nothing is drawn or hit outside while it lives.
class [[nodiscard]] Clip {
public:
    explicit Clip(const Rect& rect);
    ~Clip();
    Clip(const Clip&) = delete;
    Clip& operator=(const Clip&) = delete;
};

} // namespace huiyin::widgets::paint
