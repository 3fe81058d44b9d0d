#include "ui/views/step_dates.h"

#include "core/domain/calendar.h"
#include "ui/app/format.h"
#include "ui/widgets/layout.h"

#include <array>
#include <optional>
#include <string>

namespace huiyin::views {

namespace w = widgets;
using app::Language;
using app::Text;

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_minutes = 24 * 60;

constexpr std::array<std::string_view, 7> weekdays_zh{"一", "二", "三", "四", "五", "六", "日"};
constexpr std::array<std::string_view, 7> weekdays_en{
    "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string month_title_zh(int year, int month) {
    return std::to_string(year) + " 年 " + app::month_words(month, Language::Chinese);
}

std::string month_title_en(int year, int month) {
    return app::month_words(month, Language::English) + " " + std::to_string(year);
}

std::string week_name_zh(int week) {
    return "第 " + std::to_string(week) + " 周";
}

std::string week_name_en(int week) {
    return "Week " + std::to_string(week);
}

std::string day_name_zh(const w::CivilDate& day) {
    return app::month_words(day.month, Language::Chinese) + " " + std::to_string(day.day) +
           " 日 周" + std::string(weekdays_zh.at(static_cast<std::size_t>(w::weekday_index(day))));
}

std::string day_name_en(const w::CivilDate& day) {
    return std::string(weekdays_en.at(static_cast<std::size_t>(w::weekday_index(day)))) + " " +
           std::to_string(day.day) + " " + app::month_words(day.month, Language::English);
}

w::DateWords words_of(Language language) {
    const auto say = [language](Text text) { return app::sentence(text, language); };
    const bool chinese = language == Language::Chinese;
    return {.today = say(Text::Today),
            .yesterday = say(Text::Yesterday),
            .day_before = say(Text::DateDayBefore),
            .weekdays = chinese ? weekdays_zh : weekdays_en,
            .previous_month = say(Text::DatePreviousMonth),
            .next_month = say(Text::DateNextMonth),
            .hour = say(Text::DateHour),
            .minute = say(Text::DateMinute),
            .hour_error = say(Text::DateHourError),
            .minute_error = say(Text::DateMinuteError),
            .less = say(Text::DateLess),
            .more = say(Text::DateMore),
            .calendar = say(Text::DateCalendar),
            .week = say(Text::DateWeek),
            .accept = say(Text::DateAccept),
            .cancel = say(Text::Cancel),
            .close = say(Text::Close),
            .month_title = chinese ? month_title_zh : month_title_en,
            .week_name = chinese ? week_name_zh : week_name_en,
            .day_name = chinese ? day_name_zh : day_name_en};
}

w::CivilDate civil(domain::Day day) {
    const domain::Date date = domain::date_of(day);
    return {date.year, date.month, date.day};
}

} // namespace

const w::DateWords& date_words(Language language) {
    static const w::DateWords chinese = words_of(Language::Chinese);
    static const w::DateWords english = words_of(Language::English);
    return language == Language::Chinese ? chinese : english;
}

w::CivilTime civil_of(std::int64_t utc_ms, const base::Clock& clock) {
    // Before 1970 nothing is written; the sign needs no care.
    const std::int64_t minutes = utc_ms / minute_ms + clock.utc_offset_minutes();
    const domain::Date date = domain::date_of(static_cast<domain::Day>(minutes / day_minutes));
    const int of_day = static_cast<int>(minutes % day_minutes);
    return {{date.year, date.month, date.day}, of_day / 60, of_day % 60};
}

std::int64_t utc_of(const w::CivilTime& time, const base::Clock& clock) {
    const std::int64_t day = domain::day_of({time.date.year, time.date.month, time.date.day});
    return (day * day_minutes + time.hour * 60 + time.minute - clock.utc_offset_minutes()) *
           minute_ms;
}

bool moment_ui(const app::App& app,
               const MomentField& field,
               w::DatePicker& picker,
               std::int64_t& at_utc_ms) {
    const std::int64_t now = app.clock().now_utc_ms();
    std::optional<w::CivilTime> value;
    std::string text;
    if (at_utc_ms != 0) {
        value = civil_of(at_utc_ms, app.clock());
        text = app::moment_text(at_utc_ms, app.clock(), app.language());
    }
    const w::CivilTime today = civil_of(now, app.clock());
    w::DateFieldOptions options{.id = field.id,
                                .label = field.label,
                                .required = true,
                                .value_text = text,
                                .placeholder = app.say(app::Text::FieldNone),
                                .error = field.error,
                                .now = today,
                                .min_error = app.say(app::Text::FieldTimeEarlier),
                                .max_error = app.say(app::Text::FieldTimeLater),
                                .words = &date_words(app.language())};
    (field.in_future ? options.min : options.max) = today;
    if (!w::date_time_field(options, picker, value) || !value) {
        return false;
    }
    // A minute that has begun is not later than now.
    const std::int64_t chosen = utc_of(*value, app.clock());
    at_utc_ms = field.in_future ? chosen : std::min(chosen, now);
    return true;
}

bool own_period_ui(const app::App& app, OwnPeriod& pickers, domain::Day& first, domain::Day& last) {
    const domain::Day today =
        domain::local_day(app.directory().policy.calendar, app.clock().now_utc_ms());
    const auto field =
        [&](std::string_view id, Text label, w::DatePicker& picker, domain::Day& day) {
            std::optional<w::CivilDate> value = civil(day);
            const std::string text = app::day_text(day);
            if (!w::date_field({.id = id,
                                .label = app.say(label),
                                .value_text = text,
                                .now = {civil(today), 0, 0},
                                .words = &date_words(app.language())},
                               picker,
                               value) ||
                !value) {
                return false;
            }
            day = domain::day_of({value->year, value->month, value->day});
            return true;
        };
    w::Columns columns({.width_min = 200});
    const bool from = field("from", Text::RecordsFrom, pickers.from, first);
    columns.next();
    const bool to = field("to", Text::RecordsTo, pickers.to, last);
    return from || to;
}

} // namespace huiyin::views
