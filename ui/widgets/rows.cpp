#include "ui/widgets/rows.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/status_parts.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle body{};
constexpr TextStyle bold{.weight = Weight::Bold};

/// How much lower a caption must stand to share the baseline of body text on the same centre.
float baseline_drop() {
    return 0.33f * (font_size(TextSize::Body) - font_size(TextSize::Caption));
}

void append(std::string& name, std::string_view part) {
    if (part.empty()) {
        return;
    }
    name += name.empty() ? "" : ", ";
    name += part;
}

std::string complaint_name(const ComplaintRowOptions& o) {
    std::string name(o.title);
    for (const std::string_view fact : o.facts) {
        append(name, fact);
    }
    append(name, o.status.label);
    for (const MarkOptions& mark : o.marks) {
        append(name, mark.label);
    }
    append(name, o.sync_mark ? o.sync_mark->label : std::string_view());
    append(name, o.time);
    return name;
}

Interaction row_node(std::string_view id,
                     std::string_view label,
                     const std::string& name,
                     std::uint32_t node_state,
                     const Rect& rect,
                     Holding holding = Holding::Ignored) {
    Node node;
    node.id = widget_id(id, label);
    node.role = Role::Button;
    node.name = name;
    node.state = node_state;
    node.rect = rect;
    return interact(node, holding);
}

/// Whether a row stands below another one in a card of rows.
bool is_divided() {
    return flow().divides_rows && flow().any;
}

/// Between a row and the one above.
void draw_divider(const Rect& rect) {
    paint::hairline({rect.x + 16, rect.y}, rect.width - 28, theme().hairline);
}

void draw_row_ground(const Rect& rect, bool selected, const Interaction& it) {
    if (selected) {
        // The card replaces the dividers above and below it.
        paint::fill({rect.x, rect.y - 1, rect.width, 1}, theme().surface);
        panel(rect.inset({0, 0, 0, -1}));
        paint::fill({rect.x + 4, rect.y + 16, 4, 16}, theme().accent, 2);
    } else if (it.down || it.hovered) {
        paint::fill(rect, theme().fill, radius::card);
    }
    if (it.focus_ring) {
        paint::frame(rect.inset(1), theme().focus, 2, radius::card);
    }
}

void draw_marks(const ComplaintRowOptions& o, Rect line) {
    const float right = line.right();
    if (o.sync_mark) {
        const Size size = mark_size(*o.sync_mark);
        draw_mark(*o.sync_mark, line.cut_right(size.width));
        line.cut_right(space::s);
    }
    const Size chip = status_chip_size(o.status);
    draw_status_chip(o.status, line.cut_left(std::min(chip.width, line.width)));
    for (const MarkOptions& mark : o.marks) {
        const Size size = mark_size(mark);
        if (size.width + space::m > line.width || line.x > right) {
            break;
        }
        line.cut_left(space::m);
        draw_mark(mark, line.cut_left(size.width));
    }
}

/// Title with the time at its right end on the same baseline.
void draw_title_line(std::string_view title,
                     std::string_view time,
                     const TextStyle& style,
                     Rect line,
                     std::span<const paint::TextRange> hits = {}) {
    Rect right = line;
    right.y += baseline_drop();
    paint::label(time, right, small, theme().text_muted, 1);
    line.cut_right(time.empty() ? 0 : measure_text(time, small).width + space::m);
    paint::marked_label(title, hits, line, style, theme().text);
}

/// Large text gives the title two lines, and the time its place beside the marks.
std::size_t title_lines() {
    return view().text_scale >= 1.5f ? 2 : 1;
}

void draw_row_words(const ComplaintRowOptions& options, Rect& inner) {
    const TextStyle style{.weight = options.selected ? Weight::Bold : Weight::Regular,
                          .lines_max = title_lines()};
    const auto lines = static_cast<float>(title_lines());
    const Rect title = inner.cut_top(line_height(TextSize::Body) * lines);
    inner.cut_top(4);
    const Rect facts_line = inner.cut_top(line_height(TextSize::Caption));
    if (title_lines() == 1) {
        draw_title_line(options.title, options.time, style, title, options.title_hits);
    } else {
        const Point at{title.x, title.y};
        paint::marks(options.title, options.title_hits, at, style, title.width);
        paint::text(options.title, at, style, theme().text, title.width);
    }
    paint::facts(options.facts, facts_line, small, theme().text_muted, options.fact_hits);
}

/// The title with its mark right behind it.
void draw_task_title(const TaskRowOptions& options, Rect line) {
    const float mark_width = options.mark ? mark_size(*options.mark).width + space::m : 0;
    const float room = std::max(0.0f, line.width - mark_width);
    const TextStyle one_line{.lines_max = 1};
    const float width = std::min(room, measure_text(options.title, one_line, room).width);
    paint::label(options.title, line.cut_left(width), body, theme().text);
    if (options.mark) {
        line.cut_left(space::m);
        line.y += baseline_drop();
        draw_mark(*options.mark, line.cut_left(mark_width - space::m));
    }
}

void draw_remaining(const TaskRowOptions& options, Rect line, float align) {
    const TextStyle style{.size = TextSize::Caption,
                          .weight = options.pressing ? Weight::Bold : Weight::Regular};
    const Color ink = tone_color(options.tone);
    const float edge = options.remaining_icon == Icon::None ? 0 : icon_size(16);
    const float before = edge > 0 ? edge + space::xs : 0;
    const float width = std::min(line.width - before, measure_text(options.remaining, style).width);
    line.cut_left((line.width - before - width) * align);
    if (edge > 0) {
        draw_icon(options.remaining_icon, line.cut_left(edge), edge, ink);
        line.cut_left(space::xs);
    }
    paint::label(options.remaining, line, style, ink);
}

bool note_fits(const TimelineItemOptions& options, float room) {
    if (options.note.find('\n') != std::string_view::npos) {
        return false;
    }
    float width = measure_text(options.note, small).width;
    for (const std::string_view fact : options.facts) {
        width += measure_text(fact, small).width + paint::dot_advance();
    }
    return width <= room;
}

/// What the time at the right of a task needs; the title gets the rest.
float task_right_width(const TaskRowOptions& options) {
    const TextStyle style{.size = TextSize::Caption,
                          .weight = options.pressing ? Weight::Bold : Weight::Regular};
    const float icon = options.remaining_icon == Icon::None ? 0 : icon_size(16) + space::xs;
    const float remaining =
        options.remaining.empty() ? 0 : icon + measure_text(options.remaining, style).width;
    const float limit = options.limit.empty() ? 0 : measure_text(options.limit, small).width;
    return std::max(remaining, limit);
}

/// Wide enough for most times, so that titles end in one line; a phone has no room for that.
float task_right_min() {
    return breakpoint() == Breakpoint::Phone ? 0 : 132 * view().text_scale;
}

/// Below this width at text scale 100 % a title and its time have no room side by side.
constexpr float task_stacked_below = 240;

float stacked_task_room() {
    return flow().area.width - 16 - icon_size(20) - space::m;
}

float stacked_task_height(const TaskRowOptions& options) {
    const float line = line_height(TextSize::Caption);
    const float lines = (options.facts.empty() ? 0.0f : line) + (options.mark ? line + 8 : 0) +
                        (options.remaining.empty() ? 0.0f : line) +
                        (options.limit.empty() ? 0.0f : line);
    return 28 + lines + measure_text(options.title, body, stacked_task_room()).height;
}

void draw_stacked_task(const TaskRowOptions& options, Rect inner) {
    const float line = line_height(TextSize::Caption);
    const float title = measure_text(options.title, body, stacked_task_room()).height;
    paint::text(options.title, {inner.x, inner.y}, body, theme().text, stacked_task_room());
    inner.cut_top(title);
    if (options.mark) {
        draw_mark(*options.mark, inner.cut_top(line + 8));
    }
    if (!options.facts.empty()) {
        paint::facts(options.facts, inner.cut_top(line), small, theme().text_muted);
    }
    if (!options.remaining.empty()) {
        draw_remaining(options, inner.cut_top(line), 0);
    }
    paint::label(options.limit, inner, small, theme().text_muted);
}

} // namespace

float complaint_row_height() {
    const float chips = std::max(28.0f, line_height(TextSize::Caption) + 8);
    const float title = line_height(TextSize::Body) * static_cast<float>(title_lines());
    return 12 + title + 4 + line_height(TextSize::Caption) + 8 + chips + 12;
}

float task_row_height() {
    return 14 + line_height(TextSize::Body) + line_height(TextSize::Caption) + 14;
}

RowPress complaint_row(const ComplaintRowOptions& options) {
    const Rect rect = place_block(complaint_row_height());
    const Interaction it = row_node(options.id,
                                    options.title,
                                    complaint_name(options),
                                    options.selected ? StateCurrent : 0u,
                                    rect,
                                    Holding::Wanted);
    const RowPress press = it.held      ? RowPress::Held
                           : it.pressed ? RowPress::Pressed
                                        : RowPress::None;
    if (!paint::visible(rect)) {
        return press;
    }
    if (!options.selected) {
        paint::hairline({rect.x + 16, rect.bottom()}, rect.width - 28, theme().hairline);
    }
    draw_row_ground(rect, options.selected, it);
    Rect inner = rect.inset({16, 12, 12, 12});
    draw_row_words(options, inner);
    inner.cut_top(8);
    if (title_lines() > 1) {
        paint::label(options.time, inner, small, theme().text_muted, 1);
        inner.cut_right(measure_text(options.time, small).width + space::m);
    }
    draw_marks(options, inner);
    return press;
}

bool task_row(const TaskRowOptions& options) {
    const bool stacked = flow().area.width < task_stacked_below * view().text_scale;
    const bool divided = is_divided();
    const Rect rect = place_block(stacked ? stacked_task_height(options) : task_row_height());
    std::string name(options.title);
    for (const std::string_view fact : options.facts) {
        append(name, fact);
    }
    append(name, options.mark ? options.mark->label : std::string_view());
    append(name, options.remaining);
    append(name, options.limit);
    const Interaction it = row_node(options.id, options.title, name, 0, rect);
    if (!paint::visible(rect)) {
        return it.pressed;
    }
    if (divided) {
        draw_divider(rect);
    }
    draw_row_ground(rect, false, it);
    Rect inner = rect.inset({16, 14, space::s, 14});
    draw_icon(Icon::Right, inner.cut_right(icon_size(20)), icon_size(20), theme().text_muted);
    if (stacked) {
        inner.cut_right(space::xs);
        draw_stacked_task(options, inner);
        return it.pressed;
    }
    inner.cut_right(space::l);
    // The rows of a list end their words in one line.
    const float words = task_right_width(options);
    const float right_width =
        words == 0 ? 0 : std::min(std::max(words, task_right_min()), inner.width * 0.5f);
    Rect right = inner.cut_right(right_width);
    inner.cut_right(right_width > 0 ? space::m : 0);
    const float line = line_height(TextSize::Body);
    draw_task_title(options, inner.cut_top(line));
    paint::facts(
        options.facts, inner.cut_top(line_height(TextSize::Caption)), small, theme().text_muted);
    Rect first = right.cut_top(line);
    first.y += baseline_drop();
    draw_remaining(options, first, 1);
    paint::label(
        options.limit, right.cut_top(line_height(TextSize::Caption)), small, theme().text_muted, 1);
    return it.pressed;
}

bool action_row(const ActionRowOptions& options) {
    const bool in_bounds = !options.detail.empty();
    const float inset = 16;
    const float before = options.icon == Icon::None ? 0 : icon_size(24) + space::l;
    const float after = options.chevron ? icon_size(20) + space::s : 0;
    const float value =
        options.value.empty() ? 0 : measure_text(options.value, body).width + space::m;
    const float room = std::max(48.0f, flow().area.width - 2 * inset - before - after - value);
    const float label_height = measure_text(options.label, body, room).height;
    const float detail_height =
        in_bounds ? 2 + measure_text(options.detail, small, room).height : 0;
    const bool divided = is_divided();
    const Rect rect =
        place_block(std::max(in_bounds ? 72.0f : 56.0f, label_height + detail_height + 24));
    std::string name(options.label);
    append(name, options.detail);
    append(name, options.reason);
    append(name, options.value);
    const Interaction it =
        row_node(options.id, options.label, name, options.disabled ? StateDisabled : 0u, rect);
    if (divided) {
        draw_divider(rect);
    }
    draw_row_ground(rect, false, it);
    const Color ink = options.disabled ? theme().disabled : tone_color(options.tone);
    Rect inner = rect.inset(inset, 0);
    if (before > 0) {
        draw_icon(options.icon, inner.cut_left(icon_size(24)), icon_size(24), ink);
        inner.cut_left(space::l);
    }
    if (options.chevron) {
        draw_icon(Icon::Right, inner.cut_right(icon_size(20)), icon_size(20), theme().text_muted);
        inner.cut_right(space::s);
    }
    paint::label(options.value, inner, body, theme().text_muted, 1);
    const float top = rect.y + (rect.height - label_height - detail_height) * 0.5f;
    paint::text(options.label, {inner.x, top}, body, ink, room);
    paint::text(options.detail, {inner.x, top + label_height + 2}, small, theme().text_muted, room);
    return it.pressed;
}

void timeline_item(const TimelineItemOptions& options) {
    const float edge = std::max(32.0f, icon_size(16) + 16);
    const float left = edge + space::m;
    const float width = std::max(48.0f, flow().area.width - left);
    // What was said stands behind who said it where both fit in one line.
    std::vector<std::string_view> facts(options.facts.begin(), options.facts.end());
    const bool joins = !options.note.empty() && note_fits(options, width);
    if (joins) {
        facts.push_back(options.note);
    }
    const std::string_view below = joins ? std::string_view() : options.note;
    const float note = below.empty() ? 0 : measure_text(below, small, width).height;
    const float line = line_height(TextSize::Body);
    const float small_line = line_height(TextSize::Caption);
    // Beside the time a long title takes more lines: it is never cut.
    const float time =
        options.time.empty() ? 0 : measure_text(options.time, small).width + space::m;
    const float title = measure_text(options.title, bold, width - time).height;
    const float warning_width = width - icon_size(16) - space::xs;
    const float warning_height =
        options.warning.empty() ? 0 : measure_text(options.warning, small, warning_width).height;
    float height = title + (facts.empty() ? 0 : small_line) + note + warning_height;
    height = std::max(edge, height) + (options.last ? 0 : space::l);
    // The line between the circles must meet, so items stand without a gap.
    if (flow().timeline_end == flow().cursor) {
        flow().any = false;
    }
    const Rect rect = place_block(height);
    flow().timeline_end = flow().cursor;

    std::string name(options.title);
    append(name, options.time);
    for (const std::string_view fact : options.facts) {
        append(name, fact);
    }
    append(name, options.note);
    append(name, options.warning);
    Node node;
    node.role = Role::ListItem;
    node.name = name;
    node.rect = rect;
    publish(node);

    const Point center{rect.x + edge * 0.5f, rect.y + edge * 0.5f};
    paint::disc(center, edge * 0.5f, tone_tint(options.tone));
    const Color ink = options.tone == Tone::Neutral ? theme().text_muted : tone_color(options.tone);
    draw_icon(options.icon, {rect.x, rect.y, edge, edge}, icon_size(16), ink);
    if (!options.last) {
        const float from = rect.y + edge + 4;
        paint::fill({center.x - 1, from, 2, rect.bottom() - 4 - from}, theme().hairline);
    }
    Rect inner{rect.x + left, rect.y, width, height};
    const Rect title_box = inner.cut_top(title);
    paint::text(
        options.title, {title_box.x, title_box.y}, bold, theme().text, title_box.width - time);
    const Rect time_line{title_box.x, title_box.y + baseline_drop(), title_box.width, line};
    paint::label(options.time, time_line, small, theme().text_muted, 1);
    if (!facts.empty()) {
        paint::facts(facts, inner.cut_top(small_line), small, theme().text_muted);
    }
    paint::text(below, {inner.x, inner.y}, small, theme().text_muted, width);
    inner.cut_top(note);
    if (!options.warning.empty()) {
        const Rect icon{inner.x, inner.y, icon_size(16), small_line};
        draw_icon(Icon::Clock, icon, icon_size(16), theme().warning);
        paint::text(options.warning,
                    {icon.right() + space::xs, inner.y},
                    small,
                    theme().warning,
                    warning_width);
    }
}

} // namespace huiyin::widgets
