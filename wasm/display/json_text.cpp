#include "wasm/display/json_text.h"

#include <cmath>
#include <string>

namespace huiyin::display {

void append_quoted(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15u];
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_number(std::string& out, std::uint32_t number) {
    out += std::to_string(number);
}

void append_decimal(std::string& out, double number) {
    const auto tenths = static_cast<long long>(std::llround(number * 10));
    const long long whole = tenths / 10;
    if (tenths < 0 && whole == 0) {
        out += '-';
    }
    out += std::to_string(whole);
    if (tenths % 10 != 0) {
        out += '.';
        out += std::to_string(std::llabs(tenths % 10));
    }
}

} // namespace huiyin::display
