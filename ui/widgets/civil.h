// Days and minutes as somebody reads them off the wall: no time zone, no clock.
#pragma once

#include <compare>

namespace huiyin::widgets {

/// A day of the Gregorian calendar; month and day count from 1.
struct CivilDate {
    int year = 0;
    int month = 0;
    int day = 0;

    auto operator<=>(const CivilDate&) const = default;
};

/// A minute of a day, local time.
struct CivilTime {
    CivilDate date;
    int hour = 0;
    int minute = 0;

    auto operator<=>(const CivilTime&) const = default;
};

/// Whether the calendar has this day; years 1 to 9999.
bool exists(const CivilDate& date);
/// The day so many days later; negative is earlier.
CivilDate plus_days(const CivilDate& date, int days);
/// The first day of the month so many months later.
CivilDate first_of_month(const CivilDate& date, int months_later = 0);
int days_in_month(const CivilDate& date);
/// 0 is Monday, 6 Sunday.
int weekday_index(const CivilDate& date);
/// 1 to 53; the week that holds the Thursday. Source: ISO 8601.
int iso_week(const CivilDate& date);

} // namespace huiyin::widgets
