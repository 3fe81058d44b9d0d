// 统计: the figures of a period; each leads to the complaints behind it.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/date_field.h"

#include <string>

namespace huiyin::views {

class DashboardView {
public:
    explicit DashboardView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;

    /// What stands on the tiles.
    struct TileTexts {
        std::string trend;
        std::string recorded;
        std::string valid;
        std::string pending;
        std::string overdue;
        std::string open;
        std::string satisfied;
        std::string satisfied_of;
        std::string closed;
        std::string closed_of;
        std::string major;
    };

    TileTexts tile_texts();
    void period_ui();
    void basis_ui();
    void tiles_ui();
    void months_ui();
    void groups_ui();
    void categories_ui();
    void rates_ui();
    void durations_ui();
    void drill(const store::Drill& drill, std::string_view name);
};

} // namespace huiyin::views
