// Buttons and links.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"

#include <optional>
#include <string_view>

namespace huiyin::widgets {

enum class ButtonKind : std::uint8_t { Primary, Secondary, Quiet, Harm };
/// Large: 56 high, alone in a bottom bar. Compact: 4 less at each side, within a card.
enum class ButtonSize : std::uint8_t { Regular, Large, Compact };

struct ButtonOptions {
    /// By default the label.
    std::string_view id;
    std::string_view label;
    /// Read in place of the label where several buttons have the same: 采用: 综控室.
    std::string_view name;
    ButtonKind kind = ButtonKind::Secondary;
    ButtonSize size = ButtonSize::Regular;
    Icon icon = Icon::None;
    /// After the label: a chevron.
    Icon icon_after = Icon::None;
    bool disabled = false;
    /// Why it is disabled, or what it will do; read aloud.
    std::string_view description;
    /// Its own width in a row, the full width in a column with `width_fill`.
    float width = width_fit;
    /// Opens a sheet or dialog.
    bool has_popup = false;
    /// Shows more or less of what is beside it: whether it shows more now.
    std::optional<bool> expanded;
    /// On a tinted ground (conflict card) the ground becomes surface_raised.
    bool on_tint = false;
};

/// Whether it was pressed.
[[nodiscard]] bool button(const ButtonOptions& options);
/// What a compact button with this label needs, for widgets that draw beside it.
float compact_button_width(std::string_view label);

struct IconButtonOptions {
    std::string_view id;
    Icon icon = Icon::None;
    /// Not drawn, but read.
    std::string_view label;
    /// With a `fill` ground, as beside the search field.
    bool filled = false;
    bool disabled = false;
    bool has_popup = false;
};

/// 48 × 48.
[[nodiscard]] bool icon_button(const IconButtonOptions& options);

struct LinkOptions {
    std::string_view id;
    std::string_view label;
    /// `tel:`, `mailto:`, or a page of our own; the browser follows it.
    std::string_view target;
    Icon icon = Icon::None;
    /// Looks like this button; Quiet is plain accent text.
    ButtonKind kind = ButtonKind::Quiet;
    float width = width_fit;
};

/// Whether it was followed.
bool link(const LinkOptions& options);

} // namespace huiyin::widgets
