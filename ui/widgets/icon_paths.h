// Path data of the icons.
#pragma once

#include "ui/widgets/icon_names.h"

#include <string_view>

namespace huiyin::widgets {

/// SVG path data on a 24 grid; empty for Icon::None.
std::string_view icon_path(Icon icon);

} // namespace huiyin::widgets
