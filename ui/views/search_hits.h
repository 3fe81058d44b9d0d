// What a search found in what is shown, to be marked.
#pragma once

#include "ui/widgets/paint.h"

#include <span>
#include <string_view>
#include <vector>

namespace huiyin::views {

/// Where a text holds what the list is searched for; nothing without a search.
std::vector<widgets::paint::TextRange> text_hits(std::string_view folded_search,
                                                 std::string_view text);
/// The same of several facts in a line.
std::vector<widgets::paint::FactRange> fact_hits(std::string_view folded_search,
                                                 std::span<const std::string_view> facts);

} // namespace huiyin::views
