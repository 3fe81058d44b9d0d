// Choosing: segments, chips, check boxes, switches.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

struct Choice {
    std::string_view label;
    Icon icon = Icon::None;
    bool disabled = false;
    /// Filter chips: a number after the label.
    std::string_view count;
    /// After the label: a chevron down, more to choose from.
    Icon icon_after = Icon::None;
};

struct ChoiceOptions {
    /// By default the label.
    std::string_view id;
    /// Above the choices and name of the group.
    std::string_view label;
    bool label_hidden = false;
    bool required = false;
    bool disabled = false;
    std::string_view hint;
    std::string_view error;
    std::span<const Choice> choices;
    float width = width_fill;
};

/// Nothing chosen yet.
inline constexpr std::size_t no_choice = static_cast<std::size_t>(-1);

/// One of two to five short values on a track; becomes chips when the labels do not fit. Whether
/// `selected` changed.
bool segmented(const ChoiceOptions& options, std::size_t& selected);
/// The width from which on they stand on a track.
float segments_width(const ChoiceOptions& options);
/// One of several values as chips that wrap.
bool choice_chips(const ChoiceOptions& options, std::size_t& selected);
/// Any of several values as chips that wrap; `selected` has one entry a choice. Index of what
/// changed.
std::optional<std::size_t> multi_chips(const ChoiceOptions& options, std::span<bool> selected);
/// One of several filters in a row that scrolls sideways.
bool filter_chips(const ChoiceOptions& options, std::size_t& selected);

struct ChipOptions {
    std::string_view id;
    std::string_view label;
    Icon icon = Icon::None;
    Tone tone = Tone::Neutral;
    bool disabled = false;
};

/// A chip that does something, 还差: 联系方式. Whether it was pressed.
[[nodiscard]] bool action_chip(const ChipOptions& options);

struct ToggleOptions {
    std::string_view id;
    std::string_view label;
    /// 14 muted under the label.
    std::string_view hint;
    bool disabled = false;
    float width = width_fit;
};

/// Whether `value` changed.
bool checkbox(const ToggleOptions& options, bool& value);
/// Label left, switch at the right end.
bool toggle_switch(const ToggleOptions& options, bool& value);
/// Radio buttons one below the other, each with its label.
bool radio_list(const ChoiceOptions& options, std::size_t& selected);

} // namespace huiyin::widgets
