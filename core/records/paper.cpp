#include "core/records/paper.h"

#include "core/base/text.h"

#include <algorithm>

namespace huiyin::records {

namespace {

/// Marks, embeddings, overrides and isolates of direction: they would show a text in another order
/// than it is stored.
bool turns_direction(std::uint32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool is_control(std::uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           (c & 0xFFFE) == 0xFFFE;
}

std::string padded(int value, std::size_t digits) {
    std::string text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = base::next_char(text, &at);
        if (c == '\n') {
            out += "<br>";
        } else if (c == '\t') {
            out += ' ';
        } else if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\'') {
            out += "&#39;";
        } else if (!is_control(c) && !turns_direction(c)) {
            base::append_char(out, c);
        }
    }
    return out;
}

std::string ink_markup(const std::vector<domain::InkStroke>& strokes) {
    constexpr int width = 300;
    constexpr int height = 100;
    std::string svg = R"(<svg class="ink" role="img" viewBox="0 0 300 100">)";
    for (const domain::InkStroke& stroke : strokes) {
        svg += R"(<polyline fill="none" stroke="#000" stroke-width="1.8" stroke-linecap="round" )"
               R"(stroke-linejoin="round" points=")";
        // A dot needs two points to be drawn.
        for (std::size_t i = 0; i < std::max<std::size_t>(stroke.size(), 2); ++i) {
            const domain::InkPoint& point = stroke[std::min(i, stroke.size() - 1)];
            svg += i == 0 ? "" : " ";
            svg += std::to_string(point.x * width / domain::ink_place_max) + ',' +
                   std::to_string(point.y * height / domain::ink_place_max);
        }
        svg += R"("/>)";
    }
    return svg + "</svg>";
}

std::string day_text(std::int64_t utc_ms, const domain::WorkCalendar& calendar) {
    if (utc_ms == 0) {
        return {};
    }
    const domain::Date date = domain::date_of(domain::local_day(calendar, utc_ms));
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string moment(std::int64_t utc_ms, const domain::WorkCalendar& calendar) {
    if (utc_ms == 0) {
        return {};
    }
    const std::int64_t begin =
        domain::begin_of_day_utc_ms(calendar, domain::local_day(calendar, utc_ms));
    const int minute = static_cast<int>((utc_ms - begin) / 60'000);
    return day_text(utc_ms, calendar) + " " + padded(minute / 60, 2) + ":" + padded(minute % 60, 2);
}

int year_of(std::int64_t utc_ms, const domain::WorkCalendar& calendar) {
    return domain::date_of(domain::local_day(calendar, utc_ms)).year;
}

std::string check_code(const base::Hash& hash) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string code;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i > 0 && i % 2 == 0) {
            code += '-';
        }
        code += digits[hash[i] >> 4];
        code += digits[hash[i] & 15];
    }
    return code;
}

void join(std::string& text, std::string_view part, std::string_view separator) {
    if (part.empty()) {
        return;
    }
    if (!text.empty()) {
        text += separator;
    }
    text += part;
}

} // namespace huiyin::records
