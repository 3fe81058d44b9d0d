// What both records need: words, times, check codes, and text that is safe in a document.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/ink.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::records {

enum class Language : std::uint8_t { Chinese, English };

/// A text in both languages.
struct Words {
    std::string_view zh;
    std::string_view en;

    std::string_view in(Language language) const { return language == Language::Chinese ? zh : en; }
};

/// The word of a code.
template <class Enum>
std::string_view word(Enum value, Language language) {
    const domain::CodeEntry& entry = domain::entry_of(value);
    return language == Language::Chinese ? entry.zh : entry.en;
}

/// The same for a value that may be missing: then an empty text.
template <class Enum>
std::string_view word(const std::optional<Enum>& value, Language language) {
    return value ? word(*value, language) : std::string_view();
}

/// Who prints, where and when: for the foot of a record.
struct Printing {
    Language language = Language::Chinese;
    std::string printed_by;
    std::string device_code; ///< empty: printed by the server
    std::int64_t now_utc_ms = 0;
    std::string app_version;
};

/// The text for an element or a quoted attribute: markup characters become references, line feeds
/// `<br>`; other control characters and those that turn the direction of writing are left out,
/// malformed bytes become U+FFFD.
std::string escaped(std::string_view text);

/// A signature by hand as an SVG picture in a box of 300 × 100.
std::string ink_markup(const std::vector<domain::InkStroke>& strokes);

/// 2026-11-23 09:32 in the department's time; empty for 0.
std::string moment(std::int64_t utc_ms, const domain::WorkCalendar& calendar);

/// 2026-11-23.
std::string day_text(std::int64_t utc_ms, const domain::WorkCalendar& calendar);

/// The year in the department's time.
int year_of(std::int64_t utc_ms, const domain::WorkCalendar& calendar);

/// The first 16 hexadecimal digits in fours: 9F3C-71A2-04BE-D815.
std::string check_code(const base::Hash& hash);

/// Adds a part with a separator when there is something before it.
void join(std::string& text, std::string_view part, std::string_view separator);

} // namespace huiyin::records
