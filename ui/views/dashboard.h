// 统计: the figures of a period; each leads to the complaints behind it.
#pragma once

#include "ui/app/app.h"
#include "ui/views/step_dates.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/stats.h"

#include <array>
#include <deque>
#include <string>
#include <string_view>

namespace huiyin::views {

class DashboardView {
public:
    explicit DashboardView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;

    OwnPeriod m_own;
    /// What the widgets of this pass show; they hold views of it.
    std::deque<std::string> m_texts;

    std::string_view keep(std::string text);
    std::string fraction(const domain::Ratio& ratio) const;
    std::string_view
    fraction_note(const domain::Ratio& ratio, app::Text beside, std::int64_t count);
    widgets::StatTile rate_tile(app::Text label, const domain::Ratio& ratio);
    widgets::StatTile duration_tile(app::Text label, const domain::Spread& spread);
    void compare(widgets::StatTile& tile, const domain::Ratio& now, const domain::Ratio& before);
    std::array<widgets::Choice, 5> periods() const;
    /// Whether they stand in the top bar, beside the title.
    bool period_fits_bar() const;
    void period_ui(float width);
    /// The days of a period of one's own.
    void own_ui();
    std::string days_text() const;
    /// The heading of a card. Whether what is behind the card was asked for.
    bool heading_ui(app::Text label, std::string_view caption = {});
    /// Of a chart of 投诉量, as it is read.
    std::string chart_name(app::Text caption) const;
    store::Drill drill_of(const app::DayRange& range) const;
    float chart_height() const;
    /// On what it is computed; `days_above`: its days stand in the bar.
    void basis_ui(bool days_above);
    void tiles_ui();
    void months_ui();
    void groups_ui();
    void categories_ui();
    void timely_ui();
    void feedback_ui();
    void open_wait_ui();
    void strip_ui();
    void rate_ui(std::string_view label, const domain::Ratio& ratio);
    void drill(const store::Drill& drill, std::string_view name);
};

} // namespace huiyin::views
