#include "sync-server/api/register_query.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <string>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using base::Result;
namespace limits = base::limits;

namespace {

/// A member of the query, as it came: days and languages need no decoding.
std::string_view query_member(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
            return part.substr(name.size() + 1);
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

/// Errors: InvalidInput naming the member.
Result<domain::Day> day_member(std::string_view query, std::string_view name) {
    const auto day = day_from_text(query_member(query, name));
    if (!day) {
        return failure(ErrorCode::InvalidInput,
                       std::string(name) + ": a day like 2026-11-01 is needed");
    }
    return *day;
}

} // namespace

Result<domain::Day> day_from_text(std::string_view text) {
    domain::Date date;
    const auto part = [&](std::size_t at, std::size_t length, int& value) {
        const auto number = base::integer_from_text(text.substr(at, length));
        value = static_cast<int>(number.value_or(0));
        return number.has_value();
    };
    const bool read = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      part(0, 4, date.year) && part(5, 2, date.month) && part(8, 2, date.day);
    // A day that no calendar has comes back as another one.
    if (!read || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 ||
        domain::date_of(domain::day_of(date)) != date) {
        std::string detail = "not a day like 2026-11-01: ";
        detail += text;
        return failure(ErrorCode::InvalidInput, detail);
    }
    return domain::day_of(date);
}

Result<RegisterQuery> register_query_from_text(std::string_view text) {
    RegisterQuery query;
    query.first = HUIYIN_TRY(day_member(text, "from"));
    query.last = HUIYIN_TRY(day_member(text, "to"));
    if (query.last < query.first) {
        return failure(ErrorCode::InvalidInput, "to: is before from");
    }
    if (query.last - query.first >= limits::register_days_max) {
        return failure(ErrorCode::InvalidInput, "to: the period is longer than a year");
    }
    const std::string_view language = query_member(text, "language");
    if (!language.empty() && language != "zh" && language != "en") {
        return failure(ErrorCode::InvalidInput, "language: must be zh or en");
    }
    query.printing.language =
        language == "en" ? records::Language::English : records::Language::Chinese;
    return query;
}

} // namespace huiyin::server::api
