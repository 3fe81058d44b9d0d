#include "ui/views/admin_teams.h"

#include "core/base/json.h"
#include "ui/app/admin_commands.h"
#include "ui/app/labels.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;

void AdminTeamsView::page_ui() {
    if (w::button({.id = "add_team",
                   .label = say(AdminText::AddTeam),
                   .kind = w::ButtonKind::Primary,
                   .icon = w::Icon::Plus,
                   .disabled = m_app.administration_obstacle().has_value(),
                   .has_popup = true})) {
        m_team = {};
        open(Form::Team);
    }
    for (const domain::Team& team : m_app.directory().teams) {
        const w::IdScope scope(to_string(team.id));
        team_ui(team);
    }
}

void AdminTeamsView::team_ui(const domain::Team& team) {
    const bool may = !m_app.administration_obstacle();
    const w::Card card({.padding = 0, .gap = 0});
    const std::string leader = leader_text(team.leader);
    if (w::action_row({.id = "team",
                       .label = team.name,
                       .detail = leader,
                       .icon = w::Icon::Users,
                       .disabled = !may})) {
        m_team = team;
        open(Form::Team);
    }
    for (const domain::Group& group : m_app.directory().groups) {
        if (group.team != team.id) {
            continue;
        }
        const std::string id = to_string(group.id);
        std::string detail = leader_text(group.leader);
        const std::string domains = domains_text(group);
        if (!domains.empty()) {
            detail = app::with(m_app.say(app::Text::DashBeside), detail, domains);
        }
        // Its words stand below those of its team.
        if (w::action_row({.id = id,
                           .label = group.name,
                           .detail = detail,
                           .icon = w::Icon::User,
                           .disabled = !may})) {
            m_group = group;
            open(Form::Group);
        }
    }
    if (w::action_row({.id = "add_group",
                       .label = say(AdminText::AddGroup),
                       .icon = w::Icon::Plus,
                       .disabled = !may,
                       .chevron = false})) {
        m_group = {};
        m_group.team = team.id;
        open(Form::Group);
    }
}

std::string AdminTeamsView::leader_text(const Uuid& leader) const {
    const std::string_view name = m_app.directory().name_of(leader);
    return std::string(name.empty() ? say(AdminText::NoLeader) : name);
}

std::string AdminTeamsView::domains_text(const domain::Group& group) const {
    std::string text;
    for (const std::string& one : group.domains) {
        text += text.empty() ? std::string_view() : m_app.say(Text::ListComma);
        text += app::code_word(m_app.directory(), "domain", one, m_app.language());
    }
    return text;
}

void AdminTeamsView::open(Form form) {
    m_open = form;
    m_form.begin();
}

void AdminTeamsView::sheets_ui() {
    if (m_open == Form::Team) {
        team_form_ui();
    } else if (m_open == Form::Group) {
        group_form_ui();
    }
    if (m_open != Form::None && m_form.is_over()) {
        m_open = Form::None;
    }
}

void AdminTeamsView::team_form_ui() {
    const AdminText title = m_team.id.is_nil() ? AdminText::AddTeam : AdminText::EditTeam;
    const bool pressed = m_form.frame_ui(
        {.id = "team_form", .title = say(title), .save = say(AdminText::Save)}, [this] {
            m_form.line_ui({.member = "name", .label = say(AdminText::Name)}, m_team.name);
            m_form.pick_ui({.member = "leader", .label = say(AdminText::Leader), .required = false},
                           leaders_of(m_app),
                           m_team.leader);
        });
    if (pressed && m_form.is_complete()) {
        m_form.send(app::put_team_command(m_team), m_team.name);
    }
}

void AdminTeamsView::group_form_ui() {
    const AdminText title = m_group.id.is_nil() ? AdminText::AddGroup : AdminText::EditGroup;
    const bool pressed = m_form.frame_ui(
        {.id = "group_form", .title = say(title), .save = say(AdminText::Save)}, [this] {
            m_form.line_ui({.member = "name", .label = say(AdminText::Name)}, m_group.name);
            m_form.pick_ui({.member = "leader", .label = say(AdminText::Leader), .required = false},
                           leaders_of(m_app),
                           m_group.leader);
            domains_ui();
        });
    if (pressed && m_form.is_complete()) {
        m_form.send(app::put_group_command(m_group), m_group.name);
    }
}

void AdminTeamsView::domains_ui() {
    // The department's list, and what the group has besides, so that saving loses nothing.
    std::vector<std::string> codes;
    for (const domain::CodeValue& value : m_app.directory().code_values) {
        if (value.list == "domain" && value.active) {
            codes.push_back(value.code);
        }
    }
    for (const std::string& one : m_group.domains) {
        if (std::find(codes.begin(), codes.end(), one) == codes.end()) {
            codes.push_back(one);
        }
    }
    if (codes.empty()) {
        return;
    }
    std::vector<std::string> words;
    words.reserve(codes.size());
    for (const std::string& code : codes) {
        words.emplace_back(app::code_word(m_app.directory(), "domain", code, m_app.language()));
    }
    std::vector<w::Choice> choices;
    choices.reserve(codes.size());
    const auto chosen = std::make_unique<bool[]>(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
        choices.push_back({.label = words[i]});
        chosen[i] = std::find(m_group.domains.begin(), m_group.domains.end(), codes[i]) !=
                    m_group.domains.end();
    }
    const auto changed = w::multi_chips({.id = "domains",
                                         .label = say(AdminText::Domains),
                                         .hint = say(AdminText::DomainsHint),
                                         .error = m_form.error("domains", false, {}),
                                         .choices = choices},
                                        {chosen.get(), codes.size()});
    if (!changed) {
        return;
    }
    m_form.touch();
    m_group.domains.clear();
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (chosen[i]) {
            m_group.domains.push_back(codes[i]);
        }
    }
}

} // namespace huiyin::views
