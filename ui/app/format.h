// Times and numbers as people read them.
#pragma once

#include "core/base/clock.h"
#include "ui/app/strings.h"

#include <cstdint>
#include <string>

namespace huiyin::app {

/// A moment as shown in lists and timelines: 今天 14:06, 昨天 09:30, 周五 08:15 within six days,
/// then 11-16 08:15, with the year when it is another one. Local time of the tablet.
std::string moment_text(std::int64_t utc_ms, const base::Clock& clock, Language language);

/// The short form for narrow columns: 14:06 today, 昨天, 周五, 11-16.
std::string short_moment_text(std::int64_t utc_ms, const base::Clock& clock, Language language);

/// 09:41.
std::string clock_text(std::int64_t utc_ms, const base::Clock& clock);

/// A length of time in its largest units: 48 分, 2 小时 33 分, 6 天.
std::string duration_text(std::int64_t duration_ms, Language language);

/// The same for one large figure: 48 分, 2.6 小时, 6.3 天.
std::string duration_figure(std::int64_t duration_ms, Language language);

/// 2026-11-23, the day of the calendar.
std::string day_text(std::int32_t days_since_1970);

/// The same in words: 11 月 23 日, with the year when it is not the present one.
std::string day_words(std::int32_t days_since_1970, const base::Clock& clock, Language language);

/// 1 to 12: 11 月.
std::string month_words(int month, Language language);

/// 87.5 %, or nothing for a part of nothing.
std::string percent_text(std::int64_t part, std::int64_t of);

/// 3.2 MB, in steps of 1000.
std::string bytes_text(std::int64_t bytes);

/// 1,286.
std::string count_text(std::int64_t count);

/// The year of local time.
int local_year(const base::Clock& clock);

} // namespace huiyin::app
