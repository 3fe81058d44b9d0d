#include "ui/views/sync_status.h"

#include "core/base/limits.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

/// More than anybody reads; the count stands above.
constexpr std::size_t steps_shown_max = 50;

/// From here on records may soon not fit (mock-up 06: under 10 % free).
constexpr float storage_full_fraction = 0.9F;

} // namespace

void SyncView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::SyncPageTitle));
    {
        w::TopBar bar({.title = m_app.say(Text::SyncPageTitle),
                       .lead = w::TopBarLead::Back,
                       .lead_label = m_app.say(Text::Back)});
        sync_pill_ui(m_app);
        if (bar.lead_pressed() || w::take_dismiss()) {
            m_app.go_back();
        }
    }
    w::ScrollArea page({.id = "sync_page",
                        .padding = {w::page_margin(), 0, w::page_margin(), w::space::xl},
                        .gap = w::space::l,
                        .width_max = 840});
    state_ui();
    pending_ui();
    reconcile_ui();
    storage_ui();
}

void SyncView::reconcile_ui() {
    const std::int64_t written = m_app.written_count();
    const std::int64_t waiting = m_app.unsent_count();
    w::section_heading({.label = m_app.say(Text::SyncReconcile), .icon = w::Icon::CheckCircle});
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    const std::string counts = app::with(m_app.say(Text::SyncAllReceived),
                                         app::count_text(written),
                                         app::count_text(written - waiting));
    if (waiting == 0) {
        w::icon_caption(w::Icon::CheckCircle, counts, w::Tone::Success);
        return;
    }
    w::text(counts);
    const std::string way = app::with(m_app.say(Text::SyncOnTheWay), app::count_text(waiting));
    w::icon_caption(w::Icon::CloudUp, way);
}

void SyncView::storage_ui() {
    const auto& storage = m_app.storage();
    if (!storage) {
        return;
    }
    w::section_heading({.label = m_app.say(Text::SyncStorage), .icon = w::Icon::Storage});
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    w::icon_caption(storage->kept ? w::Icon::Lock : w::Icon::Info,
                    m_app.say(storage->kept ? Text::MeStorageKept : Text::MeStorageNotKept));
    if (storage->quota_bytes <= 0) {
        return;
    }
    const std::string counts = app::with(m_app.say(Text::SyncStorageUsed),
                                         app::bytes_text(storage->used_bytes),
                                         app::bytes_text(storage->quota_bytes));
    const float used = static_cast<float>(static_cast<double>(storage->used_bytes) /
                                          static_cast<double>(storage->quota_bytes));
    w::progress({.name = m_app.say(Text::SyncStorage),
                 .fraction = std::min(used, 1.0F),
                 .counts = counts,
                 .id = "storage_used"});
    if (used > storage_full_fraction) {
        w::note({.text = m_app.say(Text::SyncStorageLow), .tone = w::Tone::Danger});
    }
}

void SyncView::state_ui() {
    const sync::Status& status = m_app.sync_status();
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    const std::string waiting =
        app::with(m_app.say(Text::SyncWaiting), app::count_text(m_app.unsent_count()));
    w::title(m_app.unsent_count() == 0 ? m_app.say(Text::SyncAllDone) : std::string_view(waiting),
             2);
    const bool stuck =
        status.problem != sync::Problem::None || status.phase == sync::Phase::Offline;
    if (stuck) {
        w::caption(app::sync_problem_text(status.problem, m_app.language()));
    } else if (m_app.unsent_count() == 0) {
        w::caption(m_app.say(Text::SyncAllDoneText));
    }
    const std::string contact = app::with(
        m_app.say(Text::SyncLastContact),
        status.last_contact_utc_ms == 0
            ? std::string(m_app.say(Text::SyncNever))
            : app::moment_text(status.last_contact_utc_ms, m_app.clock(), m_app.language()));
    const std::string device =
        app::with(m_app.say(Text::SyncDevice), m_app.session_info()->device_code);
    const std::string apart =
        app::with(m_app.say(Text::SyncClockSame),
                  app::count_text(std::abs(status.server_clock_ahead_ms) / 1000));
    std::vector<std::string_view> facts{contact, device};
    if (status.last_contact_utc_ms != 0) {
        facts.push_back(apart);
    }
    w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
    const std::int64_t ahead_min = std::abs(status.server_clock_ahead_ms) / 60'000;
    if (std::abs(status.server_clock_ahead_ms) > base::limits::clock_drift_ms_max) {
        const std::string text =
            app::with(m_app.say(Text::SyncClockOff), app::count_text(ahead_min));
        w::note({.text = text, .tone = w::Tone::Warning, .icon = w::Icon::Clock, .id = "clock"});
    }
    const bool sign_in = m_app.session().needs_sign_in();
    if (w::button({.id = "sync_now",
                   .label = m_app.say(sign_in ? Text::SignInAgain : Text::SyncNow),
                   .kind = sign_in ? w::ButtonKind::Primary : w::ButtonKind::Secondary,
                   .icon = sign_in ? w::Icon::User : w::Icon::Refresh})) {
        if (sign_in) {
            m_app.go_to(app::Screen::SignIn);
        } else {
            m_app.sync_now();
        }
    }
}

void SyncView::pending_ui() {
    const auto steps = m_app.pending_steps(steps_shown_max);
    if (steps.empty()) {
        return;
    }
    const std::string count = app::count_text(m_app.unsent_count());
    w::section_heading(
        {.label = m_app.say(Text::SyncPendingTitle), .icon = w::Icon::CloudUp, .count = count});
    const w::Card card({.padding = 0, .gap = 0});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const app::PendingStep& step = steps[i];
        const w::IdScope scope(i);
        const std::string title =
            std::string(app::label(step.kind, m_app.language())) + "  " + step.title;
        const std::string time =
            app::moment_text(step.device_time_utc_ms, m_app.clock(), m_app.language());
        const std::string place = app::with(m_app.say(Text::SyncReasonQueued),
                                            app::count_text(static_cast<std::int64_t>(i) + 1));
        const bool sending = m_app.pill_state() == app::PillState::Running;
        const std::array<std::string_view, 2> facts{step.number, time};
        if (w::task_row({.id = "pending",
                         .title = title,
                         .facts = facts,
                         .remaining =
                             sending ? m_app.say(Text::SyncReasonNow) : std::string_view(place)})) {
            m_app.select(step.complaint);
            m_app.go_to(app::Screen::Complaints);
        }
    }
}

} // namespace huiyin::views
