#include "ui/views/sync_status.h"

#include "core/base/limits.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/views/step_names.h"
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
using app::KeepText;
using app::Text;

namespace {

/// More than anybody reads; the count stands above.
constexpr std::size_t steps_shown_max = 50;

/// Whether a step can be filled in again: in the form of a complaint or in a sheet on its page.
bool has_form(domain::EventKind kind) {
    return kind == domain::EventKind::Record || kind == domain::EventKind::RejectIntake ||
           kind == domain::EventKind::CloseDissatisfied || is_on_page(kind);
}

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
    kept_apart_ui();
    pending_ui();
    m_file.code_ui();
    reconcile_ui();
    if (!m_app.storage()) {
        m_file.ui();
        return;
    }
    w::Columns columns({.row_gap = w::space::s, .even = true});
    storage_ui();
    columns.next();
    m_file.ui();
}

void SyncView::reconcile_ui() {
    const auto& kept = m_app.kept_apart();
    const std::int64_t only_here = std::count_if(
        kept.begin(), kept.end(), [](const store::KeptApart& one) { return !one.on_server; });
    const std::int64_t written = m_app.written_count();
    const std::int64_t waiting = std::min(written, m_app.unsent_count() + only_here);
    w::section_heading({.label = m_app.say(KeepText::Reconcile), .icon = w::Icon::CheckCircle});
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    const std::string counts = app::with(m_app.say(KeepText::AllReceived),
                                         app::count_text(written),
                                         app::count_text(written - waiting));
    if (waiting == 0) {
        w::icon_caption(w::Icon::CheckCircle, counts, w::Tone::Success);
        return;
    }
    w::text(counts);
    const std::string way = app::with(m_app.say(KeepText::OnTheWay), app::count_text(waiting));
    w::icon_caption(w::Icon::CloudUp, way);
}

void SyncView::storage_ui() {
    const auto& storage = m_app.storage();
    w::section_heading({.label = m_app.say(KeepText::Storage), .icon = w::Icon::Storage});
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    w::icon_caption(storage->kept ? w::Icon::Lock : w::Icon::Info,
                    m_app.say(storage->kept ? Text::MeStorageKept : Text::MeStorageNotKept));
    if (storage->quota_bytes <= 0) {
        return;
    }
    const std::string counts = app::with(m_app.say(KeepText::StorageUsed),
                                         app::bytes_text(storage->used_bytes),
                                         app::bytes_text(storage->quota_bytes));
    const float used = static_cast<float>(static_cast<double>(storage->used_bytes) /
                                          static_cast<double>(storage->quota_bytes));
    w::progress({.name = m_app.say(KeepText::Storage),
                 .fraction = std::min(used, 1.0F),
                 .counts = counts,
                 .id = "storage_used"});
    storage_short_ui(m_app);
}

void SyncView::state_ui() {
    const sync::Status& status = m_app.sync_status();
    const w::Card card({.padding = w::space::l, .gap = w::space::m});
    const std::string waiting = waiting_words(m_app);
    const bool stuck =
        status.problem != sync::Problem::None || status.phase == sync::Phase::Offline;
    const std::string_view nothing =
        stuck ? m_app.say(KeepText::NothingWaits) : m_app.say(Text::SyncAllDone);
    const bool sign_in = m_app.session().needs_sign_in();
    bool pressed = false;
    {
        const w::Row row({.wrap = true, .align = w::Align::SpaceBetween});
        w::title(waiting.empty() ? nothing : std::string_view(waiting), 2);
        pressed = w::button({.id = "sync_now",
                             .label = m_app.say(sign_in ? Text::SignInAgain : Text::SyncNow),
                             .kind = sign_in ? w::ButtonKind::Primary : w::ButtonKind::Secondary,
                             .icon = sign_in ? w::Icon::User : w::Icon::Refresh});
    }
    if (stuck) {
        w::caption(app::sync_problem_text(status.problem, m_app.language()));
        watch_ui();
    } else if (waiting.empty()) {
        w::caption(m_app.say(Text::SyncAllDoneText));
    } else if (m_app.unsent_count() == 0) {
        w::caption(m_app.say(KeepText::FilesFollow));
    }
    const std::string contact = app::with(
        m_app.say(Text::SyncLastContact),
        status.last_contact_utc_ms == 0
            ? std::string(m_app.say(Text::SyncNever))
            : app::moment_text(status.last_contact_utc_ms, m_app.clock(), m_app.language()));
    const std::string device =
        app::with(m_app.say(Text::SyncDevice), m_app.session_info()->device_code);
    const std::string apart =
        app::with(m_app.say(KeepText::ClockSame),
                  app::count_text(std::abs(status.server_clock_ahead_ms) / 1000));
    std::vector<std::string_view> facts{contact, device};
    const std::int64_t behind_ms = m_app.clock().now_utc_ms() - status.last_contact_utc_ms;
    const std::string behind = app::with(
        m_app.say(KeepText::Behind), app::count_text(std::max<std::int64_t>(behind_ms, 0) / 1000));
    if (status.last_contact_utc_ms != 0) {
        facts.push_back(apart);
        facts.push_back(behind);
    }
    w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
    const std::int64_t ahead_min = std::abs(status.server_clock_ahead_ms) / 60'000;
    if (std::abs(status.server_clock_ahead_ms) > base::limits::clock_drift_ms_max) {
        const std::string text =
            app::with(m_app.say(Text::SyncClockOff), app::count_text(ahead_min));
        w::note({.text = text, .tone = w::Tone::Warning, .icon = w::Icon::Clock, .id = "clock"});
    }
    if (pressed && sign_in) {
        m_app.go_to(app::Screen::SignIn);
    } else if (pressed) {
        m_app.sync_now();
    }
}

/// Since when nothing moved, and when the next attempt is: a person sees that it is not forgotten.
void SyncView::watch_ui() {
    const sync::Status& status = m_app.sync_status();
    const std::int64_t since =
        status.last_contact_utc_ms != 0 ? status.last_contact_utc_ms : status.problem_since_utc_ms;
    std::vector<std::string> lines;
    if (since != 0) {
        lines.push_back(app::with(m_app.say(KeepText::StillSince),
                                  app::moment_text(since, m_app.clock(), m_app.language())));
    }
    if (const auto next = m_app.next_attempt_utc_ms()) {
        const bool busy = status.problem == sync::Problem::ServerBusy;
        lines.push_back(app::with(m_app.say(busy ? KeepText::BusyUntil : KeepText::NextAt),
                                  app::clock_text(*next, m_app.clock())));
    } else if (status.phase == sync::Phase::Talking) {
        lines.emplace_back(m_app.say(KeepText::NextNow));
    }
    for (const std::string& line : lines) {
        w::caption(line);
    }
}

void SyncView::kept_apart_ui() {
    const auto& kept = m_app.kept_apart();
    if (kept.empty()) {
        return;
    }
    const std::string count = app::count_text(static_cast<std::int64_t>(kept.size()));
    w::section_heading(
        {.label = m_app.say(KeepText::Title), .icon = w::Icon::Alert, .count = count});
    w::caption(m_app.say(KeepText::Lead));
    // What a press leads to changes the list: done after it.
    std::optional<Wish> wish;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const w::IdScope scope(i);
        if (const auto pressed = kept_step_ui(kept[i])) {
            wish = Wish{*pressed, kept[i]};
        }
    }
    if (wish) {
        fulfil(*wish);
    }
}

std::optional<SyncView::Action> SyncView::kept_step_ui(const store::KeptApart& kept) {
    const app::Language language = m_app.language();
    const w::Card card({.padding = w::space::l, .gap = w::space::s});
    const auto kind =
        domain::from_code<domain::EventKind>(kept.event.kind).value_or(domain::EventKind::Note);
    const std::string title = std::string(app::label(kind, language)) + "  " + kept.title;
    w::text(title, {.weight = w::Weight::Bold});
    const std::string time =
        app::moment_text(kept.event.device_time_utc_ms, m_app.clock(), language);
    const std::array<std::string_view, 2> facts{kept.number, time};
    w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
    w::icon_caption(w::Icon::Alert, app::label(kept.reason, language), w::Tone::Danger);
    if (kept.on_server) {
        w::caption(m_app.say(KeepText::OnServer));
    }
    const w::Row row({.gap = w::space::s, .wrap = true, .id = "kept_actions"});
    const auto pressed = [&](std::string_view id, KeepText label) {
        std::string name(m_app.say(label));
        name += ": ";
        name += title;
        return w::button({.id = id, .label = m_app.say(label), .name = name});
    };
    std::optional<Action> action;
    if (has_form(kind) && m_app.may_edit_again(kept) && pressed("kept_edit", KeepText::EditAgain)) {
        action = Action::Edit;
    }
    // What the rules refused would be refused again as it is.
    if (!kept.on_server && pressed("kept_retry", KeepText::TryAgain)) {
        action = Action::Retry;
    }
    if (pressed("kept_export", KeepText::Export)) {
        action = Action::Export;
    }
    if (pressed("kept_let_be", KeepText::LetBe)) {
        action = Action::LetBe;
    }
    return action;
}

void SyncView::fulfil(const Wish& wish) {
    switch (wish.action) {
    case Action::Edit:
        m_app.edit_again(wish.kept);
        break;
    case Action::Retry:
        static_cast<void>(m_app.try_again(wish.kept));
        break;
    case Action::Export:
        m_file.offer(&wish.kept);
        break;
    case Action::LetBe:
        m_app.let_be(wish.kept);
        break;
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
