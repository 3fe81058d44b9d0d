// Rows of lists: complaints, tasks, settings, the timeline.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/status.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

/// Height of a complaint row; rows of a List need it beforehand.
float complaint_row_height();
float task_row_height();

struct ComplaintRowOptions {
    std::string_view id;
    std::string_view title;
    std::string_view time;
    /// Number, name, place.
    std::span<const std::string_view> facts;
    StatusChipOptions status;
    std::span<const MarkOptions> marks;
    /// Right-aligned mark: 未同步.
    std::optional<MarkOptions> sync_mark;
    bool selected = false;
    /// What a search found, in bytes of the title and of the facts.
    std::span<const paint::TextRange> title_hits;
    std::span<const paint::FactRange> fact_hits;
};

enum class RowPress : std::uint8_t {
    None,
    Pressed,
    /// A finger rested on it.
    Held
};

/// 108 high. What was done to it.
[[nodiscard]] RowPress complaint_row(const ComplaintRowOptions& options);

struct TaskRowOptions {
    std::string_view id;
    std::string_view title;
    std::span<const std::string_view> facts;
    /// Right: what is left, in a tone, bold when it presses, and the limit under it.
    std::string_view remaining;
    std::string_view limit;
    Tone tone = Tone::Neutral;
    bool pressing = false;
    /// Before what is left: a clock when it is late.
    Icon remaining_icon = Icon::None;
    /// After the title: 建议重大.
    std::optional<MarkOptions> mark;
};

/// 72 high with a chevron. Where large text leaves the title no room, what is left goes below it
/// and the row grows. Whether it was pressed.
[[nodiscard]] bool task_row(const TaskRowOptions& options);

struct ActionRowOptions {
    std::string_view id;
    std::string_view label;
    std::string_view detail;
    /// Right, muted.
    std::string_view value;
    Icon icon = Icon::None;
    Tone tone = Tone::Neutral;
    bool disabled = false;
    bool chevron = true;
    /// Read with it, and not drawn: what stands over several rows.
    std::string_view reason;
};

/// A line of a menu, a sheet or the settings; 56 high, 72 with a detail. Whether it was pressed.
[[nodiscard]] bool action_row(const ActionRowOptions& options);

struct TimelineItemOptions {
    Icon icon = Icon::None;
    Tone tone = Tone::Neutral;
    std::string_view title;
    std::string_view time;
    /// Muted, separated by dots.
    std::span<const std::string_view> facts;
    /// A paragraph under the facts, or one more of them where it fits.
    std::string_view note;
    /// The line with both clocks.
    std::string_view warning;
    /// No line downwards.
    bool last = false;
};

/// One step in the history of a complaint, newest first.
void timeline_item(const TimelineItemOptions& options);

} // namespace huiyin::widgets
