// The bar at the foot of a complaint: what the procedure wants next, the one step of this person
// for it, and a sheet with all others.
#pragma once

#include "ui/app/app.h"

#include <optional>
#include <vector>

namespace huiyin::views {

/// What the procedure wants next, whoever does it.
app::Text next_title(const domain::Complaint& complaint);

/// The step of this person that the procedure wants next; nothing when somebody else is awaited.
std::optional<domain::EventKind> primary_step(const domain::Complaint& complaint,
                                              const std::vector<domain::NextStep>& steps);

/// Why a step cannot be taken on this page now. Closing is open before the verification, which its
/// sheet asks for.
domain::Reason obstacle_on_page(const domain::NextStep& step);

class StepBar {
public:
    explicit StepBar(app::App& app)
        : m_app(app) {}

    /// Docks the bar; to be called before the page scrolls. The step that was pressed.
    std::optional<domain::EventKind> frame_ui();
    /// The sheet of the other steps while it is open; the step that was pressed.
    std::optional<domain::EventKind> sheet_ui();

    /// Opens that sheet.
    void open() { m_open = true; }

    void close() { m_open = false; }

private:
    app::App& m_app;
    bool m_open = false;
};

} // namespace huiyin::views
