// One complaint: header, facts, timeline, the next step.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/geometry.h"

#include <string>

namespace huiyin::views {

class ComplaintDetailView {
public:
    explicit ComplaintDetailView(app::App& app)
        : m_app(app) {}

    /// Beside the list it is a raised panel without a way back; else it fills the screen.
    void frame_ui(const widgets::Rect& area, bool beside_list);

private:
    app::App& m_app;
    bool m_note_open = false;
    bool m_note_missing = false;
    std::string m_note;
    base::Uuid m_shown;

    void empty_ui(const widgets::Rect& area);
    /// Whether the way back was pressed.
    bool bar_ui(bool beside_list);
    void header_ui();
    void content_ui();
    void facts_ui();
    void timeline_ui();
    void step_ui(const domain::Step& step, bool last);
    bool may_add_note() const;
    void next_step_ui();
    void note_sheet_ui();
};

} // namespace huiyin::views
