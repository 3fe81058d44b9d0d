// 经过: every step of a complaint, newest first, by rounds; readings and prints are folded away.
#pragma once

#include "ui/app/app.h"

#include <cstddef>
#include <optional>
#include <string>

namespace huiyin::views {

class DetailTimeline {
public:
    explicit DetailTimeline(app::App& app)
        : m_app(app) {}

    void frame_ui();

    /// Another complaint: readings and prints are hidden again.
    void fold() {
        m_shows_all = false;
        m_check.reset();
    }

private:
    app::App& m_app;
    bool m_shows_all = false;
    std::optional<base::Result<domain::ComplaintCheck>> m_check; ///< of `m_checked_steps` steps
    std::size_t m_checked_steps = 0;

    void step_ui(const domain::Step& step, bool last);
    void check_ui();
    std::string fault_words(const domain::ComplaintCheck& check) const;
    std::string warning_of(const domain::Step& step) const;
};

} // namespace huiyin::views
