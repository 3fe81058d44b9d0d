#include "ui/widgets/picture_view.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/layers.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::widgets {

namespace {

constexpr float zoom_factor = 3;
constexpr TextStyle heading_style{.size = TextSize::Body, .weight = Weight::Bold, .lines_max = 1};
constexpr TextStyle caption_style{.size = TextSize::Caption, .lines_max = 1};

/// As large as it fits into the room, in its own shape.
Size fitted(float aspect, const Rect& room) {
    const float width = std::min(room.width, room.height * aspect);
    return {width, width / aspect};
}

void header_ui(const PictureViewOptions& options,
               Rect line,
               bool& zoomed,
               PictureViewResult& result) {
    const float buttons = 3 * touch_target + 2 * space::s;
    Rect words = line;
    words.cut_right(buttons + space::s);
    Node heading;
    heading.role = Role::Heading;
    heading.heading_level = 2;
    heading.name = options.name;
    heading.rect = words;
    publish(heading);
    paint::label(options.name, words, heading_style, theme().text);
    push_row(
        line, {.gap = space::s, .align = Align::End, .height = line.height}, node_id("header"));
    const bool there = options.picture.texture != 0;
    if (icon_button({.id = "zoom",
                     .icon = zoomed ? Icon::ZoomOut : Icon::ZoomIn,
                     .label = zoomed ? options.zoom_out_label : options.zoom_in_label,
                     .disabled = !there})) {
        zoomed = !zoomed;
    }
    result.save = icon_button({.id = "save", .icon = Icon::Download, .label = options.save_label});
    result.closed = icon_button({.id = "close", .icon = Icon::X, .label = options.close_label});
    pop_row();
}

void caption_ui(const PictureViewOptions& options, const Rect& line) {
    Node node;
    node.name = options.caption;
    node.rect = line;
    publish(node);
    paint::label(options.caption, line, caption_style, theme().text_muted, 0.5f);
}

/// Puts the middle of what is larger than the room into its middle.
void centre(NodeId area, float content, float room) {
    ScrollState& scroll = scroll_state(area);
    scroll.offset_max = std::max(0.0f, content - room);
    scroll.offset = scroll.offset_max * 0.5;
    scroll.velocity = 0;
}

void photo_ui(const PictureViewOptions& options, const Rect& room, bool& zoomed) {
    const NodeId down = node_id("down");
    const NodeId across = node_id("across");
    Size size = fitted(options.picture.aspect, room);
    const auto grown = [&size] {
        return Size{size.width * zoom_factor, size.height * zoom_factor};
    };
    // A tap that hits no button: the picture itself is to be read, not operated.
    if (tapped_outside_nodes(node_id("photo"), room)) {
        zoomed = !zoomed;
        state().another_pass = true;
    }
    const bool was_zoomed =
        scroll_state(down).offset_max > 0 || scroll_state(across).offset_max > 0;
    if (zoomed && !was_zoomed) {
        centre(down, grown().height, room.height);
        centre(across, grown().width, room.width);
    }
    size = zoomed ? grown() : size;
    const paint::Clip clip(room);
    begin_scroll(down, options.name, room, Axis::Vertical);
    begin_scroll(across, {}, room, Axis::Horizontal);
    const auto offset = [](NodeId area) {
        const ScrollState& scroll = scroll_state(area);
        return static_cast<float>(scroll.offset + drawn_overscroll(scroll));
    };
    const Rect place{room.x + std::max(0.0f, (room.width - size.width) * 0.5f) - offset(across),
                     room.y + std::max(0.0f, (room.height - size.height) * 0.5f) - offset(down),
                     size.width,
                     size.height};
    Node image;
    image.id = node_id("image");
    image.role = Role::Image;
    image.name = options.name;
    image.rect = place;
    publish(image);
    paint::whole_picture(options.picture.texture, place);
    end_scroll(across, size.width - room.width);
    end_scroll(down, size.height - room.height);
}

void status_ui(const PictureViewOptions& options, const Rect& room) {
    Node node;
    node.id = node_id("status");
    node.role = Role::Status;
    node.name = options.status;
    node.rect = room;
    publish(node);
    draw_icon(Icon::Image,
              room.centered({48, 48}),
              icon_size(24),
              options.picture.broken ? theme().danger : theme().text_muted);
    Rect line = room.centered({room.width, line_height(TextSize::Body)});
    line.y += 48;
    paint::label(options.status, line, {.lines_max = 1}, theme().text_muted, 0.5f);
}

} // namespace

PictureViewResult picture_view(const PictureViewOptions& options, bool& zoomed) {
    ContextState& s = state();
    const auto number = static_cast<std::uint8_t>(std::min(s.layer + 1, toast_layer - 1));
    const Layer layer(number);
    s.modal_layer_building = std::max(s.modal_layer_building, number);
    const NodeId id = node_id(options.id);
    const IdScope scope(options.id);
    const Rect screen{0, 0, s.view.width, s.view.height};
    paint::fill(screen, theme().surface);
    tapped_outside_nodes(node_id("ground"), screen);
    Node dialog;
    dialog.id = id;
    dialog.role = Role::Dialog;
    dialog.name = options.name;
    dialog.state = StateModal;
    dialog.rect = screen;
    push_parent(publish(dialog));

    PictureViewResult result;
    Rect rest = screen.inset(s.view.safe_area);
    const Rect bar = rest.cut_top(std::max(64.0f, line_height(TextSize::Body) + 24));
    header_ui(options, bar.inset(page_margin(), 0), zoomed, result);
    if (!options.caption.empty()) {
        Rect line = rest.cut_bottom(line_height(TextSize::Caption) + space::xl);
        caption_ui(options, line.inset(page_margin(), 0));
    }
    if (options.picture.texture != 0) {
        photo_ui(options, rest, zoomed);
    } else {
        status_ui(options, rest);
    }
    result.closed |= take_dismiss();
    pop_parent();
    return result;
}

} // namespace huiyin::widgets
