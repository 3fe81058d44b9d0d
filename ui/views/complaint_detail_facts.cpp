#include "ui/views/complaint_detail_facts.h"

#include "core/domain/ink.h"
#include "core/domain/targets.h"
#include "core/domain/visibility.h"
#include "ui/app/attach_strings.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/app/link_strings.h"
#include "ui/views/ink_strokes.h"
#include "ui/views/search_hits.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

namespace huiyin::views {

namespace w = widgets;
using app::LinkText;
using app::Text;

namespace {

/// Four Chinese characters; the longest English label.
constexpr float label_width_chinese = 64;
constexpr float label_width_english = 112;

} // namespace

std::optional<base::Uuid> DetailFacts::frame_ui() {
    m_pressed.reset();
    const w::Column lines({.gap = 0});
    begin_group(Text::DetailGroupIntake);
    complainant_ui();
    intake_ui();
    begin_group(Text::DetailGroupDispatch);
    dispatch_ui();
    begin_group(Text::DetailGroupHandling);
    handling_ui();
    targets_ui();
    begin_group(Text::DetailGroupUser);
    user_ui();
    closing_ui();
    begin_group(Text::DetailGroupImprove);
    improvement_ui();
    return m_pressed;
}

void DetailFacts::begin_group(Text heading) {
    m_heading = heading;
    m_heading_due = true;
}

void DetailFacts::line(Text name, std::vector<std::string> values, w::Tone tone) {
    line(m_app.say(name), std::move(values), tone);
}

void DetailFacts::line(std::string_view label, std::vector<std::string> values, w::Tone tone) {
    std::erase_if(values, [](const std::string& value) { return value.empty(); });
    if (values.empty()) {
        return;
    }
    if (m_heading_due) {
        // The first stands under what the page has between its parts.
        w::gap(m_heading == Text::DetailGroupIntake ? 0 : w::space::m);
        w::section_heading({.label = m_app.say(m_heading), .small = true});
        m_heading_due = false;
    }
    const std::vector<std::string_view> shown(values.begin(), values.end());
    const bool chinese = m_app.language() == app::Language::Chinese;
    const auto hits = fact_hits(m_app.list().folded_search(), shown);
    w::fact({.label = label,
             .values = shown,
             .tone = tone,
             .label_width = chinese ? label_width_chinese : label_width_english,
             .hits = hits});
}

std::string DetailFacts::moment(std::int64_t at_utc_ms) const {
    return at_utc_ms == 0 ? std::string()
                          : app::moment_text(at_utc_ms, m_app.clock(), m_app.language());
}

std::string DetailFacts::name(const base::Uuid& person) const {
    return std::string(m_app.directory().name_of(person));
}

void DetailFacts::complainant_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const domain::Intake& intake = complaint.intake;
    const auto& session = m_app.session_info();
    if (intake.complainant_kind == domain::ComplainantKind::Anonymous) {
        line(Text::DetailComplainant, {std::string(m_app.say(Text::Anonymous))});
        return;
    }
    const bool may_see =
        session && domain::may_see_identity(m_app.directory(), session->person, complaint);
    if (!complaint.identity_known || !may_see) {
        line(Text::DetailComplainant, {std::string(m_app.say(Text::DetailDisclosed))});
        return;
    }
    if (shows_as_redacted(intake)) {
        line(Text::DetailComplainant, {std::string(m_app.say(app::RedactionText::Redacted))});
        return;
    }
    std::string kind;
    if (intake.complainant_kind) {
        kind = app::label(*intake.complainant_kind, m_app.language());
    }
    line(Text::DetailComplainant, {intake.complainant_name, intake.complainant_org, kind});
    line(Text::DetailContact,
         {intake.contact_refused ? std::string(m_app.say(Text::DetailContactRefused))
                                 : intake.contact});
}

void DetailFacts::intake_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const domain::Intake& intake = complaint.intake;
    const auto word = [this](const auto& value) {
        return value ? std::string(app::label(*value, m_app.language())) : std::string();
    };
    line(Text::DetailLocation, {intake.location});
    line(Text::DetailSystem, {intake.system});
    line(Text::DetailSource,
         {word(intake.trigger_source), word(intake.channel), word(intake.form)});
    line(Text::DetailBasis, {word(intake.basis)});
    line(Text::DetailCategory, {word(intake.category), word(intake.sub_category)});
    std::vector<std::string> respondents{intake.respondent_unknown
                                             ? std::string(m_app.say(Text::DetailRespondentUnknown))
                                             : intake.respondent};
    for (const base::Uuid& id : intake.respondents) {
        const domain::Group* group = m_app.directory().group(id);
        respondents.push_back(group != nullptr ? group->name : name(id));
    }
    line(Text::DetailRespondent, std::move(respondents));
    line(Text::DetailRemedy, {intake.remedy_sought});
    line(Text::DetailInformant, {intake.informant});
    line(Text::DetailOrigin, {intake.origin});
    line(Text::DetailComplainedAt, {moment(intake.complained_at_utc_ms)});
    line(Text::DetailInfoCheck, {word(intake.info_check), intake.info_check_note});
    line(Text::DetailAcceptedBy,
         {name(complaint.accepted_by), moment(complaint.accepted_at_utc_ms)});
    line(Text::DetailRejectionReason, {complaint.rejection_reason});
    for (const domain::Told& told : complaint.told) {
        line(Text::DetailTold,
             {name(told.said.person), word(told.said.means), moment(told.said.at_utc_ms)});
    }
    for (const domain::Linked& linked : complaint.links) {
        link_ui(LinkText::Linked, linked.said.kind, linked.said.other);
    }
    for (const base::Uuid& id : m_app.links_to_selected()) {
        links_from_ui(id);
    }
}

/// The other side: what `id` says of this complaint.
void DetailFacts::links_from_ui(const base::Uuid& id) {
    const auto found = m_app.complaint(id);
    if (!found) {
        return;
    }
    const base::Uuid& here = m_app.selected()->id;
    for (const domain::Linked& linked : found->links) {
        if (linked.said.other == here) {
            link_ui(LinkText::LinkedFrom, linked.said.kind, id);
        }
    }
    if (found->cancellation && found->cancellation->said.master == here) {
        link_ui(LinkText::MergedFrom, std::nullopt, id);
    }
}

void DetailFacts::dispatch_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    if (complaint.severity) {
        line(Text::DetailSeverity,
             {std::string(app::label(*complaint.severity, m_app.language())),
              complaint.severity_reason});
    } else if (complaint.intake.severity_proposed == domain::Severity::Major) {
        line(Text::DetailSeverity, {std::string(m_app.say(Text::MajorProposed))});
    }
    if (const domain::Assignment* now = complaint.assignment()) {
        const domain::Group* group = m_app.directory().group(now->group);
        std::string answerable;
        if (!complaint.answerable.is_nil() && complaint.answerable != now->person) {
            answerable = app::with(m_app.say(Text::DetailAnswerable), name(complaint.answerable));
        }
        line(Text::DetailAssignedTo,
             {group == nullptr ? std::string() : group->name, name(now->person), answerable});
        line(Text::DetailAssignedBy, {name(now->by), moment(now->at_utc_ms), now->reason});
    }
    for (const domain::Returned& back : complaint.returns) {
        line(Text::DetailReturned,
             {name(back.by),
              std::string(app::label(back.code, m_app.language())),
              back.reason,
              moment(back.at_utc_ms)});
    }
    line(Text::DetailHandler, {name(complaint.handler), moment(complaint.received_at_utc_ms)});
}

void DetailFacts::handling_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    for (const domain::Verification& one : complaint.verifications) {
        if (one.round == complaint.round) {
            line(Text::DetailValidity,
                 {std::string(app::label(one.validity, m_app.language())),
                  name(one.by),
                  moment(one.at_utc_ms)});
            line(Text::DetailValidityBasis, {one.basis});
        }
    }
    for (const domain::HandlingAction& one : complaint.actions) {
        line(Text::DetailMeasures, {one.text, name(one.by), moment(one.at_utc_ms)});
    }
    if (complaint.outcome) {
        const domain::FinishPayload& outcome = *complaint.outcome;
        line(Text::DetailCause,
             {outcome.cause_code ? std::string(app::label(*outcome.cause_code, m_app.language()))
                                 : std::string(),
              outcome.cause});
        line(Text::DetailMeasures, {outcome.measures});
        line(Text::DetailResult, {outcome.result});
        line(Text::DetailHandledAt, {moment(complaint.handled_at_utc_ms)});
    }
    for (const domain::Extension& one : complaint.extensions) {
        const std::string decision =
            !one.decided                    ? std::string(m_app.say(Text::DetailExtensionWaits))
            : one.granted_until_utc_ms == 0 ? std::string(m_app.say(Text::FieldGrantNo))
                                            : std::string(m_app.say(Text::FieldGrantYes));
        line(Text::DetailExtension,
             {moment(one.decided && one.granted_until_utc_ms != 0 ? one.granted_until_utc_ms
                                                                  : one.asked.until_utc_ms),
              one.asked.reason,
              decision});
    }
}

void DetailFacts::targets_ui() {
    const std::int64_t now = m_app.clock().now_utc_ms();
    for (const auto& target : domain::targets_of(*m_app.selected(), m_app.directory().policy)) {
        if (!target.is_open()) {
            continue;
        }
        const bool late = target.is_late(now);
        line(Text::DetailDue,
             {app::with(m_app.say(late ? Text::DetailLateText : Text::DetailDueText),
                        app::label(target.kind, m_app.language()),
                        moment(target.due_utc_ms))},
             late ? w::Tone::Danger : w::Tone::Neutral);
    }
}

void DetailFacts::signature_ui(const domain::FeedBackPayload& said) {
    const std::string_view label = m_app.say(app::AttachText::Sign);
    line(label, {said.signed_name});
    const auto ink = domain::ink_from_text(said.ink);
    if (!ink || ink->empty()) {
        return;
    }
    if (said.signed_name.empty()) {
        w::caption(label);
    }
    // It needs an identity of its own: there may be one of each feedback.
    w::ink_picture({.id = said.ink, .name = label}, strokes_of(*ink));
}

void DetailFacts::user_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const app::Language language = m_app.language();
    const auto word = [language](const auto& value) {
        return value ? std::string(app::label(*value, language)) : std::string();
    };
    for (const domain::Feedback& one : complaint.feedbacks) {
        line(Text::DetailFeedBack,
             {name(one.by), word(one.said.means), one.said.told, moment(one.said.at_utc_ms)});
        line(Text::DetailFeedBackText, {one.said.content});
        line(Text::DetailUserOpinion, {one.said.user_opinion});
        signature_ui(one.said);
    }
    for (const domain::FollowUpAttempt& one : complaint.follow_ups) {
        line(Text::DetailFollowUp,
             {name(one.by),
              word(one.said.means),
              std::string(
                  m_app.say(one.said.reached ? Text::FieldReachedYes : Text::FieldReachedNo)),
              word(one.said.verify_result),
              word(one.said.satisfaction),
              one.said.note,
              moment(one.said.at_utc_ms)});
    }
}

void DetailFacts::closing_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    for (const domain::Closure& one : complaint.closures) {
        line(Text::DetailClosed,
             {std::string(app::label(one.code, m_app.language())),
              name(one.by),
              moment(one.at_utc_ms)});
        line(Text::DetailDissat,
             {one.dissat_code ? std::string(app::label(*one.dissat_code, m_app.language()))
                              : std::string(),
              one.reason});
    }
    if (const auto& gone = complaint.cancellation) {
        line(Text::DetailCancelled,
             {gone->said.code ? std::string(app::label(*gone->said.code, m_app.language()))
                              : std::string(),
              gone->said.reason,
              gone->said.evidence,
              name(gone->by),
              moment(gone->at_utc_ms)});
        if (!gone->said.master.is_nil()) {
            link_ui(LinkText::Linked, std::nullopt, gone->said.master);
        }
    }
}

void DetailFacts::improvement_ui() {
    for (const domain::Improvement& one : m_app.selected()->improvements) {
        line(
            Text::DetailImprove,
            {one.said.text,
             name(one.said.owner),
             one.done_at_utc_ms == 0 ? std::string(m_app.say(Text::DetailImproveOpen)) : one.effect,
             moment(one.done_at_utc_ms == 0 ? one.said.due_utc_ms : one.done_at_utc_ms)});
    }
    for (const domain::Opinion& one : m_app.selected()->opinions) {
        line(Text::DetailOpinion, {one.text, name(one.by), moment(one.at_utc_ms)});
    }
}

void DetailFacts::link_ui(LinkText name,
                          const std::optional<domain::LinkKind>& kind,
                          const base::Uuid& other) {
    const auto found = m_app.complaint(other);
    const std::string number = found ? found->number : base::to_string(other);
    line(m_app.say(name),
         {kind ? std::string(app::label(*kind, m_app.language())) : std::string(),
          number,
          found ? title_of(found->intake) : std::string()});
    if (!found) {
        return;
    }
    const std::string id = "open_" + base::to_string(other);
    const std::string label = app::with(m_app.say(LinkText::OpenOther), number);
    if (w::button(
            {.id = id, .label = label, .kind = w::ButtonKind::Quiet, .icon = w::Icon::Link})) {
        m_pressed = other;
    }
}

} // namespace huiyin::views
