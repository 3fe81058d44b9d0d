// Fields for text. In the browser the DOM element over the field is the editor and these draw the
// frame and, while it has no focus, the value; natively the tests set the value by the same node.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/semantics.h"

#include <string>
#include <string_view>

namespace huiyin::widgets {

struct FieldOptions {
    /// By default the label.
    std::string_view id;
    std::string_view label;
    /// Read, but not drawn above the field.
    bool label_hidden = false;
    bool required = false;
    bool disabled = false;
    std::string_view placeholder;
    /// Right on the label line: 上次用过.
    std::string_view hint;
    /// Shown below in place of nothing; marks the field invalid.
    std::string_view error;
    /// Shows `n / chars_max` on the label line; longer text stays and turns the counter red. 0: no
    /// counter.
    std::size_t chars_max = 0;
    InputHint input = InputHint::Text;
    Icon icon = Icon::None;
    float width = width_fill;
    /// Text areas: lines shown at least; they grow with their text up to `lines_max`.
    int lines = 3;
    int lines_max = 12;
    /// Space kept free inside both ends, for buttons that lie in the field.
    float ends = 0;
};

/// What happened to a field in this frame.
struct FieldResult {
    /// The value is another one now.
    bool changed = false;
    /// Enter was pressed in a one-line field.
    bool submitted = false;
    bool focused = false;
    /// It lost the focus in this frame: time to check and to save.
    bool left = false;
    /// The frame of the field, without label and error.
    Rect box;

    explicit operator bool() const { return changed; }
};

FieldResult text_field(const FieldOptions& options, std::string& value);
/// Several lines; wraps.
FieldResult text_area(const FieldOptions& options, std::string& value);
/// Drawn as dots, never in the mirror. `input` CurrentPassword or NewPassword.
FieldResult password_field(const FieldOptions& options, std::string& value);
/// With a magnifier and, when not empty, a button that clears (`clear_label`).
FieldResult
search_field(const FieldOptions& options, std::string_view clear_label, std::string& value);

struct PickerFieldOptions {
    std::string_view id;
    std::string_view label;
    bool required = false;
    bool disabled = false;
    std::string_view value;
    std::string_view placeholder;
    std::string_view hint;
    std::string_view error;
    Icon icon = Icon::None;
    float width = width_fill;
};

/// Looks like a field, opens a sheet. Whether it was pressed.
[[nodiscard]] bool picker_field(const PickerFieldOptions& options);

} // namespace huiyin::widgets
