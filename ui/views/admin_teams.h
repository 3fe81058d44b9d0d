// 团队与小组: who leads them, and the domains a group is responsible for.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_form.h"

#include <memory>
#include <vector>

namespace huiyin::views {

class AdminTeamsView {
public:
    explicit AdminTeamsView(app::App& app)
        : m_app(app)
        , m_form(app) {}

    void page_ui();
    void sheets_ui();

private:
    enum class Form : std::uint8_t { None, Team, Group };

    app::App& m_app;
    AdminForm m_form;
    Form m_open = Form::None;
    domain::Team m_team;
    domain::Group m_group;

    void team_ui(const domain::Team& team);
    void open(Form form);
    void team_form_ui();
    void group_form_ui();
    void domains_ui();
    std::string domains_text(const domain::Group& group) const;
    std::string leader_text(const Uuid& leader) const;

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

} // namespace huiyin::views
