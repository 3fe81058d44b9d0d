#include "ui/widgets/theme.h"

#include "ui/widgets/context.h"

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr Color hex(std::uint32_t rgb, int percent = 100) {
    return color_from_hex(rgb, static_cast<std::uint8_t>((255 * percent + 50) / 100));
}

constexpr Theme light = {
    .surface = hex(0xF6F5F1),
    .surface_raised = hex(0xFFFFFF),
    .text = hex(0x1E1C19),
    .text_muted = hex(0x625D55),
    .accent = hex(0x3A4CC0),
    .success = hex(0x1C7347),
    .warning = hex(0x8A5300),
    .danger = hex(0xB92C26),
    .outline = hex(0x8B857B),
    .focus = hex(0x3A4CC0),
    .fill = hex(0xEBE8E1),
    .fill_pressed = hex(0xDEDAD1),
    .hairline = hex(0xE3E0D8),
    .on_accent = hex(0xFFFFFF),
    .on_danger = hex(0xFFFFFF),
    .accent_pressed = hex(0x2D3CA0),
    .danger_pressed = hex(0x94231E),
    .accent_tint = hex(0xE8EAFA),
    .success_tint = hex(0xDFF2E7),
    .warning_tint = hex(0xFBEDD3),
    .danger_tint = hex(0xFBE5E3),
    .disabled = hex(0x767067),
    .scrim = hex(0x1E1C19, 44),
    .shadow = hex(0x000000, 12),
};

constexpr Theme dark = {
    .surface = hex(0x151412),
    .surface_raised = hex(0x201E1B),
    .text = hex(0xF0EDE7),
    .text_muted = hex(0xABA59B),
    .accent = hex(0xA9B4FF),
    .success = hex(0x74CF9B),
    .warning = hex(0xEDB660),
    .danger = hex(0xFF938A),
    .outline = hex(0x817B72),
    .focus = hex(0xC3CBFF),
    .fill = hex(0x2D2A26),
    .fill_pressed = hex(0x3A3631),
    .hairline = hex(0x35322D),
    .on_accent = hex(0x151A40),
    .on_danger = hex(0x3A0B08),
    .accent_pressed = hex(0x8C99F2),
    .danger_pressed = hex(0xE57B72),
    .accent_tint = hex(0x2A2F55),
    .success_tint = hex(0x1A3425),
    .warning_tint = hex(0x3B2C12),
    .danger_tint = hex(0x48221F),
    .disabled = hex(0x918B81),
    .scrim = hex(0x000000, 60),
    .shadow = hex(0x000000, 50),
};

/// For who asks for more contrast: text 7:1, lines and marks 4.5:1.
constexpr Theme light_more = {
    .surface = hex(0xFFFFFF),
    .surface_raised = hex(0xFFFFFF),
    .text = hex(0x000000),
    .text_muted = hex(0x37332D),
    .accent = hex(0x22308F),
    .success = hex(0x0B4F2D),
    .warning = hex(0x5C3600),
    .danger = hex(0x8A130F),
    .outline = hex(0x4A453E),
    .focus = hex(0x22308F),
    .fill = hex(0xEBE8E1),
    .fill_pressed = hex(0xDEDAD1),
    .hairline = hex(0x6B655C),
    .on_accent = hex(0xFFFFFF),
    .on_danger = hex(0xFFFFFF),
    .accent_pressed = hex(0x182369),
    .danger_pressed = hex(0x6A0E0B),
    .accent_tint = hex(0xE8EAFA),
    .success_tint = hex(0xDFF2E7),
    .warning_tint = hex(0xFBEDD3),
    .danger_tint = hex(0xFBE5E3),
    .disabled = hex(0x5C564E),
    .scrim = hex(0x000000, 60),
    .shadow = hex(0x000000, 20),
};

constexpr Theme dark_more = {
    .surface = hex(0x000000),
    .surface_raised = hex(0x0D0C0B),
    .text = hex(0xFFFFFF),
    .text_muted = hex(0xD6D1C8),
    .accent = hex(0xC3CBFF),
    .success = hex(0x98E3B7),
    .warning = hex(0xFFD08A),
    .danger = hex(0xFFB9B3),
    .outline = hex(0xB8B2A8),
    .focus = hex(0xE0E4FF),
    .fill = hex(0x24211E),
    .fill_pressed = hex(0x322E29),
    .hairline = hex(0x8C867C),
    .on_accent = hex(0x0B0F2E),
    .on_danger = hex(0x2A0503),
    .accent_pressed = hex(0xA9B4FF),
    .danger_pressed = hex(0xFF938A),
    .accent_tint = hex(0x1F2444),
    .success_tint = hex(0x12271B),
    .warning_tint = hex(0x2C200C),
    .danger_tint = hex(0x361816),
    .disabled = hex(0xA8A298),
    .scrim = hex(0x000000, 75),
    .shadow = hex(0x000000, 60),
};

float linear(std::uint8_t channel) {
    const float value = static_cast<float>(channel) / 255.0f;
    return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

float luminance(Color color) {
    return 0.2126f * linear(color.red) + 0.7152f * linear(color.green) +
           0.0722f * linear(color.blue);
}

} // namespace

Color Color::faded(float factor) const {
    Color result = *this;
    result.alpha = static_cast<std::uint8_t>(static_cast<float>(alpha) * factor + 0.5f);
    return result;
}

bool operator==(Color a, Color b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

float contrast_ratio(Color a, Color b) {
    const float la = luminance(a);
    const float lb = luminance(b);
    return (std::max(la, lb) + 0.05f) / (std::min(la, lb) + 0.05f);
}

const Theme& theme_of(Scheme scheme, Contrast contrast) {
    if (contrast == Contrast::More) {
        return scheme == Scheme::Dark ? dark_more : light_more;
    }
    return scheme == Scheme::Dark ? dark : light;
}

const Theme& theme() {
    return theme_of(view().scheme, view().contrast);
}

Color tone_color(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return theme().text;
    case Tone::Muted:
        return theme().text_muted;
    case Tone::Accent:
        return theme().accent;
    case Tone::Success:
        return theme().success;
    case Tone::Warning:
        return theme().warning;
    case Tone::Danger:
        return theme().danger;
    }
    return theme().text;
}

Color tone_tint(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
    case Tone::Muted:
        return theme().fill;
    case Tone::Accent:
        return theme().accent_tint;
    case Tone::Success:
        return theme().success_tint;
    case Tone::Warning:
        return theme().warning_tint;
    case Tone::Danger:
        return theme().danger_tint;
    }
    return theme().fill;
}

float font_size(TextSize size) {
    switch (size) {
    case TextSize::Caption:
        return 14 * view().text_scale;
    case TextSize::Body:
        return 16 * view().text_scale;
    case TextSize::Title:
        return 20 * view().text_scale;
    case TextSize::Figure:
        return 28 * view().text_scale;
    }
    return 16 * view().text_scale;
}

float line_height(TextSize size) {
    switch (size) {
    case TextSize::Caption:
        return 20 * view().text_scale;
    case TextSize::Body:
        return 24 * view().text_scale;
    case TextSize::Title:
        return 28 * view().text_scale;
    case TextSize::Figure:
        return 36 * view().text_scale;
    }
    return 24 * view().text_scale;
}

float icon_size(float nominal) {
    return nominal * std::min(view().text_scale, 1.5f);
}

float control_height(float nominal, TextSize size) {
    // The nominal heights leave this much around a line of text at 100 %.
    const float around = nominal - line_height(size) / view().text_scale;
    return std::max(nominal, line_height(size) + around * 0.67f);
}

Breakpoint breakpoint_of(float width) {
    const float scaled = width / view().text_scale;
    if (scaled >= 840) {
        return Breakpoint::Wide;
    }
    return scaled >= 600 ? Breakpoint::Tablet : Breakpoint::Phone;
}

Breakpoint breakpoint() {
    return breakpoint_of(view().width);
}

float page_margin() {
    return breakpoint() == Breakpoint::Phone ? space::l : space::xl;
}

float card_padding() {
    return breakpoint() == Breakpoint::Phone ? space::l : 20;
}

} // namespace huiyin::widgets
