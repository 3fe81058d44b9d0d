#include "ui/views/screens.h"

#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"

#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Screen;
using app::Text;

namespace {

/// Width of the list beside a complaint.
constexpr float list_pane_width = 392;

/// A place in the navigation.
struct Place {
    std::string_view id;
    std::string_view label;
    w::Icon icon;
    Screen screen;
};

/// The places of this person: those of complaints for everybody who has to do with them, the
/// administration for administrators, who have no other place for the sync.
std::vector<Place> places_of(const app::App& app) {
    std::vector<Place> places;
    if (app.sees_complaints()) {
        places = {{"nav_inbox", app.say(Text::NavInbox), w::Icon::Inbox, Screen::Inbox},
                  {"nav_complaints",
                   app.say(Text::NavComplaints),
                   w::Icon::Complaints,
                   Screen::Complaints},
                  {"nav_new", app.say(Text::NavNew), w::Icon::PlusCircle, Screen::NewComplaint},
                  {"nav_dashboard", app.say(Text::NavDashboard), w::Icon::Chart, Screen::Dashboard},
                  {"nav_register", app.say(Text::NavRegister), w::Icon::Table, Screen::Register}};
    }
    if (app.has_role(domain::Role::Administrator)) {
        places.push_back({"nav_administration",
                          app.say(app::AdminText::Title),
                          w::Icon::Settings,
                          Screen::Administration});
    }
    if (!app.sees_complaints()) {
        places.push_back(
            {"nav_sync", app.say(Text::SyncPageTitle), w::Icon::CloudUp, Screen::Sync});
    }
    places.push_back({"nav_me", app.say(Text::NavMe), w::Icon::User, Screen::Me});
    return places;
}

} // namespace

Screens::Screens(app::App& app)
    : m_app(app)
    , m_sign_in(app)
    , m_inbox(app)
    , m_dashboard(app)
    , m_list(app)
    , m_detail(app)
    , m_form(app)
    , m_register(app)
    , m_administration(app)
    , m_sync(app)
    , m_me(app) {}

void Screens::frame_ui() {
    switch (m_app.screen()) {
    case Screen::SignIn:
        m_sign_in.frame_ui();
        break;
    case Screen::NewComplaint:
        // A task of its own: no navigation leads away from it by accident.
        m_form.frame_ui();
        break;
    case Screen::Inbox:
        navigation_ui();
        m_inbox.frame_ui();
        if (m_inbox.take_telling()) {
            m_detail.begin_step(domain::EventKind::Tell);
        }
        break;
    case Screen::Dashboard:
        navigation_ui();
        m_dashboard.frame_ui();
        break;
    case Screen::Register:
        navigation_ui();
        m_register.frame_ui();
        break;
    case Screen::Administration:
        navigation_ui();
        m_administration.frame_ui();
        break;
    case Screen::Complaints:
        complaints_ui();
        break;
    case Screen::Sync:
        navigation_ui();
        m_sync.frame_ui();
        break;
    case Screen::Me:
        navigation_ui();
        m_me.frame_ui();
        break;
    }
    toast_ui();
}

void Screens::navigation_ui() {
    const std::vector<Place> places = places_of(m_app);
    std::vector<w::NavigationItem> items;
    // Sync is reached from everywhere and belongs to none of them.
    std::size_t selected = w::no_choice;
    for (const Place& place : places) {
        selected = place.screen == m_app.screen() ? items.size() : selected;
        items.push_back({.id = place.id, .label = place.label, .icon = place.icon});
        items.back().at_end = place.screen == Screen::Me;
        if (place.screen == Screen::Inbox) {
            items.back().badge = static_cast<int>(m_app.inbox().task_count());
        }
    }
    const auto pressed =
        w::navigation({.name = m_app.say(Text::NavLabel), .items = items, .selected = selected});
    if (!pressed) {
        return;
    }
    if (places[*pressed].screen == Screen::NewComplaint) {
        m_app.new_complaint();
    } else {
        m_app.go_to(places[*pressed].screen);
    }
}

void Screens::complaints_ui() {
    if (w::breakpoint() == w::Breakpoint::Wide) {
        navigation_ui();
        {
            const w::IdScope pane("list_pane");
            m_list.frame_ui(w::dock_left(list_pane_width));
        }
        steps_of_held_row();
        const w::IdScope pane("detail_pane");
        m_detail.frame_ui(w::available().inset(w::space::m), /*beside_list=*/true);
    } else if (m_app.selected()) {
        m_detail.frame_ui(w::available(), /*beside_list=*/false);
    } else {
        navigation_ui();
        m_list.frame_ui(w::available());
        steps_of_held_row();
    }
}

void Screens::steps_of_held_row() {
    if (m_list.take_held()) {
        m_detail.open_steps();
    }
}

void Screens::toast_ui() {
    if (!m_app.toast()) {
        return;
    }
    const app::Toast& toast = *m_app.toast();
    // Of its own time, so that the same words said again are a toast of their own.
    const std::string id = "toast" + std::to_string(toast.since_monotonic_ms);
    // Its end is one of App's deadlines.
    const w::ToastResult result =
        w::toast({.text = toast.text,
                  .action = toast.undo ? m_app.say(Text::Undo) : std::string_view(),
                  .id = id,
                  .bottom = 72});
    if (result.action) {
        m_app.undo_toast();
    } else {
        m_app.hold_toast(result.held);
    }
}

} // namespace huiyin::views
