// A place or a system: picked from the department's list with search and what was used last, or
// typed where the list does not have it.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/option_sheet.h"

#include <span>
#include <string>
#include <string_view>

namespace huiyin::views {

struct CodePickerOptions {
    std::string_view id;
    /// Of the directory's code values: "location", "system".
    std::string_view list;
    std::string_view label;
    std::string_view hint;
    std::string_view error;
    widgets::Icon icon = widgets::Icon::None;
    /// Values used last, newest first.
    std::span<const std::string> recent;
};

class CodePicker {
public:
    bool is_open() const { return m_picker.open; }

    /// Whether `value` changed. Without a list in the directory it is a field to type in.
    bool field_ui(const app::App& app, const CodePickerOptions& options, std::string& value);
    /// The sheet while it is open, after the page. Whether `value` changed.
    bool sheet_ui(const app::App& app, const CodePickerOptions& options, std::string& value);

private:
    widgets::OptionPicker m_picker;
};

} // namespace huiyin::views
