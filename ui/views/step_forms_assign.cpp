// Who gets the complaint: 分派, 升级, 转派, 退回, 指定替代人, 已告知.
#include "core/base/stable_order.h"
#include "core/domain/assignment_targets.h"
#include "ui/app/labels.h"
#include "ui/views/step_forms.h"

#include <algorithm>

namespace huiyin::views {

using app::Text;
using domain::EventKind;
using domain::Reason;

namespace {

/// Whether a domain of the group is named in what the complaint is about.
bool fits(const app::App& app, const domain::Group& group, const domain::Intake& intake) {
    return std::any_of(group.domains.begin(), group.domains.end(), [&](const std::string& code) {
        // Complaints are written in Chinese, whatever the language of the screen.
        const std::string_view word =
            app::code_word(app.directory(), "domain", code, app::Language::Chinese);
        return !word.empty() && (intake.system.find(word) != std::string::npos ||
                                 intake.content.find(word) != std::string::npos);
    });
}

} // namespace

domain::Actor StepForm::actor(EventKind kind) const {
    const auto& session = m_app.session_info();
    domain::Actor me;
    if (session) {
        me = {session->person, domain::Role::Acceptor, session->device, m_app.clock().now_utc_ms()};
        me.role =
            role_for(m_app.selected(), kind, session->person, m_app.directory()).value_or(me.role);
    }
    return me;
}

void StepForm::group_ui(bool handing_on, Uuid& group) {
    const domain::Directory& directory = m_app.directory();
    const domain::Actor me = actor(handing_on ? EventKind::Reassign : EventKind::Dispatch);
    std::vector<Candidate> candidates;
    for (const domain::Group& one : directory.groups) {
        const domain::Team* team = directory.team(one.team);
        const Reason reason = handing_on
                                  ? reassignment_target(complaint(), one.id, {}, me, directory)
                                  : group_target(complaint(), one.id, {}, me, directory);
        candidates.push_back({.id = one.id,
                              .label = one.name,
                              .detail = team == nullptr ? std::string() : team->name,
                              .forbidden = reason});
    }
    base::stable_partition(candidates, [&](const Candidate& one) {
        return fits(m_app, *directory.group(one.id), complaint().intake);
    });
    m_fields.pick_ui({.id = "group", .label = Text::FieldGroup}, std::move(candidates), group);
}

void StepForm::group_person_ui(const Uuid& group, Uuid& person) {
    const domain::Directory& directory = m_app.directory();
    const std::int64_t now = m_app.clock().now_utc_ms();
    std::vector<Candidate> members{{.label = std::string(m_app.say(Text::FieldPersonAny))}};
    for (Candidate& one : people_of(m_app, [&](const Uuid& id) {
             return complaint().is_respondent(id, directory) ? Reason::TargetIsRespondent
                                                             : Reason::None;
         })) {
        if (directory.is_member(one.id, group, now)) {
            members.push_back(std::move(one));
        }
    }
    const bool of_group = std::any_of(
        members.begin(), members.end(), [&](const Candidate& one) { return one.id == person; });
    if (!of_group) {
        person = {};
    }
    m_fields.pick_ui({.id = "person",
                      .label = Text::FieldPerson,
                      .required = false,
                      .placeholder = Text::FieldPersonAny},
                     std::move(members),
                     person);
}

void StepForm::reason_ui(Text label, std::string& reason) {
    m_fields.words_ui({.id = "reason", .label = label, .missing = Text::FieldReasonMissing},
                      reason);
}

void StepForm::operator()(domain::DispatchPayload& payload) {
    group_ui(false, payload.group);
    if (!payload.group.is_nil()) {
        group_person_ui(payload.group, payload.person);
    }
    m_fields.words_ui({.id = "remark", .label = Text::FieldRemark, .required = false, .lines = 2},
                      payload.remark);
}

void StepForm::operator()(domain::EscalatePayload& payload) {
    const domain::Directory& directory = m_app.directory();
    std::vector<Candidate> leaders;
    for (Candidate& one : people_of(
             m_app, [&](const Uuid& id) { return leader_target(complaint(), id, directory); })) {
        // Others than team leaders would only be noise.
        if (one.forbidden != Reason::MajorNeedsLeader &&
            (one.forbidden == Reason::None || directory.holds(one.id, domain::Role::TeamLeader))) {
            leaders.push_back(std::move(one));
        }
    }
    m_fields.pick_ui(
        {.id = "leader", .label = Text::FieldLeader}, std::move(leaders), payload.person);
    if (complaint().severity != domain::Severity::Major) {
        reason_ui(Text::FieldMajorReason, payload.reason);
    }
}

void StepForm::operator()(domain::ReassignPayload& payload) {
    const std::optional<bool> before = m_draft.answer;
    m_fields.answer_ui("to",
                       Text::FieldReassignTo,
                       m_app.say(Text::FieldToGroup),
                       m_app.say(Text::FieldToPerson),
                       m_draft.answer);
    if (before != m_draft.answer) {
        payload.group = {};
        payload.person = {};
    }
    if (m_draft.answer == true) {
        group_ui(true, payload.group);
        if (!payload.group.is_nil()) {
            group_person_ui(payload.group, payload.person);
        }
    } else if (m_draft.answer == false) {
        const domain::Actor me = actor(EventKind::Reassign);
        m_fields.pick_ui({.id = "person", .label = Text::FieldPerson},
                         people_of(m_app,
                                   [&](const Uuid& id) {
                                       return reassignment_target(
                                           complaint(), {}, id, me, m_app.directory());
                                   }),
                         payload.person);
        // With the group the complaint stays with its team, in the figures and in the register.
        const bool leads = !m_app.directory().team_led_by(payload.person).is_nil();
        payload.group = leads ? Uuid{} : led_group_of(payload.person, me, m_app.directory());
    }
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::ReturnPayload& payload) {
    m_fields.code_ui("code", Text::FieldReturnCode, true, ChoiceLook::Chips, payload.code);
    reason_ui(Text::FieldReason, payload.reason);
}

void StepForm::operator()(domain::AppointPayload& payload) {
    m_fields.pick_ui({.id = "person", .label = Text::FieldSubstitute},
                     people_of(m_app,
                               [&](const Uuid& id) {
                                   return complaint().is_respondent(id, m_app.directory())
                                              ? Reason::TargetIsRespondent
                                              : Reason::None;
                               }),
                     payload.person);
}

void StepForm::operator()(domain::TellPayload& payload) {
    m_fields.pick_ui(
        {.id = "person", .label = Text::FieldToldPerson}, people_of(m_app), payload.person);
    m_fields.code_ui("means", Text::FieldMeans, true, ChoiceLook::Chips, payload.means);
    m_fields.time_ui("when", Text::FieldWhen, false, payload.at_utc_ms);
}

} // namespace huiyin::views
