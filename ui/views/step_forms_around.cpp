// Around the handling: 重开, 撤销, 说明, 返工, 同意, 改进, 意见, 关联.
#include "core/domain/rules.h"
#include "ui/views/step_forms.h"
#include "ui/widgets/feedback.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

void StepForm::operator()(domain::ReopenPayload& payload) {
    w::note({.text = m_app.say(Text::ReopenConsent), .tone = w::Tone::Neutral});
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::CancelPayload& payload) {
    m_fields.code_ui("code", Text::FieldCancelCode, true, ChoiceLook::Chips, payload.code);
    if (payload.code == domain::CancelCode::Duplicate) {
        m_fields.complaint_ui({.id = "master", .label = Text::FieldMaster}, payload.master);
    } else {
        payload.master = {};
    }
    if (payload.code == domain::CancelCode::Withdrawn) {
        m_fields.words_ui({.id = "evidence", .label = Text::FieldEvidence, .lines = 2},
                          payload.evidence);
    }
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::NotePayload& payload) {
    m_fields.words_ui(
        {.id = "text", .label = Text::NoteLabel, .lines = 4, .missing = Text::NoteMissing},
        payload.text);
}

void StepForm::operator()(domain::ReworkPayload& payload) {
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::ConsentPayload& payload) {
    m_fields.code_ui("about", Text::FieldConsentAbout, true, ChoiceLook::Chips, payload.about);
    m_fields.words_ui({.id = "text", .label = Text::FieldNote, .required = false}, payload.text);
}

void StepForm::operator()(domain::ImprovePayload& payload) {
    m_fields.words_ui({.id = "text", .label = Text::FieldImproveText}, payload.text);
    m_fields.pick_ui({.id = "owner", .label = Text::FieldOwner, .required = false},
                     people_of(m_app),
                     payload.owner);
    m_fields.time_ui("due", Text::FieldDue, true, payload.due_utc_ms);
}

void StepForm::operator()(domain::ImproveDonePayload& payload) {
    std::vector<Candidate> open;
    for (const domain::Improvement& one : complaint().improvements) {
        if (one.done_at_utc_ms == 0) {
            open.push_back({.id = one.event_id,
                            .label = one.said.text,
                            .detail = std::string(m_app.directory().name_of(one.said.owner))});
        }
    }
    if (open.size() == 1) {
        payload.improvement = open.front().id;
    }
    m_fields.pick_ui(
        {.id = "improvement", .label = Text::FieldImprovement}, open, payload.improvement);
    m_fields.words_ui({.id = "effect", .label = Text::FieldEffect}, payload.effect);
}

void StepForm::operator()(domain::OpinionPayload& payload) {
    m_fields.words_ui({.id = "text", .label = Text::FieldOpinion, .lines = 4}, payload.text);
}

void StepForm::operator()(domain::LinkPayload& payload) {
    m_fields.code_ui("kind", Text::FieldLinkKind, true, ChoiceLook::Segments, payload.kind);
    m_fields.complaint_ui({.id = "other", .label = Text::FieldOther}, payload.other);
}

void StepForm::operator()(domain::AttachPayload&) {
    m_fields.files_ui(m_draft.files, complaint().attachments.size());
}

} // namespace huiyin::views
