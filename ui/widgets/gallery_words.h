// Words of the gallery, which the tests of the widgets use as well.
#pragma once

#include "ui/widgets/date_field.h"

#include <optional>
#include <string>

namespace huiyin::widgets {

extern const DateWords gallery_date_words;

/// 11-23 09:41; empty without a value.
std::string gallery_time_text(const std::optional<CivilTime>& time);

} // namespace huiyin::widgets
