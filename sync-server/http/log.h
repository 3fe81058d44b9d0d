// The log: one structured line for each event of operation, to stderr.
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace huiyin::server::http {

/// One `key=value` of a line.
///
/// Never complaint text, names, accounts, addresses or tokens.
struct LogField {
    LogField(std::string_view field_key, std::string_view field_value)
        : key(field_key)
        , value(field_value) {}

    LogField(std::string_view field_key, std::int64_t number)
        : key(field_key)
        , value(std::to_string(number)) {}

    std::string_view key;
    std::string value;
};

class Log {
public:
    explicit Log(const base::Clock& clock)
        : m_clock(clock) {}

    virtual ~Log() = default;

    /// Writes `time=… event=… key=value …` with one write call. May be called from any thread.
    void line(std::string_view event, std::initializer_list<LogField> fields) const;

protected:
    /// Where a finished line goes; tests override it.
    virtual void write(const std::string& line) const;

private:
    const base::Clock& m_clock;
};

} // namespace huiyin::server::http
