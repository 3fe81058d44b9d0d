#include "ui/widgets/feedback.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/layers.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle body{};
constexpr TextStyle bold{.weight = Weight::Bold};

Icon icon_of(Tone tone) {
    switch (tone) {
    case Tone::Success:
        return Icon::CheckCircle;
    case Tone::Warning:
        return Icon::Alert;
    case Tone::Danger:
        return Icon::AlertCircle;
    case Tone::Neutral:
    case Tone::Muted:
    case Tone::Accent:
        break;
    }
    return Icon::Info;
}

/// Text that can be pressed, at the end of a note or toast.
bool text_action(std::string_view id, std::string_view label, const Rect& rect, Color ink) {
    Node node;
    node.id = widget_id(id, label);
    node.role = Role::Button;
    node.name = label;
    node.rect = rect;
    const Interaction it = interact(node);
    paint::label(label, rect, bold, it.down ? ink.faded(0.7f) : ink, 0.5f);
    if (it.focus_ring) {
        paint::frame(rect.inset(2), theme().focus, 2, radius::thumb);
    }
    return it.pressed;
}

} // namespace

bool note(const NoteOptions& options) {
    const float edge = icon_size(20);
    const float action =
        options.action.empty() ? 0 : measure_text(options.action, bold).width + 2 * space::m;
    const float width = flow().area.width;
    const float room = std::max(48.0f, width - 32 - edge - space::m - action);
    const float text_height = measure_text(options.text, small, room).height;
    const Rect rect = place_block(std::max(text_height + 24, action > 0 ? 48.0f : 44.0f));
    Node node;
    node.role = options.alert ? Role::Alert : Role::Text;
    node.name = options.text;
    node.rect = rect;
    publish(node);
    const Color ink = tone_color(options.tone);
    paint::fill(rect, tone_tint(options.tone), radius::control);
    Rect rest = rect.inset(16, 0);
    const Icon icon = options.icon == Icon::None ? icon_of(options.tone) : options.icon;
    Rect icon_box = rest.cut_left(edge);
    icon_box.y += (rest.height - text_height) * 0.5f;
    icon_box.height = line_height(TextSize::Caption);
    draw_icon(icon, icon_box, edge, ink);
    rest.cut_left(space::m);
    paint::text(
        options.text, {rest.x, rest.y + (rest.height - text_height) * 0.5f}, small, ink, room);
    if (options.action.empty()) {
        return false;
    }
    const Rect target{rect.right() - action - 4, rect.y, action, rect.height};
    return text_action(options.id, options.action, target, ink);
}

void progress(const ProgressOptions& options) {
    const bool captioned = !options.counts.empty() || !options.amount.empty();
    const float below = captioned ? space::s + line_height(TextSize::Caption) : 0;
    const Rect rect = place_block(8 + below);
    const float fraction = std::clamp(options.fraction, 0.0f, 1.0f);
    Node node;
    node.role = Role::Progress;
    node.name = options.name;
    const std::string percent = std::to_string(std::lround(fraction * 100));
    node.value = percent;
    node.description = options.counts;
    node.rect = rect;
    node.id = node_id(options.name);
    publish(node);
    Rect bar = rect;
    bar.height = 8;
    paint::fill(bar, theme().fill, radius::bar);
    bar.width *= fraction;
    if (fraction > 0) {
        bar.width = std::max(bar.width, 8.0f);
        paint::fill(bar, theme().accent, radius::bar);
    }
    Rect line = rect;
    line.cut_top(8 + space::s);
    paint::label(options.counts, line, small, theme().text_muted);
    paint::label(options.amount, line, small, theme().text_muted, 1);
}

bool empty_state(const EmptyStateOptions& options) {
    gap(space::xl);
    const Column column({.gap = space::s});
    const Rect round = place_block(std::max(56.0f, icon_size(24) + 32));
    paint::disc(round.center(), round.height * 0.5f, theme().fill);
    draw_icon(options.icon, round, icon_size(24), theme().text_muted);
    gap(space::s);
    text(options.title, {.weight = Weight::Bold, .align = Align::Center});
    if (!options.text.empty()) {
        text(options.text,
             {.size = TextSize::Caption, .tone = Tone::Muted, .align = Align::Center});
    }
    bool pressed = false;
    if (!options.action.empty()) {
        gap(space::s);
        const Row row({.align = Align::Center});
        pressed = button({.id = options.id, .label = options.action, .icon = options.action_icon});
    }
    gap(space::l);
    return pressed;
}

void skeleton_rows(int rows) {
    for (int i = 0; i < rows; ++i) {
        const Rect rect = place_block(72);
        const Rect inner = rect.inset(16, 12);
        const std::array widths = {0.74f, 0.5f, 0.32f};
        float top = inner.y;
        for (const float width : widths) {
            paint::fill({inner.x, top, inner.width * width, 10}, theme().fill, 5);
            top += 19;
        }
    }
}

ToastResult toast(const ToastOptions& options) {
    const View& v = view();
    const float width = std::min(v.width - 2 * space::l, 480 * v.text_scale);
    const float action =
        options.action.empty() ? 0 : measure_text(options.action, bold).width + 2 * space::l;
    const float edge = icon_size(20);
    const float room = std::max(48.0f, width - 20 - edge - space::l - std::max(action, 20.0f));
    const float text_height = measure_text(options.text, body, room).height;
    const float height = std::max(56.0f, text_height + 24);
    const NodeId id = widget_id(options.id, "toast");
    const float shown = animated(id, true);
    const float bottom = v.height - v.safe_area.bottom - options.bottom - space::l;
    const Rect rect{(v.width - width) * 0.5f, bottom - height + (1 - shown) * 24, width, height};

    const Layer layer(toast_layer);
    Node node;
    node.id = id;
    node.role = Role::Status;
    node.name = options.text;
    node.rect = rect;
    publish(node);
    paint::shadow(rect, radius::card);
    paint::fill(rect, theme().text, radius::card);
    Rect rest = rect;
    rest.cut_left(20);
    draw_icon(options.icon, rest.cut_left(edge), edge, theme().surface_raised);
    rest.cut_left(space::l);
    paint::text(options.text,
                {rest.x, rest.y + (rest.height - text_height) * 0.5f},
                body,
                theme().surface_raised,
                room);
    if (options.action.empty()) {
        return ToastResult::Showing;
    }
    const Rect target{rect.right() - action, rect.y, action, rect.height};
    const bool pressed =
        text_action(options.action, options.action, target, theme().surface_raised);
    return pressed ? ToastResult::Action : ToastResult::Showing;
}

} // namespace huiyin::widgets
