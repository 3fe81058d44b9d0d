#include "ui/widgets/table.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/scrolling.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr TextStyle head_style{.size = TextSize::Caption, .weight = Weight::Bold};
constexpr float cell_padding = 8;

/// What a row has at its ends, so that its words stand in line with the page.
float end_padding() {
    return page_insets().left - cell_padding;
}

float align_part(Align align) {
    return align == Align::End ? 1.0f : align == Align::Center ? 0.5f : 0.0f;
}

/// A line through every line of the text.
void strike(std::string_view content, Point at, const TextStyle& style, float width) {
    const TextBlock& block = text_block(content, style, width);
    float y = at.y + line_height(style.size) * 0.5f;
    for (const Line& line : block.lines) {
        paint::hairline({at.x, y}, line.width / view().device_ratio, theme().text_muted);
        y += line_height(style.size);
    }
}

/// At the end of the header, while there are columns beyond it.
void draw_more(const ScrollState& across, Rect header) {
    if (across.offset + 1 >= across.offset_max) {
        return;
    }
    const float edge = icon_size(20);
    const Rect box = header.inset({0, 0, 0, 1}).cut_right(edge + space::s);
    paint::fill(box, theme().surface);
    draw_icon(Icon::Right, box, edge, theme().text_muted);
}

} // namespace

Table::Table(const TableOptions& options)
    : m_id(node_id(options.id.empty() ? options.name : options.id))
    , m_count(options.count)
    , m_lines_max(options.lines_max)
    , m_selected(options.selected)
    , m_area(options.area.value_or(available()))
    , m_in_parent(!options.area) {
    ContextState& s = state();
    s.id_scopes.push_back(m_id);
    Node node;
    node.id = m_id;
    node.role = Role::Table;
    node.name = options.name;
    node.rect = m_area;
    node.set_size = static_cast<std::uint32_t>(options.count);
    node.columns = static_cast<std::uint32_t>(options.columns.size());
    push_parent(publish(node));

    float sum = 0;
    for (const TableColumn& column : options.columns) {
        m_widths.push_back(column.width * view().text_scale);
        m_aligns.push_back(column.align);
        sum += m_widths.back();
    }
    const float room = m_area.width - 2 * end_padding();
    for (float& width : m_widths) {
        width *= sum > 0 && sum < room ? room / sum : 1.0f;
    }
    m_width = std::max(sum, room) + 2 * end_padding();
    m_across = node_id("across");
    begin_scroll(m_across, {}, m_area, Axis::Horizontal);
    const ScrollState& across = s.scroll_states[m_across];
    m_left = m_area.x - static_cast<float>(across.offset + drawn_overscroll(across));
    s.clips.push_back(m_area.clipped_to(s.clips.back()));
    paint::begin_clip(s.clips.back());

    float head = 0;
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        const float inner = m_widths[i] - 2 * cell_padding;
        head = std::max(head, measure_text(options.columns[i].label, head_style, inner).height);
    }
    m_body = m_area;
    header(options, m_body.cut_top(std::max(44.0f, head + space::l)));

    m_down = node_id("down");
    begin_scroll(m_down, {}, m_body, Axis::Vertical);
    const ScrollState& down = s.scroll_states[m_down];
    const float lines = static_cast<float>(std::max<std::size_t>(1, m_lines_max));
    m_pitch = std::max(touch_target, lines * line_height(TextSize::Caption) + space::l);
    m_origin = static_cast<double>(m_body.y) - down.offset - drawn_overscroll(down);
    const auto count = static_cast<double>(m_count);
    const double above = (static_cast<double>(m_body.y) - m_origin) / m_pitch;
    const double below = (static_cast<double>(m_body.bottom()) - m_origin) / m_pitch;
    // One row more at each end, so that the keyboard has a next row to go to.
    m_first = static_cast<std::size_t>(std::clamp(std::floor(above) - 1, 0.0, count));
    m_last = static_cast<std::size_t>(std::clamp(std::ceil(below) + 1, 0.0, count));
    s.clips.push_back(m_body.clipped_to(s.clips.back()));
    paint::begin_clip(s.clips.back());
}

void Table::header(const TableOptions& options, const Rect& line) {
    Node row;
    row.id = node_id("header");
    row.role = Role::Row;
    row.rect = line;
    push_parent(publish(row));
    float x = m_left + end_padding();
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        const std::string_view label = options.columns[i].label;
        const Rect rect{x, line.y, m_widths[i], line.height};
        Node node;
        node.id = node_id("column" + std::to_string(i));
        node.role = Role::ColumnHeader;
        node.name = label;
        node.position_in_set = static_cast<std::uint32_t>(i) + 1;
        node.rect = rect;
        publish(node);
        const float room = rect.width - 2 * cell_padding;
        const Size size = measure_text(label, head_style, room);
        const float spare = std::max(0.0f, room - size.width) * align_part(m_aligns[i]);
        paint::text(label,
                    {rect.x + cell_padding + spare, rect.y + (rect.height - size.height) * 0.5f},
                    head_style,
                    theme().text_muted,
                    room);
        x = rect.right();
    }
    pop_parent();
    paint::hairline({m_area.x, line.bottom() - 1}, m_area.width, theme().outline);
}

void Table::cell(const TableRowOptions& options, std::size_t column, const Rect& rect) const {
    const std::string_view content = options.cells[column];
    const TextStyle style{.size = TextSize::Caption, .lines_max = m_lines_max};
    const float room = rect.width - 2 * cell_padding;
    const Size size = measure_text(content, style, room);
    const Point at{rect.x + cell_padding +
                       std::max(0.0f, room - size.width) * align_part(m_aligns[column]),
                   rect.y + (rect.height - size.height) * 0.5f};
    paint::text(content, at, style, options.struck ? theme().text_muted : theme().text, room);
    if (options.struck) {
        strike(content, at, style, room);
    }
}

bool Table::row(std::size_t index, const TableRowOptions& options) {
    ContextState& s = state();
    const IdScope scope(static_cast<std::uint64_t>(index));
    const double top = m_origin + static_cast<double>(index) * m_pitch;
    const Rect line{m_area.x, static_cast<float>(top), m_area.width, m_pitch};
    Node row_node;
    row_node.id = node_id("row");
    row_node.role = Role::Row;
    row_node.rect = line;
    row_node.position_in_set = static_cast<std::uint32_t>(index) + 1;
    row_node.set_size = static_cast<std::uint32_t>(m_count);
    push_parent(publish(row_node));
    bool pressed = false;
    float x = m_left + end_padding();
    const std::size_t columns = std::min(options.cells.size(), m_widths.size());
    for (std::size_t i = 0; i < columns; ++i) {
        const Rect rect{x, line.y, m_widths[i], line.height};
        x = rect.right();
        Node cell_node;
        cell_node.id = node_id("cell" + std::to_string(i));
        cell_node.role = Role::Cell;
        cell_node.name = options.cells[i];
        cell_node.position_in_set = static_cast<std::uint32_t>(i) + 1;
        cell_node.rect = rect;
        const std::size_t published = publish(cell_node);
        if (i == 0) {
            // Rows hold only cells, so what presses the row lies in its first one.
            push_parent(published);
            Node node;
            node.id = node_id("open");
            node.role = Role::Button;
            node.name = options.name;
            node.state = index == m_selected ? StateCurrent : 0u;
            node.rect = line;
            const Interaction it = interact(node);
            pop_parent();
            pressed = it.pressed;
            if (index == m_selected) {
                paint::fill(line, theme().accent_tint);
            } else if (it.down || it.hovered) {
                paint::fill(line, theme().fill);
            }
            if (it.focus_ring) {
                paint::frame(line.inset(2), theme().focus, 2, radius::control);
            }
        }
        if (rect.overlaps(s.clips.back())) {
            cell(options, i, rect);
        }
    }
    paint::hairline({line.x, line.bottom() - 1}, line.width, theme().hairline);
    pop_parent();
    return pressed;
}

Table::~Table() {
    ContextState& s = state();
    paint::end_clip();
    s.clips.pop_back();
    end_scroll(m_down, static_cast<double>(m_count) * m_pitch - m_body.height);
    paint::end_clip();
    s.clips.pop_back();
    end_scroll(m_across, m_width - m_area.width);
    draw_more(s.scroll_states[m_across], {m_area.x, m_area.y, m_area.width, m_body.y - m_area.y});
    pop_parent();
    s.id_scopes.pop_back();
    if (m_in_parent) {
        Flow& parent = flow();
        parent.cursor = m_area.bottom();
        parent.end = std::max(parent.end, parent.cursor);
        parent.any = true;
    }
}

} // namespace huiyin::widgets
