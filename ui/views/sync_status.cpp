#include "ui/views/sync_status.h"

#include "core/base/limits.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/views/step_members.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/stats.h"
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

// Right of the words of a card, × the size of text.
constexpr float figures_width = 420;
constexpr float check_width = 112;
constexpr float action_width = 184;
constexpr float files_after_width = 160;

/// The server was asked so lately that a number would only flicker.
constexpr std::int64_t seconds_just_now = 5;

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
                        .padding = w::page_insets(),
                        .gap = w::space::m,
                        .width_max = 840,
                        .at_start = true});
    state_ui();
    kept_apart_ui();
    pending_ui();
    awaited_ui();
    drafts_ui();
    m_file.code_ui();
    reconcile_ui();
    if (!m_app.storage()) {
        m_file.ui();
        return;
    }
    w::Columns columns({.gap = w::space::m, .row_gap = w::space::m, .even = true});
    storage_ui();
    columns.next();
    m_file.ui();
}

void SyncView::awaited_ui() {
    const auto& awaited = m_app.awaited_decisions();
    if (awaited.empty()) {
        return;
    }
    const std::string count = app::count_text(static_cast<std::int64_t>(awaited.size()));
    w::group_heading({.icon = w::Icon::Conflict,
                      .tone = w::Tone::Warning,
                      .label = m_app.say(KeepText::Awaited),
                      .count = count});
    const w::Card card({.padding = 0, .gap = 0});
    std::optional<base::Uuid> pressed;
    for (std::size_t i = 0; i < awaited.size(); ++i) {
        const app::AwaitedDecision& one = awaited[i];
        const w::IdScope scope(i);
        const std::string what = one.member.empty()
                                     ? std::string(m_app.say(KeepText::ClashOfSteps))
                                     : std::string(member_name(one.member, m_app.language()));
        const std::string why =
            app::with(m_app.say(KeepText::AwaitedText), m_app.directory().name_of(one.other));
        const std::array<std::string_view, 1> facts{why};
        const std::string title = what + "  " + std::string(m_app.titled(one.title));
        if (w::task_row({.id = "awaited", .title = title, .facts = facts})) {
            pressed = one.complaint;
        }
    }
    if (pressed) {
        m_app.select(*pressed);
        m_app.go_to(app::Screen::Complaints);
    }
}

void SyncView::drafts_ui() {
    if (const std::int64_t drafts = m_app.draft_count(); drafts > 0) {
        const std::string text =
            app::with(m_app.say(KeepText::DraftsHere), app::count_text(drafts));
        w::icon_caption(w::Icon::Edit, text, w::Tone::Muted);
    }
}

void SyncView::reconcile_ui() {
    const auto& kept = m_app.kept_apart();
    const std::int64_t only_here = std::count_if(
        kept.begin(), kept.end(), [](const store::KeptApart& one) { return !one.on_server; });
    const std::int64_t written = m_app.written_count();
    const std::int64_t waiting = std::min(written, m_app.unsent_count() + only_here);
    const w::Card card({.padding = w::card_padding(), .gap = w::space::s});
    const std::array<float, 2> widths{
        1, (waiting == 0 ? check_width : figures_width) * w::view().text_scale};
    w::Columns columns({.width_min = 240, .row_gap = w::space::m, .widths = widths});
    w::section_heading({.label = m_app.say(KeepText::Reconcile)});
    if (waiting == 0) {
        const std::string counts = app::with(
            m_app.say(KeepText::AllReceived), app::count_text(written), app::count_text(written));
        w::icon_caption(w::Icon::CheckCircle, counts, w::Tone::Success);
    } else {
        w::caption(m_app.say(KeepText::ReconcileText));
    }
    columns.next();
    const w::Row row({.gap = w::space::xl, .wrap = true, .align = w::Align::End});
    if (waiting > 0) {
        w::stacked_figure(m_app.say(KeepText::Written), app::count_text(written));
        w::stacked_figure(m_app.say(KeepText::Received), app::count_text(written - waiting));
        w::stacked_figure(
            m_app.say(KeepText::OnTheWay), app::count_text(waiting), w::Tone::Warning);
    }
    if (w::button({.id = "check_now", .label = m_app.say(KeepText::CheckNow)})) {
        m_app.sync_now();
    }
}

void SyncView::storage_ui() {
    const auto& storage = m_app.storage();
    const bool known = storage->quota_bytes > 0;
    const std::string amount = known ? app::with(m_app.say(KeepText::StorageUsed),
                                                 app::bytes_text(storage->used_bytes),
                                                 app::bytes_text(storage->quota_bytes))
                                     : std::string();
    const w::Card card({.padding = w::card_padding(), .gap = w::space::s});
    w::section_heading({.label = m_app.say(KeepText::Storage), .hint = amount});
    if (known) {
        // What the browser counts is the database, and the files are in it.
        const std::int64_t files = std::min(m_app.attachment_bytes(), storage->used_bytes);
        const std::int64_t steps = storage->used_bytes - files;
        const std::string steps_words =
            app::with(m_app.say(KeepText::StorageSteps), app::bytes_text(steps));
        const std::string files_words =
            app::with(m_app.say(KeepText::StorageFiles), app::bytes_text(files));
        const std::array<w::StackPart, 2> parts{
            {{steps_words, static_cast<double>(steps)},
             {files_words, static_cast<double>(files), w::Tone::Muted}}};
        const std::string summary = steps_words + ", " + files_words;
        w::stacked_bar({.id = "storage_used",
                        .name = m_app.say(KeepText::Storage),
                        .summary = summary,
                        .parts = parts,
                        .total = static_cast<double>(storage->quota_bytes)});
    }
    w::icon_caption(storage->kept ? w::Icon::CheckCircle : w::Icon::Info,
                    m_app.say(storage->kept ? Text::MeStorageKept : Text::MeStorageNotKept),
                    storage->kept ? w::Tone::Success : w::Tone::Warning);
    storage_short_ui(m_app);
}

bool SyncView::is_stuck() const {
    const sync::Status& status = m_app.sync_status();
    return status.problem != sync::Problem::None || status.phase == sync::Phase::Offline;
}

/// Why it is as it is, under what is going on.
std::string_view SyncView::state_words() const {
    const sync::Status& status = m_app.sync_status();
    if (m_app.session().is_copied()) {
        return m_app.say(Text::SyncReasonCopied);
    }
    if (m_app.is_paused()) {
        return m_app.say(KeepText::Paused);
    }
    if (is_stuck()) {
        return app::sync_problem_text(status.problem, m_app.language());
    }
    if (m_app.upload().waiting().empty()) {
        return status.fetched_percent ? m_app.say(KeepText::FetchingText)
                                      : m_app.say(Text::SyncAllDoneText);
    }
    return m_app.say(m_app.unsent_count() == 0 ? KeepText::FilesFollow : KeepText::SendingText);
}

/// What is going on, and the one thing to press. Whether that was pressed.
bool SyncView::state_head_ui() {
    const sync::Status& status = m_app.sync_status();
    const app::UploadProgress& upload = m_app.upload();
    const bool running = m_app.pill_state() == app::PillState::Running;
    const bool sign_in = m_app.session().needs_sign_in();
    const bool stuck = is_stuck();
    std::string title = waiting_words(m_app);
    if (running && upload.waiting().steps > 0) {
        title = app::with(m_app.say(KeepText::Sending),
                          app::count_text(upload.steps_sent()),
                          app::count_text(upload.steps_in_all()));
    } else if (title.empty() && !stuck && status.fetched_percent) {
        title = m_app.say(KeepText::Fetching);
    } else if (title.empty()) {
        title = stuck ? m_app.say(KeepText::NothingWaits) : m_app.say(Text::SyncAllDone);
    }
    const std::array<float, 2> widths{1, action_width * w::view().text_scale};
    w::Columns columns({.width_min = 240, .row_gap = w::space::xs, .widths = widths});
    w::title(title, 2);
    w::caption(state_words());
    columns.next();
    if (columns.stacked()) {
        w::gap(w::space::s);
    }
    const w::Row row({.align = columns.stacked() ? w::Align::Start : w::Align::End});
    if (sign_in) {
        return w::button({.id = "sync_now",
                          .label = m_app.say(Text::SignInAgain),
                          .kind = w::ButtonKind::Primary,
                          .icon = w::Icon::User});
    }
    if (m_app.is_paused() || (running && !upload.waiting().empty())) {
        return w::button(
            {.id = "pause",
             .label = m_app.say(m_app.is_paused() ? KeepText::Resume : KeepText::Pause),
             .icon = m_app.is_paused() ? w::Icon::Play : w::Icon::Pause});
    }
    return w::button(
        {.id = "sync_now", .label = m_app.say(Text::SyncNow), .icon = w::Icon::Refresh});
}

void SyncView::state_ui() {
    const sync::Status& status = m_app.sync_status();
    const w::Card card({.padding = w::card_padding(), .gap = w::space::m});
    const bool pressed = state_head_ui();
    if (is_stuck() && !m_app.session().is_copied() && !m_app.is_paused()) {
        watch_ui();
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
    const std::int64_t behind_s = (m_app.clock().now_utc_ms() - status.last_contact_utc_ms) / 1000;
    const std::string behind =
        behind_s < seconds_just_now
            ? std::string(m_app.say(KeepText::BehindNow))
            : app::with(m_app.say(KeepText::Behind), app::count_text(behind_s));
    if (status.last_contact_utc_ms != 0) {
        facts.push_back(apart);
        facts.push_back(behind);
    }
    progress_ui(facts);
    const std::int64_t ahead_min = std::abs(status.server_clock_ahead_ms) / 60'000;
    if (std::abs(status.server_clock_ahead_ms) > base::limits::clock_drift_ms_max) {
        const std::string text =
            app::with(m_app.say(Text::SyncClockOff), app::count_text(ahead_min));
        w::note({.text = text, .tone = w::Tone::Warning, .icon = w::Icon::Clock, .id = "clock"});
    }
    if (!pressed) {
        return;
    }
    if (m_app.session().needs_sign_in()) {
        m_app.go_to(app::Screen::SignIn);
    } else if (m_app.pill_state() == app::PillState::Running) {
        m_app.set_paused(!m_app.is_paused());
    } else {
        m_app.sync_now();
    }
}

/// How far it is, over what is known of the server.
void SyncView::progress_ui(std::span<const std::string_view> facts) {
    const app::UploadProgress& upload = m_app.upload();
    if (!upload.waiting().empty()) {
        const std::string bytes = upload.bytes_in_all() == 0
                                      ? std::string()
                                      : app::with(m_app.say(KeepText::StorageUsed),
                                                  app::bytes_text(upload.bytes_sent()),
                                                  app::bytes_text(upload.bytes_in_all()));
        w::progress({.name = m_app.say(Text::SyncRunning),
                     .fraction = static_cast<float>(upload.fraction()),
                     .counts = bytes,
                     .id = "upload"});
    }
    const sync::Status& status = m_app.sync_status();
    if (status.fetched_percent) {
        const std::string counts =
            app::with(m_app.say(KeepText::Fetched), app::count_text(status.fetched_events));
        w::progress({.name = m_app.say(KeepText::Fetching),
                     .fraction = static_cast<float>(*status.fetched_percent) / 100,
                     .counts = counts,
                     .id = "fetched"});
    }
    w::facts(facts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
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
    w::group_heading({.icon = w::Icon::AlertCircle,
                      .tone = w::Tone::Danger,
                      .label = m_app.say(KeepText::Title),
                      .count = count});
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
    w::icon_caption(w::Icon::Alert, m_app.reason_text(kept), w::Tone::Danger);
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
    const app::UploadProgress::Waiting& waiting = m_app.upload().waiting();
    if (waiting.empty()) {
        return;
    }
    const std::string count = app::count_text(waiting.steps + waiting.files());
    w::group_heading({.icon = w::Icon::CloudUp,
                      .tone = w::Tone::Accent,
                      .label = m_app.say(Text::SyncPendingTitle),
                      .count = count});
    const w::Card card({.padding = 0, .gap = 0});
    pending_rows_ui();
    files_row_ui();
}

/// Steps of one kind on one complaint stand in one row, at the place of the first of them.
void SyncView::pending_rows_ui() {
    struct Group {
        app::PendingStep first;
        std::int64_t last_utc_ms = 0;
        std::int64_t place = 0;
        std::int64_t steps = 0;
    };

    std::vector<Group> groups;
    std::int64_t place = 0;
    for (app::PendingStep& step : m_app.pending_steps(steps_shown_max)) {
        ++place;
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.first.complaint == step.complaint && group.first.kind == step.kind;
        });
        if (same == groups.end()) {
            const std::int64_t time = step.device_time_utc_ms;
            groups.push_back({std::move(step), time, place, 1});
        } else {
            same->last_utc_ms = step.device_time_utc_ms;
            ++same->steps;
        }
    }
    const app::Language language = m_app.language();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& group = groups[i];
        const w::IdScope scope(i);
        std::string kind(app::label(group.first.kind, language));
        std::string time =
            app::moment_text(group.first.device_time_utc_ms, m_app.clock(), language);
        if (group.steps > 1) {
            kind = app::with(m_app.say(KeepText::StepsOfKind), kind, app::count_text(group.steps));
            time = app::with(m_app.say(KeepText::FromTo),
                             time,
                             app::moment_text(group.last_utc_ms, m_app.clock(), language));
        }
        const std::string title = kind + "  " + group.first.title;
        const std::string queued =
            app::with(m_app.say(Text::SyncReasonQueued), app::count_text(group.place));
        const bool sending = i == 0 && m_app.pill_state() == app::PillState::Running;
        const std::array<std::string_view, 2> facts{group.first.number, time};
        if (w::task_row(
                {.id = "pending",
                 .title = title,
                 .facts = facts,
                 .remaining = sending ? m_app.say(Text::SyncReasonNow) : std::string_view(queued),
                 .tone = sending ? w::Tone::Accent : w::Tone::Neutral,
                 .remaining_icon = sending ? w::Icon::Refresh : w::Icon::None})) {
            m_app.select(group.first.complaint);
            m_app.go_to(app::Screen::Complaints);
        }
    }
}

void SyncView::files_row_ui() {
    const app::UploadProgress::Waiting& waiting = m_app.upload().waiting();
    if (waiting.files() == 0) {
        return;
    }
    std::string what;
    const auto add = [&](KeepText text, std::int64_t count) {
        if (count > 0) {
            what += what.empty() ? "" : m_app.say(Text::ListComma);
            what += app::with(m_app.say(text), app::count_text(count));
        }
    };
    add(KeepText::Photos, waiting.photos);
    add(KeepText::Recordings, waiting.recordings);
    add(KeepText::OtherFiles, waiting.other_files);
    std::vector<std::string> facts{
        app::with(m_app.say(KeepText::FilesSize), app::bytes_text(waiting.file_bytes))};
    if (waiting.file_bytes_there > 0) {
        facts.push_back(
            app::with(m_app.say(KeepText::FilesGoOn), app::bytes_text(waiting.file_bytes_there)));
    }
    const std::vector<std::string_view> parts(facts.begin(), facts.end());
    const w::Column row({.padding = {w::space::l, w::space::m, w::space::l, w::space::m}});
    const std::array<float, 2> widths{1, files_after_width * w::view().text_scale};
    w::Columns columns({.width_min = 200, .row_gap = 0, .widths = widths});
    w::text(what);
    w::facts(parts, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
    columns.next();
    if (waiting.steps > 0) {
        w::text(m_app.say(KeepText::FilesAfter),
                {.size = w::TextSize::Caption, .tone = w::Tone::Muted, .align = w::Align::End});
    }
}

} // namespace huiyin::views
