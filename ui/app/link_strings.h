// The sentences about complaints that belong together.
#pragma once

#include "ui/app/strings.h"

#include <cstdint>
#include <string_view>

namespace huiyin::app {

enum class LinkText : std::uint8_t {
    Linked,
    LinkedFrom,
    MergedFrom,
    OpenOther,
    Duplicates,
    // 再投诉.
    Again,
    AgainOf,
    Total
};

/// The sentence in a language. `{}` in it stands for a value: see with().
std::string_view sentence(LinkText text, Language language);

} // namespace huiyin::app
