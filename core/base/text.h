// UTF-8 text: validation, length, trimming.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::base {

/// Whether the bytes are well-formed UTF-8 without surrogates (Unicode 3.9, table 3-7) and without
/// NUL.
bool is_valid_utf8(std::string_view text);

/// Number of code points of well-formed UTF-8.
std::size_t count_chars(std::string_view text);

/// The code point at `*at`, which is moved behind it. Malformed bytes give U+FFFD, one byte each.
std::uint32_t next_char(std::string_view text, std::size_t* at);

/// Appends a code point in UTF-8.
void append_char(std::string& out, std::uint32_t code_point);

/// Without white space at both ends, the ideographic space U+3000 and the no-break space included.
std::string_view trimmed(std::string_view text);

/// The first `chars_max` code points.
std::string_view first_chars(std::string_view text, std::size_t chars_max);

/// Text folded for search: full-width forms to ASCII, ASCII to lower case, white space to one
/// space.
std::string folded_for_search(std::string_view text);

/// Bytes `begin` to `end` of a text.
struct TextPlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where the folded text contains `folded_needle`, as places in the text itself, which begin and
/// end between characters; the first `places_max`, none within another. None for an empty needle.
std::vector<TextPlace>
places_of(std::string_view folded_needle, std::string_view text, std::size_t places_max);

/// The value of a decimal text without sign or leading plus, or nothing.
std::optional<std::int64_t> integer_from_text(std::string_view text);

} // namespace huiyin::base
