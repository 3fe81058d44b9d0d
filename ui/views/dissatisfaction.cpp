#include "ui/views/dissatisfaction.h"

#include "core/base/text.h"
#include "ui/app/labels.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/rows.h"

#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::IntakeField;

void DissatisfactionView::entries_ui() {
    if (!m_app.has_role(domain::Role::Acceptor) &&
        !m_app.has_role(domain::Role::RelationshipManager)) {
        return;
    }
    w::group_heading(
        {.icon = w::Icon::Frown, .tone = w::Tone::Muted, .label = m_app.say(Text::HeardTitle)});
    const w::Card card({.padding = 0, .gap = 0});
    // Rows as those of the tasks above.
    const std::array survey{m_app.say(Text::HeardSurveyHint)};
    if (w::task_row(
            {.id = "heard_survey", .title = m_app.say(Text::HeardSurvey), .facts = survey})) {
        open(Source::Survey);
    }
    const std::array follow_up{m_app.say(Text::HeardFollowUpHint)};
    if (w::task_row({.id = "heard_follow_up",
                     .title = m_app.say(Text::HeardFollowUp),
                     .facts = follow_up})) {
        open(Source::FollowUp);
    }
}

void DissatisfactionView::open(Source source) {
    const bool survey = source == Source::Survey;
    m_open = source;
    m_fields.begin();
    m_rating.reset();
    m_result.reset();
    m_known = {};
    m_known.complained_at_utc_ms = m_app.clock().now_utc_ms();
    m_known.trigger_source =
        survey ? domain::TriggerSource::Survey : domain::TriggerSource::FollowUp;
    m_known.basis = survey ? domain::Basis::VeryDissatisfied : domain::Basis::Ordinary;
    m_known.channel = survey ? domain::Channel::Questionnaire : domain::Channel::FollowUp;
}

std::optional<bool> DissatisfactionView::is_complaint() const {
    if (m_open == Source::Survey && m_rating) {
        return m_rating == domain::Satisfaction::VeryDissatisfied;
    }
    if (m_open == Source::FollowUp && m_result) {
        return m_result == domain::VerifyResult::Dissatisfied;
    }
    return std::nullopt;
}

void DissatisfactionView::fields_ui() {
    const bool survey = m_open == Source::Survey;
    m_fields.line_ui(
        {.id = "heard_origin", .label = survey ? Text::HeardSurveyRef : Text::HeardFollowUpRef},
        m_known.origin);
    if (survey) {
        m_fields.code_ui(
            "heard_rating", Text::FieldSatisfaction, true, ChoiceLook::Chips, m_rating);
    } else {
        m_fields.code_ui(
            "heard_result", Text::FieldVerifyResult, true, ChoiceLook::Segments, m_result);
    }
    if (is_complaint() == false) {
        w::note({.text = m_app.say(survey ? Text::HeardNoSurvey : Text::HeardNoFollowUp),
                 .tone = w::Tone::Neutral,
                 .icon = w::Icon::Info});
        return;
    }
    m_fields.time_ui(
        "heard_when", Text::FieldWhen, /*in_future=*/false, m_known.complained_at_utc_ms);
    // Name and contact may also come later, in the form.
    m_fields.line_ui({.id = "heard_name", .label = Text::FormName, .required = false},
                     m_known.complainant_name);
    m_fields.line_ui({.id = "heard_contact", .label = Text::FormContact, .required = false},
                     m_known.contact);
    m_fields.words_ui({.id = "heard_said", .label = Text::HeardSaid, .required = false},
                      m_known.content);
}

void DissatisfactionView::sheet_ui() {
    if (!m_open) {
        return;
    }
    const Text title = m_open == Source::Survey ? Text::HeardSurvey : Text::HeardFollowUp;
    const bool typed = !m_known.origin.empty() || !m_known.content.empty();
    w::Sheet sheet({.id = "heard_sheet",
                    .title = m_app.say(title),
                    .close_label = m_app.say(Text::Close),
                    .dismissible = !typed});
    fields_ui();
    sheet.actions();
    const bool cancel = w::button({.id = "heard_cancel", .label = m_app.say(Text::Cancel)});
    if (w::button({.id = "heard_draft",
                   .label = m_app.say(Text::HeardDraft),
                   .kind = w::ButtonKind::Primary,
                   .disabled = is_complaint() == false,
                   .width = w::width_fill})) {
        draft();
    } else if (sheet.closed() || cancel) {
        m_open.reset();
    }
}

void DissatisfactionView::draft() {
    const bool in_past = m_known.complained_at_utc_ms > 0 &&
                         m_known.complained_at_utc_ms <= m_app.clock().now_utc_ms();
    if (base::trimmed(m_known.origin).empty() || !in_past || is_complaint() != true) {
        m_fields.show_problems();
        return;
    }
    m_open.reset();
    m_app.begin_complaint(std::move(m_known));
}

} // namespace huiyin::views
