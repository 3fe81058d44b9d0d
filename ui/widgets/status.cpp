#include "ui/widgets/status.h"

#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/status_parts.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle small_bold{.size = TextSize::Caption, .weight = Weight::Bold};

/// Of a badge that has no room for its number.
constexpr float badge_dot = 14;

struct PillLook {
    Icon icon = Icon::CloudCheck;
    Color ground;
    Color ink;
    Color icon_ink;
};

PillLook pill_look(SyncPillState state) {
    const Theme& t = theme();
    switch (state) {
    case SyncPillState::Synced:
        return {Icon::CloudCheck, t.fill, t.text, t.success};
    case SyncPillState::Waiting:
        return {Icon::CloudUp, t.fill, t.text, t.text};
    case SyncPillState::Running:
        return {Icon::Refresh, t.accent_tint, t.accent, t.accent};
    case SyncPillState::Offline:
        return {Icon::CloudOff, t.fill, t.text, t.text};
    case SyncPillState::Attention:
        return {Icon::AlertCircle, t.danger_tint, t.danger, t.danger};
    }
    return {};
}

void publish_label(std::string_view label, const Rect& rect) {
    Node node;
    node.role = Role::Text;
    node.name = label;
    node.rect = rect;
    publish(node);
}

} // namespace

Size status_chip_size(const StatusChipOptions& options) {
    return {8 + icon_size(16) + 6 + measure_text(options.label, small).width + 12,
            std::max(28.0f, line_height(TextSize::Caption) + 8)};
}

void draw_status_chip(const StatusChipOptions& options, const Rect& rect) {
    const Color ground = tone_tint(options.tone);
    const Color ink = options.tone == Tone::Neutral ? theme().text_muted : tone_color(options.tone);
    paint::fill(rect, ground, rect.height * 0.5f);
    Rect rest = rect;
    rest.cut_left(8);
    draw_glyph(options.glyph, rest.cut_left(icon_size(16)), ink, ground);
    rest.cut_left(6);
    paint::label(options.label, rest, small, ink);
}

Size mark_size(const MarkOptions& options) {
    const float edge = icon_size(16);
    const float height = std::max(28.0f, line_height(TextSize::Caption) + 8);
    if (options.loud) {
        return {8 + edge + 6 + measure_text(options.label, small_bold).width + 12, height};
    }
    return {edge + space::xs + measure_text(options.label, small).width, height};
}

void draw_mark(const MarkOptions& options, const Rect& rect) {
    Rect rest = rect;
    const float edge = icon_size(16);
    if (options.loud) {
        paint::fill(rect, theme().danger, rect.height * 0.5f);
        rest.cut_left(8);
        draw_icon(options.icon, rest.cut_left(edge), edge, theme().on_danger);
        rest.cut_left(6);
        paint::label(options.label, rest, small_bold, theme().on_danger);
        return;
    }
    const Color ink = tone_color(options.tone);
    draw_icon(options.icon, rest.cut_left(edge), edge, ink);
    rest.cut_left(space::xs);
    paint::label(options.label, rest, small, ink);
}

void status_chip(const StatusChipOptions& options) {
    const Rect rect = place(status_chip_size(options));
    publish_label(options.label, rect);
    draw_status_chip(options, rect);
}

void mark(const MarkOptions& options) {
    const Rect rect = place(mark_size(options));
    publish_label(options.label, rect);
    draw_mark(options, rect);
}

float sync_pill_width(const SyncPillOptions& options) {
    float words = measure_text(options.label, small).width;
    words += options.detail.empty()
                 ? 0
                 : paint::dot_advance() + measure_text(options.detail, small).width;
    return options.narrow ? space::s + icon_size(16) + space::xs + words + space::s + 2
                          : space::m + icon_size(16) + space::s + words + space::l;
}

bool sync_pill(const SyncPillOptions& options) {
    const std::string_view parts[] = {options.label, options.detail};
    const std::span<const std::string_view> shown(parts, options.detail.empty() ? 1 : 2);
    const float edge = icon_size(16);
    const float height = std::max(32.0f, line_height(TextSize::Caption) + 12);
    const Rect rect =
        place({options.icon_only ? std::max(2 * space::m + edge, height) : sync_pill_width(options),
               height});
    std::string name(options.label);
    if (!options.detail.empty()) {
        name += ", ";
        name += options.detail;
    }
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Button;
    node.name = name;
    node.rect = rect;
    const Interaction it = interact(node);
    const PillLook look = pill_look(options.state);
    paint::fill(rect, it.down || it.hovered ? theme().fill_pressed : look.ground, height * 0.5f);
    Rect rest = rect;
    if (options.icon_only) {
        draw_icon(look.icon, rect, edge, look.icon_ink);
    } else {
        rest.cut_left(options.narrow ? space::s : space::m);
        draw_icon(look.icon, rest.cut_left(edge), edge, look.icon_ink);
        rest.cut_left(options.narrow ? space::xs : space::s);
        paint::facts(shown, rest, small, look.ink);
    }
    if (it.focus_ring) {
        paint::focus_ring(rect, height * 0.5f);
    }
    return it.pressed;
}

void badge(int number, const Rect& anchor, const Rect& item) {
    if (number <= 0) {
        return;
    }
    const std::string label = number > 99 ? "99+" : std::to_string(number);
    const float height = std::max(20.0f, line_height(TextSize::Caption));
    const float width = std::max(height, measure_text(label, small_bold).width + 10);
    const float left = anchor.right() - 0.35f * anchor.width;
    // It may hide up to half of the icon, but reach over no neighbour and out of no bar.
    const float least = anchor.x + 0.5f * anchor.width;
    const bool fits = least + width <= item.right() && height <= 0.75f * anchor.height + 4;
    const float edge = fits ? height : badge_dot;
    Rect rect{left, anchor.y + 0.45f * anchor.height - edge, fits ? width : edge, edge};
    rect.x = fits ? std::min(left, std::max(least, item.right() - width)) : left;
    paint::fill(rect.inset(-2), theme().surface, edge * 0.5f + 2);
    paint::fill(rect, theme().danger, edge * 0.5f);
    if (fits) {
        paint::label(label, rect, small_bold, theme().on_danger, 0.5f);
    }
}

} // namespace huiyin::widgets
