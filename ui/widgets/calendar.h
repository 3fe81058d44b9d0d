// The month of the date sheet. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/date_field.h"

namespace huiyin::widgets {

/// Draws the month `month` begins, with its title and the buttons that turn it. Whether `chosen`
/// changed.
bool calendar(const DateFieldOptions& options, CivilDate& month, CivilDate& chosen);
/// Whether any minute of the day lies between the limits.
bool in_limits(const DateFieldOptions& options, const CivilDate& day);

} // namespace huiyin::widgets
