// 管理: people, teams, tablets, lists, policy, volumes and the log, for the administrator; the
// volumes also for the relationship manager. Offline it shows what the tablet knows, to be read.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_devices.h"
#include "ui/views/admin_lists.h"
#include "ui/views/admin_people.h"
#include "ui/views/admin_policy.h"
#include "ui/views/admin_redactions.h"
#include "ui/views/admin_teams.h"

namespace huiyin::views {

class AdministrationView {
public:
    explicit AdministrationView(app::App& app)
        : m_app(app)
        , m_people(app)
        , m_teams(app)
        , m_devices(app)
        , m_codes(app)
        , m_policy(app)
        , m_volumes(app)
        , m_log(app)
        , m_redactions(app) {}

    void frame_ui();

private:
    enum class Section : std::uint8_t {
        People,
        Teams,
        Devices,
        Codes,
        Policy,
        Volumes,
        Log,
        Redactions
    };

    app::App& m_app;
    Section m_section = Section::People;
    AdminPeopleView m_people;
    AdminTeamsView m_teams;
    AdminDevicesView m_devices;
    AdminCodesView m_codes;
    AdminPolicyView m_policy;
    AdminVolumesView m_volumes;
    AdminLogView m_log;
    AdminRedactionsView m_redactions;

    void sections_ui();
    void page_ui();
    void sheets_ui();
};

} // namespace huiyin::views
