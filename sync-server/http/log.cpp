#include "sync-server/http/log.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace huiyin::server::http {

namespace {

/// ISO 8601 in UTC with milliseconds.
std::string time_text(std::int64_t utc_ms) {
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(utc_ms)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    char text[48];
    std::snprintf(text,
                  sizeof text,
                  "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  int(date.year()),
                  unsigned(date.month()),
                  unsigned(date.day()),
                  int(clock.hours().count()),
                  int(clock.minutes().count()),
                  int(clock.seconds().count()),
                  int(clock.subseconds().count()));
    return text;
}

/// A value in one word: anything that could forge a second field or line becomes an underscore.
void append_value(std::string& out, std::string_view value) {
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte > 0x20 && byte < 0x7F && c != '=' && c != '"' ? c : '_';
    }
}

} // namespace

void Log::line(std::string_view event, std::initializer_list<LogField> fields) const {
    std::string text = "time=" + time_text(m_clock.now_utc_ms()) + " event=";
    append_value(text, event);
    for (const LogField& field : fields) {
        text += ' ';
        append_value(text, field.key);
        text += '=';
        append_value(text, field.value);
    }
    text += '\n';
    write(text);
}

void Log::write(const std::string& line) const {
    // A log that cannot be written must not stop the server, so the result is only retried.
    while (::write(STDERR_FILENO, line.data(), line.size()) < 0 && errno == EINTR) {
    }
}

} // namespace huiyin::server::http
