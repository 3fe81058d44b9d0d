#include "ui/views/dashboard.h"

#include "core/base/stable_order.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/app/records.h"
#include "ui/views/status_words.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::Figures;
using domain::Ratio;

namespace {

/// Of the periods where they stand in the bar, × the size of text (mock-up 04).
constexpr float bar_period_width = 376;

std::string percent(const Ratio& ratio) {
    return app::percent_text(ratio.part, ratio.of);
}

/// What the tile at a place counted, where the list can tell it apart.
store::Drill behind_tile(std::size_t place, store::Drill behind) {
    switch (place) {
    case 1:
        behind.validity = domain::Validity::Valid;
        break;
    case 3:
        behind.close_code = domain::CloseCode::Satisfied;
        break;
    case 4:
        behind.state = domain::State::Closed;
        break;
    default:
        break;
    }
    return behind;
}

/// Takes the unit off "71.4 %" and gives it: it stands smaller beside the figure.
std::string_view cut_unit(std::string_view& figure) {
    const std::size_t space = figure.rfind(' ');
    if (space == std::string_view::npos) {
        return {};
    }
    const std::string_view unit = figure.substr(space + 1);
    figure = figure.substr(0, space);
    return unit;
}

/// As percent() writes it, so that the difference is that of the figures one sees.
std::int64_t tenths_of_percent(const Ratio& ratio) {
    return (ratio.part * 2000 / ratio.of + 1) / 2;
}

/// How much, without the sign.
std::string tenths_text(std::int64_t tenths) {
    const std::int64_t size = tenths < 0 ? -tenths : tenths;
    return std::to_string(size / 10) + "." + std::to_string(size % 10);
}

} // namespace

void DashboardView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::NavDashboard));
    const bool in_bar = period_fits_bar();
    {
        w::TopBar bar({.title = m_app.say(Text::NavDashboard)});
        if (in_bar) {
            w::gap(w::space::s);
            period_ui(bar_period_width * w::view().text_scale);
            w::gap(w::space::s);
            w::text(days_text(),
                    {.size = w::TextSize::Caption,
                     .tone = w::Tone::Muted,
                     .lines_max = 1,
                     .width = w::width_fill});
        }
        sync_pill_ui(m_app);
    }
    w::ScrollArea page({.id = "dashboard_page",
                        .padding = w::page_insets(),
                        .gap = w::space::m,
                        .width_max = 1156});
    if (!in_bar) {
        period_ui(w::width_fill);
    }
    own_ui();
    // Figures that could not be read would be zeros that look true.
    if (storage_problem_ui(m_app, m_app.statistics().problem())) {
        return;
    }
    m_texts.clear();
    basis_ui(in_bar);
    tiles_ui();
    if (w::breakpoint() == w::Breakpoint::Wide) {
        const std::array<float, 2> widths{1, 437};
        w::Columns columns({.gap = w::space::m, .widths = widths, .even = true});
        months_ui();
        columns.next();
        groups_ui();
    } else {
        months_ui();
        groups_ui();
    }
    {
        w::Columns columns({.count = 3, .gap = w::space::m, .row_gap = w::space::m, .even = true});
        timely_ui();
        columns.next();
        feedback_ui();
        columns.next();
        open_wait_ui();
    }
    strip_ui();
    categories_ui();
}

std::array<w::Choice, 5> DashboardView::periods() const {
    return {{{.label = m_app.say(Text::PeriodWeek)},
             {.label = m_app.say(Text::PeriodMonth)},
             {.label = m_app.say(Text::PeriodQuarter)},
             {.label = m_app.say(Text::PeriodYear)},
             {.label = m_app.say(Text::RecordsOwn)}}};
}

bool DashboardView::period_fits_bar() const {
    return w::breakpoint() == w::Breakpoint::Wide &&
           w::segments_width({.choices = periods()}) <= bar_period_width * w::view().text_scale;
}

void DashboardView::period_ui(float width) {
    app::Statistics& statistics = m_app.statistics();
    const auto choices = periods();
    auto selected = static_cast<std::size_t>(statistics.period());
    if (w::segmented({.id = "period",
                      .label = m_app.say(Text::DashPeriod),
                      .label_hidden = true,
                      .choices = choices,
                      .width = width},
                     selected)) {
        statistics.set_period(static_cast<app::Period>(selected));
        w::request_frame();
    }
}

void DashboardView::own_ui() {
    app::Statistics& statistics = m_app.statistics();
    if (statistics.period() != app::Period::Own) {
        return;
    }
    app::DayRange range = statistics.range();
    if (own_period_ui(m_app, m_own, range.from, range.to)) {
        statistics.set_range(range);
        w::request_frame();
    }
}

std::string DashboardView::days_text() const {
    const app::Statistics& statistics = m_app.statistics();
    const app::DayRange& range = statistics.range();
    // Of a period that goes on there is nothing behind today.
    const bool goes_on = statistics.period() != app::Period::Own;
    const domain::Day today =
        domain::local_day(m_app.directory().policy.calendar, m_app.clock().now_utc_ms());
    const domain::Day to = goes_on ? std::min(range.to, today) : range.to;
    const auto words = [this](domain::Day day) {
        return app::day_words(day, m_app.clock(), m_app.language());
    };
    return app::with(m_app.say(Text::DashRange), words(range.from), words(to));
}

void DashboardView::basis_ui(bool days_above) {
    const std::int64_t contact = m_app.sync_status().last_contact_utc_ms;
    std::string basis =
        app::with(m_app.say(Text::DashBasis),
                  app::count_text(m_app.list().counts().all),
                  contact == 0 ? std::string(m_app.say(Text::SyncNever))
                               : app::moment_text(contact, m_app.clock(), m_app.language()));
    if (m_app.unsent_count() > 0) {
        basis = app::with(
            m_app.say(Text::DashBeside),
            basis,
            app::with(m_app.say(Text::DashBasisUnsent), app::count_text(m_app.unsent_count())));
    }
    if (const auto silent = app::silent_tablets(m_app).size(); silent > 0) {
        basis = app::with(m_app.say(Text::DashBeside),
                          basis,
                          app::with(m_app.say(app::KeepText::TabletsSilent),
                                    app::count_text(static_cast<std::int64_t>(silent)),
                                    app::count_text(m_app.directory().policy.silent_device_days)));
    }
    // Beside a rail it is a line of 32 under the bar, 4 above the tiles.
    const bool wide = w::breakpoint() == w::Breakpoint::Wide;
    const w::Column lines({.padding = {0, wide ? -2.0f : 0, 0, wide ? -2.0f : 0}, .gap = 0});
    if (!days_above) {
        w::caption(days_text());
    }
    w::icon_caption(w::Icon::Tablet, basis);
}

w::StatTile DashboardView::rate_tile(Text label, const Ratio& ratio) {
    w::StatTile tile{.label = m_app.say(label), .value = m_app.say(Text::DashNothing)};
    if (ratio.of > 0) {
        tile.value = keep(percent(ratio));
        tile.unit = cut_unit(tile.value);
    }
    return tile;
}

/// A fraction, and what is not in it.
std::string_view DashboardView::fraction_note(const Ratio& ratio, Text beside, std::int64_t count) {
    return keep(app::with(m_app.say(Text::DashBeside),
                          fraction(ratio),
                          app::with(m_app.say(beside), app::count_text(count))));
}

/// In points of a per cent to the period before; where either had nothing, the fraction.
void DashboardView::compare(w::StatTile& tile, const Ratio& now, const Ratio& before) {
    if (now.of == 0 || before.of == 0) {
        tile.note = keep(now.of == 0 ? std::string() : fraction(now));
        return;
    }
    const std::int64_t change = tenths_of_percent(now) - tenths_of_percent(before);
    if (change == 0) {
        tile.note = m_app.say(Text::DashSame);
        return;
    }
    tile.note =
        keep(app::with(m_app.say(change > 0 ? Text::DashUp : Text::DashDown), tenths_text(change)));
    tile.note_icon = change > 0 ? w::Icon::TrendUp : w::Icon::TrendDown;
    tile.note_tone = change > 0 ? w::Tone::Success : w::Tone::Danger;
}

w::StatTile DashboardView::duration_tile(Text label, const domain::Spread& spread) {
    w::StatTile tile{.label = m_app.say(label), .value = m_app.say(Text::DashNothing)};
    if (spread.count > 0) {
        tile.value = keep(app::duration_figure(spread.median_ms, m_app.language()));
        tile.unit = cut_unit(tile.value);
        tile.note = keep(app::with(m_app.say(Text::DashTail),
                                   app::duration_figure(spread.p90_ms, m_app.language())));
    }
    return tile;
}

void DashboardView::tiles_ui() {
    app::Statistics& statistics = m_app.statistics();
    const Figures& now = statistics.figures();
    const Figures& before = statistics.before();
    const std::int64_t change = now.recorded - before.recorded;
    constexpr auto handled = static_cast<std::size_t>(domain::TargetKind::Handle);
    w::StatTile recorded{.label = m_app.say(Text::DashRecorded),
                         .value = keep(app::count_text(now.recorded)),
                         .unit = m_app.say(Text::DashUnit),
                         .note = m_app.say(Text::DashSame)};
    if (change != 0) {
        recorded.note = keep(app::with(m_app.say(change > 0 ? Text::DashMore : Text::DashLess),
                                       app::count_text(change > 0 ? change : -change)));
        recorded.note_icon = change > 0 ? w::Icon::TrendUp : w::Icon::TrendDown;
    }
    w::StatTile valid = rate_tile(Text::DashValidRate, now.valid_rate);
    valid.note = fraction_note(now.valid_rate, Text::DashPending, now.pending);
    w::StatTile timely = rate_tile(Text::DashTimelyHandling, now.in_time[handled]);
    compare(timely, now.in_time[handled], before.in_time[handled]);
    w::StatTile satisfied = rate_tile(Text::DashSatisfied, now.satisfied_rate);
    compare(satisfied, now.satisfied_rate, before.satisfied_rate);
    w::StatTile closed = rate_tile(Text::DashClosed, now.closed_rate);
    closed.note = fraction_note(now.closed_rate, Text::DashOpenCount, now.open);
    const std::array<w::StatTile, 6> tiles{{recorded,
                                            valid,
                                            timely,
                                            satisfied,
                                            closed,
                                            duration_tile(Text::DashToHandled, now.to_handled)}};
    const auto pressed =
        w::stat_tiles({.id = "tiles", .name = m_app.say(Text::NavDashboard), .tiles = tiles});
    if (pressed) {
        drill(behind_tile(*pressed, statistics.drill()), tiles[*pressed].label);
    }
}

void DashboardView::months_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    const auto& months = m_app.statistics().months();
    const std::string name = chart_name(Text::DashChart);
    if (heading_ui(Text::DashRecorded, m_app.say(Text::DashChart))) {
        drill(drill_of({months.front().range.from, months.back().range.to}), name);
    }
    std::vector<std::string> axis;
    std::vector<std::string> names;
    std::vector<double> year_before;
    std::int64_t highest = 0;
    for (const app::Statistics::Month& month : months) {
        // At both ends it says that these are months; between them there is no room for it.
        const bool at_end = axis.empty() || axis.size() + 1 == months.size();
        axis.push_back(at_end ? app::month_words(month.month, m_app.language())
                              : std::to_string(month.month));
        names.push_back(app::with(m_app.say(Text::DashMonth),
                                  std::to_string(month.year),
                                  std::to_string(month.month)) +
                        " " +
                        app::with(m_app.say(Text::DashCount), app::count_text(month.recorded)));
        year_before.push_back(static_cast<double>(month.recorded_year_before));
        highest = std::max(highest, month.recorded);
    }
    std::vector<w::ChartPoint> points;
    std::string summary;
    for (std::size_t i = 0; i < months.size(); ++i) {
        points.push_back({static_cast<double>(months[i].recorded), axis[i], names[i]});
        summary += (i == 0 ? "" : ", ") + names[i];
    }
    const std::string highest_text = app::count_text(highest);
    const std::string line =
        app::with(m_app.say(Text::DashChartLine), app::count_text(months.back().recorded));
    const std::string line_before = app::with(m_app.say(Text::DashChartBefore),
                                              app::count_text(months.back().recorded_year_before));
    const auto pressed = w::line_chart({.id = "months",
                                        .name = name,
                                        .summary = summary,
                                        .points = points,
                                        .comparison = year_before,
                                        .series_label = line,
                                        .comparison_label = line_before,
                                        .max_label = highest_text,
                                        .height = chart_height()});
    if (pressed) {
        drill(drill_of(months[*pressed].range), names[*pressed]);
    }
}

store::Drill DashboardView::drill_of(const app::DayRange& range) const {
    const domain::WorkCalendar& calendar = m_app.directory().policy.calendar;
    return {.from_utc_ms = domain::begin_of_day_utc_ms(calendar, range.from),
            .to_utc_ms = domain::begin_of_day_utc_ms(calendar, range.to + 1)};
}

bool DashboardView::heading_ui(Text label, std::string_view caption) {
    return w::card_heading({.id = "heading", .label = m_app.say(label), .caption = caption});
}

std::string DashboardView::chart_name(Text caption) const {
    return app::with(
        m_app.say(Text::DashBeside), m_app.say(Text::DashRecorded), m_app.say(caption));
}

/// Beside the groups as high as they are.
float DashboardView::chart_height() const {
    const float rows = static_cast<float>(m_app.statistics().figures().by_group.size());
    constexpr float usual = w::LineChartOptions{}.height;
    constexpr float row = w::BarChartOptions{}.row_height;
    return w::breakpoint() == w::Breakpoint::Wide ? std::max(usual, rows * row) : usual;
}

void DashboardView::groups_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    const w::IdScope scope("by_group");
    const std::string name = chart_name(Text::DashGroups);
    if (heading_ui(Text::DashRecorded, m_app.say(Text::DashGroups))) {
        drill(m_app.statistics().drill(), name);
    }
    std::vector<base::Uuid> ids;
    std::vector<std::string> counts;
    std::vector<w::Bar> bars;
    const auto& by_group = m_app.statistics().figures().by_group;
    std::vector<std::pair<base::Uuid, domain::Part>> groups(by_group.begin(), by_group.end());
    base::stable_sort(
        groups, [](const auto& a, const auto& b) { return a.second.recorded > b.second.recorded; });
    ids.reserve(groups.size());
    counts.reserve(groups.size());
    for (const auto& [id, part] : groups) {
        const domain::Group* group = m_app.directory().group(id);
        ids.push_back(id);
        counts.push_back(app::count_text(part.recorded));
        bars.push_back({.label = group == nullptr ? m_app.say(Text::DashNoGroup)
                                                  : std::string_view(group->name),
                        .value = static_cast<double>(part.recorded),
                        .value_text = counts.back()});
    }
    const auto pressed = w::bar_chart({.id = "groups", .name = name, .bars = bars});
    if (pressed) {
        store::Drill behind = m_app.statistics().drill();
        behind.group = ids[*pressed];
        drill(behind, bars[*pressed].label);
    }
}

void DashboardView::categories_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    const w::IdScope scope("by_category");
    const std::string name = chart_name(Text::DashCategories);
    if (heading_ui(Text::DashRecorded, m_app.say(Text::DashCategories))) {
        drill(m_app.statistics().drill(), name);
    }
    std::vector<std::optional<domain::Category>> codes;
    std::vector<std::string> counts;
    std::vector<w::Bar> bars;
    const auto& categories = m_app.statistics().figures().by_category;
    counts.reserve(categories.size());
    for (const auto& [category, part] : categories) {
        if (!category) {
            continue;
        }
        codes.push_back(category);
        counts.push_back(app::count_text(part.recorded));
        bars.push_back({.label = app::label(*category, m_app.language()),
                        .value = static_cast<double>(part.recorded),
                        .value_text = counts.back()});
    }
    const auto pressed = w::bar_chart({.id = "categories", .name = name, .bars = bars});
    if (pressed) {
        store::Drill behind = m_app.statistics().drill();
        behind.category = codes[*pressed];
        drill(behind, bars[*pressed].label);
    }
}

void DashboardView::rate_ui(std::string_view label, const Ratio& ratio) {
    if (ratio.of == 0) {
        return;
    }
    const std::string of = fraction(ratio);
    const std::string figure = percent(ratio);
    if (w::rate_bar({.id = label,
                     .label = label,
                     .fraction = of,
                     .figure = figure,
                     .rate = ratio.value().value_or(0)})) {
        drill(m_app.statistics().drill(), label);
    }
}

void DashboardView::timely_ui() {
    const w::Card card({.padding = w::space::l, .gap = 0});
    const w::IdScope scope("timely");
    if (heading_ui(Text::DashRates)) {
        drill(m_app.statistics().drill(), m_app.say(Text::DashRates));
    }
    const Figures& figures = m_app.statistics().figures();
    for (std::size_t kind = 0; kind < domain::target_kind_count; ++kind) {
        rate_ui(app::label(static_cast<domain::TargetKind>(kind), m_app.language()),
                figures.in_time[kind]);
    }
}

void DashboardView::feedback_ui() {
    const w::Card card({.padding = w::space::l, .gap = 0});
    const w::IdScope scope("feedback");
    if (heading_ui(Text::DashFeedbackTitle)) {
        drill(m_app.statistics().drill(), m_app.say(Text::DashFeedbackTitle));
    }
    const Figures& figures = m_app.statistics().figures();
    rate_ui(m_app.say(Text::DashFeedback), figures.feedback_rate);
    rate_ui(m_app.say(Text::DashFollowUp), figures.follow_up_rate);
    rate_ui(m_app.say(Text::DashReached), figures.reached_rate);
}

void DashboardView::open_wait_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    const Figures& figures = m_app.statistics().figures();
    const w::IdScope scope("waiting");
    const std::string open = app::with(m_app.say(Text::DashCount), app::count_text(figures.open));
    if (heading_ui(Text::DashOpenWait, open)) {
        store::Drill all = m_app.statistics().drill();
        all.only_open = true;
        drill(all, m_app.say(Text::DashOpenWait));
    }
    const auto& limits = domain::open_age_limits_days;
    std::array<std::string, domain::open_age_count> names;
    std::array<std::string, domain::open_age_count> counts;
    std::array<w::Bar, domain::open_age_count> bars;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const bool first = i == 0;
        const bool last = i == limits.size();
        const std::string from = first ? std::string() : app::count_text(limits.at(i - 1));
        const std::string to = last ? std::string() : app::count_text(limits.at(i));
        names.at(i) = first  ? app::with(m_app.say(Text::DashWaitTo), to)
                      : last ? app::with(m_app.say(Text::DashWaitFrom), from)
                             : app::with(m_app.say(Text::DashWaitBetween), from, to);
        counts.at(i) = app::count_text(figures.open_by_age.at(i));
        bars.at(i) = {.label = names.at(i),
                      .value = static_cast<double>(figures.open_by_age.at(i)),
                      .value_text = counts.at(i),
                      .tone = last ? w::Tone::Danger : w::Tone::Accent};
    }
    const auto pressed =
        w::bar_chart({.id = "open_wait", .name = m_app.say(Text::DashOpenWait), .bars = bars});
    if (pressed) {
        drill(m_app.statistics().drill_open_age(*pressed), bars.at(*pressed).label);
    }
}

void DashboardView::strip_ui() {
    app::Statistics& statistics = m_app.statistics();
    const Figures& figures = statistics.figures();
    const auto small = [this](Text label, const Ratio& ratio) {
        w::StatTile tile = rate_tile(label, ratio);
        if (ratio.of > 0) {
            tile.value = keep(percent(ratio));
            tile.unit = {};
            tile.note = keep(fraction(ratio));
        }
        return tile;
    };
    const std::int64_t volume = statistics.service_volume();
    w::StatTile delay = duration_tile(Text::DashSyncDelay, figures.sync_delay);
    if (figures.sync_delay.count > 0) {
        delay.value = keep(app::duration_text(figures.sync_delay.median_ms, m_app.language()));
        delay.unit = {};
    }
    std::vector<w::StatTile> tiles{
        {.label = m_app.say(Text::DashOverdue), .value = keep(app::count_text(figures.overdue))},
        {.label = m_app.say(Text::DashMajor), .value = keep(app::count_text(figures.major))},
        small(Text::DashRecomplaint, figures.recomplaint_rate),
        small(Text::DashReopened, figures.reopened_rate),
        delay};
    if (volume > 0) {
        tiles.push_back(small(Text::DashRate, {figures.recorded, volume}));
    }
    const auto pressed =
        w::stat_strip({.id = "strip", .name = m_app.say(Text::DashMoreFigures), .tiles = tiles});
    if (pressed) {
        store::Drill behind = statistics.drill();
        behind.overdue = *pressed == 0;
        if (*pressed == 1) {
            behind.severity = domain::Severity::Major;
        }
        drill(behind, tiles[*pressed].label);
    }
}

std::string DashboardView::fraction(const Ratio& ratio) const {
    return app::with(
        m_app.say(Text::DashFraction), app::count_text(ratio.part), app::count_text(ratio.of));
}

std::string_view DashboardView::keep(std::string text) {
    return m_texts.emplace_back(std::move(text));
}

void DashboardView::drill(const store::Drill& behind, std::string_view name) {
    m_app.drill(behind, std::string(name));
}

} // namespace huiyin::views
