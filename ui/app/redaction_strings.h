// The sentences about taking who complains out of the record.
#pragma once

#include "ui/app/strings.h"

#include <cstdint>
#include <string_view>

namespace huiyin::app {

enum class RedactionText : std::uint8_t {
    Redacted,
    OrderLead,
    VerifyRedacted,
    // 管理 → 脱敏.
    Lead,
    None,
    Waiting,
    OrderedBy,
    CarryOut,
    CarryOutText,
    CarriedOut,
    Total
};

/// The sentence in a language. `{}` in it stands for a value: see with().
std::string_view sentence(RedactionText text, Language language);

} // namespace huiyin::app
