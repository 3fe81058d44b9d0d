#include "ui/views/status_words.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/widgets/feedback.h"

#include <cmath>
#include <optional>
#include <string>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::State;

w::StatusChipOptions status_chip_of(State state, app::Language language) {
    const std::string_view word = app::label(state, language);
    switch (state) {
    case State::IntakeRejected:
        return {word, w::Tone::Neutral, w::Glyph::RingCross};
    case State::Recorded:
        return {word, w::Tone::Warning, w::Glyph::RingEmpty};
    case State::Assigned:
        return {word, w::Tone::Warning, w::Glyph::PieQuarter};
    case State::Handling:
        return {word, w::Tone::Accent, w::Glyph::PieHalf};
    case State::Handled:
        return {word, w::Tone::Accent, w::Glyph::PieThreeQuarters};
    case State::FedBack:
        return {word, w::Tone::Accent, w::Glyph::PieSevenEighths};
    case State::Closed:
        return {word, w::Tone::Success, w::Glyph::DiscCheck};
    case State::Cancelled:
        return {word, w::Tone::Neutral, w::Glyph::RingMinus};
    }
    return {word, w::Tone::Neutral, w::Glyph::RingEmpty};
}

StepLook look_of(domain::EventKind kind) {
    using enum domain::EventKind;
    switch (kind) {
    case Record:
    case Identify:
        return {w::Icon::Edit, w::Tone::Neutral};
    case RejectIntake:
        return {w::Icon::XCircle, w::Tone::Neutral};
    case Dispatch:
    case Reassign:
    case Appoint:
        return {w::Icon::Dispatch, w::Tone::Accent};
    case Escalate:
        return {w::Icon::Escalate, w::Tone::Danger};
    case ChangeSeverity:
        return {w::Icon::Flag, w::Tone::Warning};
    case Receive:
        return {w::Icon::UserCheck, w::Tone::Neutral};
    case Return:
    case Rework:
        return {w::Icon::Undo, w::Tone::Warning};
    case ConfirmValidity:
        return {w::Icon::ShieldCheck, w::Tone::Success};
    case Finish:
    case ImproveDone:
        return {w::Icon::Check, w::Tone::Neutral};
    case Handle:
    case Improve:
        return {w::Icon::History, w::Tone::Neutral};
    case FeedBack:
        return {w::Icon::Reply, w::Tone::Accent};
    case FollowUp:
    case Tell:
        return {w::Icon::Phone, w::Tone::Accent};
    case CloseSatisfied:
        return {w::Icon::CheckCircle, w::Tone::Success};
    case CloseDissatisfied:
        return {w::Icon::Frown, w::Tone::Danger};
    case CloseNotVerified:
        return {w::Icon::CheckCircle, w::Tone::Neutral};
    case Reopen:
        return {w::Icon::Refresh, w::Tone::Warning};
    case Cancel:
        return {w::Icon::XCircle, w::Tone::Neutral};
    case Note:
    case Opinion:
        return {w::Icon::Complaints, w::Tone::Neutral};
    case Correct:
        return {w::Icon::Edit, w::Tone::Neutral};
    case AskExtension:
    case GrantExtension:
        return {w::Icon::Clock, w::Tone::Warning};
    case Consent:
        return {w::Icon::Users, w::Tone::Success};
    case Settle:
        return {w::Icon::Conflict, w::Tone::Success};
    case Attach:
        return {w::Icon::Clip, w::Tone::Neutral};
    case Link:
        return {w::Icon::Link, w::Tone::Neutral};
    case Read:
        return {w::Icon::Check, w::Tone::Neutral};
    case Print:
        return {w::Icon::Print, w::Tone::Neutral};
    case OrderRedaction:
    case Redact:
        return {w::Icon::ShieldCheck, w::Tone::Warning};
    }
    return {w::Icon::Edit, w::Tone::Neutral};
}

std::optional<w::MarkOptions>
validity_mark_of(domain::Validity validity, domain::State state, app::Language language) {
    switch (validity) {
    case domain::Validity::Valid:
        return w::MarkOptions{
            app::label(validity, language), w::Icon::ShieldCheck, w::Tone::Success};
    case domain::Validity::Invalid:
        return w::MarkOptions{app::label(validity, language), w::Icon::ShieldX, w::Tone::Muted};
    case domain::Validity::Pending:
        break;
    }
    if (state != domain::State::Handling) {
        return std::nullopt;
    }
    return w::MarkOptions{app::label(validity, language), w::Icon::ShieldHelp, w::Tone::Muted};
}

bool storage_problem_ui(app::App& app, const std::optional<base::ErrorCode>& problem) {
    if (!problem) {
        return false;
    }
    const std::string text =
        app::with(app.say(Text::StorageUnread), app::storage_error_text(*problem, app.language()));
    if (w::note({.text = text,
                 .tone = w::Tone::Danger,
                 .icon = w::Icon::Storage,
                 .action = app.say(Text::StorageReadAgain),
                 .id = "storage_problem",
                 .alert = true})) {
        app.read_again();
    }
    return true;
}

void storage_short_ui(const app::App& app) {
    if (!app.is_storage_short()) {
        return;
    }
    const std::string text = app::with(app.say(app::KeepText::LittleRoom),
                                       app::bytes_text(app.storage_left_bytes().value_or(0)));
    w::note(
        {.text = text, .tone = w::Tone::Danger, .icon = w::Icon::Storage, .id = "storage_short"});
}

std::string waiting_words(const app::App& app) {
    if (app.unsent_count() > 0) {
        return app::with(app.say(Text::SyncWaiting), app::count_text(app.unsent_count()));
    }
    return app.unsent_files() == 0 ? std::string()
                                   : app::with(app.say(app::KeepText::FilesWaiting),
                                               app::count_text(app.unsent_files()));
}

namespace {

/// How far it is: what comes first, then what goes.
std::string running_words(const app::App& app) {
    std::optional<long> percent = app.sync_status().fetched_percent;
    if (!percent && !app.upload().waiting().empty()) {
        percent = std::lround(app.upload().fraction() * 100);
    }
    const std::string_view words = app.say(Text::SyncRunning);
    return percent ? app::with(app.say(app::KeepText::Percent), words, std::to_string(*percent))
                   : std::string(words);
}

} // namespace

void sync_pill_ui(app::App& app, std::optional<float> room) {
    const bool phone = w::breakpoint() == w::Breakpoint::Phone;
    const std::string waiting = waiting_words(app);
    std::string running;
    std::string offline;
    w::SyncPillOptions options;
    options.narrow = phone && room;
    switch (app.pill_state()) {
    case app::PillState::Synced:
        options.state = w::SyncPillState::Synced;
        options.label = app.say(Text::SyncDone);
        break;
    case app::PillState::Waiting:
        options.state = w::SyncPillState::Waiting;
        options.label =
            waiting.empty() ? app.say(app::KeepText::NotSynced) : std::string_view(waiting);
        break;
    case app::PillState::Running:
        options.state = w::SyncPillState::Running;
        running = running_words(app);
        options.label = running;
        break;
    case app::PillState::Offline:
        options.state = w::SyncPillState::Offline;
        options.label = app.say(Text::SyncOffline);
        if (options.narrow && app.unsent_count() > 0) {
            offline = std::string(options.label) + " " + app::count_text(app.unsent_count());
            options.label = offline;
        } else {
            options.detail = waiting;
        }
        break;
    case app::PillState::Attention:
        options.state = w::SyncPillState::Attention;
        options.label = app.say(Text::SyncAttention);
        break;
    }
    // Large text on a phone: the title needs the bar.
    const bool large = w::view().text_scale >= large_text_scale;
    options.icon_only = phone && (large || (room && w::sync_pill_width(options) > *room));
    if (w::sync_pill(options)) {
        app.go_to(app::Screen::Sync);
    }
}

} // namespace huiyin::views
