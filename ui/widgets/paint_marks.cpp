// Facts in a line, the marks of a search under a text, and pictures.
#include "ui/widgets/context_state.h"
#include "ui/widgets/paint.h"

#include <imgui.h>

#include <algorithm>

namespace huiyin::widgets::paint {

namespace {

/// How many characters of the laid-out text lie before this byte.
std::size_t chars_before(std::string_view text, std::size_t byte) {
    const std::string_view part = text.substr(0, std::min(byte, text.size()));
    return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), [](char c) {
        return c != '\r' && (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

/// Of the characters `begin` to `end`, those in this line.
void draw_mark(
    const TextBlock& block, const Line& line, std::size_t begin, std::size_t end, const Rect& box) {
    // The last line of a text that was cut ends in the ellipsis.
    const bool cut = block.cut && &line == &block.lines.back();
    begin = std::max<std::size_t>(begin, line.begin);
    end = std::min<std::size_t>(end, cut ? line.end - 1 : line.end);
    if (begin >= end) {
        return;
    }
    const float ratio = view().device_ratio;
    const float from = block.chars[begin].x / ratio;
    const float to = (end < line.end ? block.chars[end].x : line.width) / ratio;
    fill({box.x + from - 1, box.y + 1, to - from + 2, box.height - 2},
         theme().accent_tint,
         radius::bar);
}

} // namespace

void marked_label(std::string_view content,
                  std::span<const TextRange> ranges,
                  const Rect& box,
                  const TextStyle& style,
                  Color color) {
    if (!ranges.empty() && visible(box)) {
        TextStyle one_line = style;
        one_line.lines_max = 1;
        const TextBlock& block = text_block(content, one_line, box.width);
        const float height = line_height(style.size);
        const Rect line{box.x, box.y + (box.height - height) * 0.5f, box.width, height};
        for (const TextRange& range : ranges) {
            const std::size_t begin = chars_before(content, range.begin);
            draw_mark(block, block.lines.front(), begin, chars_before(content, range.end), line);
        }
    }
    label(content, box, style, color);
}

void marks(std::string_view content,
           std::span<const TextRange> ranges,
           Point at,
           const TextStyle& style,
           float width) {
    if (ranges.empty()) {
        return;
    }
    const TextBlock& block = text_block(content, style, width);
    const float height = line_height(style.size);
    for (const TextRange& range : ranges) {
        const std::size_t begin = chars_before(content, range.begin);
        const std::size_t end = chars_before(content, range.end);
        Rect box{at.x, at.y, width, height};
        for (const Line& line : block.lines) {
            draw_mark(block, line, begin, end, box);
            box.y += height;
        }
    }
}

float dot_advance() {
    return 20 * view().text_scale;
}

float facts(std::span<const std::string_view> parts,
            const Rect& box,
            const TextStyle& style,
            Color color,
            std::span<const FactRange> marks) {
    float x = box.x;
    TextStyle one_line = style;
    one_line.lines_max = 1;
    const float dot = dot_advance();
    const float line = line_height(style.size);
    const float baseline_from_center = 0.36f * font_size(style.size);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            if (x + dot + font_size(style.size) * 2 > box.right()) {
                break;
            }
            const float baseline =
                box.y + (box.height + line) * 0.5f - line * 0.5f + 0.35f * font_size(style.size);
            disc({x + dot * 0.5f, baseline - baseline_from_center}, 0.1f * dot, color.faded(0.55f));
            x += dot;
        }
        const Rect rest{x, box.y, box.right() - x, box.height};
        for (const FactRange& mark : marks) {
            if (mark.fact == i) {
                marked_label(parts[i], std::span(&mark.range, 1), rest, one_line, color);
            }
        }
        label(parts[i], rest, one_line, color);
        x += std::min(rest.width, measure_text(parts[i], one_line, rest.width).width);
    }
    return x - box.x;
}

void picture(std::uint64_t texture, float aspect, const Rect& box, float corner_radius) {
    if (!visible(box)) {
        return;
    }
    const float ratio = view().device_ratio;
    const float shape = box.width / std::max(1.0f, box.height);
    const float whole = std::max(0.01f, aspect);
    // What is too wide loses its sides, what is too high its top and bottom.
    const float across = std::min(1.0f, shape / whole) * 0.5f;
    const float down = std::min(1.0f, whole / shape) * 0.5f;
    state().draw->AddImageRounded(ImTextureRef(static_cast<ImTextureID>(texture)),
                                  {box.x * ratio, box.y * ratio},
                                  {box.right() * ratio, box.bottom() * ratio},
                                  {0.5f - across, 0.5f - down},
                                  {0.5f + across, 0.5f + down},
                                  IM_COL32_WHITE,
                                  corner_radius * ratio);
}

void whole_picture(std::uint64_t texture, const Rect& box) {
    const float ratio = view().device_ratio;
    state().draw->AddImage(ImTextureRef(static_cast<ImTextureID>(texture)),
                           {box.x * ratio, box.y * ratio},
                           {box.right() * ratio, box.bottom() * ratio});
}

} // namespace huiyin::widgets::paint
