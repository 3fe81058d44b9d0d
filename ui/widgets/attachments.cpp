#include "ui/widgets/attachments.h"

#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr float wave_pitch = 6;
constexpr float wave_bar = 3;
constexpr float wave_height = 28;
constexpr float play_edge = 24;
/// The button that removes hangs over the tile's corner by a quarter.
constexpr float remove_edge = 32;
constexpr float remove_overhang = 8;

float wave_width(const Attachment& voice) {
    return static_cast<float>(voice.levels.size()) * wave_pitch;
}

Size tile_size(const Attachment& attachment, float edge) {
    const float label = measure_text(attachment.label, small).width;
    switch (attachment.kind) {
    case AttachmentKind::Photo:
        return {edge, edge};
    case AttachmentKind::Voice: {
        const float wave = attachment.levels.empty() ? 0 : wave_width(attachment) + space::m;
        return {space::m + play_edge + space::m + wave + label + space::l, edge};
    }
    case AttachmentKind::File:
        return {space::m + play_edge + space::s + label + space::l, edge};
    }
    return {edge, edge};
}

/// The tile and the line under it, which is never cut: the tile's neighbours make room.
Size cell_size(const Attachment& attachment, float edge) {
    Size size = tile_size(attachment, edge);
    if (!attachment.state.empty()) {
        const Size words = measure_text(attachment.state, small, flow().area.width);
        size.width = std::max(size.width, words.width);
        size.height += space::xs + words.height;
    }
    size.width = std::min(size.width, flow().area.width);
    return size;
}

void draw_state(const Attachment& attachment, Rect box) {
    if (!attachment.state.empty()) {
        box.cut_top(space::xs);
        paint::text(attachment.state,
                    {box.x, box.y},
                    small,
                    tone_color(attachment.state_tone),
                    box.width + 1);
    }
}

void draw_wave(const Attachment& voice, Rect box) {
    const auto count = static_cast<float>(voice.levels.size());
    for (std::size_t i = 0; i < voice.levels.size(); ++i) {
        const float level = std::clamp(voice.levels[i], 0.0f, 1.0f);
        const float height = std::max(4.0f, level * std::min(wave_height, box.height - space::l));
        const Rect bar{box.x + static_cast<float>(i) * wave_pitch,
                       box.center().y - height * 0.5f,
                       wave_bar,
                       height};
        const bool played = (static_cast<float>(i) + 0.5f) / count <= voice.played;
        paint::fill(bar, played ? theme().accent : theme().text_muted, 1.5f);
    }
}

void draw_tile(const Attachment& attachment, const Rect& rect, const Interaction& it) {
    const Theme& t = theme();
    paint::fill(rect, it.down || it.hovered ? t.fill_pressed : t.fill, radius::control);
    Rect rest = rect;
    switch (attachment.kind) {
    case AttachmentKind::Photo:
        if (attachment.away) {
            draw_icon(Icon::Download, rect, icon_size(24), t.text_muted);
        } else if (attachment.texture != 0) {
            paint::picture(attachment.texture, attachment.aspect, rect, radius::control);
        } else {
            draw_icon(Icon::Image, rect, icon_size(24), t.text_muted);
        }
        break;
    case AttachmentKind::Voice:
        rest.cut_left(space::m);
        draw_icon(attachment.away      ? Icon::Download
                  : attachment.playing ? Icon::Pause
                                       : Icon::Play,
                  rest.cut_left(play_edge),
                  play_edge,
                  t.text);
        rest.cut_left(space::m);
        if (!attachment.levels.empty()) {
            draw_wave(attachment, rest.cut_left(wave_width(attachment)));
            rest.cut_left(space::m);
        }
        paint::label(attachment.label, rest, small, t.text);
        break;
    case AttachmentKind::File:
        rest.cut_left(space::m);
        draw_icon(attachment.away ? Icon::Download : Icon::File,
                  rest.cut_left(play_edge),
                  play_edge,
                  t.text_muted);
        rest.cut_left(space::s);
        rest.cut_right(space::m);
        paint::label(attachment.label, rest, small, t.text);
        break;
    }
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
}

/// A bar of 4 at the lower edge, within the round corners.
void draw_progress(float part, const Rect& rect) {
    const paint::Clip clip(Rect{rect.x, rect.bottom() - 4, rect.width, 4});
    const float width = rect.width * std::clamp(part, 0.0f, 1.0f);
    paint::fill(rect, theme().fill_pressed, radius::control);
    const paint::Clip done(Rect{rect.x, rect.y, width, rect.height});
    paint::fill(rect, theme().accent, radius::control);
}

bool remove_button(const AttachmentsOptions& options, std::size_t index, const Rect& tile) {
    const Rect rect{tile.right() - remove_edge + remove_overhang,
                    tile.y - remove_overhang,
                    remove_edge,
                    remove_edge};
    const std::string name =
        std::string(options.remove_label) + ": " + std::string(options.attachments[index].name);
    Node node;
    node.id = node_id("remove");
    node.role = Role::Button;
    node.name = name;
    node.rect = rect;
    const Interaction it = interact(node);
    paint::disc(rect.center(), 14, theme().surface);
    paint::disc(rect.center(), 12, it.down ? theme().text_muted : theme().text);
    draw_icon(Icon::X, rect, 16, theme().surface);
    if (it.focus_ring) {
        paint::focus_ring(rect.inset(4), 12);
    }
    return it.pressed;
}

std::string spoken_name(const Attachment& attachment) {
    std::string name(attachment.name);
    if (!attachment.state.empty()) {
        name += ", ";
        name += attachment.state;
    } else if (attachment.progress) {
        const float part = std::clamp(*attachment.progress, 0.0f, 1.0f);
        name += ", " + std::to_string(static_cast<int>(part * 100 + 0.5f)) + " %";
    }
    return name;
}

bool tile_ui(const Attachment& attachment, const Rect& rect) {
    const std::string name = spoken_name(attachment);
    Node node;
    node.id = node_id("open");
    node.role = Role::Button;
    node.name = name;
    node.rect = rect;
    node.state = attachment.playing ? StateToggle | StatePressed : StateNone;
    const Interaction it = interact(node);
    draw_tile(attachment, rect, it);
    if (attachment.progress) {
        draw_progress(*attachment.progress, rect);
    }
    return it.pressed;
}

} // namespace

AttachmentsResult attachments(const AttachmentsOptions& options) {
    AttachmentsResult result;
    const IdScope scope(options.id.empty() ? options.name : options.id);
    const Landmark list({.role = Role::List, .name = options.name, .id = "list"});
    const bool any_removable = std::any_of(options.attachments.begin(),
                                           options.attachments.end(),
                                           [](const Attachment& a) { return a.removable; });
    if (any_removable) {
        gap(remove_overhang);
    }
    const float edge = std::max(options.size, line_height(TextSize::Caption) + space::l);
    const float between = any_removable ? space::l : space::s;
    const Row row({.gap = between, .wrap = true, .line_gap = between, .id = "tiles"});
    for (std::size_t i = 0; i < options.attachments.size(); ++i) {
        const Attachment& attachment = options.attachments[i];
        const IdScope tile_scope(static_cast<std::uint64_t>(i));
        Rect cell = place(cell_size(attachment, edge));
        const Rect line = cell;
        Rect rect = cell.cut_top(edge);
        rect.width = std::min(rect.width, tile_size(attachment, edge).width);
        draw_state(attachment, {line.x, rect.bottom(), line.width, line.bottom() - rect.bottom()});
        const Landmark item({.role = Role::ListItem, .id = "item"});
        if (tile_ui(attachment, rect)) {
            result.opened = i;
        }
        if (attachment.removable && remove_button(options, i, rect)) {
            result.removed = i;
        }
    }
    return result;
}

} // namespace huiyin::widgets
