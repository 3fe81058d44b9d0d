// Refusals in the log, bounded: whoever knocks a thousand times a second must not fill a disk.
#pragma once

#include "sync-server/http/log.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace huiyin::server::http {

/// Not thread-safe: only the I/O thread touches it.
class RefusalLog {
public:
    RefusalLog(const Log& log, int lines_per_second_max)
        : m_log(log)
        , m_lines_max(lines_per_second_max) {}

    /// Writes a line, or counts it when this second has had enough of them. What was counted is
    /// told by the first line of a later second.
    void line(std::string_view event, int status, std::string_view code);

private:
    const Log& m_log;
    int m_lines_max;
    std::chrono::steady_clock::time_point m_second{};
    int m_lines = 0;
    std::int64_t m_left_out = 0;
};

} // namespace huiyin::server::http
