// What is found out and done: 确认是否有效, 调整级别, 处理, 延期.
#include "core/domain/rules.h"
#include "ui/app/labels.h"
#include "ui/views/step_forms.h"

namespace huiyin::views {

using app::Text;
using domain::Validity;

void StepForm::operator()(domain::ConfirmValidityPayload& payload) {
    std::optional<bool> valid;
    if (payload.validity) {
        valid = payload.validity == Validity::Valid;
    }
    const auto yes = app::label(Validity::Valid, m_app.language());
    const auto no = app::label(Validity::Invalid, m_app.language());
    m_fields.answer_ui("validity", Text::FieldValidity, yes, no, valid);
    if (valid) {
        payload.validity = *valid ? Validity::Valid : Validity::Invalid;
    }
    m_fields.words_ui({.id = "basis", .label = Text::FieldBasis, .lines = 4}, payload.basis);
}

void StepForm::operator()(domain::ChangeSeverityPayload& payload) {
    m_fields.code_ui("severity", Text::FieldSeverity, true, ChoiceLook::Segments, payload.severity);
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::HandlePayload& payload) {
    m_fields.words_ui({.id = "text", .label = Text::FieldHandled, .lines = 4}, payload.text);
}

void StepForm::operator()(domain::FinishPayload& payload) {
    const bool valid = complaint().validity() != Validity::Invalid;
    m_fields.words_ui(
        {.id = "result", .label = valid ? Text::FieldResult : Text::FieldResultInvalid, .lines = 4},
        payload.result);
    m_fields.code_ui(
        "cause_code", Text::FieldCauseCode, false, ChoiceLook::Chips, payload.cause_code);
    m_fields.words_ui({.id = "cause", .label = Text::FieldCause, .required = valid}, payload.cause);
    m_fields.words_ui({.id = "measures", .label = Text::FieldMeasures, .required = false},
                      payload.measures);
}

void StepForm::operator()(domain::AskExtensionPayload& payload) {
    m_fields.time_ui("until", Text::FieldUntil, true, payload.until_utc_ms);
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::GrantExtensionPayload& payload) {
    m_fields.answer_ui("grant",
                       Text::FieldGrant,
                       m_app.say(Text::FieldGrantYes),
                       m_app.say(Text::FieldGrantNo),
                       m_draft.answer);
    if (m_draft.answer == true) {
        m_fields.time_ui("until", Text::FieldUntil, true, payload.until_utc_ms);
    }
    m_fields.words_ui({.id = "reason",
                       .label = Text::FieldReason,
                       .required = m_draft.answer == false,
                       .missing = Text::FieldReasonMissing},
                      payload.reason);
}

} // namespace huiyin::views
