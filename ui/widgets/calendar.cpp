#include "ui/widgets/calendar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
/// A day's column is never narrower than a finger wants, so the week numbers give way first.
constexpr float week_width = 28;
constexpr float day_width_min = 40;

struct Grid {
    float left = 0;
    float week = 0;
    float day = 0;
    float row = 0;
};

Grid grid_of(const Rect& area) {
    Grid grid;
    const float week = week_width * view().text_scale;
    grid.week = (area.width - week) / 7 >= day_width_min * view().text_scale ? week : 0;
    grid.day = (area.width - grid.week) / 7;
    grid.left = area.x + grid.week;
    grid.row = std::max(touch_target, line_height(TextSize::Body) + 8);
    return grid;
}

/// The title between two buttons that turn the month.
void month_line(const DateFieldOptions& options, CivilDate& month) {
    const Row row({.gap = 0, .height = touch_target});
    text(options.words->month_title(month.year, month.month),
         {.weight = Weight::Bold, .width = width_fill});
    const CivilDate before = plus_days(month, -1);
    const CivilDate after = first_of_month(month, 1);
    const bool back = icon_button({.id = "previous_month",
                                   .icon = Icon::Left,
                                   .label = options.words->previous_month,
                                   .disabled = !in_limits(options, before) || before.year < 1});
    const bool on = icon_button({.id = "next_month",
                                 .icon = Icon::Right,
                                 .label = options.words->next_month,
                                 .disabled = !in_limits(options, after) || after.year > 9999});
    month = back ? first_of_month(month, -1) : on ? after : month;
}

void weekday_line(const DateFieldOptions& options, const Grid& grid, Rect line) {
    if (grid.week > 0) {
        Rect week = line;
        week.width = grid.week;
        paint::label(options.words->week, week, small, theme().text_muted, 0);
    }
    for (std::size_t i = 0; i < 7; ++i) {
        const Rect cell{
            grid.left + static_cast<float>(i) * grid.day, line.y, grid.day, line.height};
        paint::label(options.words->weekdays[i], cell, small, theme().text_muted, 0.5f);
    }
}

void draw_day(const Rect& cell,
              const CivilDate& day,
              bool chosen,
              bool today,
              const Interaction& it,
              bool disabled) {
    const float edge = std::min({cell.width - 4, cell.height - 4, 44 * view().text_scale});
    const Rect box = cell.centered({edge, edge});
    const Theme& t = theme();
    if (chosen) {
        paint::fill(box, t.accent, radius::control);
    } else if (!disabled && (it.down || it.hovered)) {
        paint::fill(box, t.fill, radius::control);
    }
    if (today && !chosen) {
        paint::frame(box, t.outline, 1, radius::control);
    }
    const TextStyle style{.weight = chosen || today ? Weight::Bold : Weight::Regular};
    const Color ink = chosen ? t.on_accent : disabled ? t.disabled : t.text;
    paint::label(std::to_string(day.day), box, style, ink, 0.5f);
    if (it.focus_ring) {
        paint::focus_ring(box, radius::control);
    }
}

bool day_cell(const DateFieldOptions& options,
              const Rect& cell,
              const CivilDate& day,
              bool chosen) {
    const bool disabled = !in_limits(options, day);
    const bool today = day == options.now.date;
    const std::string name = options.words->day_name(day);
    Node node;
    node.id = node_id(name);
    node.role = Role::Radio;
    node.name = name;
    node.description = today ? options.words->today : std::string_view();
    node.state = (chosen ? StateChecked : 0u) | (disabled ? StateDisabled : 0u) |
                 (today ? StateCurrent : 0u);
    node.rect = cell;
    const Interaction it = interact(node);
    draw_day(cell, day, chosen, today, it, disabled);
    return it.pressed;
}

void week_number(const DateFieldOptions& options, const Grid& grid, const Rect& line, int week) {
    if (grid.week > 0) {
        Rect cell = line;
        cell.width = grid.week;
        paint::label(std::to_string(week), cell, small, theme().text_muted, 0);
    }
    Node node;
    node.role = Role::Group;
    const std::string name = options.words->week_name(week);
    node.name = name;
    node.rect = line;
    push_parent(publish(node));
}

} // namespace

bool in_limits(const DateFieldOptions& options, const CivilDate& day) {
    return (!options.min || day >= options.min->date) && (!options.max || day <= options.max->date);
}

bool calendar(const DateFieldOptions& options, CivilDate& month, CivilDate& chosen) {
    const Column column({.gap = 0});
    month_line(options, month);
    Node group;
    group.role = Role::RadioGroup;
    group.id = node_id("calendar");
    group.name = options.words->calendar;
    push_parent(publish(group));
    const Rect head = place_block(line_height(TextSize::Caption) + space::xs);
    const Grid grid = grid_of(head);
    weekday_line(options, grid, head);
    bool changed = false;
    const int days = days_in_month(month);
    const int lead = weekday_index(month);
    // Always six weeks, so that the buttons below stay where they are.
    for (int week = 0; week < 6; ++week) {
        const Rect line = place_block(grid.row);
        const int first = week * 7 - lead + 1;
        if (first > days) {
            continue;
        }
        week_number(options, grid, line, iso_week(plus_days(month, first - 1)));
        for (int i = 0; i < 7; ++i) {
            const CivilDate day{month.year, month.month, first + i};
            const Rect cell{
                grid.left + static_cast<float>(i) * grid.day, line.y, grid.day, line.height};
            if (first + i >= 1 && first + i <= days &&
                day_cell(options, cell, day, day == chosen)) {
                changed |= day != chosen;
                chosen = day;
            }
        }
        pop_parent();
    }
    pop_parent();
    return changed;
}

} // namespace huiyin::widgets
