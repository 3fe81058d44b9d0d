// Reading JSON that somebody else wrote: bounded, without exceptions, every access checked.
#pragma once

#include "core/base/json_forward.h"
#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::base {

/// Parses one document of at most `bytes_max` bytes.
///
/// Errors: TooLarge beyond bytes_max; InvalidInput for malformed JSON or UTF-8, nesting beyond
/// limits::json_depth_max, a string beyond limits::json_string_bytes_max, or a repeated member
/// name.
Result<Json> parse_json(std::string_view text, std::size_t bytes_max);

/// Compact text. Strings that are not UTF-8 are repaired with U+FFFD, so this never fails.
std::string to_text(const Json& json);

/// The member when `object` is an object that has it, else null.
const Json* find(const Json& object, std::string_view key);

/// Member access by type; nothing when it is absent or of another type.
std::optional<std::string> find_string(const Json& object, std::string_view key);
std::optional<std::int64_t> find_integer(const Json& object, std::string_view key);
std::optional<bool> find_bool(const Json& object, std::string_view key);

} // namespace huiyin::base
