// 工作时间: working days and hours of a department, and time counted in them (procedure 2.1).
#pragma once

#include <cstdint>
#include <vector>

namespace huiyin::domain {

/// Days since 1970-01-01 in the department's own time.
using Day = std::int32_t;

/// A civil date.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;

    bool operator==(const Date&) const = default;
};

Day day_of(const Date& date);
Date date_of(Day day);

/// Monday = 0.
int weekday_of(Day day);

/// When a department works. One span a day; a break at noon is not counted out.
struct WorkCalendar {
    int utc_offset_minutes = 480;
    std::uint8_t work_days = 0b0011111; ///< bit 0 = Monday
    int begin_minute = 8 * 60 + 30;     ///< of the day
    int end_minute = 17 * 60 + 30;
    std::vector<Day> holidays;   ///< no work, whatever the weekday
    std::vector<Day> extra_days; ///< 调休: work, whatever the weekday

    bool operator==(const WorkCalendar&) const = default;
};

/// Whether the calendar can be counted with: begin before end within one day, some working
/// weekday, an offset within a day, lists of at most limits::calendar_days_max.
bool is_usable(const WorkCalendar& calendar);

/// The day of a moment in the department's time.
Day local_day(const WorkCalendar& calendar, std::int64_t at_utc_ms);

/// The moment at which a local day begins.
std::int64_t begin_of_day_utc_ms(const WorkCalendar& calendar, Day day);

bool is_work_day(const WorkCalendar& calendar, Day day);

int work_minutes_per_day(const WorkCalendar& calendar);

/// The moment `minutes` of working time after another; working time stands still outside hours.
/// Gives up after ten years without enough working days.
std::int64_t
after_work_minutes(const WorkCalendar& calendar, std::int64_t from_utc_ms, std::int64_t minutes);

} // namespace huiyin::domain
