// Sheets of rows to choose from: places, systems, people, groups, codes, and the steps of a
// complaint.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

struct Option {
    std::string_view label;
    /// 14 under it, and searched as well.
    std::string_view detail;
    /// Searched but not shown: a code, initials.
    std::string_view keywords;
    /// Why it cannot be chosen, shown under it; empty when it can.
    std::string_view forbidden;
};

struct OptionSheetOptions {
    std::string_view id;
    std::string_view title;
    std::string_view close_label;
    std::string_view search_label;
    std::string_view search_placeholder;
    std::string_view clear_label;
    std::span<const Option> options;
    /// Indices of what was used last, newest first; shown first while nothing is searched.
    std::span<const std::size_t> recent;
    std::string_view recent_label;
    /// Over all others.
    std::string_view all_label;
    /// Nothing matches.
    std::string_view empty_title;
    std::string_view empty_text;
    /// Under the first `options_shown_max`: type more to see the others.
    std::string_view more_text;
    /// Several: the buttons under the list.
    std::string_view accept_label;
    std::string_view cancel_label;
};

/// Longer lists are cut here and say so; nobody scrolls through more.
inline constexpr std::size_t options_shown_max = 100;

/// The open sheet of one field, kept by the caller.
struct OptionPicker {
    bool open = false;
    std::string search;
    /// Several: what is ticked until it is accepted.
    std::vector<std::size_t> ticked;
};

/// Opens the sheet, with nothing searched and what is chosen now ticked.
void open_options(OptionPicker& picker, std::span<const std::size_t> chosen = {});
/// Draws the sheet while it is open. The option that was pressed, which closes it.
std::optional<std::size_t> option_sheet(const OptionSheetOptions& options,
                                        OptionPicker& picker,
                                        std::optional<std::size_t> current = {});
/// The same for several, in the order of the options. Whether `chosen` was replaced.
bool multi_option_sheet(const OptionSheetOptions& options,
                        OptionPicker& picker,
                        std::vector<std::size_t>& chosen);

struct Step {
    std::string_view id;
    std::string_view label;
    /// What it does.
    std::string_view detail;
    /// Why not now. Steps of one reason stand together under it.
    std::string_view forbidden;
    Icon icon = Icon::None;
    Tone tone = Tone::Neutral;
};

struct StepsSheetOptions {
    std::string_view id = "steps";
    std::string_view title;
    std::string_view close_label;
    std::span<const Step> steps;
    /// Over the forbidden ones, which come last: 现在还不能.
    std::string_view forbidden_label;
};

/// The other steps of a complaint while `open`; the one that was pressed, which closes it.
std::optional<std::size_t> steps_sheet(const StepsSheetOptions& options, bool& open);

} // namespace huiyin::widgets
