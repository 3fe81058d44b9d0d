// Figures of a dashboard: tiles with one large number, and a strip of small ones.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

struct StatTile {
    std::string_view label;
    std::string_view value;
    std::string_view unit;
    /// Trend or fraction: 比上月多 8, 35 / 49.
    std::string_view note;
    Icon note_icon = Icon::None;
    Tone note_tone = Tone::Muted;
};

struct StatsOptions {
    std::string_view id;
    /// Of the group.
    std::string_view name;
    std::span<const StatTile> tiles;
};

/// Tiles of 112 and more, as many side by side as fit and in rows of equal length; all as high as
/// the highest. The tile that was pressed.
std::optional<std::size_t> stat_tiles(const StatsOptions& options);

/// One card of 64 with a figure of 16 in each part, separated by hairlines.
std::optional<std::size_t> stat_strip(const StatsOptions& options);

/// 28 bold over its label of 14 muted, in a row of figures. Not to be pressed.
void stacked_figure(std::string_view label, std::string_view value, Tone tone = Tone::Neutral);

/// A figure in a line of many: its label muted, itself bold. Not to be pressed.
void small_figure(std::string_view label, std::string_view value);

} // namespace huiyin::widgets
