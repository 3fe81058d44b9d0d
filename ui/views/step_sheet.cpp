#include "ui/views/step_sheet.h"

#include "ui/app/format.h"
#include "ui/app/keeping_strings.h"
#include "ui/app/labels.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"

#include <utility>

namespace huiyin::views {

namespace w = widgets;
using app::KeepText;
using app::Text;
using domain::EventKind;

namespace {

/// What is written and cannot be kept is nowhere but in the sheet, which says so and stays.
bool may_close(app::StepDrafts& drafts, const StepDraft& draft) {
    drafts.save_now();
    return !draft.is_touched() || !drafts.save_failed();
}

} // namespace

void StepSheet::open(EventKind kind) {
    if (!m_app.selected()) {
        return;
    }
    if (kind == EventKind::Receive) {
        const std::string done = app::with(m_app.say(Text::StepDone), m_app.say(step_name(kind)));
        static_cast<void>(m_app.take({domain::ReceivePayload{}}, done));
        return;
    }
    m_complaint = m_app.selected()->id;
    m_open = kind;
    begin();
    const store::StepOf step{m_complaint, kind};
    for (const store::Draft& kept : m_app.step_drafts().of(m_complaint)) {
        if (kept.step == step) {
            return go_on_with(kept);
        }
    }
}

void StepSheet::open_with(domain::Payload payload) {
    const EventKind kind = domain::kind_of(payload);
    // Both ways to close have one sheet.
    open(kind == EventKind::CloseDissatisfied ? EventKind::CloseSatisfied : kind);
    if (!m_open) {
        return;
    }
    // What was written of it before goes on: this would be written over it.
    const bool goes_on = m_app.step_drafts().kept_at_utc_ms() != 0;
    if (!goes_on && m_draft.payload.index() == payload.index()) {
        m_draft.payload = std::move(payload);
    }
    m_app.edits_in_sheet();
}

void StepSheet::begin() {
    m_fields.begin();
    m_refusal = domain::Reason::None;
    m_draft = begin_step(m_app, *m_open);
    m_app.step_drafts().begin({m_complaint, *m_open}, m_draft.opened);
}

void StepSheet::go_on_with(const store::Draft& kept) {
    StepDraft fresh = begin_step(m_app, *m_open);
    if (auto draft = draft_from_text(std::move(fresh), kept.json)) {
        m_draft = std::move(*draft);
        m_app.step_drafts().go_on(kept);
    }
}

void StepSheet::close() {
    m_open.reset();
    m_app.step_drafts().end();
}

void StepSheet::frame_ui() {
    if (!m_open) {
        return;
    }
    // Somebody else has signed in, or the complaint has left the tablet.
    if (!m_app.step_drafts().is_open() || !m_app.selected() ||
        m_app.selected()->id != m_complaint) {
        return close();
    }
    if (const auto restored = m_app.step_drafts().take_restored()) {
        go_on_with(*restored);
    }
    m_fields.take_back();
    sheet_ui();
}

void StepSheet::sheet_ui() {
    w::Sheet sheet({.id = "step_sheet",
                    .title = m_app.say(step_name(*m_open)),
                    .close_label = m_app.say(Text::Close),
                    .dismissible = !m_draft.is_touched()});
    kept_ui();
    StepForm form(m_app, m_fields, m_draft);
    std::visit(form, m_draft.payload);
    m_app.step_drafts().changed(text_of_draft(m_draft));
    if (m_fields.take_draft_wanted()) {
        m_app.step_drafts().save_now();
    }
    // What stands at a field is said there.
    if (m_refusal != domain::Reason::None && !app::is_said_at_field(m_refusal)) {
        w::note({.text = app::label(m_refusal, m_app.language()),
                 .tone = w::Tone::Danger,
                 .alert = true});
    }
    sheet.actions();
    const bool cancel = w::button({.id = "step_cancel", .label = m_app.say(Text::Cancel)});
    footer_ui();
    m_fields.over_ui();
    if (m_open && (sheet.closed() || cancel) && may_close(m_app.step_drafts(), m_draft)) {
        close();
    }
}

void StepSheet::kept_ui() {
    const app::StepDrafts& drafts = m_app.step_drafts();
    const bool kept = drafts.kept_at_utc_ms() != 0;
    const std::string_view afresh = m_app.say(KeepText::StepAfresh);
    bool wants_afresh = false;
    if (drafts.save_failed()) {
        wants_afresh = w::note({.text = m_app.say(Text::FormDraftFailed),
                                .tone = w::Tone::Danger,
                                .action = kept ? std::string_view() : afresh,
                                .id = "draft_failed",
                                .alert = true});
    }
    if (kept) {
        const std::string text =
            app::with(m_app.say(KeepText::StepGoesOn),
                      app::moment_text(drafts.kept_at_utc_ms(), m_app.clock(), m_app.language()));
        wants_afresh = w::note({.text = text,
                                .tone = w::Tone::Accent,
                                .icon = w::Icon::History,
                                .action = afresh,
                                .id = "goes_on"}) ||
                       wants_afresh;
    }
    if (wants_afresh) {
        m_app.discard_step_draft(m_draft.files);
        begin();
    }
}

void StepSheet::footer_ui() {
    const bool note = *m_open == EventKind::Note;
    if (w::button({.id = "step_save",
                   .label = m_app.say(note ? Text::NoteSave : step_name(*m_open)),
                   .kind = w::ButtonKind::Primary,
                   .width = w::width_fill})) {
        save();
    }
}

void StepSheet::save() {
    if (!is_complete(m_app, m_draft)) {
        m_fields.show_problems();
        return;
    }
    const std::string done = app::with(m_app.say(Text::StepDone), m_app.say(step_name(*m_open)));
    const app::Outcome outcome =
        m_app.take(payloads_of(m_app, m_draft), done, m_app.step_drafts().id());
    if (outcome == app::Outcome::Saved) {
        m_open.reset();
        m_app.step_drafts().done();
    } else if (outcome == app::Outcome::Incomplete) {
        m_refusal = m_app.last_refusal() ? m_app.last_refusal()->reason : domain::Reason::None;
        m_fields.show_problems();
    }
}

} // namespace huiyin::views
