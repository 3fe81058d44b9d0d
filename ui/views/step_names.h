// What a step is called where somebody may take it, as against its name in the timeline.
#pragma once

#include "core/domain/codes.h"
#include "ui/app/strings.h"

namespace huiyin::views {

/// The name of a step as an order: 分派到小组. Both ways to close are one step on screen.
app::Text step_name(domain::EventKind kind);

/// Whether the step has a place among the steps of the complaint's page: not those that are written
/// by filling in a form or by opening, and of the two closings only the first.
bool is_on_page(domain::EventKind kind);

} // namespace huiyin::views
