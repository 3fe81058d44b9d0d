// The mechanics of scroll areas. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/context_state.h"

#include <string_view>

namespace huiyin::widgets {

ScrollState& scroll_state(NodeId id);
/// Publishes the area and opens it as a parent of nodes.
void begin_scroll(NodeId id, std::string_view name, const Rect& area, Axis axis);
/// Closes it; `content` is how much longer the content is than the area.
void end_scroll(NodeId id, double content);

} // namespace huiyin::widgets
