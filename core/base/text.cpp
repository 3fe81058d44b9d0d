#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace huiyin::base {

namespace {

constexpr std::uint32_t replacement_char = 0xFFFD;

struct Decoded {
    std::uint32_t code_point;
    std::size_t length; // 0 when malformed
};

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

Decoded decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = sequence_length(lead);
    if (length == 0 || text.size() < length) {
        return {replacement_char, 0};
    }
    if (length == 1) {
        return {lead, 1};
    }
    std::uint32_t code_point = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) {
            return {replacement_char, 0};
        }
        code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    }
    const bool overlong =
        (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > 0x10FFFF) {
        return {replacement_char, 0};
    }
    return {code_point, length};
}

bool is_space(std::uint32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

/// Appends the first character of `text` folded for search. Gives its length in `text`, in bytes.
std::size_t append_folded(std::string& out, std::string_view text) {
    const Decoded decoded = decode(text);
    const std::string_view same = text.substr(0, decoded.length);
    std::uint32_t c = decoded.code_point;
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0; // full-width forms
    }
    if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
    }
    if (!is_space(c)) {
        if (c == decoded.code_point && !same.empty()) {
            out += same;
        } else {
            append_char(out, c);
        }
    } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
    }
    return std::max<std::size_t>(decoded.length, 1);
}

} // namespace

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const Decoded decoded = decode(text);
        if (decoded.length == 0 || decoded.code_point == 0) {
            return false;
        }
        text.remove_prefix(decoded.length);
    }
    return true;
}

std::size_t count_chars(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) {
        count += is_continuation(byte) ? 0U : 1U;
    }
    return count;
}

std::uint32_t next_char(std::string_view text, std::size_t* at) {
    const Decoded decoded = decode(text.substr(*at));
    *at += decoded.length == 0 ? 1 : decoded.length;
    return decoded.code_point;
}

void append_char(std::string& out, std::uint32_t c) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
        return;
    }
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xE0 | c >> 12);
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3F));
        }
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

std::string_view trimmed(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t next = begin;
        if (!is_space(next_char(text, &next))) {
            break;
        }
        begin = next;
    }
    std::size_t end = begin;
    for (std::size_t at = begin; at < text.size();) {
        if (!is_space(next_char(text, &at))) {
            end = at;
        }
    }
    return text.substr(begin, end - begin);
}

std::string_view first_chars(std::string_view text, std::size_t chars_max) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < chars_max && at < text.size(); ++count) {
        next_char(text, &at);
    }
    return text.substr(0, at);
}

std::string folded_for_search(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        at += append_folded(out, text.substr(at));
    }
    return out;
}

std::vector<TextPlace>
places_of(std::string_view folded_needle, std::string_view text, std::size_t places_max) {
    std::vector<TextPlace> places;
    if (folded_needle.empty()) {
        return places;
    }
    // Where each byte of the folded text comes from.
    std::string folded;
    std::vector<std::size_t> origins;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = append_folded(folded, text.substr(at));
        origins.resize(folded.size(), at);
        at += length;
    }
    origins.push_back(text.size());
    for (std::size_t found = folded.find(folded_needle);
         found != std::string::npos && places.size() < places_max;
         found = folded.find(folded_needle, found + folded_needle.size())) {
        places.push_back({origins[found], origins[found + folded_needle.size()]});
    }
    return places;
}

std::optional<std::int64_t> integer_from_text(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.starts_with('-')) {
        return std::nullopt;
    }
    return value;
}

} // namespace huiyin::base
