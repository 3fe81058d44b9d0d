// Refusals, all of them counted and some of them in the log: whoever knocks a thousand times a
// second must not fill a disk.
#pragma once

#include "sync-server/http/log.h"
#include "sync-server/http/metrics.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace huiyin::server::http {

/// Not thread-safe: only the I/O thread touches it.
class RefusalLog {
public:
    /// Without `metrics` nothing is counted.
    RefusalLog(const Log& log, Metrics* metrics, int lines_per_second_max)
        : m_log(log)
        , m_metrics(metrics)
        , m_lines_max(lines_per_second_max) {}

    /// Writes a line, or only counts it when this second has had enough of them. What was counted
    /// is told by the first line of a later second.
    void line(std::string_view event, int status, std::string_view code);

private:
    const Log& m_log;
    Metrics* m_metrics;
    int m_lines_max;
    std::chrono::steady_clock::time_point m_second{};
    int m_lines = 0;
    std::int64_t m_left_out = 0;
};

} // namespace huiyin::server::http
