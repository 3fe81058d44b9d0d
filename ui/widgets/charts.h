// Charts whose points and bars can be pressed and read. Counts start at 0; there is no legend, the
// names stand where the lines end.
#pragma once

#include "ui/widgets/theme.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

struct ChartPoint {
    double value = 0;
    /// Under the axis: 6.
    std::string_view axis_label;
    /// What is read and pressed: 六月 70 件.
    std::string_view name;
};

struct LineChartOptions {
    std::string_view id;
    std::string_view name;
    /// The chart in a sentence, for who does not see it.
    std::string_view summary;
    std::span<const ChartPoint> points;
    /// The series it is compared to, from the same first point on; may be shorter.
    std::span<const double> comparison;
    /// At the right end of each series: 63 本年.
    std::string_view series_label;
    std::string_view comparison_label;
    /// Over the highest point: 70.
    std::string_view max_label;
    float height = 232;
    /// Grid lines with numbers, and all labels under the axis; else only the base and both ends.
    bool detailed = true;
};

/// The point that was pressed.
std::optional<std::size_t> line_chart(const LineChartOptions& options);

struct Bar {
    std::string_view label;
    double value = 0;
    /// Right after the bar.
    std::string_view value_text;
    /// What is read; by default label and value.
    std::string_view name;
    Tone tone = Tone::Accent;
};

struct BarChartOptions {
    std::string_view id;
    std::string_view name;
    std::string_view summary;
    std::span<const Bar> bars;
    /// 48 where a row is a target, 36 where only the card is.
    float row_height = 48;
    bool pressable = true;
};

/// Horizontal bars; the bar that was pressed.
std::optional<std::size_t> bar_chart(const BarChartOptions& options);

struct StackPart {
    /// Beside its dot under the bar: 附件 294 MB.
    std::string_view label;
    double value = 0;
    /// Muted is the colour of the comparison series.
    Tone tone = Tone::Accent;
};

struct StackedBarOptions {
    std::string_view id;
    std::string_view name;
    std::string_view summary;
    std::span<const StackPart> parts;
    /// What the whole bar stands for; by default the sum.
    double total = 0;
    bool pressable = false;
};

/// One bar of 8 in parts, named under it; the part that was pressed.
std::optional<std::size_t> stacked_bar(const StackedBarOptions& options);

struct RateBarOptions {
    std::string_view id;
    std::string_view label;
    /// Muted before the figure: 34 / 45，目标 80 %.
    std::string_view fraction;
    /// 75.6 %.
    std::string_view figure;
    /// 0 to 1.
    double rate = 0;
    /// A tick; a rate below it turns the figure to warning.
    std::optional<double> target;
};

/// 48 high; whether it was pressed.
bool rate_bar(const RateBarOptions& options);

} // namespace huiyin::widgets
