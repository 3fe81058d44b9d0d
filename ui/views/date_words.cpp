#include "ui/views/date_words.h"

namespace huiyin::views {

namespace w = widgets;
using app::Language;
using app::Text;

namespace {

template <Language language>
std::string month_title(int year, int month) {
    return app::with(app::sentence(Text::RecordsMonthTitle, language),
                     std::to_string(year),
                     std::to_string(month));
}

template <Language language>
std::string week_name(int week) {
    return app::with(app::sentence(Text::RecordsWeekName, language), std::to_string(week));
}

template <Language language>
std::string day_name(const w::CivilDate& day) {
    return app::with(app::sentence(Text::RecordsDayName, language),
                     std::to_string(day.month),
                     std::to_string(day.day));
}

/// The parts between spaces.
std::array<std::string_view, 7> weekdays(std::string_view text) {
    std::array<std::string_view, 7> days;
    for (std::string_view& day : days) {
        const std::size_t end = text.find(' ');
        day = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return days;
}

template <Language language>
w::DateWords words() {
    const auto say = [](Text text) { return app::sentence(text, language); };
    return {.today = say(Text::Today),
            .yesterday = say(Text::Yesterday),
            .day_before = say(Text::RecordsDayBefore),
            .weekdays = weekdays(say(Text::RecordsWeekdays)),
            .previous_month = say(Text::RecordsEarlier),
            .next_month = say(Text::RecordsLater),
            .hour = say(Text::RecordsHour),
            .minute = say(Text::RecordsMinute),
            .hour_error = say(Text::RecordsHourError),
            .minute_error = say(Text::RecordsMinuteError),
            .less = say(Text::RecordsLess),
            .more = say(Text::RecordsMore),
            .calendar = say(Text::RecordsCalendar),
            .week = say(Text::RecordsWeek),
            .accept = say(Text::RecordsAccept),
            .cancel = say(Text::Cancel),
            .close = say(Text::Close),
            .month_title = month_title<language>,
            .week_name = week_name<language>,
            .day_name = day_name<language>};
}

} // namespace

const w::DateWords& date_words(Language language) {
    static const w::DateWords chinese = words<Language::Chinese>();
    static const w::DateWords english = words<Language::English>();
    return language == Language::Chinese ? chinese : english;
}

} // namespace huiyin::views
