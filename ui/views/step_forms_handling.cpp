// What is found out and done: 确认是否有效, 调整级别, 处理, 延期, 更正.
#include "core/domain/rules.h"
#include "ui/app/labels.h"
#include "ui/views/step_forms.h"
#include "ui/views/step_members.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/text.h"

namespace huiyin::views {

namespace w = widgets;
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

void StepForm::operator()(domain::CorrectPayload& payload) {
    std::vector<w::Choice> choices;
    std::vector<std::string_view> members;
    std::size_t selected = w::no_choice;
    for (const TextMember& one : text_members()) {
        const bool apart =
            complaint().intake.confidential && domain::is_identity_member(one.member);
        if (!apart && domain::is_correctable(one.member)) {
            selected = one.member == payload.member ? choices.size() : selected;
            choices.push_back({.label = m_app.say(one.name)});
            members.push_back(one.member);
        }
    }
    const bool missing = m_fields.shows_problems() && payload.member.empty();
    if (w::choice_chips({.id = "member",
                         .label = m_app.say(Text::FieldMember),
                         .required = true,
                         .error = missing ? m_app.say(Text::FieldChooseOne) : std::string_view(),
                         .choices = choices},
                        selected)) {
        payload.member = members[selected];
        m_draft.value = member_text(domain::member_value(complaint().intake, payload.member));
    }
    if (payload.member.empty()) {
        return;
    }
    const std::string now = member_text(domain::member_value(complaint().intake, payload.member));
    if (!now.empty()) {
        w::caption(app::with(m_app.say(Text::FieldOldValue), now));
    }
    m_fields.words_ui({.id = "value", .label = Text::FieldNewValue, .required = false},
                      m_draft.value);
    payload.value = m_draft.value.empty() ? "null" : base::to_text(base::Json(m_draft.value));
    m_fields.words_ui({.id = "reason",
                       .label = Text::FieldReason,
                       .required = complaint().state != domain::State::Recorded,
                       .missing = Text::FieldReasonMissing},
                      payload.reason);
}

} // namespace huiyin::views
