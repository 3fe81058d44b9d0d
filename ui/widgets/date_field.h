// A day, or a day with a time, chosen in a sheet: near days as chips, a month by weeks, hour and
// minute by keyboard or buttons. Knows no clock: the caller says what time it is.
#pragma once

#include "ui/widgets/civil.h"
#include "ui/widgets/fields.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::widgets {

/// The words of the sheet; one constant per language.
struct DateWords {
    /// Chips.
    std::string_view today, yesterday, day_before;
    /// Monday first; as short as 一.
    std::array<std::string_view, 7> weekdays;
    std::string_view previous_month, next_month;
    std::string_view hour, minute;
    /// 小时是 0 到 23.
    std::string_view hour_error, minute_error;
    /// Of the buttons beside hour and minute.
    std::string_view less, more;
    /// Name of the calendar, and title of the column of week numbers (周).
    std::string_view calendar, week;
    std::string_view accept, cancel, close;
    /// 2026 年 11 月.
    std::string (*month_title)(int year, int month) = nullptr;
    /// 第 48 周.
    std::string (*week_name)(int week) = nullptr;
    /// 11 月 23 日 周一: what a day of the calendar is called.
    std::string (*day_name)(const CivilDate& day) = nullptr;
};

struct DateFieldOptions {
    /// By default the label.
    std::string_view id;
    std::string_view label;
    bool required = false;
    bool disabled = false;
    /// The value in words; empty shows the placeholder.
    std::string_view value_text;
    std::string_view placeholder;
    std::string_view hint;
    std::string_view error;
    float width = width_fill;
    /// What today means, and where an empty field begins.
    CivilTime now;
    /// Days outside cannot be pressed; a time outside shows the message and is not taken.
    std::optional<CivilTime> min;
    std::optional<CivilTime> max;
    std::string_view min_error;
    std::string_view max_error;
    const DateWords* words = nullptr;
};

/// The open sheet of one field, kept by the caller.
struct DatePicker {
    bool open = false;
    CivilDate chosen;
    /// First day of the month that is shown.
    CivilDate month;
    std::string hour;
    std::string minute;
    /// Accepting was tried, so errors are shown.
    bool checked = false;
};

/// Whether `value` changed. Draws the sheet as well.
bool date_time_field(const DateFieldOptions& options,
                     DatePicker& picker,
                     std::optional<CivilTime>& value);
/// Without the time: the ends of a period.
bool date_field(const DateFieldOptions& options,
                DatePicker& picker,
                std::optional<CivilDate>& value);

} // namespace huiyin::widgets
