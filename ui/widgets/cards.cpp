#include "ui/widgets/cards.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/status_parts.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small_bold{.size = TextSize::Caption, .weight = Weight::Bold};
constexpr TextStyle title_style{.size = TextSize::Title, .weight = Weight::Bold};

/// Title and waiting time in one line where they fit, else one below the other.
void alert_head(const AlertCardOptions& options) {
    const float mark_width = options.mark ? mark_size(*options.mark).width + space::m : 0;
    const float waiting = measure_text(options.waiting, small_bold).width + space::m;
    const float heading = measure_text(options.title, title_style).width;
    const auto draw_waiting = [&](float width, Align align) {
        if (!options.waiting.empty()) {
            text(options.waiting,
                 {.size = TextSize::Caption,
                  .weight = Weight::Bold,
                  .tone = Tone::Danger,
                  .width = width,
                  .align = align});
        }
    };
    if (mark_width + heading + waiting <= flow().area.width) {
        const Row row({.gap = space::m, .height = 32});
        if (options.mark) {
            mark(*options.mark);
        }
        title(options.title, 2);
        draw_waiting(width_fill, Align::End);
        return;
    }
    {
        const Row row({.gap = space::m, .wrap = true});
        if (options.mark) {
            mark(*options.mark);
        }
        draw_waiting(width_fit, Align::Start);
    }
    title(options.title, 2);
}

bool alert_primary(const AlertCardOptions& options, float width) {
    if (options.primary.empty()) {
        return false;
    }
    if (options.primary_target.empty()) {
        return button({.id = "primary",
                       .label = options.primary,
                       .kind = ButtonKind::Primary,
                       .icon = options.primary_icon,
                       .width = width});
    }
    return link({.id = "primary",
                 .label = options.primary,
                 .target = options.primary_target,
                 .icon = options.primary_icon,
                 .kind = ButtonKind::Primary,
                 .width = width});
}

bool alert_button(std::string_view id, std::string_view label, ButtonKind kind) {
    return !label.empty() && button({.id = id, .label = label, .kind = kind});
}

AlertAction alert_actions(const AlertCardOptions& options) {
    const bool narrow = breakpoint_of(flow().area.width + 40) == Breakpoint::Phone;
    bool primary = false;
    if (narrow) {
        primary = alert_primary(options, width_fill);
    }
    const Row row({.gap = space::m, .wrap = narrow});
    if (!narrow) {
        primary = alert_primary(options, width_fit);
    }
    const bool secondary = alert_button("secondary", options.secondary, ButtonKind::Secondary);
    if (!narrow && !options.quiet.empty()) {
        place({width_fill, touch_target});
    }
    const bool quiet = alert_button("quiet", options.quiet, ButtonKind::Quiet);
    return primary     ? AlertAction::Primary
           : secondary ? AlertAction::Secondary
           : quiet     ? AlertAction::Quiet
                       : AlertAction::None;
}

} // namespace

void group_heading(const GroupHeadingOptions& options) {
    const TextStyle bold{.weight = Weight::Bold};
    const TextStyle small{.size = TextSize::Caption};
    const float edge = icon_size(20);
    const float before = options.icon == Icon::None ? 0 : edge + space::s;
    const float room = std::max(48.0f, flow().area.width - before);
    const float height = measure_text(options.label, bold, room).height;
    const Rect rect = place_block(std::max(44.0f, height + 20));
    flow().next_gap = 0;
    Node node;
    node.role = Role::Heading;
    node.heading_level = 2;
    std::string name(options.label);
    if (!options.count.empty()) {
        name += ", ";
        name += options.count;
    }
    node.name = name;
    node.rect = rect;
    publish(node);
    Rect line = rect.centered({rect.width, height});
    if (before > 0) {
        Rect icon_box = line.cut_left(edge);
        icon_box.height = line_height(TextSize::Body);
        draw_icon(options.icon, icon_box, edge, tone_color(options.tone));
        line.cut_left(space::s);
    }
    const float used = measure_text(options.label, bold, room).width;
    paint::text(options.label, {line.x, line.y}, bold, theme().text, room);
    line.cut_left(used + space::s);
    line.y += 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption));
    paint::label(options.count, line, small, theme().text_muted);
}

bool card_heading(const CardHeadingOptions& options) {
    const TextStyle bold{.weight = Weight::Bold};
    const TextStyle small{.size = TextSize::Caption};
    const float edge = icon_size(20);
    const float room = std::max(48.0f, flow().area.width - edge - space::s);
    const Size label = measure_text(options.label, bold, room);
    const Size caption = measure_text(options.caption, small, room);
    const bool beside = label.width + space::s + caption.width <= room;
    const Rect rect = place_block(label.height + (beside ? 0 : caption.height) + space::s);
    flow().next_gap = 0;
    Node heading;
    heading.role = Role::Heading;
    heading.heading_level = 2;
    heading.name = options.label;
    heading.rect = rect;
    publish(heading);
    std::string name(options.label);
    if (!options.caption.empty()) {
        name += ", ";
        name += options.caption;
    }
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Button;
    node.name = name;
    node.rect = rect.inset({-space::l, -space::l, -space::l, 0});
    const Interaction it = interact(node);
    if (it.down || it.hovered) {
        paint::fill(node.rect.inset({1, 1, 1, 0}), theme().fill, radius::card - 1);
    }
    Rect line = rect;
    line.height = line_height(TextSize::Body);
    draw_icon(Icon::Right, line.cut_right(edge), edge, theme().text_muted);
    paint::text(options.label, {rect.x, rect.y}, bold, theme().text, room);
    const float drop = 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption));
    line.cut_left(label.width + space::s);
    if (beside) {
        line.y += drop;
        paint::label(options.caption, line, small, theme().text_muted);
    } else {
        paint::text(
            options.caption, {rect.x, rect.y + label.height}, small, theme().text_muted, room);
    }
    if (it.focus_ring) {
        paint::frame(node.rect.inset(2), theme().focus, 2, radius::card - 2);
    }
    return it.pressed;
}

AlertAction alert_card(const AlertCardOptions& options) {
    const IdScope scope(options.id.empty() ? options.title : options.id);
    const Landmark group({.role = Role::Group, .name = options.title, .id = "card"});
    const Card card({.padding = card_padding(), .gap = space::m, .tone = Tone::Danger});
    announce_new(node_id("card"), options.title, Urgency::Assertive);
    alert_head(options);
    {
        const Column words({.gap = space::xs});
        text(options.subject);
        if (!options.reason.empty()) {
            caption(options.reason);
        }
    }
    gap(space::xs);
    return alert_actions(options);
}

} // namespace huiyin::widgets
