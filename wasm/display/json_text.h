// Just enough JSON to write messages to the page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace huiyin::display {

/// Appends `text` as a JSON string, quotes included.
void append_quoted(std::string& out, std::string_view text);
void append_number(std::string& out, std::uint32_t number);
/// Appends with one digit after the point; coordinates need no more.
void append_decimal(std::string& out, double number);

} // namespace huiyin::display
