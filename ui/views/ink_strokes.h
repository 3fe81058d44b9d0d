// A signature between the pad, which has its own scale, and the record.
#pragma once

#include "core/domain/ink.h"
#include "ui/widgets/signature.h"

#include <vector>

namespace huiyin::views {

std::vector<domain::InkStroke> ink_of(const std::vector<widgets::InkStroke>& strokes);

std::vector<widgets::InkStroke> strokes_of(const std::vector<domain::InkStroke>& ink);

} // namespace huiyin::views
