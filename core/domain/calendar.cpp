#include "core/domain/calendar.h"

#include "core/base/limits.h"

#include <algorithm>
#include <chrono>

namespace huiyin::domain {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr int day_minutes = 24 * 60;
constexpr Day days_looked_through_max = 3660;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

bool contains(const std::vector<Day>& days, Day day) {
    return std::find(days.begin(), days.end(), day) != days.end();
}

} // namespace

Day day_of(const Date& date) {
    using namespace std::chrono;
    const year_month_day civil{year(date.year),
                               month(static_cast<unsigned>(date.month)),
                               std::chrono::day(static_cast<unsigned>(date.day))};
    return static_cast<Day>(sys_days(civil).time_since_epoch().count());
}

Date date_of(Day day) {
    using namespace std::chrono;
    const year_month_day civil{sys_days(days(day))};
    return {static_cast<int>(civil.year()),
            static_cast<int>(static_cast<unsigned>(civil.month())),
            static_cast<int>(static_cast<unsigned>(civil.day()))};
}

int weekday_of(Day day) {
    // 1970-01-01 was a Thursday.
    return static_cast<int>(((day + 3) % 7 + 7) % 7);
}

bool is_usable(const WorkCalendar& calendar) {
    return calendar.begin_minute >= 0 && calendar.begin_minute < calendar.end_minute &&
           calendar.end_minute <= day_minutes && (calendar.work_days & 0b1111111) != 0 &&
           calendar.utc_offset_minutes > -day_minutes &&
           calendar.utc_offset_minutes < day_minutes &&
           calendar.holidays.size() <= base::limits::calendar_days_max &&
           calendar.extra_days.size() <= base::limits::calendar_days_max;
}

Day local_day(const WorkCalendar& calendar, std::int64_t at_utc_ms) {
    const std::int64_t local = at_utc_ms + calendar.utc_offset_minutes * minute_ms;
    return static_cast<Day>(floor_div(local, day_ms));
}

std::int64_t begin_of_day_utc_ms(const WorkCalendar& calendar, Day day) {
    return day * day_ms - calendar.utc_offset_minutes * minute_ms;
}

bool is_work_day(const WorkCalendar& calendar, Day day) {
    if (contains(calendar.extra_days, day)) {
        return true;
    }
    const bool weekday = (calendar.work_days >> weekday_of(day) & 1) != 0;
    return weekday && !contains(calendar.holidays, day);
}

int work_minutes_per_day(const WorkCalendar& calendar) {
    return calendar.end_minute - calendar.begin_minute;
}

std::int64_t
after_work_minutes(const WorkCalendar& calendar, std::int64_t from_utc_ms, std::int64_t minutes) {
    std::int64_t left_ms = minutes * minute_ms;
    std::int64_t at = from_utc_ms;
    const Day first = local_day(calendar, from_utc_ms);
    for (Day day = first; day < first + days_looked_through_max; ++day) {
        if (!is_work_day(calendar, day)) {
            continue;
        }
        const std::int64_t begin = begin_of_day_utc_ms(calendar, day);
        const std::int64_t opens = begin + calendar.begin_minute * minute_ms;
        const std::int64_t closes = begin + calendar.end_minute * minute_ms;
        at = std::max(at, opens);
        if (at >= closes) {
            continue;
        }
        if (at + left_ms <= closes) {
            return at + left_ms;
        }
        left_ms -= closes - at;
    }
    return at;
}

} // namespace huiyin::domain
