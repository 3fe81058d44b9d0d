#include "ui/views/me.h"

#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <array>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

/// Room for the longest label, 部门 or Department.
constexpr float label_width = 88;

} // namespace

void MeView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::MeTitle));
    {
        w::TopBar bar({.title = m_app.say(Text::MeTitle)});
        sync_pill_ui(m_app);
    }
    w::ScrollArea page({.id = "me_page",
                        .padding = w::page_insets(),
                        .gap = w::space::l,
                        .width_max = 640 * w::view().text_scale,
                        .at_start = true});
    person_ui();
    settings_ui();
    reminders_ui();
    volumes_ui();
}

void MeView::reminders_ui() {
    using Permission = app::ReminderPermission;
    const app::Reminders& reminders = m_app.reminders();
    if (!m_app.sees_complaints() || reminders.permission() == Permission::Unknown) {
        return;
    }
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    if (reminders.permission() == Permission::Unsupported) {
        w::caption(m_app.say(Text::MeRemindersUnsupported));
        return;
    }
    const bool denied = reminders.permission() == Permission::Denied;
    bool wanted = reminders.wanted() && !denied;
    if (w::toggle_switch(
            {.id = "reminders", .label = m_app.say(Text::MeReminders), .disabled = denied},
            wanted)) {
        m_app.set_reminders(wanted);
    }
    Text lead = Text::MeRemindersLead;
    if (denied) {
        lead = Text::MeRemindersDenied;
    } else if (wanted && reminders.permission() == Permission::NotAsked) {
        lead = Text::MeRemindersAsking;
    }
    w::caption(m_app.say(lead));
}

void MeView::volumes_ui() {
    // Administrators have them among the rest.
    if (m_app.has_role(domain::Role::RelationshipManager) &&
        !m_app.has_role(domain::Role::Administrator)) {
        const w::Card card({.padding = 0, .gap = 0});
        if (w::action_row({.id = "volumes",
                           .label = m_app.say(app::AdminText::Volumes),
                           .detail = m_app.say(app::AdminText::VolumesLead),
                           .icon = w::Icon::Chart})) {
            m_app.go_to(app::Screen::Administration);
        }
    }
}

void MeView::person_ui() {
    const auto& session = m_app.session_info();
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    w::title(m_app.directory().name_of(session->person), 2);
    std::vector<std::string_view> roles;
    for (const domain::Role role : m_app.directory().roles_of(session->person)) {
        roles.push_back(app::label(role, m_app.language()));
    }
    const auto line = [this](Text name, std::span<const std::string_view> values) {
        w::fact({.label = m_app.say(name), .values = values, .label_width = label_width});
    };
    const std::string_view department = m_app.directory().department_name;
    const std::string_view device = session->device_code;
    line(Text::MeRoles, roles);
    line(Text::MeDepartment, {&department, 1});
    line(Text::MeDevice, {&device, 1});
}

void MeView::settings_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::l});
    // A language is named in itself, whatever the interface speaks.
    const std::array<w::Choice, 2> languages{{{.label = "中文"}, {.label = "English"}}};
    auto language = static_cast<std::size_t>(m_app.language());
    if (w::segmented({.id = "language", .label = m_app.say(Text::MeLanguage), .choices = languages},
                     language)) {
        m_app.set_language(static_cast<app::Language>(language));
    }
    constexpr std::array<int, 4> percents{100, 125, 150, 200};
    const std::array<w::Choice, 4> sizes{
        {{.label = "100 %"}, {.label = "125 %"}, {.label = "150 %"}, {.label = "200 %"}}};
    std::size_t size = w::no_choice;
    for (std::size_t i = 0; i < percents.size(); ++i) {
        size = percents[i] == m_app.text_percent() ? i : size;
    }
    if (w::segmented({.id = "text_size", .label = m_app.say(Text::MeTextSize), .choices = sizes},
                     size)) {
        m_app.set_text_percent(percents[size]);
    }
}

} // namespace huiyin::views
