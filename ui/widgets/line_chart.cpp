#include "ui/widgets/chart_parts.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace huiyin::widgets {

namespace {

constexpr TextStyle small{.size = TextSize::Caption};
constexpr TextStyle small_bold{.size = TextSize::Caption, .weight = Weight::Bold};
constexpr int steps_max = 4;

/// Where everything of one chart lies.
struct Plot {
    Rect area;
    double top = 1;
    double step = 1;
    float pitch = 0;
    /// The names of the series stand over the plot, because its right side is too narrow.
    bool names_above = false;

    Point at(std::size_t index, double value) const {
        const auto part = static_cast<float>(std::clamp(value / top, 0.0, 1.0));
        return {area.x + static_cast<float>(index) * pitch, area.bottom() - area.height * part};
    }
};

std::string tick_text(double value, double step) {
    if (step >= 1) {
        std::string digits = std::to_string(std::llround(value));
        for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
            digits.insert(static_cast<std::size_t>(at), 1, ',');
        }
        return digits;
    }
    const long long tenths = std::llround(value * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

double highest(const LineChartOptions& options) {
    double top = 0;
    for (const ChartPoint& point : options.points) {
        top = std::max(top, point.value);
    }
    for (const double value : options.comparison) {
        top = std::max(top, value);
    }
    return top;
}

float series_names_width(const LineChartOptions& options) {
    return std::max(measure_text(options.series_label, small_bold).width,
                    measure_text(options.comparison_label, small).width);
}

Plot plot_of(const LineChartOptions& options, const Rect& rect) {
    Plot plot;
    plot.step = std::max(0.1, axis_step(highest(options), steps_max));
    plot.top = std::max(plot.step, std::ceil(highest(options) / plot.step - 1e-9) * plot.step);
    plot.area = rect;
    const float line = line_height(TextSize::Caption);
    const float names = series_names_width(options) + 16;
    plot.names_above = names > rect.width * 0.3f;
    // Room for the label of the highest point, and for half a label at both ends of the axis.
    plot.area.cut_top(line + space::xs);
    plot.area.cut_bottom(line + space::s);
    const float last_half = measure_text(options.points.back().axis_label, small_bold).width * 0.5f;
    plot.area.cut_right(plot.names_above ? std::max(space::m, last_half) : names);
    if (plot.names_above) {
        plot.area.cut_top(line_height(TextSize::Body) + space::xs);
    }
    if (options.detailed) {
        const float ticks = measure_text(tick_text(plot.top, plot.step), small).width;
        plot.area.cut_left(ticks + space::m + 12);
    } else {
        const float half = measure_text(options.points[0].axis_label, small_bold).width * 0.5f;
        plot.area.cut_left(std::max(space::s, half));
    }
    const auto gaps = static_cast<float>(std::max<std::size_t>(2, options.points.size()) - 1);
    plot.pitch = plot.area.width / gaps;
    return plot;
}

void draw_grid(const LineChartOptions& options, const Plot& plot) {
    const float left = plot.area.x - 12;
    const float width = plot.area.width + 24;
    const int count = options.detailed ? static_cast<int>(std::lround(plot.top / plot.step)) : 0;
    for (int i = 0; i <= count; ++i) {
        const double value = plot.step * i;
        const float y = plot.at(0, value).y;
        paint::hairline({left, y}, width, theme().hairline);
        if (options.detailed) {
            const float line = line_height(TextSize::Caption);
            const Rect box{left - space::m - 100, y - line * 0.5f, 100, line};
            paint::label(tick_text(value, plot.step), box, small, theme().text_muted, 1);
        }
    }
}

/// Every label where there is room, else every second, third...; the last always.
void draw_axis(const LineChartOptions& options, const Plot& plot) {
    const std::size_t count = options.points.size();
    float widest = 0;
    for (const ChartPoint& point : options.points) {
        widest = std::max(widest, measure_text(point.axis_label, small_bold).width);
    }
    const float room = std::max(1.0f, plot.pitch);
    auto every = static_cast<std::size_t>(std::ceil((widest + space::s) / room));
    every =
        options.detailed ? std::max<std::size_t>(1, every) : std::max<std::size_t>(1, count - 1);
    const float top = plot.area.bottom() + space::s;
    for (std::size_t back = 0; back < count; back += every) {
        const std::size_t i = count - 1 - back;
        const float x = plot.at(i, 0).x;
        const Rect box{x - widest, top, 2 * widest, line_height(TextSize::Caption)};
        const bool last = back == 0;
        paint::label(options.points[i].axis_label,
                     box,
                     last ? small_bold : small,
                     last ? theme().text : theme().text_muted,
                     0.5f);
    }
}

void draw_comparison(const LineChartOptions& options, const Plot& plot) {
    std::vector<Point> line;
    for (std::size_t i = 0; i < std::min(options.comparison.size(), options.points.size()); ++i) {
        line.push_back(plot.at(i, options.comparison[i]));
    }
    if (line.size() > 1) {
        paint::polyline(line, theme().outline, 1.5f);
    }
}

void draw_series(const LineChartOptions& options, const Plot& plot) {
    std::vector<Point> line;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < options.points.size(); ++i) {
        line.push_back(plot.at(i, options.points[i].value));
        peak = options.points[i].value > options.points[peak].value ? i : peak;
    }
    if (line.size() > 1) {
        paint::polyline(line, theme().accent, 2.5f);
    }
    const bool peak_is_last = peak + 1 == line.size();
    if (!options.max_label.empty() && !peak_is_last) {
        paint::disc(line[peak], 4, theme().accent);
        const float height = line_height(TextSize::Caption);
        const float width = measure_text(options.max_label, small).width;
        const Rect box{line[peak].x - width, line[peak].y - height - 6, 2 * width, height};
        paint::label(options.max_label, box, small, theme().text, 0.5f);
    }
    paint::disc(line.back(), 7, theme().surface_raised);
    paint::disc(line.back(), 5, theme().accent);
}

/// Beside the last points, apart from each other; on a narrow chart in a line above.
void draw_names(const LineChartOptions& options, const Plot& plot, const Rect& rect) {
    const float small_line = line_height(TextSize::Caption);
    if (plot.names_above) {
        Rect line = rect;
        line.height = small_line;
        paint::label(options.series_label, line, small_bold, theme().accent);
        line.cut_left(measure_text(options.series_label, small_bold).width + space::m);
        paint::label(options.comparison_label, line, small, theme().text_muted);
        return;
    }
    const float x = plot.area.right() + 16;
    const float width = rect.right() - x;
    float series = plot.at(0, options.points.back().value).y;
    const bool compared =
        options.comparison.size() >= options.points.size() && !options.comparison_label.empty();
    if (compared) {
        float other = plot.at(0, options.comparison[options.points.size() - 1]).y;
        const float apart = small_line;
        const float missing = apart - std::abs(other - series);
        if (missing > 0) {
            const float direction = other >= series ? 1.0f : -1.0f;
            other += direction * missing * 0.5f;
            series -= direction * missing * 0.5f;
        }
        // The lower one stays above the names of the axis.
        const float below = std::max(other, series) + apart * 0.5f - plot.area.bottom();
        other -= std::max(0.0f, below);
        series -= std::max(0.0f, below);
        paint::label(options.comparison_label,
                     {x, other - small_line * 0.5f, width, small_line},
                     small,
                     theme().text_muted);
    }
    paint::label(options.series_label,
                 {x, series - small_line * 0.5f, width, small_line},
                 small_bold,
                 theme().accent);
}

/// The whole column over a point is its target.
bool point_ui(const LineChartOptions& options,
              const Plot& plot,
              const Rect& whole,
              std::size_t index) {
    const ChartPoint& point = options.points[index];
    const Point at = plot.at(index, point.value);
    const Rect column{
        at.x - plot.pitch * 0.5f, plot.area.y - space::s, plot.pitch, plot.area.height + space::l};
    const Rect rect = column.clipped_to(whole);
    Node node;
    node.id = node_id("point" + std::to_string(index));
    node.role = Role::Button;
    node.name = point.name;
    node.rect = rect;
    const Interaction it = interact(node);
    if (it.down || it.hovered) {
        paint::fill({at.x - 0.5f, plot.area.y, 1, plot.area.height}, theme().outline);
        paint::disc(at, 7, theme().surface_raised);
        paint::disc(at, 5, theme().accent);
    }
    if (it.focus_ring) {
        paint::frame(rect, theme().focus, 2, radius::bar);
    }
    return it.pressed;
}

} // namespace

std::optional<std::size_t> line_chart(const LineChartOptions& options) {
    if (options.points.empty()) {
        return std::nullopt;
    }
    Figure figure(options.id, options.name, options.summary);
    const float grown = (view().text_scale - 1) * line_height(TextSize::Body);
    const Rect rect = place_block(options.height + 2 * grown);
    figure.set_rect(rect);
    const Plot plot = plot_of(options, rect);
    draw_grid(options, plot);
    draw_axis(options, plot);
    draw_comparison(options, plot);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < options.points.size(); ++i) {
        if (point_ui(options, plot, rect, i)) {
            pressed = i;
        }
    }
    draw_series(options, plot);
    draw_names(options, plot, rect);
    return pressed;
}

} // namespace huiyin::widgets
