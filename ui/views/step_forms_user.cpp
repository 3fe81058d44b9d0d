// With the user: 反馈, 回访, 关闭.
#include "core/base/text.h"
#include "core/domain/attempts.h"
#include "core/domain/entitlement.h"
#include "core/domain/ink.h"
#include "ui/app/attach_strings.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/ink_strokes.h"
#include "ui/views/step_forms.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::AttachText;
using app::Text;
using domain::VerifyResult;

namespace {

/// What the sheet says of the verification that the closing rests on.
std::string verification_text(const app::App& app, const domain::FollowUpAttempt& call) {
    const app::Language language = app.language();
    std::string text(app.directory().name_of(call.by));
    text += ' ';
    text += app::moment_text(call.said.at_utc_ms, app.clock(), language);
    if (call.said.means) {
        text += ' ';
        text += app::label(*call.said.means, language);
    }
    text += ' ';
    text += app::label(*call.said.verify_result, language);
    return app::with(app.say(Text::CloseRests), text);
}

} // namespace

void StepForm::operator()(domain::FeedBackPayload& payload) {
    if (is_anonymous(complaint())) {
        w::note({.text = m_app.say(Text::FieldFeedBackAnonymous), .tone = w::Tone::Neutral});
        payload.means = domain::Means::NotPossible;
    } else {
        means_ui(payload.means, may_be_untold(complaint()));
    }
    const bool told = payload.means != domain::Means::NotPossible;
    if (told) {
        m_fields.line_ui({.id = "told", .label = Text::FieldTold}, payload.told);
    }
    m_fields.time_ui("when", Text::FieldWhen, false, payload.at_utc_ms);
    m_fields.words_ui({.id = "content", .label = Text::FieldContent, .lines = 4}, payload.content);
    if (told) {
        m_fields.words_ui(
            {.id = "opinion", .label = Text::FieldUserOpinion, .required = false, .lines = 2},
            payload.user_opinion);
    } else {
        payload.told.clear();
        payload.user_opinion.clear();
        payload.ink.clear();
        payload.signed_name.clear();
    }
    if (told && domain::is_named_openly(complaint().intake)) {
        signature_ui(payload);
    }
}

void StepForm::signature_ui(domain::FeedBackPayload& payload) {
    if (!m_draft.signs) {
        m_draft.signs = w::button({.id = "sign",
                                   .label = m_app.say(AttachText::AskToSign),
                                   .kind = w::ButtonKind::Quiet,
                                   .icon = w::Icon::Edit});
        return;
    }
    if (w::signature_pad({.id = "signature",
                          .label = m_app.say(AttachText::Sign),
                          .clear_label = m_app.say(AttachText::SignAgain),
                          .typed_label = m_app.say(AttachText::SignTyped)},
                         m_draft.signature)) {
        payload.ink = domain::text_of_ink(ink_of(m_draft.signature.strokes));
        payload.signed_name = base::trimmed(m_draft.signature.typed_name);
    }
}

void StepForm::means_ui(std::optional<domain::Means>& means, bool none_too) {
    // 无法反馈 is the last, and for an anonymous complaint the only one.
    const std::size_t all = domain::code_list<domain::Means>().size();
    const auto choices = choices_of<domain::Means>(m_app.language(), none_too ? all : all - 1);
    m_fields.chips_ui("means", Text::FieldMeans, choices, means);
}

void StepForm::operator()(domain::FollowUpPayload& payload) {
    call_ui(payload,
            acts_as_manager(complaint(),
                            actor(domain::EventKind::FollowUp).person,
                            actor(domain::EventKind::FollowUp).role,
                            m_app.directory()));
}

void StepForm::call_ui(domain::FollowUpPayload& call, bool asks_result) {
    m_fields.answer_ui("reached",
                       Text::FieldReached,
                       m_app.say(Text::FieldReachedYes),
                       m_app.say(Text::FieldReachedNo),
                       m_draft.answer);
    call.reached = m_draft.answer == true;
    means_ui(call.means);
    m_fields.time_ui("when", Text::FieldWhen, false, call.at_utc_ms);
    if (call.reached) {
        m_fields.code_ui(
            "satisfaction", Text::FieldSatisfaction, false, ChoiceLook::Chips, call.satisfaction);
        if (asks_result) {
            m_fields.code_ui("verify_result",
                             Text::FieldVerifyResult,
                             false,
                             ChoiceLook::Segments,
                             call.verify_result);
        }
    } else {
        call.satisfaction.reset();
        call.verify_result.reset();
    }
    m_fields.words_ui({.id = "note", .label = Text::FieldNote, .required = false, .lines = 2},
                      call.note);
}

void StepForm::verification_ui() {
    if (const auto* verified = complaint().verified()) {
        w::note({.text = verification_text(m_app, *verified),
                 .tone = w::Tone::Neutral,
                 .icon = w::Icon::Phone});
        return;
    }
    w::note({.text = m_app.say(Text::CloseVerifyLead),
             .tone = w::Tone::Neutral,
             .icon = w::Icon::Phone});
    m_fields.code_ui("verify_result",
                     Text::FieldVerifyResult,
                     true,
                     ChoiceLook::Segments,
                     m_draft.call.verify_result);
    means_ui(m_draft.call.means);
    m_fields.time_ui("when", Text::FieldWhen, false, m_draft.call.at_utc_ms);
    m_fields.code_ui("satisfaction",
                     Text::FieldSatisfaction,
                     false,
                     ChoiceLook::Chips,
                     m_draft.call.satisfaction);
}

void StepForm::operator()(domain::CloseDissatisfiedPayload& payload) {
    verification_ui();
    if (closing_result(m_app, m_draft) != VerifyResult::Dissatisfied) {
        return;
    }
    m_fields.code_ui("code", Text::FieldDissatCode, true, ChoiceLook::Chips, payload.code);
    m_fields.words_ui({.id = "reason",
                       .label = Text::FieldDissatReason,
                       .placeholder = m_app.say(Text::FieldDissatHint),
                       .missing = Text::FieldReasonMissing},
                      payload.reason);
    w::toggle_switch({.id = "proposes", .label = m_app.say(Text::FieldAlsoImprove)},
                     m_draft.proposes);
    if (m_draft.proposes) {
        m_fields.words_ui({.id = "proposal", .label = Text::FieldImproveText}, m_draft.proposal);
    }
    w::caption(told_text());
}

std::string StepForm::told_text() const {
    const domain::Directory& directory = m_app.directory();
    std::vector<Uuid> people;
    const domain::Assignment* assignment = complaint().assignment();
    if (assignment != nullptr) {
        if (const domain::Team* team = directory.team(directory.team_of(assignment->group))) {
            people.push_back(team->leader);
        }
    }
    people.push_back(complaint().answerable);
    people.push_back(complaint().handler);
    std::string names;
    std::vector<Uuid> named;
    for (const Uuid& id : people) {
        if (!id.is_nil() && std::find(named.begin(), named.end(), id) == named.end()) {
            named.push_back(id);
            names += names.empty() ? "" : m_app.say(Text::ListComma);
            names += directory.name_of(id);
        }
    }
    return app::with(
        m_app.say(Text::CloseWho), names, std::to_string(directory.policy.reopen_days));
}

void StepForm::operator()(domain::CloseNotVerifiedPayload& payload) {
    reason_ui(Text::FieldReason, payload.reason);
}

} // namespace huiyin::views
