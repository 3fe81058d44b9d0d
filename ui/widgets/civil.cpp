#include "ui/widgets/civil.h"

#include <chrono>

namespace huiyin::widgets {

namespace {

std::chrono::year_month_day calendar_day(const CivilDate& date) {
    return std::chrono::year{date.year} / std::chrono::month{static_cast<unsigned>(date.month)} /
           std::chrono::day{static_cast<unsigned>(date.day)};
}

CivilDate from_calendar(const std::chrono::year_month_day& day) {
    return {static_cast<int>(day.year()),
            static_cast<int>(static_cast<unsigned>(day.month())),
            static_cast<int>(static_cast<unsigned>(day.day()))};
}

int day_of_year(const CivilDate& date) {
    const CivilDate first{date.year, 1, 1};
    return static_cast<int>(
        (std::chrono::sys_days(calendar_day(date)) - std::chrono::sys_days(calendar_day(first)))
            .count());
}

} // namespace

bool exists(const CivilDate& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && calendar_day(date).ok();
}

CivilDate plus_days(const CivilDate& date, int days) {
    return from_calendar(std::chrono::sys_days(calendar_day(date)) + std::chrono::days(days));
}

CivilDate first_of_month(const CivilDate& date, int months_later) {
    const int months = date.year * 12 + date.month - 1 + months_later;
    return {months / 12, months % 12 + 1, 1};
}

int days_in_month(const CivilDate& date) {
    return plus_days(first_of_month(date, 1), -1).day;
}

int weekday_index(const CivilDate& date) {
    const std::chrono::weekday day{std::chrono::sys_days(calendar_day(date))};
    return static_cast<int>(day.iso_encoding()) - 1;
}

int iso_week(const CivilDate& date) {
    return day_of_year(plus_days(date, 3 - weekday_index(date))) / 7 + 1;
}

} // namespace huiyin::widgets
