// 平板: which are enrolled, when they last synced, and putting a lost one out.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_form.h"

#include <string>

namespace huiyin::views {

class AdminDevicesView {
public:
    explicit AdminDevicesView(app::App& app)
        : m_app(app)
        , m_form(app) {}

    void page_ui();
    void sheets_ui();

private:
    app::App& m_app;
    AdminForm m_form;
    Uuid m_device; ///< whose sheet is open; nil for none
    bool m_revoking = false;

    void row_ui(const domain::Device& device);
    void device_ui(const domain::Device& device);
    void revoke_ui(const domain::Device& device);
    std::string moment(std::int64_t at_utc_ms) const;

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

} // namespace huiyin::views
