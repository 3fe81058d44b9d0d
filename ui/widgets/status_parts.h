// Chips and marks as parts of other widgets: measured and drawn without a node of their own. For
// the sources of ui/widgets only.
#pragma once

#include "ui/widgets/status.h"

namespace huiyin::widgets {

Size status_chip_size(const StatusChipOptions& options);
void draw_status_chip(const StatusChipOptions& options, const Rect& rect);
Size mark_size(const MarkOptions& options);
void draw_mark(const MarkOptions& options, const Rect& rect);

} // namespace huiyin::widgets
