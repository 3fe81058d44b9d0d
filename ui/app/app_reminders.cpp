// The app's part in reminders: when something is news, and what a press on one leads to.
#include "ui/app/app.h"

namespace huiyin::app {

void App::remind() {
    // Only what has been taken whole: a first sync would tell of every complaint there is.
    if (m_reminders.is_hidden() && m_reminders.in_force() && !m_engine.has_work()) {
        m_reminders.look(m_inbox.notices(), m_language);
    }
}

void App::reminders_told(ReminderPermission permission) {
    m_reminders.told(permission);
    changed();
}

void App::set_reminders(bool wanted) {
    m_reminders.set_wanted(wanted);
    m_asks_reminders = wanted && m_reminders.permission() == ReminderPermission::NotAsked;
    static_cast<void>(m_store.put_setting(reminders_setting, wanted ? "on" : "off"));
    changed();
}

void App::show_reminded(const Uuid& complaint) {
    if (!sees_complaints() || !m_store.session()) {
        return;
    }
    if (complaint.is_nil()) {
        go_to(Screen::Inbox);
        return;
    }
    go_to(Screen::Complaints);
    select(complaint);
}

} // namespace huiyin::app
