// Layers and the modal sheet.
#include "ui/widgets/context_state.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/layers.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/scrolling.h"

#include <algorithm>
#include <utility>

namespace huiyin::widgets {

namespace {

constexpr float sheet_width_tablet = 560;
constexpr float panel_width = 420;
constexpr float handle_height = 12;
constexpr float title_height = 48;

constexpr TextStyle title_style{.size = TextSize::Title, .weight = Weight::Bold};

/// Between the edge of a sheet and its content.
float sheet_margin() {
    return breakpoint() == Breakpoint::Phone ? space::l : space::xl;
}

struct Placement {
    Rect box;
    bool at_side = false;

    /// The part of the box that neither notch nor home bar covers; the footer minds the bottom.
    Rect content() const {
        const Insets& covered = view().safe_area;
        return box.inset({std::max(0.0f, covered.left - box.x),
                          std::max(0.0f, covered.top - box.y),
                          std::max(0.0f, box.right() - view().width + covered.right),
                          0});
    }
};

/// Bottom sheet on a phone and an upright tablet, a panel at the right in landscape.
Placement placement_of(float content_height) {
    const View& v = view();
    const Rect screen{0, 0, v.width, v.height - v.keyboard_height};
    if (breakpoint() == Breakpoint::Wide && v.width > v.height) {
        const float width = panel_width + v.safe_area.right;
        return {{screen.right() - width, 0, width, screen.height}, true};
    }
    const bool phone = breakpoint() == Breakpoint::Phone;
    const float width = phone ? v.width : std::min(v.width, sheet_width_tablet);
    const float most = screen.height - v.safe_area.top - (phone ? 48.0f : 72.0f);
    const float height = std::min(most, content_height + v.safe_area.bottom);
    return {{(v.width - width) * 0.5f, screen.bottom() - height, width, height}, false};
}

void enter_layer(ContextState& s, std::uint8_t layer) {
    s.layer = layer;
    s.splitter.SetCurrentChannel(s.draw, layer);
    s.clips.push_back({0, 0, s.view.width, s.view.height});
    paint::begin_clip(s.clips.back());
}

void leave_layer(ContextState& s, std::uint8_t before) {
    paint::end_clip();
    s.clips.pop_back();
    s.layer = before;
    s.splitter.SetCurrentChannel(s.draw, before);
}

} // namespace

Layer::Layer(std::uint8_t number)
    : m_before(state().layer) {
    ContextState& s = state();
    m_parents = std::exchange(s.parents, {});
    enter_layer(s, number);
}

Layer::~Layer() {
    ContextState& s = state();
    leave_layer(s, m_before);
    s.parents = std::move(m_parents);
}

Sheet::Sheet(const SheetOptions& options)
    : m_has_actions(options.has_actions)
    , m_id(node_id(options.id)) {
    ContextState& s = state();
    m_parents = std::exchange(s.parents, {});
    m_layer_before = s.layer;
    const auto layer = static_cast<std::uint8_t>(std::min(s.layer + 1, toast_layer - 1));
    enter_layer(s, layer);
    s.modal_layer_building = std::max(s.modal_layer_building, layer);
    s.id_scopes.push_back(m_id);

    const FlowMemory& memory = s.flow_memory[m_id];
    Placement placement = placement_of(options.tall ? 1e6f : memory.height);
    const float shown = appearing(node_id("opening"));
    paint::fill({0, 0, s.view.width, s.view.height}, theme().scrim.faded(shown));
    if (tapped_outside_nodes(node_id("scrim"), {0, 0, s.view.width, s.view.height})) {
        m_closed |= options.dismissible;
    }
    Rect box = placement.box;
    (placement.at_side ? box.x : box.y) +=
        (1 - shown) * (placement.at_side ? 48.0f : box.height * 0.4f);
    paint::shadow(box, radius::card);
    paint::fill(box,
                theme().surface_raised,
                radius::card,
                placement.at_side ? paint::CornersNone : paint::CornersTop);
    // What lies on the sheet but on no control must not reach the scrim.
    tapped_outside_nodes(node_id("ground"), box);

    Node node;
    node.id = m_id;
    node.role = Role::Dialog;
    node.name = options.title;
    node.state = StateModal;
    node.rect = box;
    push_parent(publish(node));

    const Point slid{box.x - placement.box.x, box.y - placement.box.y};
    box = placement.content();
    box.x += slid.x;
    box.y += slid.y;
    if (!placement.at_side) {
        const Rect handle = box.cut_top(handle_height);
        paint::fill(Rect{handle.center().x - 18, handle.y + 8, 36, 4}, theme().outline, 2);
    } else {
        box.cut_top(space::s);
    }
    header(options, box);
    m_closed |= take_dismiss() && options.dismissible;
    if (m_has_actions) {
        const float around = s.view.safe_area.bottom + 2 * space::m;
        m_footer =
            box.cut_bottom(std::max(48.0f, s.flow_memory[node_id("actions")].height) + around);
        m_footer.height -= s.view.safe_area.bottom;
    }
    m_body = box;
    begin_body();
}

void Sheet::header(const SheetOptions& options, Rect& box) {
    const float room = box.width - 2 * sheet_margin() + space::m - touch_target;
    const float words = measure_text(options.title, title_style, room).height;
    m_header_height = std::max(title_height, words + 20);
    Rect line = box.cut_top(m_header_height);
    line.cut_left(sheet_margin());
    line.cut_right(sheet_margin() - space::m);
    Rect close = line.cut_right(touch_target);
    close.height = std::max(title_height, line_height(TextSize::Title) + 20);
    Node heading;
    heading.role = Role::Heading;
    heading.heading_level = 2;
    heading.name = options.title;
    heading.rect = line;
    publish(heading);
    paint::text(options.title,
                {line.x, line.y + (line.height - words) * 0.5f},
                title_style,
                theme().text,
                room);
    Flow corner;
    corner.id = child_id();
    corner.area = close.centered({touch_target, touch_target});
    corner.cursor = corner.area.y;
    push_flow(corner);
    m_closed |= icon_button({.id = "close", .icon = Icon::X, .label = options.close_label});
    pop_flow();
}

void Sheet::begin_body() {
    ContextState& s = state();
    const NodeId body_id = node_id("body");
    begin_scroll(body_id, {}, m_body, Axis::Vertical);
    const ScrollState& scroll = s.scroll_states[body_id];
    Flow column;
    column.id = body_id;
    column.area = m_body.inset({sheet_margin(), space::s, sheet_margin(), 0});
    column.gap = space::l;
    column.cursor = static_cast<double>(column.area.y) - scroll.offset - drawn_overscroll(scroll);
    column.end = column.cursor;
    push_flow(column);
    s.clips.push_back(m_body);
    paint::begin_clip(m_body);
}

void Sheet::end_body() {
    ContextState& s = state();
    const Flow column = flow();
    pop_flow();
    paint::end_clip();
    s.clips.pop_back();
    const NodeId body_id = node_id("body");
    const ScrollState& scroll = s.scroll_states[body_id];
    const double bottom = column.end + scroll.offset + drawn_overscroll(scroll) + space::l;
    end_scroll(body_id, bottom - m_body.bottom());
    // The height the sheet would like: all but the body, and the whole content.
    const float around = placement_of(1e6f).at_side ? 0
                                                    : handle_height + m_header_height +
                                                          (m_has_actions ? m_footer.height : 0);
    const float wanted = around + static_cast<float>(bottom) - m_body.y;
    FlowMemory& memory = s.flow_memory[m_id];
    s.another_pass |= std::abs(memory.height - wanted) > 0.4f;
    memory.height = wanted;
}

void Sheet::actions() {
    end_body();
    m_in_actions = true;
    paint::hairline({m_footer.x, m_footer.y}, m_footer.width, theme().hairline);
    push_row(m_footer.inset(sheet_margin(), space::m),
             {.gap = space::s, .align = Align::End},
             node_id("actions"));
    flow().primary_fills = true;
}

Sheet::~Sheet() {
    ContextState& s = state();
    if (m_in_actions) {
        pop_row();
    } else {
        end_body();
    }
    pop_parent();
    s.id_scopes.pop_back();
    leave_layer(s, m_layer_before);
    s.parents = std::move(m_parents);
}

} // namespace huiyin::widgets
