#include "ui/views/admin_people.h"

#include "core/base/text.h"
#include "ui/app/admin_commands.h"
#include "ui/app/administration.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;
using domain::Role;

namespace {

/// Nobody scrolls through more; the search finds the others.
constexpr std::size_t people_shown_max = 100;

bool matches(const domain::Person& person, const std::string& folded) {
    const auto holds = [&](const std::string& text) {
        return base::folded_for_search(text).find(folded) != std::string::npos;
    };
    return folded.empty() || holds(person.name) || holds(person.staff_no) || holds(person.phone);
}

} // namespace

void AdminPeopleView::page_ui() {
    {
        const w::Row row({.gap = w::space::m, .wrap = true});
        w::search_field({.id = "people_search",
                         .label = say(AdminText::Search),
                         .label_hidden = true,
                         .placeholder = say(AdminText::Search),
                         .width = w::width_fill},
                        m_app.say(Text::ListSearchClear),
                        m_search);
        if (w::button({.id = "add_person",
                       .label = say(AdminText::AddPerson),
                       .kind = w::ButtonKind::Primary,
                       .icon = w::Icon::Plus,
                       .disabled = m_app.administration_obstacle().has_value(),
                       .has_popup = true})) {
            m_person = {};
            open(Form::Details);
        }
    }
    const std::string folded = base::folded_for_search(base::trimmed(m_search));
    std::size_t shown = 0;
    std::size_t found = 0;
    {
        const w::Card card({.padding = 0, .gap = 0});
        for (const domain::Person& person : m_app.directory().people) {
            if (matches(person, folded) && ++found <= people_shown_max) {
                ++shown;
                row_ui(person);
            }
        }
        if (found == 0) {
            w::empty_state({.icon = w::Icon::Users,
                            .title = say(AdminText::Nothing),
                            .text = say(AdminText::NothingText)});
        }
    }
    if (found > shown) {
        w::caption(app::with(say(AdminText::More),
                             app::count_text(static_cast<std::int64_t>(found - shown))));
    }
}

void AdminPeopleView::row_ui(const domain::Person& person) {
    const std::string id = to_string(person.id);
    const std::string detail =
        app::with(m_app.say(Text::DashBeside), person.staff_no, roles_text(person));
    if (w::action_row({.id = id,
                       .label = person.name,
                       .detail = detail,
                       .value = person.active ? std::string_view() : say(AdminText::Inactive),
                       .icon = person.active ? w::Icon::User : w::Icon::Pause})) {
        m_person = person.id;
        m_open = Form::None;
    }
}

std::string AdminPeopleView::roles_text(const domain::Person& person) const {
    std::string text;
    for (const Role role : m_app.directory().roles_of(person.id)) {
        text += text.empty() ? std::string_view() : m_app.say(Text::ListComma);
        text += app::label(role, m_app.language());
    }
    return text.empty() ? std::string(say(AdminText::NoRole)) : text;
}

std::string AdminPeopleView::grant_text(const domain::RoleGrant& grant) const {
    std::string text(app::label(grant.role, m_app.language()));
    const domain::Team* team = m_app.directory().team(grant.team);
    const domain::Group* group = m_app.directory().group(grant.group);
    if (team != nullptr || group != nullptr) {
        text += "  ";
        text += team != nullptr ? team->name : group->name;
    }
    return text;
}

std::string AdminPeopleView::since_text(const domain::RoleGrant& grant) const {
    if (grant.since_utc_ms == 0) {
        return {};
    }
    const std::string since = app::moment_text(grant.since_utc_ms, m_app.clock(), m_app.language());
    const std::string_view by = m_app.directory().name_of(grant.granted_by);
    return app::with(say(by.empty() ? AdminText::RoleSince : AdminText::RoleSinceBy), since, by);
}

void AdminPeopleView::sheets_ui() {
    if (m_open != Form::None) {
        return form_ui();
    }
    if (const domain::Person* person = m_app.directory().person(m_person)) {
        person_ui(*person);
    }
}

void AdminPeopleView::person_ui(const domain::Person& person) {
    const bool may = !m_app.administration_obstacle();
    w::Sheet sheet({.id = "person_sheet",
                    .title = person.name,
                    .close_label = m_app.say(Text::Close),
                    .has_actions = false});
    w::fact(say(AdminText::StaffNo), person.staff_no);
    w::fact(say(AdminText::Phone),
            person.phone.empty() ? m_app.say(Text::FieldNone) : std::string_view(person.phone));
    if (const auto obstacle = m_app.administration_obstacle()) {
        w::note({.text = say(*obstacle), .icon = w::Icon::CloudOff});
    }
    if (w::action_row({.id = "edit_person",
                       .label = say(AdminText::EditPerson),
                       .icon = w::Icon::Edit,
                       .disabled = !may})) {
        open(Form::Details);
    }
    roles_ui(person);
    account_ui(person);
    w::divider();
    if (w::action_row({.id = "person_active",
                       .label = say(person.active ? AdminText::Deactivate : AdminText::Activate),
                       .icon = person.active ? w::Icon::Pause : w::Icon::Play,
                       .tone = person.active ? w::Tone::Danger : w::Tone::Neutral,
                       .disabled = !may})) {
        open(Form::Active);
    }
    if (sheet.closed()) {
        m_person = {};
    }
}

void AdminPeopleView::roles_ui(const domain::Person& person) {
    const bool may = !m_app.administration_obstacle();
    w::section_heading({.label = say(AdminText::Roles), .icon = w::Icon::UserCheck});
    std::size_t index = 0;
    for (const domain::RoleGrant& grant : m_app.directory().grants) {
        if (grant.person != person.id) {
            continue;
        }
        const w::IdScope scope(index++);
        const std::string name = grant_text(grant);
        const std::string since = since_text(grant);
        if (!grant.is_in_force()) {
            const std::string until =
                app::with(say(AdminText::EarlierRole),
                          app::moment_text(grant.until_utc_ms, m_app.clock(), m_app.language()));
            const std::array<std::string_view, 2> facts{name, until};
            w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
        } else if (w::action_row({.id = "grant",
                                  .label = name,
                                  .detail = since,
                                  .value = say(AdminText::RevokeRole),
                                  .disabled = !may})) {
            m_grant = grant;
            open(Form::Revoke);
        }
    }
    if (w::action_row({.id = "grant_role",
                       .label = say(AdminText::GrantRole),
                       .icon = w::Icon::Plus,
                       .disabled = !may || !person.active})) {
        open(Form::Grant);
    }
}

void AdminPeopleView::account_ui(const domain::Person& person) {
    const bool may = !m_app.administration_obstacle();
    w::section_heading({.label = say(AdminText::Account), .icon = w::Icon::Lock});
    const app::Administration& administration = m_app.administration();
    if (!administration.is_loaded()) {
        w::caption(say(AdminText::Loading));
        return;
    }
    const app::Administration::Account* account = administration.account_of(person.id);
    if (account == nullptr) {
        w::caption(say(AdminText::NoAccount));
    }
    if (w::action_row(
            {.id = "account",
             .label =
                 account == nullptr ? say(AdminText::OpenAccount) : say(AdminText::ResetPassword),
             .detail = account == nullptr ? std::string_view() : std::string_view(account->name),
             .icon = account == nullptr ? w::Icon::Plus : w::Icon::Refresh,
             .disabled = !may})) {
        open(account == nullptr ? Form::Account : Form::Password);
    }
}

void AdminPeopleView::open(Form form) {
    m_open = form;
    m_form.begin();
    m_details = {};
    m_password.clear();
    m_account.clear();
    m_role = w::no_choice;
    if (const domain::Person* person = m_app.directory().person(m_person)) {
        m_details = *person;
    }
    if (const auto* account = m_app.administration().account_of(m_person);
        account != nullptr && form == Form::Password) {
        m_account = account->name;
    }
    if (form != Form::Revoke) {
        m_grant = {.person = m_person, .role = Role::Acceptor, .team = {}, .group = {}};
    }
}

void AdminPeopleView::form_ui() {
    switch (m_open) {
    case Form::Details:
        details_ui();
        break;
    case Form::Grant:
        grant_ui();
        break;
    case Form::Revoke:
        revoke_ui();
        break;
    case Form::Account:
    case Form::Password:
        account_form_ui();
        break;
    case Form::Active:
        active_ui();
        break;
    case Form::None:
        break;
    }
    if (m_form.is_over()) {
        // A new person goes on to roles and account at once, when the directory has them.
        if (m_form.is_done() && m_open == Form::Details && m_person.is_nil()) {
            m_person = m_app.administration().added();
        }
        m_password.clear();
        m_open = Form::None;
    }
}

void AdminPeopleView::details_ui() {
    const AdminText title = m_person.is_nil() ? AdminText::AddPerson : AdminText::EditPerson;
    const bool pressed = m_form.frame_ui(
        {.id = "person_details", .title = say(title), .save = say(AdminText::Save)}, [this] {
            m_form.line_ui({.member = "staff_no", .label = say(AdminText::StaffNo)},
                           m_details.staff_no);
            m_form.line_ui({.member = "name", .label = m_app.say(Text::FormName)}, m_details.name);
            m_form.line_ui({.member = "phone",
                            .label = say(AdminText::Phone),
                            .required = false,
                            .input = w::InputHint::Telephone},
                           m_details.phone);
        });
    if (pressed && m_form.is_complete()) {
        m_form.send(app::put_person_command(m_details), m_details.name);
    }
}

void AdminPeopleView::grant_ui() {
    std::vector<w::Choice> roles;
    for (std::size_t i = 0; i < domain::code_list<Role>().size(); ++i) {
        roles.push_back({.label = app::label(static_cast<Role>(i), m_app.language())});
    }
    const bool pressed = m_form.frame_ui(
        {.id = "person_grant",
         .title = say(AdminText::GrantRole),
         .save = say(AdminText::GrantRole)},
        [&] {
            m_form.choose_ui({.member = "role", .label = say(AdminText::Role)}, roles, m_role);
            if (m_role == static_cast<std::size_t>(Role::TeamLeader)) {
                std::vector<Candidate> teams;
                for (const domain::Team& team : m_app.directory().teams) {
                    teams.push_back({team.id, team.name, {}, {}});
                }
                m_form.pick_ui(
                    {.member = "team", .label = say(AdminText::Team)}, teams, m_grant.team);
            } else if (m_role == static_cast<std::size_t>(Role::GroupMember)) {
                std::vector<Candidate> groups;
                for (const domain::Group& group : m_app.directory().groups) {
                    const domain::Team* team = m_app.directory().team(group.team);
                    groups.push_back({group.id, group.name, team ? team->name : "", {}});
                }
                m_form.pick_ui(
                    {.member = "group", .label = say(AdminText::Group)}, groups, m_grant.group);
            }
        });
    if (pressed && m_form.is_complete()) {
        m_grant.role = static_cast<Role>(m_role);
        m_grant.team = m_grant.role == Role::TeamLeader ? m_grant.team : Uuid{};
        m_grant.group = m_grant.role == Role::GroupMember ? m_grant.group : Uuid{};
        m_form.send(app::grant_role_command(m_grant), grant_text(m_grant));
    }
}

void AdminPeopleView::revoke_ui() {
    const std::string name = grant_text(m_grant);
    const std::string lead = app::with(say(AdminText::RevokeRoleText), name);
    if (m_form.frame_ui({.id = "person_revoke",
                         .title = say(AdminText::RevokeRole),
                         .save = say(AdminText::RevokeRole),
                         .lead = lead,
                         .harm = true},
                        [] {})) {
        m_form.send(app::revoke_role_command(m_grant), name);
    }
}

void AdminPeopleView::account_form_ui() {
    const bool reset = m_open == Form::Password;
    const AdminText title = reset ? AdminText::ResetPassword : AdminText::OpenAccount;
    const bool pressed =
        m_form.frame_ui({.id = "person_account",
                         .title = say(title),
                         .save = say(title),
                         .lead = reset ? say(AdminText::ResetPasswordText) : std::string_view()},
                        [&] {
                            m_form.line_ui({.member = "account",
                                            .label = say(AdminText::AccountName),
                                            .disabled = reset,
                                            .input = w::InputHint::AccountName},
                                           m_account);
                            m_form.password_ui({.member = "password",
                                                .label = say(AdminText::Password),
                                                .hint = say(AdminText::PasswordHint)},
                                               m_password);
                        });
    if (pressed && m_form.is_complete()) {
        const std::string account(base::trimmed(m_account));
        m_form.send(reset ? app::set_password_command(account, m_password)
                          : app::add_account_command(m_person, account, m_password),
                    account);
    }
}

void AdminPeopleView::active_ui() {
    const bool active = m_details.active;
    const AdminText title = active ? AdminText::Deactivate : AdminText::Activate;
    if (m_form.frame_ui({.id = "person_active_form",
                         .title = say(title),
                         .save = say(title),
                         .lead = say(active ? AdminText::DeactivateText : AdminText::ActivateText),
                         .harm = active},
                        [] {})) {
        m_form.send(app::set_person_active_command(m_person, !active), m_details.name);
    }
}

} // namespace huiyin::views
