// 投诉编号: complaint numbers that two offline tablets can never both mint (procedure 4.5).
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::domain {

/// The parts of TS-2026-A7K-0042-Q.
struct ComplaintNumber {
    std::string prefix;        ///< 1 to 4 capital letters, the department's
    int year = 0;              ///< of the device's clock; informational
    std::string device_code;   ///< three Crockford base32 characters
    std::uint32_t counter = 0; ///< of the device; never resets
};

/// Length of a device code in characters.
inline constexpr std::size_t device_code_chars = 3;

/// The digits of a device code: Crockford base32, without I, L, O and U.
inline constexpr std::string_view device_code_digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// ISO 7064 MOD 37,36 check character over capital letters and digits.
/// Errors: InvalidInput for any other character or an empty text.
base::Result<char> check_character(std::string_view characters);

/// The number as text, check character included; the counter has at least four digits.
/// Errors: InvalidInput when a part is malformed.
base::Result<std::string> to_text(const ComplaintNumber& number);

/// The number of its text; nothing when malformed or the check character does not fit.
std::optional<ComplaintNumber> complaint_number_from_text(std::string_view text);

/// Sets the counter to the next one after `last` whose check character is neither I nor O.
/// Errors: TooLarge when the device has used up its counter.
base::Result<ComplaintNumber> next_number(ComplaintNumber number, std::uint32_t last);

/// Whether the text is a device code.
bool is_device_code(std::string_view text);

} // namespace huiyin::domain
