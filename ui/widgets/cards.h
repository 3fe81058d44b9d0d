// Cards that ask somebody to act: the alert, the conflict of two values, and the heading of a group
// of tasks.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

struct GroupHeadingOptions {
    Icon icon = Icon::None;
    Tone tone = Tone::Muted;
    std::string_view label;
    std::string_view count;
};

/// 44 high: icon in its tone, bold label, muted count.
void group_heading(const GroupHeadingOptions& options);

struct CardHeadingOptions {
    std::string_view id;
    std::string_view label;
    /// Muted beside it: 近 12 个月，件.
    std::string_view caption;
};

/// The heading of a card of `space::l` that leads to what is behind the card, with a chevron: a
/// target of 48 over the card's whole width. Whether it was pressed.
[[nodiscard]] bool card_heading(const CardHeadingOptions& options);

struct AlertCardOptions {
    std::string_view id;
    std::optional<MarkOptions> mark;
    std::string_view title;
    /// Right, bold in danger: 已等 21 分.
    std::string_view waiting;
    /// Which complaint.
    std::string_view subject;
    /// Why, in plain words.
    std::string_view reason;
    std::string_view primary;
    Icon primary_icon = Icon::None;
    /// `tel:`...; then the primary action is a link.
    std::string_view primary_target;
    std::string_view secondary;
    std::string_view quiet;
};

enum class AlertAction : std::uint8_t { None, Primary, Secondary, Quiet };

/// Above everything else of a page, framed in danger. Which of its actions was pressed.
AlertAction alert_card(const AlertCardOptions& options);

struct ConflictValue {
    /// Which came first: 先到服务器，当前显示.
    std::string_view order;
    /// The parts of the value, separated by dots; one part wraps.
    std::span<const std::string_view> parts;
    /// Who, on which device, when.
    std::span<const std::string_view> facts;
    bool in_force = false;
};

struct ConflictCardOptions {
    std::string_view id;
    std::string_view title;
    std::span<const ConflictValue> values;
    /// 采用. Empty for who may not decide.
    std::string_view choose;
    /// In place of the buttons: 等用户关系经理周敏选定.
    std::string_view waits_for;
};

/// The values side by side, one below the other where it is narrow. The value that was chosen.
std::optional<std::size_t> conflict_card(const ConflictCardOptions& options);

struct ConflictBannerOptions {
    std::string_view id;
    std::string_view title;
    /// Both values in short.
    std::string_view text;
    /// 选定; empty for who may not decide.
    std::string_view choose;
};

/// The conflict on a phone, 72 high. Whether its button was pressed.
[[nodiscard]] bool conflict_banner(const ConflictBannerOptions& options);

} // namespace huiyin::widgets
