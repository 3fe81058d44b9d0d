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
constexpr double skeleton_delay_ms = 150;

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

/// At the bottom, under the thumb; at the top while a sheet lies there, or what has the focus.
float toast_top(const View& v, float width, float height, float bar) {
    const float bottom = v.height - v.safe_area.bottom - bar - space::l;
    const Rect usual{(v.width - width) * 0.5f, bottom - height, width, height};
    const float top = v.safe_area.top + space::l;
    const Rect other{usual.x, top, width, height};
    const Rect focus = focus_drawn();
    const bool moves = state().modal_layer_building > 0 || focus.overlaps(usual);
    return moves && !focus.overlaps(other) ? other.y : usual.y;
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
    if (options.alert) {
        announce_new(widget_id(options.id, "note"), options.text, Urgency::Assertive);
    }
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

bool progress(const ProgressOptions& options) {
    const bool captioned = !options.counts.empty() || !options.amount.empty();
    const float line = line_height(TextSize::Caption);
    const float button = options.cancel.empty() ? 0 : compact_button_width(options.cancel);
    const float width = flow().area.width - (button > 0 ? button + space::l : 0);
    // Both words in one line, or one below the other.
    const bool beside = measure_text(options.counts, small).width + space::m +
                            measure_text(options.amount, small).width <=
                        width;
    const float words = !captioned ? 0 : beside ? line : 2 * line;
    const float content = 8 + (captioned ? space::s + words : 0);
    const Rect rect = place_block(std::max(content, button > 0 ? control_height(48) : 0));
    const NodeId id = widget_id(options.id, options.name);
    const float fraction = std::clamp(options.fraction, 0.0f, 1.0f);
    Node node;
    node.role = Role::Progress;
    node.name = options.name;
    const std::string percent = std::to_string(std::lround(fraction * 100));
    node.value = percent;
    node.description = options.counts;
    node.id = id;
    Rect body_rect = rect;
    body_rect.width = width;
    body_rect = body_rect.centered({width, content});
    node.rect = body_rect;
    publish(node);
    Rect bar = body_rect.cut_top(8);
    paint::fill(bar, theme().fill, radius::bar);
    bar.width *= fraction;
    if (fraction > 0) {
        bar.width = std::max(bar.width, 8.0f);
        paint::fill(bar, theme().accent, radius::bar);
    }
    if (captioned) {
        body_rect.cut_top(space::s);
        const Rect first = beside ? body_rect : body_rect.cut_top(line);
        paint::label(options.counts, first, small, theme().text_muted);
        paint::label(options.amount, body_rect, small, theme().text_muted, beside ? 1.0f : 0.0f);
    }
    if (options.cancel.empty()) {
        return false;
    }
    Rect side = rect;
    const Rect at = side.cut_right(button).centered({button, control_height(48)});
    const Column column({.area = at, .gap = 0});
    const IdScope scope(static_cast<std::uint64_t>(id));
    return widgets::button(
        {.id = "cancel", .label = options.cancel, .size = ButtonSize::Compact, .width = button});
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

void skeleton_rows(const SkeletonOptions& options) {
    const double shows_at = shown_since(node_id(options.id)).since_ms + skeleton_delay_ms;
    const bool shown = now_ms() >= shows_at;
    if (!shown) {
        wake_at(shows_at);
    }
    const Column column({.gap = 0});
    for (int i = 0; i < options.rows; ++i) {
        const Rect rect = place_block(72);
        if (shown && i == 0 && !options.name.empty()) {
            Node node;
            node.role = Role::Status;
            node.name = options.name;
            node.state = StateBusy;
            node.rect = rect;
            publish(node);
        }
        const Rect inner = rect.inset(16, 12);
        const std::array widths = {0.74f, 0.5f, 0.32f};
        float top = inner.y;
        for (const float width : widths) {
            if (shown) {
                paint::fill({inner.x, top, inner.width * width, 10}, theme().fill, 5);
            }
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
    const float shown = appearing(id);
    announce_new(id, options.text, Urgency::Polite);
    const float top = toast_top(v, width, height, options.bottom);
    const Rect rect{(v.width - width) * 0.5f, top + (1 - shown) * 24, width, height};

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
    ToastResult result;
    const ContextState& s = state();
    result.held = s.press.active && rect.contains(s.press.start);
    if (!options.action.empty()) {
        const Rect target{rect.right() - action, rect.y, action, rect.height};
        const NodeId button = widget_id(options.action, options.action);
        result.action = text_action(options.action, options.action, target, theme().surface_raised);
        result.held = result.held || s.hovered == button || s.focused == button;
    }
    return result;
}

} // namespace huiyin::widgets
