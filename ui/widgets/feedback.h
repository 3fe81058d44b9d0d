// Answers of the interface: notes, progress, empty states, toasts, sheets.
#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

struct NoteOptions {
    std::string_view text;
    Tone tone = Tone::Warning;
    /// By default the icon of the tone.
    Icon icon = Icon::None;
    /// A quiet button at the right.
    std::string_view action;
    std::string_view id;
    /// Read at once when it appears (an error after a press).
    bool alert = false;
};

/// A tinted line. Whether its action was pressed.
bool note(const NoteOptions& options);

struct ProgressOptions {
    /// Read, not drawn.
    std::string_view name;
    /// 0 to 1.
    float fraction = 0;
    /// 14, under the bar, left and right.
    std::string_view counts;
    std::string_view amount;
    /// A button beside the bar, where stopping is safe: 取消.
    std::string_view cancel;
    std::string_view id;
};

/// Whether its cancel button was pressed.
bool progress(const ProgressOptions& options);

struct EmptyStateOptions {
    Icon icon = Icon::Inbox;
    std::string_view title;
    /// What to do.
    std::string_view text;
    std::string_view action;
    Icon action_icon = Icon::None;
    std::string_view id = "empty_action";
};

/// Whether its action was pressed.
bool empty_state(const EmptyStateOptions& options);

struct SkeletonOptions {
    std::string_view id = "skeleton";
    /// Read once it shows: 载入中.
    std::string_view name;
    int rows = 3;
};

/// Bars in the shape of rows while data comes. Nothing for the first 150 ms, so that what is quick
/// does not flicker.
void skeleton_rows(const SkeletonOptions& options);

struct ToastOptions {
    std::string_view text;
    Icon icon = Icon::Check;
    std::string_view action;
    std::string_view id = "toast";
    /// Above a bottom bar of this height.
    float bottom = 0;
};

struct ToastResult {
    bool action = false;
    /// A finger is on it, or its action has the focus or the mouse: it must not go now.
    bool held = false;
};

/// Drawn above everything; the caller decides how long (5 s). Reads its text once.
ToastResult toast(const ToastOptions& options);

struct SheetOptions {
    std::string_view id;
    std::string_view title;
    std::string_view close_label;
    /// Whether a tap outside, Escape and back close it. False once something is typed.
    bool dismissible = true;
    /// Space under the body for actions().
    bool has_actions = true;
    /// As high as it may be: what it shows changes while somebody searches.
    bool tall = false;
};

/// A modal sheet: full width at the bottom of a phone, 560 wide on a tablet, a panel at the right
/// in landscape. Everything submitted while it lives goes into it: first the body, which scrolls,
/// then after actions() the row of buttons.
class [[nodiscard]] Sheet {
public:
    explicit Sheet(const SheetOptions& options);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    /// Whether somebody asked to close it in this frame.
    bool closed() const { return m_closed; }

    /// Begins the footer, a row.
    void actions();

private:
    void header(const SheetOptions& options, Rect& box);
    void begin_body();
    void end_body();

    bool m_closed = false;
    bool m_has_actions = true;
    bool m_in_actions = false;
    float m_header_height = 0;
    Rect m_body;
    Rect m_footer;
    NodeId m_id = 0;
    std::uint8_t m_layer_before = 0;
    std::vector<std::int32_t> m_parents;
};

} // namespace huiyin::widgets
