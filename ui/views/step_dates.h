// Days and times of the steps' sheets: the words of the calendar, and moments as somebody reads
// them off the wall.
#pragma once

#include "core/base/clock.h"
#include "core/domain/calendar.h"
#include "ui/app/app.h"
#include "ui/widgets/date_field.h"

#include <cstdint>
#include <string_view>

namespace huiyin::views {

/// The words of the calendar in a language.
const widgets::DateWords& date_words(app::Language language);

/// A moment in the tablet's local time, and back.
widgets::CivilTime civil_of(std::int64_t utc_ms, const base::Clock& clock);
std::int64_t utc_of(const widgets::CivilTime& time, const base::Clock& clock);

struct MomentField {
    std::string_view id;
    std::string_view label;
    bool in_future = false; ///< else a time up to now
    std::string_view error;
};

/// A field for a moment; whether it was changed. 0 = none yet.
bool moment_ui(const app::App& app,
               const MomentField& field,
               widgets::DatePicker& picker,
               std::int64_t& at_utc_ms);

/// The open calendars of a period of one's own.
struct OwnPeriod {
    widgets::DatePicker from;
    widgets::DatePicker to;
};

/// Two fields for the days from `first` to `last`; whether one of them changed. They may have
/// changed places then.
bool own_period_ui(const app::App& app, OwnPeriod& pickers, domain::Day& first, domain::Day& last);

} // namespace huiyin::views
