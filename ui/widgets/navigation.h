// The frame of the app: rail or bottom bar, top bar, bottom action bar.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/status.h"

#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

struct NavigationItem {
    std::string_view id;
    std::string_view label;
    Icon icon = Icon::None;
    int badge = 0;
    /// At the foot of the rail.
    bool at_end = false;
};

struct NavigationOptions {
    /// Name of the landmark.
    std::string_view name;
    std::span<const NavigationItem> items;
    std::size_t selected = 0;
};

/// Docks a rail of 88 at the left (width ÷ text scale >= 840) or a bar of 72 at the bottom. The
/// item that was pressed.
std::optional<std::size_t> navigation(const NavigationOptions& options);

enum class TopBarLead : std::uint8_t { None, Back, Close };

struct TopBarOptions {
    std::string_view title;
    /// 16 muted number beside the title.
    std::string_view count;
    TopBarLead lead = TopBarLead::None;
    std::string_view lead_label;
    /// The title as a number of a complaint: 16 regular.
    bool plain_title = false;
    /// An icon button ends the bar: its icon stands at the margin, its target reaches beyond.
    bool icon_last = false;
    /// Between the last of what stands at the right and the edge; by default the page's margin.
    std::optional<float> end_margin;
};

/// Docks a bar at the top (64, on a phone 56, beside a rail 48 in line with its sign). What is
/// submitted while it lives stands at its right end, in reading order.
class [[nodiscard]] TopBar {
public:
    explicit TopBar(const TopBarOptions& options);
    ~TopBar();
    TopBar(const TopBar&) = delete;
    TopBar& operator=(const TopBar&) = delete;

    /// Whether back or close was pressed.
    bool lead_pressed() const { return m_pressed; }

    /// What the whole of the title leaves for what stands beside it.
    float room() const { return m_room; }

    /// Whether the end of the title found no room.
    bool is_title_cut() const { return m_cut; }

private:
    bool m_pressed = false;
    bool m_cut = false;
    float m_room = 0;
};

/// Around the content of a page, in line with the title in its bar.
Insets page_insets();

struct ActionBarOptions {
    /// Bold: 下一步：回访用户.
    std::string_view title;
    /// Muted under it (on a phone at the right of it).
    std::span<const std::string_view> facts;
    /// Of the first of them: when it is late.
    Tone tone = Tone::Muted;
    /// On a tablet the title only names the bar: it stands among the widgets, at the left.
    bool title_among_widgets = false;
};

/// Docks a bar with a hairline at the bottom: 72, on a phone 112 with the buttons on a line of
/// their own. What is submitted while it lives stands right: buttons, the primary one last.
class [[nodiscard]] ActionBar {
public:
    explicit ActionBar(const ActionBarOptions& options);
    ~ActionBar();
    ActionBar(const ActionBar&) = delete;
    ActionBar& operator=(const ActionBar&) = delete;
};

} // namespace huiyin::widgets
