#include "ui/views/dashboard.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/stats.h"
#include "ui/widgets/text.h"

#include <array>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::Figures;
using domain::Ratio;

namespace {

std::string percent(const Ratio& ratio) {
    return app::percent_text(ratio.part, ratio.of);
}

/// What the tile at a place counted.
store::Drill behind_tile(std::size_t place, store::Drill behind) {
    switch (place) {
    case 1:
        behind.validity = domain::Validity::Valid;
        break;
    case 2:
        behind.overdue = true;
        break;
    case 3:
        behind.close_code = domain::CloseCode::Satisfied;
        break;
    case 4:
        behind.state = domain::State::Closed;
        break;
    case 5:
        behind.severity = domain::Severity::Major;
        break;
    default:
        break;
    }
    return behind;
}

} // namespace

void DashboardView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::DashTitle));
    {
        w::TopBar bar({.title = m_app.say(Text::DashTitle)});
        sync_pill_ui(m_app);
    }
    w::ScrollArea page({.id = "dashboard_page",
                        .padding = {w::page_margin(), 0, w::page_margin(), w::space::xl},
                        .gap = w::space::m,
                        .width_max = 1156});
    period_ui();
    // Figures that could not be read would be zeros that look true.
    if (storage_problem_ui(m_app, m_app.statistics().problem())) {
        return;
    }
    basis_ui();
    tiles_ui();
    const bool wide = w::breakpoint() == w::Breakpoint::Wide;
    if (wide) {
        const std::array<float, 2> widths{1, 437};
        w::Columns columns({.gap = w::space::m, .widths = widths});
        months_ui();
        columns.next();
        groups_ui();
    } else {
        months_ui();
        groups_ui();
    }
    if (wide) {
        const std::array<float, 2> widths{1, 1};
        w::Columns columns({.gap = w::space::m, .widths = widths});
        rates_ui();
        columns.next();
        categories_ui();
    } else {
        rates_ui();
        categories_ui();
    }
    durations_ui();
}

void DashboardView::period_ui() {
    app::Statistics& statistics = m_app.statistics();
    const std::array<w::Choice, 4> choices{{{.label = m_app.say(Text::PeriodWeek)},
                                            {.label = m_app.say(Text::PeriodMonth)},
                                            {.label = m_app.say(Text::PeriodQuarter)},
                                            {.label = m_app.say(Text::PeriodYear)}}};
    auto selected = static_cast<std::size_t>(statistics.period());
    if (w::segmented({.id = "period",
                      .label = m_app.say(Text::DashPeriod),
                      .label_hidden = true,
                      .choices = choices},
                     selected)) {
        statistics.set_period(static_cast<app::Period>(selected));
        w::request_frame();
    }
}

void DashboardView::basis_ui() {
    const app::DayRange& range = m_app.statistics().range();
    const std::string days =
        app::with(m_app.say(Text::DashRange), app::day_text(range.from), app::day_text(range.to));
    const std::int64_t contact = m_app.sync_status().last_contact_utc_ms;
    const std::string basis =
        app::with(m_app.say(Text::DashBasis),
                  contact == 0 ? std::string(m_app.say(Text::SyncNever))
                               : app::moment_text(contact, m_app.clock(), m_app.language()));
    std::vector<std::string_view> facts{days, basis};
    const std::string unsent =
        app::with(m_app.say(Text::DashBasisUnsent), app::count_text(m_app.unsent_count()));
    if (m_app.unsent_count() > 0) {
        facts.push_back(unsent);
    }
    w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
}

DashboardView::TileTexts DashboardView::tile_texts() {
    app::Statistics& statistics = m_app.statistics();
    const Figures& now = statistics.figures();
    const std::int64_t change = now.recorded - statistics.before().recorded;
    const auto fraction = [this](const Ratio& ratio) {
        return app::with(
            m_app.say(Text::DashFraction), app::count_text(ratio.part), app::count_text(ratio.of));
    };
    const auto rate = [this](const Ratio& ratio) {
        return ratio.of == 0 ? std::string(m_app.say(Text::DashNothing)) : percent(ratio);
    };
    return {.trend = change == 0
                         ? std::string(m_app.say(Text::DashSame))
                         : app::with(m_app.say(change > 0 ? Text::DashMore : Text::DashLess),
                                     app::count_text(change > 0 ? change : -change)),
            .recorded = app::count_text(now.recorded),
            .valid = rate(now.valid_rate),
            .pending = app::with(m_app.say(Text::DashPending), app::count_text(now.pending)),
            .overdue = app::count_text(now.overdue),
            .open = std::string(m_app.say(Text::FilterOpen)) + " " + app::count_text(now.open),
            .satisfied = rate(now.satisfied_rate),
            .satisfied_of = fraction(now.satisfied_rate),
            .closed = rate(now.closed_rate),
            .closed_of = fraction(now.closed_rate),
            .major = app::count_text(now.major)};
}

void DashboardView::tiles_ui() {
    app::Statistics& statistics = m_app.statistics();
    const TileTexts texts = tile_texts();
    const std::int64_t change = statistics.figures().recorded - statistics.before().recorded;
    const std::string_view unit = m_app.say(Text::DashUnit);
    const std::array<w::StatTile, 6> tiles{{
        {.label = m_app.say(Text::DashRecorded),
         .value = texts.recorded,
         .unit = unit,
         .note = texts.trend,
         .note_icon = change > 0   ? w::Icon::TrendUp
                      : change < 0 ? w::Icon::TrendDown
                                   : w::Icon::None},
        {.label = m_app.say(Text::DashValidRate), .value = texts.valid, .note = texts.pending},
        {.label = m_app.say(Text::DashOverdue),
         .value = texts.overdue,
         .unit = unit,
         .note = texts.open,
         .note_tone = statistics.figures().overdue > 0 ? w::Tone::Danger : w::Tone::Muted},
        {.label = m_app.say(Text::DashSatisfied),
         .value = texts.satisfied,
         .note = texts.satisfied_of},
        {.label = m_app.say(Text::DashClosed), .value = texts.closed, .note = texts.closed_of},
        {.label = m_app.say(Text::DashMajor), .value = texts.major, .unit = unit},
    }};
    const auto pressed =
        w::stat_tiles({.id = "tiles", .name = m_app.say(Text::DashTitle), .tiles = tiles});
    if (pressed) {
        drill(behind_tile(*pressed, statistics.drill()), tiles[*pressed].label);
    }
}

void DashboardView::months_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    w::section_heading({.label = m_app.say(Text::DashChart)});
    const auto& months = m_app.statistics().months();
    std::vector<std::string> axis;
    std::vector<std::string> names;
    std::vector<double> valid;
    std::int64_t highest = 0;
    for (const app::Statistics::Month& month : months) {
        axis.push_back(std::to_string(month.month));
        names.push_back(app::with(m_app.say(Text::DashMonth),
                                  std::to_string(month.year),
                                  std::to_string(month.month)) +
                        " " +
                        app::with(m_app.say(Text::DashCount), app::count_text(month.recorded)));
        valid.push_back(static_cast<double>(month.valid));
        highest = std::max(highest, month.recorded);
    }
    std::vector<w::ChartPoint> points;
    std::string summary;
    for (std::size_t i = 0; i < months.size(); ++i) {
        points.push_back({static_cast<double>(months[i].recorded), axis[i], names[i]});
        summary += (i == 0 ? "" : ", ") + names[i];
    }
    const std::string highest_text = app::count_text(highest);
    const auto pressed = w::line_chart({.id = "months",
                                        .name = m_app.say(Text::DashChart),
                                        .summary = summary,
                                        .points = points,
                                        .comparison = valid,
                                        .series_label = m_app.say(Text::DashChartLine),
                                        .comparison_label = m_app.say(Text::DashChartValid),
                                        .max_label = highest_text});
    if (pressed) {
        const domain::WorkCalendar& calendar = m_app.directory().policy.calendar;
        const app::DayRange& range = months[*pressed].range;
        drill({.from_utc_ms = domain::begin_of_day_utc_ms(calendar, range.from),
               .to_utc_ms = domain::begin_of_day_utc_ms(calendar, range.to + 1)},
              names[*pressed]);
    }
}

void DashboardView::groups_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    w::section_heading({.label = m_app.say(Text::DashGroups)});
    std::vector<base::Uuid> ids;
    std::vector<std::string> counts;
    std::vector<w::Bar> bars;
    const auto& groups = m_app.statistics().figures().by_group;
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
    const auto pressed =
        w::bar_chart({.id = "groups", .name = m_app.say(Text::DashGroups), .bars = bars});
    if (pressed) {
        store::Drill behind = m_app.statistics().drill();
        behind.group = ids[*pressed];
        drill(behind, bars[*pressed].label);
    }
}

void DashboardView::categories_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    w::section_heading({.label = m_app.say(Text::DashCategories)});
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
    const auto pressed =
        w::bar_chart({.id = "categories", .name = m_app.say(Text::DashCategories), .bars = bars});
    if (pressed) {
        store::Drill behind = m_app.statistics().drill();
        behind.category = codes[*pressed];
        drill(behind, bars[*pressed].label);
    }
}

void DashboardView::rates_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    w::section_heading({.label = m_app.say(Text::DashProcess)});
    const Figures& figures = m_app.statistics().figures();

    struct Rate {
        std::string_view label;
        Ratio ratio;
    };

    std::vector<Rate> rates{{m_app.say(Text::DashFeedback), figures.feedback_rate},
                            {m_app.say(Text::DashFollowUp), figures.follow_up_rate},
                            {m_app.say(Text::DashReached), figures.reached_rate},
                            {m_app.say(Text::DashReopened), figures.reopened_rate},
                            {m_app.say(Text::DashRecomplaint), figures.recomplaint_rate}};
    std::vector<std::string> timely;
    timely.reserve(domain::target_kind_count);
    for (std::size_t kind = 0; kind < domain::target_kind_count; ++kind) {
        timely.push_back(
            std::string(app::label(static_cast<domain::TargetKind>(kind), m_app.language())) +
            (m_app.language() == app::Language::Chinese ? "" : " ") +
            std::string(m_app.say(Text::DashRates)));
        rates.push_back({timely.back(), figures.in_time[kind]});
    }
    const std::int64_t volume = m_app.statistics().service_volume();
    if (volume > 0) {
        rates.push_back({m_app.say(Text::DashRate), {figures.recorded, volume}});
    }
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const Rate& rate = rates[i];
        if (rate.ratio.of == 0) {
            continue;
        }
        const w::IdScope scope(i);
        const std::string fraction = app::with(m_app.say(Text::DashFraction),
                                               app::count_text(rate.ratio.part),
                                               app::count_text(rate.ratio.of));
        const std::string figure = percent(rate.ratio);
        if (w::rate_bar({.id = "rate",
                         .label = rate.label,
                         .fraction = fraction,
                         .figure = figure,
                         .rate = rate.ratio.value().value_or(0)})) {
            drill(m_app.statistics().drill(), rate.label);
        }
    }
}

void DashboardView::durations_ui() {
    const Figures& figures = m_app.statistics().figures();
    const auto text = [this](const domain::Spread& spread, std::int64_t ms) {
        return spread.count == 0 ? std::string(m_app.say(Text::DashNothing))
                                 : app::duration_text(ms, m_app.language());
    };
    const std::string handled = text(figures.to_handled, figures.to_handled.median_ms);
    const std::string closed = text(figures.to_closed, figures.to_closed.median_ms);
    const std::string age = text(figures.open_age, figures.open_age.mean_ms);
    const std::string delay = text(figures.sync_delay, figures.sync_delay.median_ms);
    const std::array<w::StatTile, 4> tiles{
        {{.label = m_app.say(Text::DashToHandled), .value = handled},
         {.label = m_app.say(Text::DashToClosed), .value = closed},
         {.label = m_app.say(Text::DashOpenAge), .value = age},
         {.label = m_app.say(Text::DashSyncDelay), .value = delay}}};
    if (w::stat_strip({.id = "durations", .name = m_app.say(Text::DashProcess), .tiles = tiles})) {
        drill(m_app.statistics().drill(), m_app.say(Text::DashRecorded));
    }
}

void DashboardView::drill(const store::Drill& behind, std::string_view name) {
    m_app.drill(behind, std::string(name));
}

} // namespace huiyin::views
