// What the app asks of the server beside its sync: changes of the administration, who may make
// them, and the register as a workbook.
#include "core/base/json.h"
#include "ui/app/administration.h"
#include "ui/app/app.h"

#include <utility>

namespace huiyin::app {

bool App::has_role(domain::Role role) const {
    return m_store.session() && directory().holds(m_store.session()->person, role);
}

bool App::sees_complaints() const {
    const auto roles = m_store.session() ? directory().roles_of(m_store.session()->person)
                                         : std::vector<domain::Role>{};
    return roles != std::vector<domain::Role>{domain::Role::Administrator};
}

Screen App::first_screen() const {
    return sees_complaints() ? Screen::Complaints : Screen::Administration;
}

std::optional<AdminText> App::administration_obstacle() const {
    if (m_session.needs_sign_in()) {
        return AdminText::NeedsSignIn;
    }
    return m_engine.status().phase == sync::Phase::Offline
               ? std::optional<AdminText>(AdminText::NeedsNetwork)
               : std::nullopt;
}

std::optional<Text> App::register_file_obstacle() const {
    const auto obstacle = administration_obstacle();
    if (!obstacle) {
        return std::nullopt;
    }
    return *obstacle == AdminText::NeedsSignIn ? Text::RecordsXlsxSignIn : Text::RecordsXlsxOffline;
}

void App::ask_register_file(const std::string& first, const std::string& last, std::string name) {
    if (register_file_obstacle()) {
        return;
    }
    if (const auto request =
            m_register_file.request(first, last, m_language, m_store.session()->token)) {
        m_register_file.set_name(std::move(name));
        m_transport.send(*request);
    }
    changed();
}

void App::administer(base::Json command, std::string_view done) {
    if (administration_obstacle() || m_administration->state() == Administration::State::Sending) {
        return;
    }
    m_administration_done = with(say(AdminText::Done), done);
    m_administration->change(std::move(command));
    changed();
    tick();
}

void App::load_administration(bool older_log) {
    if (administration_obstacle()) {
        return;
    }
    if (older_log) {
        m_administration->load_older_log();
    } else {
        m_administration->load();
    }
    tick();
}

} // namespace huiyin::app
