// Days and times of the steps' sheets: the words of the calendar, and moments as somebody reads
// them off the wall.
#pragma once

#include "core/base/clock.h"
#include "ui/app/strings.h"
#include "ui/widgets/date_field.h"

#include <cstdint>

namespace huiyin::views {

/// The words of the calendar in a language.
const widgets::DateWords& date_words(app::Language language);

/// A moment in the tablet's local time, and back.
widgets::CivilTime civil_of(std::int64_t utc_ms, const base::Clock& clock);
std::int64_t utc_of(const widgets::CivilTime& time, const base::Clock& clock);

} // namespace huiyin::views
