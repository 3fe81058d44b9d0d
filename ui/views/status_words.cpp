#include "ui/views/status_words.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"

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
    switch (kind) {
    case domain::EventKind::Record:
        return {w::Icon::Edit, w::Tone::Neutral};
    case domain::EventKind::RejectIntake:
        return {w::Icon::XCircle, w::Tone::Neutral};
    case domain::EventKind::Note:
        return {w::Icon::Complaints, w::Tone::Accent};
    }
    return {w::Icon::Edit, w::Tone::Neutral};
}

void sync_pill_ui(app::App& app) {
    const std::string waiting =
        app::with(app.say(Text::SyncWaiting), app::count_text(app.unsent_count()));
    w::SyncPillOptions options;
    switch (app.pill_state()) {
    case app::PillState::Synced:
        options.state = w::SyncPillState::Synced;
        options.label = app.say(Text::SyncDone);
        break;
    case app::PillState::Waiting:
        options.state = w::SyncPillState::Waiting;
        options.label = waiting;
        break;
    case app::PillState::Running:
        options.state = w::SyncPillState::Running;
        options.label = app.say(Text::SyncRunning);
        break;
    case app::PillState::Offline:
        options.state = w::SyncPillState::Offline;
        options.label = app.say(Text::SyncOffline);
        options.detail = app.unsent_count() > 0 ? std::string_view(waiting) : std::string_view();
        break;
    case app::PillState::Attention:
        options.state = w::SyncPillState::Attention;
        options.label = app.say(Text::SyncAttention);
        break;
    }
    if (w::sync_pill(options)) {
        app.go_to(app::Screen::Sync);
    }
}

} // namespace huiyin::views
