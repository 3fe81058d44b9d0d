#include "ui/views/pick_sheet.h"

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

w::OptionSheetOptions sheet_options(const app::App& app, const PickSheet& sheet) {
    return {.id = sheet.id,
            .title = sheet.title,
            .close_label = app.say(Text::Close),
            .search_label = app.say(Text::PickSearch),
            .search_placeholder = app.say(Text::PickSearch),
            .clear_label = app.say(Text::PickClear),
            .options = sheet.rows,
            .all_label = app.say(Text::PickAll),
            .empty_title = app.say(Text::PickNothing),
            .empty_text = app.say(Text::PickNothingText),
            .more_text = app.say(Text::PickMore),
            .accept_label = app.say(Text::FormPickAccept),
            .cancel_label = app.say(Text::Cancel)};
}

} // namespace

std::optional<std::size_t>
pick_one_sheet_ui(const app::App& app, const PickSheet& sheet, w::OptionPicker& picker) {
    return picker.open ? w::option_sheet(sheet_options(app, sheet), picker) : std::nullopt;
}

bool pick_several_sheet_ui(const app::App& app,
                           const PickSheet& sheet,
                           w::OptionPicker& picker,
                           std::vector<std::size_t>& chosen) {
    return picker.open && w::multi_option_sheet(sheet_options(app, sheet), picker, chosen);
}

} // namespace huiyin::views
