// 收到不满意: an item of a satisfaction survey or a follow-up on other work that becomes a
// complaint (seed 3.1 2 and 3). What is entered here begins the form; nothing is recorded yet.
#pragma once

#include "core/domain/intake.h"
#include "ui/app/app.h"
#include "ui/views/step_fields.h"

#include <cstdint>
#include <optional>
#include <string>

namespace huiyin::views {

class DissatisfactionView {
public:
    explicit DissatisfactionView(app::App& app)
        : m_app(app)
        , m_fields(app) {}

    /// The two ways in, for acceptors and relationship managers; nothing for others.
    void entries_ui();
    /// The sheet while it is open, after the page.
    void sheet_ui();

private:
    enum class Source : std::uint8_t { Survey, FollowUp };

    app::App& m_app;
    StepFields m_fields;
    std::optional<Source> m_open;
    domain::Intake m_known;
    std::optional<domain::Satisfaction> m_rating;
    std::optional<domain::VerifyResult> m_result;

    void open(Source source);
    void fields_ui();
    /// Whether what the user said makes a complaint; nothing as long as it is not said.
    std::optional<bool> is_complaint() const;
    void draft();
};

} // namespace huiyin::views
