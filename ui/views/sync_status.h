// 同步: what waits to be sent and why.
#pragma once

#include "ui/app/app.h"

namespace huiyin::views {

class SyncView {
public:
    explicit SyncView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;

    void state_ui();
    void pending_ui();
    void reconcile_ui();
    void storage_ui();
};

} // namespace huiyin::views
