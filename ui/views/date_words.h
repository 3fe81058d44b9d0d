// The words of the sheet in which a day is chosen.
#pragma once

#include "ui/app/strings.h"
#include "ui/widgets/date_field.h"

namespace huiyin::views {

const widgets::DateWords& date_words(app::Language language);

} // namespace huiyin::views
