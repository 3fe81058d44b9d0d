// The look: colour tokens of both schemes, the type scale and the spacing. Nothing else holds a
// colour or a size of text.
#pragma once

#include <cstdint>

namespace huiyin::widgets {

struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    /// The same colour, `factor` (0..1) as opaque.
    Color faded(float factor) const;
};

bool operator==(Color a, Color b);

/// 0xRRGGBB, opaque.
constexpr Color color_from_hex(std::uint32_t rgb, std::uint8_t alpha = 255) {
    return {static_cast<std::uint8_t>(rgb >> 16),
            static_cast<std::uint8_t>(rgb >> 8),
            static_cast<std::uint8_t>(rgb),
            alpha};
}

/// WCAG 2.x contrast ratio of two opaque colours, 1..21.
float contrast_ratio(Color a, Color b);

enum class Scheme { Light, Dark };
/// More: what somebody gets who asks their system for it.
enum class Contrast { Normal, More };

/// The colour tokens; what each is for stands in the table of the design.
struct Theme {
    Color surface, surface_raised, text, text_muted;
    Color accent, success, warning, danger, outline, focus;
    Color fill, fill_pressed, hairline, on_accent, on_danger, accent_pressed, danger_pressed;
    Color accent_tint, success_tint, warning_tint, danger_tint;
    Color disabled, scrim, shadow;
};

const Theme& theme_of(Scheme scheme, Contrast contrast = Contrast::Normal);

/// The table in force; only inside a frame.
const Theme& theme();

/// What a piece of the interface wants from the reader. Colour is spent only where somebody must
/// act.
enum class Tone { Neutral, Muted, Accent, Success, Warning, Danger };

/// Text or glyph colour of a tone.
Color tone_color(Tone tone);
/// Ground of a chip or note of a tone.
Color tone_tint(Tone tone);

/// The only four sizes: 14/20, 16/24, 20/28, 28/36.
enum class TextSize { Caption, Body, Title, Figure };
enum class Weight { Regular, Bold };

/// Em size and line height in CSS pixels, text scale included.
float font_size(TextSize size);
float line_height(TextSize size);

/// Icon edge for a nominal size: grows with the text, to 150 % at most.
float icon_size(float nominal);

/// A control's height: `nominal`, or more when its line of text has grown.
float control_height(float nominal, TextSize size = TextSize::Body);

namespace space {
inline constexpr float xs = 4;
inline constexpr float s = 8;
inline constexpr float m = 12;
inline constexpr float l = 16;
inline constexpr float xl = 24;
inline constexpr float xxl = 32;
} // namespace space

namespace radius {
inline constexpr float card = 12;
inline constexpr float control = 10;
inline constexpr float thumb = 8;
inline constexpr float check = 6;
inline constexpr float bar = 4;
} // namespace radius

/// Least edge of anything that is touched.
inline constexpr float touch_target = 48;
/// How far the ring of keyboard focus goes beyond its control.
inline constexpr float focus_ring_width = 4;

/// Layout classes, measured in width divided by text scale: < 600, 600..839, >= 840.
enum class Breakpoint { Phone, Tablet, Wide };

/// The class of the whole view; only inside a frame.
Breakpoint breakpoint();
/// The class of an area of this width.
Breakpoint breakpoint_of(float width);

/// Margin of a page: 16 on a phone, 24 else.
float page_margin();
/// Within a card of words: 20, on a phone 16.
float card_padding();

} // namespace huiyin::widgets
