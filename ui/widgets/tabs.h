// Tabs: one page has several parts, of which one is seen.
#pragma once

#include "ui/widgets/choices.h"

namespace huiyin::widgets {

struct TabsOptions {
    /// By default the label.
    std::string_view id;
    /// The name of all of them together, for who cannot see them.
    std::string_view label;
    std::span<const Choice> tabs;
};

/// A row of tabs that scrolls sideways, above a Landmark of Role::TabPanel with the name of the
/// selected one. Whether `selected` changed.
bool tabs(const TabsOptions& options, std::size_t& selected);

} // namespace huiyin::widgets
