#include "ui/widgets/fields.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/field_parts.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr float padding = 16;
constexpr TextStyle editor_style{.autospace = false};

std::size_t count_chars(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

struct Field {
    Role role = Role::TextField;
    FieldOptions options;
    std::string counter;
    Rect block;
    Rect box;
    /// Of the text inside the box.
    Insets insets;
};

LabelLine label_line(const Field& field) {
    LabelLine line{.label = field.options.label,
                   .label_hidden = field.options.label_hidden,
                   .required = field.options.required,
                   .hint = field.options.hint};
    if (!field.counter.empty()) {
        line.hint = field.counter;
    }
    return line;
}

float box_height(const Field& field, const std::string& value, float width) {
    if (field.role != Role::TextArea) {
        return control_height(48);
    }
    const float line = line_height(TextSize::Body);
    const float lines =
        std::round(measure_text(value, editor_style, width - 2 * padding).height / line);
    const float shown = std::clamp(lines,
                                   static_cast<float>(field.options.lines),
                                   static_cast<float>(field.options.lines_max));
    return std::max(48.0f, shown * line + 24);
}

void place_field(Field& field, const std::string& value) {
    const float wish = field.options.width;
    const float width = resolve_width(wish, wish == width_fit ? 280.0f : wish);
    const float height = box_height(field, value, width);
    const float above = label_line_height(label_line(field), width);
    const float below = error_height(field.options.error, width);
    field.block =
        place({wish == width_fill ? width_fill : width, above + height + below}, 0, below);
    field.box = {field.block.x, field.block.y + above, field.block.width, height};
    field.insets = {padding, 0, padding, 0};
    if (field.role == Role::TextArea) {
        field.insets.top = 12;
        field.insets.bottom = 12;
    }
    if (field.options.icon != Icon::None) {
        field.insets.left = padding + icon_size(20) + space::s;
    }
    if (field.role == Role::SearchField) {
        field.insets.right = touch_target;
    }
    if (field.options.ends > 0) {
        field.insets.left = field.options.ends + space::s;
        field.insets.right = field.options.ends + space::xs;
    }
}

Node node_of(const Field& field, const std::string& value) {
    const FieldOptions& o = field.options;
    Node node;
    node.id = widget_id(o.id, o.label);
    node.role = field.role;
    node.hint = o.input;
    node.name = o.label;
    node.value = value;
    node.description = !o.error.empty()  ? o.error
                       : !o.hint.empty() ? o.hint
                                         : std::string_view(field.counter);
    node.placeholder = o.placeholder;
    node.state = (o.disabled ? StateDisabled : 0u) | (o.required ? StateRequired : 0u) |
                 (o.error.empty() ? 0u : StateInvalid);
    node.rect = field.box;
    node.text_insets = field.insets;
    const auto revision = state().revisions.find(node.id);
    node.revision = revision == state().revisions.end() ? 0 : revision->second;
    return node;
}

/// Takes what was typed for this node. Whether the value changed.
bool take_edit(NodeId id, std::string& value) {
    ContextState& s = state();
    bool changed = false;
    for (const Edit& edit : s.edits) {
        if (edit.node == id) {
            changed |= edit.text != value;
            value = edit.text;
            s.revisions[id] = edit.revision;
        }
    }
    return changed;
}

bool take_submit(NodeId id) {
    auto& submits = state().submits;
    const auto found = std::find(submits.begin(), submits.end(), id);
    if (found == submits.end()) {
        return false;
    }
    submits.erase(found);
    return true;
}

void draw_box(const Field& field, bool focused) {
    const Theme& t = theme();
    const Rect& box = field.box;
    if (field.options.disabled) {
        paint::fill(box, t.fill, radius::control);
    } else if (focused) {
        paint::fill(box.inset(-4), t.accent_tint, radius::control + 4);
        paint::fill(box, t.surface_raised, radius::control);
        const bool invalid = !field.options.error.empty();
        paint::frame(box, invalid ? t.danger : t.focus, 2, radius::control);
    } else {
        paint::fill(box, t.surface_raised, radius::control);
        const bool invalid = !field.options.error.empty();
        paint::frame(box, invalid ? t.danger : t.outline, invalid ? 2.0f : 1.0f, radius::control);
    }
    if (field.options.icon != Icon::None) {
        Rect icon_box = box;
        icon_box.x += padding;
        icon_box.width = icon_size(20);
        draw_icon(field.options.icon,
                  icon_box,
                  icon_size(20),
                  field.options.disabled ? t.disabled : t.text_muted);
    }
}

void draw_dots(const std::string& value, const Rect& inner, Color color) {
    const float step = font_size(TextSize::Body) * 0.62f;
    float x = inner.x + step * 0.5f;
    for (std::size_t i = 0; i < count_chars(value) && x < inner.right(); ++i) {
        paint::disc({x, inner.center().y}, font_size(TextSize::Body) * 0.19f, color);
        x += step;
    }
}

void draw_value(const Field& field, const std::string& value) {
    const Theme& t = theme();
    const Rect inner = field.box.inset(field.insets);
    const bool empty = value.empty();
    const Color color = field.options.disabled ? t.disabled : empty ? t.text_muted : t.text;
    const std::string_view shown = empty ? field.options.placeholder : std::string_view(value);
    if (field.role == Role::PasswordField && !empty) {
        draw_dots(value, inner, color);
    } else if (field.role == Role::TextArea) {
        const paint::Clip clip(inner.inset(-2, -2));
        paint::text(shown, {inner.x, inner.y}, editor_style, color, inner.width);
    } else {
        paint::label(shown, inner, editor_style, color);
    }
}

FieldResult field_ui(Field& field, std::string& value) {
    ContextState& s = state();
    FieldResult result;
    const NodeId id = widget_id(field.options.id, field.options.label);
    result.changed = take_edit(id, value);
    if (field.options.chars_max > 0) {
        field.counter =
            std::to_string(count_chars(value)) + " / " + std::to_string(field.options.chars_max);
    }
    place_field(field, value);
    result.box = field.box;
    const Interaction it = interact(node_of(field, value));
    result.focused = it.focused;
    result.submitted = take_submit(it.id);
    result.left = std::find(s.left.begin(), s.left.end(), it.id) != s.left.end();
    LabelLine line = label_line(field);
    const std::size_t most = field.options.chars_max;
    if (most > 0 && count_chars(value) > most) {
        line.hint_tone = Tone::Danger;
    }
    draw_label_line(line, field.block);
    draw_box(field, it.focused || it.focus_ring);
    // While it has the focus, the browser's own editor shows the text.
    if (!it.focused || s.draw_focused_text) {
        draw_value(field, value);
    }
    Rect below = field.block;
    below.y = field.box.bottom();
    draw_error(field.options.error, below);
    return result;
}

bool clear_button(NodeId owner, std::string_view label, const Rect& box) {
    Rect rest = box;
    const Rect rect = rest.cut_right(touch_target);
    Node node;
    node.id = owner + 1;
    node.role = Role::Button;
    node.name = label;
    node.rect = rect;
    const Interaction it = interact(node);
    draw_icon(Icon::X, rect, icon_size(20), it.down ? theme().text : theme().text_muted);
    return it.pressed;
}

} // namespace

FieldResult text_field(const FieldOptions& options, std::string& value) {
    Field field{.role = Role::TextField, .options = options};
    return field_ui(field, value);
}

FieldResult text_area(const FieldOptions& options, std::string& value) {
    Field field{.role = Role::TextArea, .options = options};
    return field_ui(field, value);
}

FieldResult password_field(const FieldOptions& options, std::string& value) {
    Field field{.role = Role::PasswordField, .options = options};
    if (field.options.input == InputHint::Text) {
        field.options.input = InputHint::CurrentPassword;
    }
    return field_ui(field, value);
}

FieldResult
search_field(const FieldOptions& options, std::string_view clear_label, std::string& value) {
    Field field{.role = Role::SearchField, .options = options};
    field.options.icon = Icon::Search;
    field.options.input = InputHint::Search;
    field.options.label_hidden = true;
    FieldResult result = field_ui(field, value);
    const NodeId id = widget_id(options.id, options.label);
    if (!value.empty() && clear_button(id, clear_label, field.box)) {
        value.clear();
        result.changed = true;
    }
    return result;
}

bool picker_field(const PickerFieldOptions& options) {
    Field field;
    field.options = {.label = options.label,
                     .required = options.required,
                     .disabled = options.disabled,
                     .placeholder = options.placeholder,
                     .hint = options.hint,
                     .error = options.error,
                     .icon = options.icon,
                     .width = options.width};
    const std::string value(options.value);
    place_field(field, value);
    field.insets.right = padding + icon_size(20);
    Node node;
    node.id = widget_id(options.id, options.label);
    node.role = Role::Button;
    const std::string name =
        std::string(options.label) + ": " +
        std::string(options.value.empty() ? options.placeholder : options.value);
    node.name = name;
    node.description = options.error;
    node.state = StateHasPopup | (options.disabled ? StateDisabled : 0u);
    node.rect = field.box;
    const Interaction it = interact(node);
    draw_label_line(label_line(field), field.block);
    draw_box(field, false);
    if (it.down) {
        paint::fill(field.box.inset(1), theme().fill, radius::control - 1);
    }
    draw_value(field, value);
    Rect chevron = field.box;
    chevron = chevron.cut_right(padding + icon_size(20));
    chevron.width = icon_size(20);
    draw_icon(Icon::Right, chevron, icon_size(20), theme().text_muted);
    Rect below = field.block;
    below.y = field.box.bottom();
    draw_error(options.error, below);
    if (it.focus_ring) {
        paint::focus_ring(field.box, radius::control);
    }
    return it.pressed;
}

} // namespace huiyin::widgets
