#include "core/domain/numbering.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>

namespace huiyin::domain {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::string_view check_digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t counter_digits_min = 4;

bool is_prefix(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string padded(std::uint32_t counter) {
    std::string digits = std::to_string(counter);
    if (digits.size() < counter_digits_min) {
        digits.insert(0, counter_digits_min - digits.size(), '0');
    }
    return digits;
}

} // namespace

Result<char> check_character(std::string_view characters) {
    if (characters.empty()) {
        return failure(ErrorCode::InvalidInput, "no characters to check");
    }
    // ISO 7064, hybrid system MOD 37,36.
    constexpr std::size_t modulus = 36;
    std::size_t sum = modulus;
    for (const char c : characters) {
        const std::size_t value = check_digits.find(c);
        if (value == std::string_view::npos) {
            return failure(ErrorCode::InvalidInput, "not a capital letter or digit");
        }
        sum = (sum + value) % modulus;
        sum = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
    }
    return check_digits[(modulus + 1 - sum) % modulus];
}

bool is_device_code(std::string_view text) {
    return text.size() == device_code_chars && std::all_of(text.begin(), text.end(), [](char c) {
               return device_code_digits.find(c) != std::string_view::npos;
           });
}

Result<std::string> to_text(const ComplaintNumber& number) {
    const bool year_fits = number.year >= 1000 && number.year <= 9999;
    const bool counter_fits =
        number.counter >= 1 && number.counter <= base::limits::complaint_counter_max;
    if (!is_prefix(number.prefix) || !is_device_code(number.device_code) || !year_fits ||
        !counter_fits) {
        return failure(ErrorCode::InvalidInput, "malformed complaint number");
    }
    const std::string year = std::to_string(number.year);
    const std::string counter = padded(number.counter);
    const char check =
        HUIYIN_TRY(check_character(number.prefix + year + number.device_code + counter));
    return number.prefix + "-" + year + "-" + number.device_code + "-" + counter + "-" + check;
}

std::optional<ComplaintNumber> complaint_number_from_text(std::string_view text) {
    std::string_view parts[5];
    std::size_t count = 0;
    for (std::size_t begin = 0; begin <= text.size() && count < 5;) {
        const std::size_t end = std::min(text.find('-', begin), text.size());
        parts[count++] = text.substr(begin, end - begin);
        begin = end + 1;
    }
    const auto year = base::integer_from_text(parts[1]);
    const auto counter = base::integer_from_text(parts[3]);
    if (count != 5 || !year || !counter || *counter < 1 ||
        *counter > base::limits::complaint_counter_max || *year < 1000 || *year > 9999) {
        return std::nullopt;
    }
    ComplaintNumber number{.prefix = std::string(parts[0]),
                           .year = static_cast<int>(*year),
                           .device_code = std::string(parts[2]),
                           .counter = static_cast<std::uint32_t>(*counter)};
    // Writing it again must give the same text: this checks every part and the check character at
    // once.
    const auto again = to_text(number);
    if (!again || *again != text) {
        return std::nullopt;
    }
    return number;
}

Result<ComplaintNumber> next_number(ComplaintNumber number, std::uint32_t last) {
    for (std::uint32_t counter = last + 1; counter <= base::limits::complaint_counter_max;
         ++counter) {
        number.counter = counter;
        const std::string text = HUIYIN_TRY(to_text(number));
        // I and O are read as 1 and 0 by people, so such a counter value is left out.
        if (text.back() != 'I' && text.back() != 'O') {
            return number;
        }
    }
    return failure(ErrorCode::TooLarge, "the device has used up its complaint numbers");
}

} // namespace huiyin::domain
