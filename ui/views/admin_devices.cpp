#include "ui/views/admin_devices.h"

#include "ui/app/admin_commands.h"
#include "ui/app/administration.h"
#include "ui/app/format.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;

void AdminDevicesView::page_ui() {
    const w::Card card({.padding = 0, .gap = 0});
    for (const domain::Device& device : m_app.directory().devices) {
        row_ui(device);
    }
}

std::string AdminDevicesView::moment(std::int64_t at_utc_ms) const {
    return at_utc_ms == 0 ? std::string(say(AdminText::DeviceNever))
                          : app::moment_text(at_utc_ms, m_app.clock(), m_app.language());
}

void AdminDevicesView::row_ui(const domain::Device& device) {
    const std::string id = to_string(device.id);
    const app::Administration::Device* known = m_app.administration().device(device.id);
    std::string label = device.code;
    std::string detail;
    if (known != nullptr) {
        label += known->name.empty() ? "" : "  ";
        label += known->name;
        const std::string synced =
            std::string(say(AdminText::DeviceLastSync)) + " " + moment(known->last_sync_at_utc_ms);
        detail = app::with(m_app.say(app::Text::DashBeside),
                           m_app.directory().name_of(known->enrolled_by),
                           synced);
    }
    const bool cloned = known != nullptr && known->cloned_at_utc_ms != 0;
    const AdminText state = device.revoked ? AdminText::DeviceRevoked
                            : cloned       ? AdminText::DeviceCloned
                                           : AdminText::DeviceInUse;
    if (w::action_row({.id = id,
                       .label = label,
                       .detail = detail,
                       .value = say(state),
                       .icon = cloned ? w::Icon::Alert : w::Icon::Tablet,
                       .tone = cloned ? w::Tone::Warning : w::Tone::Neutral})) {
        m_device = device.id;
        m_revoking = false;
    }
}

void AdminDevicesView::sheets_ui() {
    const domain::Device* device = m_app.directory().device(m_device);
    if (device == nullptr) {
        return;
    }
    if (m_revoking) {
        revoke_ui(*device);
    } else {
        device_ui(*device);
    }
}

void AdminDevicesView::device_ui(const domain::Device& device) {
    w::Sheet sheet({.id = "device_sheet",
                    .title = device.code,
                    .close_label = m_app.say(Text::Close),
                    .has_actions = false});
    if (const app::Administration::Device* known = m_app.administration().device(device.id)) {
        const auto line = [this](AdminText label, std::string_view value) {
            w::fact({.label = say(label), .values = {&value, 1}, .label_width = 96});
        };
        line(AdminText::DeviceName, known->name.empty() ? m_app.say(Text::FieldNone) : known->name);
        line(AdminText::DeviceBy, m_app.directory().name_of(known->enrolled_by));
        line(AdminText::DeviceEnrolled, moment(known->enrolled_at_utc_ms));
        line(AdminText::DeviceLastSync, moment(known->last_sync_at_utc_ms));
        line(AdminText::DeviceEvents, app::count_text(known->events));
        if (known->cloned_at_utc_ms != 0) {
            line(AdminText::DeviceCloned, moment(known->cloned_at_utc_ms));
        }
        if (known->revoked_at_utc_ms != 0) {
            line(AdminText::DeviceRevoked, moment(known->revoked_at_utc_ms));
        }
    }
    if (const auto obstacle = m_app.administration_obstacle()) {
        w::note({.text = say(*obstacle), .icon = w::Icon::CloudOff});
    }
    if (!device.revoked &&
        w::action_row({.id = "revoke_device",
                       .label = say(AdminText::Revoke),
                       .icon = w::Icon::XCircle,
                       .tone = w::Tone::Danger,
                       .disabled = m_app.administration_obstacle().has_value()})) {
        m_revoking = true;
        m_form.begin();
    }
    if (sheet.closed()) {
        m_device = {};
    }
}

void AdminDevicesView::revoke_ui(const domain::Device& device) {
    if (m_form.frame_ui({.id = "device_revoke",
                         .title = device.code,
                         .save = say(AdminText::Revoke),
                         .lead = say(AdminText::RevokeText),
                         .harm = true},
                        [] {})) {
        m_form.send(app::revoke_device_command(device.id), device.code);
    }
    if (m_form.is_over()) {
        m_revoking = false;
    }
}

} // namespace huiyin::views
