#include "ui/app/statistics.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

using domain::Date;
using domain::Day;

namespace {

constexpr int months_shown = 12;
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

Date month_after(Date date, int months) {
    const int count = date.year * 12 + (date.month - 1) + months;
    return {count / 12, count % 12 + 1, 1};
}

DayRange months_from(Date first, int months) {
    first.day = 1;
    return {domain::day_of(first), domain::day_of(month_after(first, months)) - 1};
}

} // namespace

DayRange range_of(Period period, Day day) {
    const Date date = domain::date_of(day);
    switch (period) {
    case Period::Week: {
        const Day monday = day - domain::weekday_of(day);
        return {monday, monday + 6};
    }
    case Period::Month:
        return months_from(date, 1);
    case Period::Quarter:
        return months_from({date.year, (date.month - 1) / 3 * 3 + 1, 1}, 3);
    case Period::Year:
        return months_from({date.year, 1, 1}, 12);
    case Period::Own:
        return {day, day};
    }
    return {day, day};
}

DayRange range_before(Period period, const DayRange& range) {
    if (period == Period::Own) {
        return {range.from - (range.to - range.from + 1), range.from - 1};
    }
    return range_of(period, range.from - 1);
}

Statistics::Statistics(store::TabletStore& store, const base::Clock& clock)
    : m_store(store)
    , m_clock(clock) {
    m_range = range_of(m_period, today());
}

Day Statistics::today() const {
    return domain::local_day(calendar(), m_clock.now_utc_ms());
}

std::int64_t Statistics::begin_of(Day day) const {
    return domain::begin_of_day_utc_ms(calendar(), day);
}

void Statistics::set_period(Period period) {
    if (period != Period::Own) {
        m_range = range_of(period, today());
    }
    m_period = period;
    m_fresh = false;
}

void Statistics::set_range(DayRange range) {
    if (range.from > range.to) {
        std::swap(range.from, range.to);
    }
    m_range = range;
    m_period = Period::Own;
    m_fresh = false;
}

void Statistics::invalidate() {
    m_fresh = false;
    m_months.clear();
}

store::Drill Statistics::drill() const {
    return {.from_utc_ms = begin_of(m_range.from), .to_utc_ms = begin_of(m_range.to + 1)};
}

store::Drill Statistics::drill_open_age(std::size_t part) const {
    const auto& limits = domain::open_age_limits_days;
    const std::int64_t now = m_clock.now_utc_ms();
    store::Drill behind = drill();
    behind.only_open = true;
    // As old as a limit belongs to what comes after it, and the drill excludes its end.
    if (part > 0) {
        behind.to_utc_ms = std::min(behind.to_utc_ms, now - limits.at(part - 1) * day_ms + 1);
    }
    if (part < limits.size()) {
        behind.from_utc_ms = std::max(behind.from_utc_ms, now - limits.at(part) * day_ms + 1);
    }
    return behind;
}

domain::Figures Statistics::figures_of_range(const DayRange& range) {
    const auto facts = m_store.facts(begin_of(range.from), begin_of(range.to + 1));
    if (!facts) {
        m_problem = facts.error().code;
    }
    return facts ? domain::figures_of(*facts, m_clock.now_utc_ms(), calendar()) : domain::Figures{};
}

void Statistics::ensure() {
    if (m_fresh) {
        return;
    }
    m_fresh = true;
    m_problem.reset();
    m_figures = figures_of_range(m_range);
    m_before = figures_of_range(range_before(m_period, m_range));
}

void Statistics::count_months() {
    const Date now = domain::date_of(today());
    const Date first = month_after(now, 1 - months_shown);
    for (int i = 0; i < months_shown; ++i) {
        const Date date = month_after(first, i);
        const DayRange range = months_from(date, 1);
        const DayRange before = months_from(month_after(date, -months_shown), 1);
        m_months.push_back({date.year, date.month, range, recorded_in(range), recorded_in(before)});
    }
}

std::int64_t Statistics::recorded_in(const DayRange& range) const {
    return m_store.count_recorded(begin_of(range.from), begin_of(range.to + 1))
        .value_or(domain::Part{})
        .recorded;
}

const std::optional<base::ErrorCode>& Statistics::problem() {
    ensure();
    return m_problem;
}

const domain::Figures& Statistics::figures() {
    ensure();
    return m_figures;
}

const domain::Figures& Statistics::before() {
    ensure();
    return m_before;
}

const std::vector<Statistics::Month>& Statistics::months() {
    if (m_months.empty()) {
        count_months();
    }
    return m_months;
}

std::int64_t Statistics::service_volume() const {
    std::int64_t total = 0;
    for (Date month = domain::date_of(m_range.from); domain::day_of(month) <= m_range.to;
         month = month_after(month, 1)) {
        month.day = 1;
        const auto& volumes = m_store.directory().service_volumes;
        const auto found = std::find_if(volumes.begin(), volumes.end(), [&month](const auto& one) {
            return one.year == month.year && one.month == month.month;
        });
        if (found == volumes.end()) {
            return 0;
        }
        total += found->count;
    }
    return total;
}

} // namespace huiyin::app
