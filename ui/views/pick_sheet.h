// The sheets on which one or several things are picked, with the same words wherever they open.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/option_sheet.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace huiyin::views {

struct PickSheet {
    std::string_view id;
    std::string_view title;
    std::span<const widgets::Option> rows;
};

/// The row that was pressed, while the picker is open.
std::optional<std::size_t>
pick_one_sheet_ui(const app::App& app, const PickSheet& sheet, widgets::OptionPicker& picker);

/// Whether other rows were accepted into `chosen`, while the picker is open.
bool pick_several_sheet_ui(const app::App& app,
                           const PickSheet& sheet,
                           widgets::OptionPicker& picker,
                           std::vector<std::size_t>& chosen);

} // namespace huiyin::views
