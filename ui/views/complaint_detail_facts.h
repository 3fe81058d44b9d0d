// The facts of a complaint in the groups of 《用户投诉处理表》; what has no value is not shown.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/theme.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::views {

class DetailFacts {
public:
    explicit DetailFacts(app::App& app)
        : m_app(app) {}

    /// The complaint whose link was pressed.
    std::optional<base::Uuid> frame_ui();

private:
    app::App& m_app;
    app::Text m_heading = app::Text::DetailGroupIntake;
    bool m_heading_due = false; ///< the group's heading comes with its first line
    std::optional<base::Uuid> m_pressed;

    void begin_group(app::Text heading);
    void line(std::string_view label,
              std::vector<std::string> values,
              widgets::Tone tone = widgets::Tone::Neutral);
    void line(app::Text name,
              std::vector<std::string> values,
              widgets::Tone tone = widgets::Tone::Neutral);
    std::string moment(std::int64_t at_utc_ms) const;
    std::string name(const base::Uuid& person) const;

    void complainant_ui();
    void intake_ui();
    void dispatch_ui();
    void handling_ui();
    void user_ui();
    void signature_ui(const domain::FeedBackPayload& said);
    void closing_ui();
    void improvement_ui();
    void targets_ui();
    /// One of the other side's links, or its being merged.
    void links_from_ui(const base::Uuid& id);
    void link_ui(app::LinkText name,
                 const std::optional<domain::LinkKind>& kind,
                 const base::Uuid& other);
};

} // namespace huiyin::views
