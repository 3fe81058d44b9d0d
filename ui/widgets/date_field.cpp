#include "ui/widgets/date_field.h"

#include "ui/widgets/calendar.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/number_field.h"

namespace huiyin::widgets {

namespace {

enum class Parts { Day, DayAndTime };

void open_picker(const DateFieldOptions& options,
                 DatePicker& picker,
                 const std::optional<CivilTime>& value) {
    const CivilTime start = value.value_or(options.now);
    picker = {.open = true,
              .chosen = start.date,
              .month = first_of_month(start.date),
              .hour = number_text(start.hour, 2),
              .minute = number_text(start.minute, 2)};
}

/// Today, yesterday and the day before: where nearly every complaint lies.
void near_days(const DateFieldOptions& options, DatePicker& picker) {
    const std::array days = {
        options.now.date, plus_days(options.now.date, -1), plus_days(options.now.date, -2)};
    const std::array words = {
        options.words->today, options.words->yesterday, options.words->day_before};
    std::array<Choice, 3> choices;
    std::size_t selected = no_choice;
    for (std::size_t i = 0; i < days.size(); ++i) {
        choices[i] = {.label = words[i], .disabled = !in_limits(options, days[i])};
        selected = days[i] == picker.chosen ? i : selected;
    }
    if (choice_chips(
            {.id = "near", .label = options.label, .label_hidden = true, .choices = choices},
            selected)) {
        picker.chosen = days[selected];
        picker.month = first_of_month(picker.chosen);
    }
}

std::optional<CivilTime> chosen_time(const DatePicker& picker, Parts parts) {
    if (parts == Parts::Day) {
        return CivilTime{picker.chosen, 0, 0};
    }
    const std::optional<int> hour = number_in(picker.hour, 0, 23);
    const std::optional<int> minute = number_in(picker.minute, 0, 59);
    if (!hour || !minute) {
        return std::nullopt;
    }
    return CivilTime{picker.chosen, *hour, *minute};
}

/// Why the time cannot be taken; empty when it can.
std::string_view limit_error(const DateFieldOptions& options, const CivilTime& time, Parts parts) {
    const bool day_only = parts == Parts::Day;
    const auto before = [day_only](const CivilTime& a, const CivilTime& b) {
        return day_only ? a.date < b.date : a < b;
    };
    if (options.min && before(time, *options.min)) {
        return options.min_error;
    }
    return options.max && before(*options.max, time) ? options.max_error : std::string_view();
}

void time_fields(const DateFieldOptions& options, DatePicker& picker) {
    const DateWords& words = *options.words;
    const bool bad_hour = picker.checked && !number_in(picker.hour, 0, 23);
    const bool bad_minute = picker.checked && !number_in(picker.minute, 0, 59);
    Columns columns({.count = 2, .width_min = 148});
    number_field({.id = "hour",
                  .label = words.hour,
                  .error = bad_hour ? words.hour_error : std::string_view(),
                  .less_label = words.less,
                  .more_label = words.more,
                  .max = 23,
                  .wraps = true,
                  .digits_min = 2},
                 picker.hour);
    columns.next();
    number_field({.id = "minute",
                  .label = words.minute,
                  .error = bad_minute ? words.minute_error : std::string_view(),
                  .less_label = words.less,
                  .more_label = words.more,
                  .max = 59,
                  .step = 5,
                  .wraps = true,
                  .digits_min = 2},
                 picker.minute);
}

/// The time that was accepted in this frame.
std::optional<CivilTime>
picker_sheet(const DateFieldOptions& options, DatePicker& picker, Parts parts) {
    const DateWords& words = *options.words;
    Sheet sheet({.id = "sheet", .title = options.label, .close_label = words.close});
    near_days(options, picker);
    calendar(options, picker.month, picker.chosen);
    if (parts == Parts::DayAndTime) {
        time_fields(options, picker);
    }
    const std::optional<CivilTime> time = chosen_time(picker, parts);
    const std::string_view error = time ? limit_error(options, *time, parts) : std::string_view();
    if (picker.checked && !error.empty()) {
        note({.text = error, .tone = Tone::Danger, .alert = true});
    }
    sheet.actions();
    const bool cancelled = button({.id = "cancel", .label = words.cancel});
    const bool accepted =
        button({.id = "accept", .label = words.accept, .kind = ButtonKind::Primary});
    if (sheet.closed() || cancelled) {
        picker.open = false;
        request_frame();
    }
    picker.checked |= accepted;
    if (!accepted || !time || !error.empty()) {
        return std::nullopt;
    }
    picker.open = false;
    request_frame();
    return time;
}

bool field_ui(const DateFieldOptions& options,
              DatePicker& picker,
              std::optional<CivilTime>& value,
              Parts parts) {
    if (picker_field({.id = options.id,
                      .label = options.label,
                      .required = options.required,
                      .disabled = options.disabled,
                      .value = options.value_text,
                      .placeholder = options.placeholder,
                      .hint = options.hint,
                      .error = options.error,
                      .icon = Icon::Calendar,
                      .width = options.width})) {
        open_picker(options, picker, value);
        request_frame();
    }
    if (!picker.open) {
        return false;
    }
    const IdScope scope(options.id.empty() ? options.label : options.id);
    const std::optional<CivilTime> accepted = picker_sheet(options, picker, parts);
    if (!accepted || value == accepted) {
        return false;
    }
    value = accepted;
    return true;
}

} // namespace

bool date_time_field(const DateFieldOptions& options,
                     DatePicker& picker,
                     std::optional<CivilTime>& value) {
    return field_ui(options, picker, value, Parts::DayAndTime);
}

bool date_field(const DateFieldOptions& options,
                DatePicker& picker,
                std::optional<CivilDate>& value) {
    std::optional<CivilTime> time;
    if (value) {
        time = CivilTime{*value, 0, 0};
    }
    const bool changed = field_ui(options, picker, time, Parts::Day);
    if (changed) {
        value = time->date;
    }
    return changed;
}

} // namespace huiyin::widgets
