// 经过: every step of a complaint, newest first, by rounds; readings and prints are folded away.
#pragma once

#include "ui/app/app.h"

#include <string>

namespace huiyin::views {

class DetailTimeline {
public:
    explicit DetailTimeline(app::App& app)
        : m_app(app) {}

    void frame_ui();

    /// Another complaint: readings and prints are hidden again.
    void fold() { m_shows_all = false; }

private:
    app::App& m_app;
    bool m_shows_all = false;

    void step_ui(const domain::Step& step, bool last);
    std::string warning_of(const domain::Step& step) const;
};

} // namespace huiyin::views
