// Choosing a code of the domain with the widgets for choices.
#pragma once

#include "core/domain/codes.h"
#include "core/domain/intake.h"
#include "ui/app/labels.h"
#include "ui/widgets/choices.h"

#include <optional>
#include <string>
#include <vector>

namespace huiyin::views {

/// Widget id of a field of the form.
std::string id_of(domain::IntakeField field);

/// The words of a code list as choices, at most `count` of them.
template <class Enum>
std::vector<widgets::Choice> choices_of(app::Language language,
                                        std::size_t count = domain::code_list<Enum>().size()) {
    std::vector<widgets::Choice> choices;
    for (std::size_t i = 0; i < count; ++i) {
        choices.push_back({.label = app::label(static_cast<Enum>(i), language)});
    }
    return choices;
}

/// How the values are shown: a segmented control for a few short ones, chips for more.
enum class ChoiceLook { Segments, Chips };

/// Lets somebody choose one value; `options.choices` is filled in here. Whether `value` changed.
template <class Enum>
bool choose_ui(widgets::ChoiceOptions options,
               ChoiceLook look,
               app::Language language,
               std::optional<Enum>& value) {
    const auto choices = choices_of<Enum>(language);
    options.choices = choices;
    std::size_t selected = value ? static_cast<std::size_t>(*value) : widgets::no_choice;
    const bool changed = look == ChoiceLook::Segments ? widgets::segmented(options, selected)
                                                      : widgets::choice_chips(options, selected);
    if (changed) {
        value = static_cast<Enum>(selected);
    }
    return changed;
}

/// The first three 投诉方式 as segments, the others behind `more_label`, which opens a sheet.
struct ChannelResult {
    bool changed = false;
    bool more_pressed = false;
};

ChannelResult choose_channel_ui(widgets::ChoiceOptions options,
                                std::string_view more_label,
                                app::Language language,
                                std::optional<domain::Channel>& value);

} // namespace huiyin::views
