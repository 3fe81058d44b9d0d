#include "ui/views/step_sheet.h"

#include "ui/app/labels.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"

#include <utility>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::EventKind;

void StepSheet::open(EventKind kind) {
    if (!m_app.selected()) {
        return;
    }
    if (m_complaint != m_app.selected()->id) {
        m_complaint = m_app.selected()->id;
        m_drafts.clear();
    }
    if (kind == EventKind::Receive) {
        const std::string done = app::with(m_app.say(Text::StepDone), m_app.say(step_name(kind)));
        static_cast<void>(m_app.take({domain::ReceivePayload{}}, done));
        return;
    }
    m_fields.begin();
    m_refusal = domain::Reason::None;
    m_open = kind;
    const auto kept = m_drafts.find(kind);
    if (kept == m_drafts.end() || !kept->second.is_touched()) {
        m_drafts.insert_or_assign(kind, begin_step(m_app, kind));
    }
}

void StepSheet::open_with(domain::Payload payload) {
    EventKind kind = domain::kind_of(payload);
    // Both ways to close have one sheet.
    kind = kind == EventKind::CloseDissatisfied ? EventKind::CloseSatisfied : kind;
    open(kind);
    const auto draft = m_drafts.find(kind);
    if (m_open && draft != m_drafts.end() && draft->second.payload.index() == payload.index()) {
        draft->second.payload = std::move(payload);
    }
}

void StepSheet::frame_ui() {
    if (!m_open) {
        return;
    }
    if (!m_app.selected() || m_app.selected()->id != m_complaint) {
        m_open.reset();
        return;
    }
    m_fields.take_back();
    sheet_ui();
}

void StepSheet::sheet_ui() {
    StepDraft& draft = m_drafts.at(*m_open);
    w::Sheet sheet({.id = "step_sheet",
                    .title = m_app.say(step_name(*m_open)),
                    .close_label = m_app.say(Text::Close),
                    .dismissible = !draft.is_touched()});
    StepForm form(m_app, m_fields, draft);
    std::visit(form, draft.payload);
    // What stands at a field is said there.
    if (m_refusal != domain::Reason::None && !app::is_said_at_field(m_refusal)) {
        w::note({.text = app::label(m_refusal, m_app.language()),
                 .tone = w::Tone::Danger,
                 .alert = true});
    }
    sheet.actions();
    const bool cancel = w::button({.id = "step_cancel", .label = m_app.say(Text::Cancel)});
    footer_ui(draft);
    m_fields.over_ui();
    if (sheet.closed() || cancel) {
        m_open.reset();
    }
}

void StepSheet::footer_ui(StepDraft& draft) {
    const bool note = *m_open == EventKind::Note;
    if (w::button({.id = "step_save",
                   .label = m_app.say(note ? Text::NoteSave : step_name(*m_open)),
                   .kind = w::ButtonKind::Primary,
                   .width = w::width_fill})) {
        save(draft);
    }
}

void StepSheet::save(StepDraft& draft) {
    if (!is_complete(m_app, draft)) {
        m_fields.show_problems();
        return;
    }
    const EventKind kind = *m_open;
    const std::string done = app::with(m_app.say(Text::StepDone), m_app.say(step_name(kind)));
    const app::Outcome outcome = m_app.take(payloads_of(m_app, draft), done);
    if (outcome == app::Outcome::Saved) {
        m_drafts.erase(kind);
        m_open.reset();
    } else if (outcome == app::Outcome::Incomplete) {
        m_refusal = m_app.last_refusal() ? m_app.last_refusal()->reason : domain::Reason::None;
        m_fields.show_problems();
    }
}

} // namespace huiyin::views
