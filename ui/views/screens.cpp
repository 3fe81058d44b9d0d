#include "ui/views/screens.h"

#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"

#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Screen;
using app::Text;

namespace {

/// Width of the list beside a complaint.
constexpr float list_pane_width = 392;

/// A place in the navigation.
struct Place {
    const char* id;
    Text label;
    w::Icon icon;
    Screen screen;
};

constexpr std::array<Place, 6> places{
    {{"nav_inbox", Text::NavInbox, w::Icon::Inbox, Screen::Inbox},
     {"nav_complaints", Text::NavComplaints, w::Icon::Complaints, Screen::Complaints},
     {"nav_new", Text::NavNew, w::Icon::PlusCircle, Screen::NewComplaint},
     {"nav_dashboard", Text::NavDashboard, w::Icon::Chart, Screen::Dashboard},
     {"nav_register", Text::NavRegister, w::Icon::Table, Screen::Register},
     {"nav_me", Text::NavMe, w::Icon::User, Screen::Me}}};

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
    std::array<w::NavigationItem, places.size()> items;
    std::size_t selected = 1;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place& place = places[i];
        items[i] = {.id = place.id, .label = m_app.say(place.label), .icon = place.icon};
        items[i].at_end = place.screen == Screen::Me;
        if (place.screen == Screen::Inbox) {
            items[i].badge = static_cast<int>(m_app.inbox().task_count());
        }
        selected = place.screen == m_app.screen() ? i : selected;
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
            // Both panes have a top bar and a page of their own.
            const w::IdScope pane("list_pane");
            m_list.frame_ui(w::dock_left(list_pane_width));
        }
        const w::IdScope pane("detail_pane");
        m_detail.frame_ui(w::available().inset(w::space::m), /*beside_list=*/true);
    } else if (m_app.selected()) {
        m_detail.frame_ui(w::available(), /*beside_list=*/false);
    } else {
        navigation_ui();
        m_list.frame_ui(w::available());
    }
}

void Screens::toast_ui() {
    if (m_app.toast()) {
        // Its end is one of App's deadlines, so nothing has to be done with the answer.
        static_cast<void>(w::toast({.text = m_app.toast()->text, .bottom = 72}));
    }
}

} // namespace huiyin::views
