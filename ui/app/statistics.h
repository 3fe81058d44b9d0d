// 统计: the figures of a period, of the one before it, and of the last twelve months.
#pragma once

#include "core/domain/metrics.h"
#include "core/store/tablet_store.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace huiyin::app {

enum class Period : std::uint8_t { Week, Month, Quarter, Year, Own };

/// Local days; `to` is the last day of it.
struct DayRange {
    domain::Day from = 0;
    domain::Day to = 0;

    bool operator==(const DayRange&) const = default;
};

/// The period that contains a day: Monday to Sunday, or the calendar's month, quarter, year.
DayRange range_of(Period period, domain::Day day);

/// The period before a range: the month before a month; else as many days before it.
DayRange range_before(Period period, const DayRange& range);

class Statistics {
public:
    Statistics(store::TabletStore& store, const base::Clock& clock);

    struct Month {
        int year = 0;
        int month = 0;
        DayRange range;
        std::int64_t recorded = 0;
        std::int64_t recorded_year_before = 0; ///< in the same month
    };

    Period period() const { return m_period; }

    const DayRange& range() const { return m_range; }

    void set_period(Period period);
    /// A range of one's own; turned round when `from` is after `to`.
    void set_range(DayRange range);

    /// Why the figures could not be read; nothing when they could. They are zero then and mean
    /// nothing.
    const std::optional<base::ErrorCode>& problem();

    /// Read at the first use after a change.
    const domain::Figures& figures();
    const domain::Figures& before();
    /// The last twelve months, oldest first; the last one is the present month.
    const std::vector<Month>& months();

    /// 服务量 of the months in the period, for 投诉率; 0 when some month's is not known.
    std::int64_t service_volume() const;

    /// The list behind a part of Figures::open_by_age.
    store::Drill drill_open_age(std::size_t part) const;

    /// The list behind a figure: the period, to be narrowed by the caller.
    store::Drill drill() const;

    /// Something was written.
    void invalidate();

private:
    store::TabletStore& m_store;
    const base::Clock& m_clock;
    Period m_period = Period::Month;
    DayRange m_range;
    bool m_fresh = false; ///< the figures of the period
    std::optional<base::ErrorCode> m_problem;
    domain::Figures m_figures;
    domain::Figures m_before;
    std::vector<Month> m_months; ///< empty = not counted since something was written

    const domain::WorkCalendar& calendar() const { return m_store.directory().policy.calendar; }

    domain::Day today() const;
    std::int64_t begin_of(domain::Day day) const;
    void ensure();
    domain::Figures figures_of_range(const DayRange& range);
    void count_months();
    std::int64_t recorded_in(const DayRange& range) const;
};

} // namespace huiyin::app
