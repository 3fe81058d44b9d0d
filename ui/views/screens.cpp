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

std::size_t navigation_index(Screen screen) {
    switch (screen) {
    case Screen::NewComplaint:
        return 1;
    case Screen::Me:
        return 2;
    case Screen::SignIn:
    case Screen::Inbox:
    case Screen::Complaints:
    case Screen::Dashboard:
    case Screen::Register:
    case Screen::Administration:
    case Screen::Sync:
        return 0;
    }
    return 0;
}

} // namespace

Screens::Screens(app::App& app)
    : m_app(app)
    , m_sign_in(app)
    , m_list(app)
    , m_detail(app)
    , m_form(app)
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
    case Screen::Dashboard:
    case Screen::Register:
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
    const std::array<w::NavigationItem, 3> items{{
        {.id = "nav_complaints",
         .label = m_app.say(Text::NavComplaints),
         .icon = w::Icon::Complaints},
        {.id = "nav_new", .label = m_app.say(Text::NavNew), .icon = w::Icon::PlusCircle},
        {.id = "nav_me",
         .label = m_app.say(Text::NavMe),
         .icon = w::Icon::User,
         .badge = 0,
         .at_end = true},
    }};
    const auto pressed = w::navigation({.name = m_app.say(Text::NavLabel),
                                        .items = items,
                                        .selected = navigation_index(m_app.screen())});
    if (!pressed) {
        return;
    }
    if (*pressed == 1) {
        m_app.new_complaint();
    } else {
        m_app.go_to(*pressed == 0 ? Screen::Complaints : Screen::Me);
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
