#include "ui/views/administration.h"

#include "ui/app/administration.h"
#include "ui/views/status_words.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/tabs.h"
#include "ui/widgets/text.h"

#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;

namespace {

/// In the order of AdministrationView::Section.
constexpr std::array<AdminText, 8> section_names{AdminText::People,
                                                 AdminText::Teams,
                                                 AdminText::Devices,
                                                 AdminText::Codes,
                                                 AdminText::Policy,
                                                 AdminText::Volumes,
                                                 AdminText::Log,
                                                 AdminText::Redactions};

} // namespace

void AdministrationView::frame_ui() {
    const bool administrator = m_app.has_role(domain::Role::Administrator);
    if (!administrator && !m_app.has_role(domain::Role::RelationshipManager)) {
        // The role was taken back while the screen was open.
        m_app.go_back();
        return;
    }
    if (!administrator) {
        m_section = Section::Volumes;
    }
    {
        const w::Landmark main(w::Role::Main, m_app.say(AdminText::Title));
        const w::Column pane({.area = w::available(), .padding = {}, .gap = w::space::s});
        {
            w::TopBar bar(
                {.title = m_app.say(administrator ? AdminText::Title : AdminText::Volumes),
                 .lead = administrator ? w::TopBarLead::None : w::TopBarLead::Back,
                 .lead_label = m_app.say(Text::Back)});
            sync_pill_ui(m_app);
            if (bar.lead_pressed()) {
                m_app.go_to(app::Screen::Me);
            }
        }
        if (administrator) {
            sections_ui();
            const w::Landmark panel(
                {.role = w::Role::TabPanel,
                 .name = m_app.say(section_names[static_cast<std::size_t>(m_section)])});
            page_ui();
        } else {
            page_ui();
        }
    }
    sheets_ui();
}

void AdministrationView::sections_ui() {
    std::array<w::Choice, section_names.size()> choices;
    for (std::size_t i = 0; i < section_names.size(); ++i) {
        choices[i].label = m_app.say(section_names[i]);
    }
    auto selected = static_cast<std::size_t>(m_section);
    const w::Insets padding = w::page_insets();
    const w::Column controls({.padding = {padding.left, 0, padding.right, 0}});
    if (w::tabs({.id = "admin_sections", .label = m_app.say(AdminText::Sections), .tabs = choices},
                selected)) {
        m_section = static_cast<Section>(selected);
        m_app.administration().forget();
    }
}

void AdministrationView::page_ui() {
    // Each section keeps its own place.
    const w::IdScope scope(static_cast<std::uint64_t>(m_section));
    const w::ScrollArea page({.id = "admin_page",
                              .padding = w::page_insets(),
                              .gap = w::space::m,
                              .width_max = 840,
                              .at_start = true});
    // An order is carried out without a network as well.
    const auto obstacle = m_section == Section::Redactions ? std::optional<AdminText>()
                                                           : m_app.administration_obstacle();
    if (obstacle) {
        w::note({.text = m_app.say(*obstacle), .icon = w::Icon::CloudOff, .id = "admin_obstacle"});
    }
    switch (m_section) {
    case Section::People:
        m_people.page_ui();
        break;
    case Section::Teams:
        m_teams.page_ui();
        break;
    case Section::Devices:
        m_devices.page_ui();
        break;
    case Section::Codes:
        m_codes.page_ui();
        break;
    case Section::Policy:
        m_policy.page_ui();
        break;
    case Section::Volumes:
        m_volumes.page_ui();
        break;
    case Section::Log:
        m_log.page_ui();
        break;
    case Section::Redactions:
        m_redactions.page_ui();
        break;
    }
}

void AdministrationView::sheets_ui() {
    if (m_section == Section::People) {
        m_people.sheets_ui();
    } else if (m_section == Section::Teams) {
        m_teams.sheets_ui();
    } else if (m_section == Section::Devices) {
        m_devices.sheets_ui();
    } else if (m_section == Section::Codes) {
        m_codes.sheets_ui();
    } else if (m_section == Section::Volumes) {
        m_volumes.sheets_ui();
    } else if (m_section == Section::Redactions) {
        m_redactions.sheets_ui();
    }
}

} // namespace huiyin::views
