// All screens together: navigation, the screen in front, the toast.
#pragma once

#include "ui/app/app.h"
#include "ui/views/administration.h"
#include "ui/views/complaint_detail.h"
#include "ui/views/complaint_list.h"
#include "ui/views/dashboard.h"
#include "ui/views/inbox.h"
#include "ui/views/me.h"
#include "ui/views/new_complaint.h"
#include "ui/views/register.h"
#include "ui/views/sign_in.h"
#include "ui/views/sync_status.h"

namespace huiyin::views {

class Screens {
public:
    explicit Screens(app::App& app);

    /// Draws the screen in front; called once for each pass of a frame.
    void frame_ui();

private:
    app::App& m_app;
    SignInView m_sign_in;
    InboxView m_inbox;
    DashboardView m_dashboard;
    ComplaintListView m_list;
    ComplaintDetailView m_detail;
    NewComplaintView m_form;
    RegisterView m_register;
    AdministrationView m_administration;
    SyncView m_sync;
    MeView m_me;

    void navigation_ui();
    void complaints_ui();
    void steps_of_held_row();
    void toast_ui();
};

} // namespace huiyin::views
