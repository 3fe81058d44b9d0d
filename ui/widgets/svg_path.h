// Strokes out of SVG path data: lines, circular arcs and cubic curves, as points close enough to
// each other. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/geometry.h"

#include <string_view>
#include <vector>

namespace huiyin::widgets {

struct Stroke {
    std::vector<Point> points;
};

/// The sub-paths of `data`, in its own units. The data is ours, so it is not checked.
std::vector<Stroke> strokes_from_path(std::string_view data);

} // namespace huiyin::widgets
