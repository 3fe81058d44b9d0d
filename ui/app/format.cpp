#include "ui/app/format.h"

#include <array>
#include <chrono>
#include <iterator>

namespace huiyin::app {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

std::int64_t local_ms(std::int64_t utc_ms, const base::Clock& clock) {
    return utc_ms + clock.utc_offset_minutes() * minute_ms;
}

std::int64_t floor_day(std::int64_t ms) {
    return ms >= 0 ? ms / day_ms : -((-ms + day_ms - 1) / day_ms);
}

std::chrono::year_month_day date_of(std::int64_t day) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

std::string two_digits(std::int64_t value) {
    std::string text = value < 10 ? "0" : "";
    return text += std::to_string(value);
}

std::string date_text(std::int64_t day, std::int64_t today) {
    const auto date = date_of(day);
    std::string text = two_digits(static_cast<unsigned>(date.month())) + "-" +
                       two_digits(static_cast<unsigned>(date.day()));
    if (date.year() != date_of(today).year()) {
        text.insert(0, std::to_string(static_cast<int>(date.year())) + "-");
    }
    return text;
}

std::string_view weekday_text(std::int64_t day, Language language) {
    static constexpr std::array<std::string_view, 7> zh{
        "周日", "周一", "周二", "周三", "周四", "周五", "周六"};
    static constexpr std::array<std::string_view, 7> en{
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(day))};
    const unsigned index = weekday.c_encoding();
    return language == Language::Chinese ? zh[index] : en[index];
}

std::string time_of_day(std::int64_t local) {
    const std::int64_t minutes = (local - floor_day(local) * day_ms) / minute_ms;
    return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

/// 今天, 昨天, 周五 or a date.
std::string near_day_text(std::int64_t day, std::int64_t today, Language language) {
    if (day == today) {
        return std::string(sentence(Text::Today, language));
    }
    if (day == today - 1) {
        return std::string(sentence(Text::Yesterday, language));
    }
    if (day < today && day > today - 7) {
        return std::string(weekday_text(day, language));
    }
    return date_text(day, today);
}

} // namespace

std::string moment_text(std::int64_t utc_ms, const base::Clock& clock, Language language) {
    const std::int64_t local = local_ms(utc_ms, clock);
    const std::int64_t today = floor_day(local_ms(clock.now_utc_ms(), clock));
    return near_day_text(floor_day(local), today, language) + " " + time_of_day(local);
}

std::string short_moment_text(std::int64_t utc_ms, const base::Clock& clock, Language language) {
    const std::int64_t local = local_ms(utc_ms, clock);
    const std::int64_t today = floor_day(local_ms(clock.now_utc_ms(), clock));
    const std::int64_t day = floor_day(local);
    return day == today ? time_of_day(local) : near_day_text(day, today, language);
}

std::string clock_text(std::int64_t utc_ms, const base::Clock& clock) {
    return time_of_day(local_ms(utc_ms, clock));
}

std::string duration_text(std::int64_t duration_ms, Language language) {
    const std::int64_t minutes = duration_ms / minute_ms;
    const std::int64_t hours = minutes / 60;
    const std::int64_t days = duration_ms / day_ms;
    if (days > 0) {
        return with(sentence(Text::DurationDays, language), count_text(days));
    }
    if (hours == 0) {
        return with(sentence(Text::DurationMinutes, language), count_text(minutes));
    }
    constexpr std::int64_t exact_below_hours = 10;
    const std::string rest = count_text(minutes % 60);
    return minutes % 60 == 0 || hours >= exact_below_hours
               ? with(sentence(Text::DurationHours, language), count_text(hours))
               : with(sentence(Text::DurationHoursMinutes, language), count_text(hours), rest);
}

std::string duration_figure(std::int64_t duration_ms, Language language) {
    const auto tenths_of = [duration_ms](std::int64_t unit_ms) {
        const std::int64_t tenths = (duration_ms * 10 + unit_ms / 2) / unit_ms;
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    };
    if (duration_ms >= day_ms) {
        return with(sentence(Text::DurationDays, language), tenths_of(day_ms));
    }
    constexpr std::int64_t hour_ms = 60 * minute_ms;
    if (duration_ms >= hour_ms) {
        return with(sentence(Text::DurationHours, language), tenths_of(hour_ms));
    }
    return with(sentence(Text::DurationMinutes, language), count_text(duration_ms / minute_ms));
}

std::string day_text(std::int32_t days_since_1970) {
    const auto date = date_of(days_since_1970);
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two_digits(static_cast<unsigned>(date.month())) + "-" +
           two_digits(static_cast<unsigned>(date.day()));
}

std::string day_words(std::int32_t days_since_1970, const base::Clock& clock, Language language) {
    const auto date = date_of(days_since_1970);
    const int year = static_cast<int>(date.year());
    const std::string day = std::to_string(static_cast<unsigned>(date.day()));
    const std::string month =
        month_words(static_cast<int>(static_cast<unsigned>(date.month())), language);
    const bool chinese = language == Language::Chinese;
    std::string text = chinese ? month + " " + day + " 日" : day + " " + month;
    if (year == local_year(clock)) {
        return text;
    }
    return chinese ? std::to_string(year) + " 年 " + text : text + " " + std::to_string(year);
}

std::string month_words(int month, Language language) {
    static constexpr std::array<std::string_view, 12> en{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return language == Language::Chinese ? std::to_string(month) + " 月"
                                         : std::string(en.at(static_cast<std::size_t>(month) - 1));
}

std::string percent_text(std::int64_t part, std::int64_t of) {
    if (of == 0) {
        return {};
    }
    // Rounded half up to one decimal.
    const std::int64_t tenths = (part * 2000 / of + 1) / 2;
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) {
        text += ".";
        text += std::to_string(tenths % 10);
    }
    return text += " %";
}

std::string bytes_text(std::int64_t bytes) {
    constexpr const char* units[] = {" KB", " MB", " GB", " TB"};
    std::int64_t tenths = bytes / 100;
    std::size_t unit = 0;
    while (tenths >= 10'000 && unit + 1 < std::size(units)) {
        tenths /= 1000;
        ++unit;
    }
    std::string text = std::to_string(tenths / 10);
    if (tenths > 0 && tenths < 1000) {
        text += ".";
        text += std::to_string(tenths % 10);
    }
    return text + units[unit];
}

std::string count_text(std::int64_t count) {
    std::string digits = std::to_string(count);
    const std::size_t first = count < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

int local_year(const base::Clock& clock) {
    const auto date = date_of(floor_day(local_ms(clock.now_utc_ms(), clock)));
    return static_cast<int>(date.year());
}

} // namespace huiyin::app
