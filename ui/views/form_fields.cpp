#include "ui/views/form_fields.h"

namespace huiyin::views {

namespace w = widgets;

namespace {

/// 电话, 当面, 现场: nearly every complaint comes by one of them.
constexpr std::size_t direct_channels = 3;

} // namespace

std::string id_of(domain::IntakeField field) {
    return "field_" + std::to_string(static_cast<int>(field));
}

ChannelResult choose_channel_ui(w::ChoiceOptions options,
                                std::string_view more_label,
                                app::Language language,
                                std::optional<domain::Channel>& value) {
    auto choices = choices_of<domain::Channel>(language, direct_channels);
    const std::size_t chosen = value ? static_cast<std::size_t>(*value) : w::no_choice;
    const bool other_chosen = value && chosen >= direct_channels;
    // Whatever was chosen behind 更多 stands in its place.
    choices.push_back({.label = other_chosen ? app::label(*value, language) : more_label,
                       .icon_after = w::Icon::Down});
    options.choices = choices;
    const std::size_t before = other_chosen ? direct_channels : chosen;
    std::size_t selected = before;
    ChannelResult result;
    if (!w::segmented(options, selected)) {
        return result;
    }
    if (selected == direct_channels) {
        result.more_pressed = true;
    } else {
        value = static_cast<domain::Channel>(selected);
        result.changed = true;
    }
    return result;
}

} // namespace huiyin::views
