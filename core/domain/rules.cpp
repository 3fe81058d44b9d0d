#include "core/domain/rules.h"

#include "core/base/limits.h"
#include "core/base/stable_order.h"
#include "core/domain/entitlement.h"
#include "core/domain/guards.h"
#include "core/domain/redaction.h"
#include "core/domain/transitions.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace huiyin::domain {

namespace {

constexpr std::int64_t from_now_on = std::numeric_limits<std::int64_t>::max();

const Complaint* pointer_to(const std::optional<Complaint>& complaint) {
    return complaint ? &*complaint : nullptr;
}

std::optional<State> state_of(const std::optional<Complaint>& complaint) {
    return complaint && complaint->taken_down ? std::optional<State>(complaint->state)
                                              : std::nullopt;
}

/// Whether the actor is somebody who held the role when the step was made. Who was deactivated lost
/// all roles in that moment, and what was done before counts; with a role that did not end then
/// nobody can tell when it was done.
Reason check_person(const Actor& actor, const Directory& directory) {
    const Person* person = directory.person(actor.person);
    if (person == nullptr || (!person->active && directory.holds(actor.person, actor.role))) {
        return Reason::UnknownActor;
    }
    return directory.held(actor.person, actor.role, actor.device_time_utc_ms) ? Reason::None
                                                                              : Reason::RoleNotHeld;
}

bool is_full(const std::optional<Complaint>& before) {
    return before && before->steps.size() >= base::limits::complaint_events_max;
}

/// Whether somebody else moved the complaint on after the author last saw it.
bool moved_on_unseen(const std::optional<Complaint>& before, const Event& event) {
    return before && before->state_change > event.seen.change &&
           std::any_of(before->steps.begin(), before->steps.end(), [&](const Step& step) {
               return step.change == before->state_change && step.device != event.device;
           });
}

/// Reasons that lie in what was written, not in how the complaint stands.
bool is_about_payload(Reason reason) {
    constexpr Reason reasons[] = {Reason::BadPayload,
                                  Reason::IntakeIncomplete,
                                  Reason::InfoCheckNotPassed,
                                  Reason::ReasonMissing,
                                  Reason::BadNumber,
                                  Reason::TargetMissing,
                                  Reason::TargetUnknown,
                                  Reason::TargetIsRespondent,
                                  Reason::ResultMissing,
                                  Reason::CauseMissing,
                                  Reason::ChoiceMissing,
                                  Reason::TimeWrong,
                                  Reason::MasterMissing,
                                  Reason::EvidenceMissing,
                                  Reason::NotCorrectable,
                                  Reason::IdentityInTheOpen,
                                  Reason::AttachmentTooLarge};
    return std::find(std::begin(reasons), std::end(reasons), reason) != std::end(reasons);
}

Verdict refused(Reason reason) {
    return {VerdictKind::Refused, reason};
}

constexpr Verdict clash{VerdictKind::Conflict, Reason::ConcurrentStep};

/// Whether another device did it after the author of the event last saw the complaint.
template <class Deed>
bool is_unseen(const Deed& deed, const Event& event) {
    return deed.change > event.seen.change && deed.device != event.device;
}

/// Whether somebody else wrote the member, in a correction that counts or by settling a clash,
/// after the author last saw the complaint; whoever wrote it last.
bool written_unseen(const Complaint& before, const std::string& member, const Event& event) {
    // The last one may be the author's own, which agreed or was made on top of it.
    const auto last = before.members.find(member);
    return (last != before.members.end() && is_unseen(last->second, event)) ||
           std::any_of(before.steps.begin(), before.steps.end(), [&](const Step& step) {
               return step.member == member && step.verdict.kind == VerdictKind::Applied &&
                      is_unseen(step, event);
           });
}

/// Two corrections of one member: the same value agrees, another one is a conflict. `otherwise` is
/// for one that meets no other.
Verdict judge_member(const Complaint& before,
                     const CorrectPayload& payload,
                     const Event& event,
                     const Verdict& otherwise) {
    if (!written_unseen(before, payload.member, event)) {
        return otherwise;
    }
    const auto corrected = with_member(before.intake, payload.member, payload.value);
    const bool agrees = corrected && *corrected == before.intake;
    return agrees ? Verdict{VerdictKind::Applied, Reason::Agrees} : clash;
}

/// Whether the decision is the one that stands.
struct Repeats {
    const Complaint& now;

    bool operator()(const ConfirmValidityPayload& payload) const {
        return payload.validity == now.validity();
    }

    bool operator()(const ChangeSeverityPayload& payload) const {
        return payload.severity == now.severity;
    }

    bool operator()(const GrantExtensionPayload& payload) const {
        return !now.extensions.empty() &&
               payload.until_utc_ms == now.extensions.back().granted_until_utc_ms;
    }

    bool operator()(const AppointPayload& payload) const {
        return payload.person == now.substitute;
    }

    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

/// Whether somebody else took a decision that one of the kind overwrites, after the author last saw
/// the complaint.
bool decided_unseen(const Complaint& before, EventKind kind, const Event& event) {
    return std::any_of(before.steps.begin(), before.steps.end(), [&](const Step& step) {
        return before.decides(step, kind) && is_unseen(step, event);
    });
}

/// A decision that leaves the state as it is and meets another one that its author had not seen:
/// the same agrees, another one is a conflict. Nothing when it meets none.
std::optional<Verdict> judge_decision(const Complaint& before,
                                      const Payload& payload,
                                      const Event& event,
                                      const Refusal& refusal) {
    const EventKind kind = kind_of(payload);
    if (transition_of(kind).merge != Merge::Decision || !decided_unseen(before, kind, event)) {
        return std::nullopt;
    }
    const bool repeats = std::visit(Repeats{before}, payload);
    // The other decision has answered what was asked for, or has chosen the same already.
    const bool overtaken = refusal.reason == Reason::NothingAsked ||
                           (repeats && refusal.reason == Reason::ChoiceMissing);
    if (refusal.reason != Reason::None && !overtaken) {
        return std::nullopt;
    }
    return repeats ? Verdict{VerdictKind::Applied, Reason::Agrees} : clash;
}

/// A step that is added to a complaint that somebody else has moved on meanwhile.
Verdict judge_addition(const Complaint& before, const Payload& payload, const Event& event) {
    const Verdict added{VerdictKind::Applied, Reason::AfterStateChange};
    const auto* correction = std::get_if<CorrectPayload>(&payload);
    return correction == nullptr ? added : judge_member(before, *correction, event, added);
}

/// Whether the settlement would put the other value or decision over one that its author had not
/// seen.
bool settles_unseen(const Complaint& before, const SettlePayload& payload, const Event& event) {
    const auto found =
        std::find_if(before.conflicts.begin(), before.conflicts.end(), [&](const auto& conflict) {
            return conflict.event_id == payload.conflict;
        });
    if (payload.choice != SettleChoice::Take || found == before.conflicts.end()) {
        return false;
    }
    if (!found->member.empty()) {
        return written_unseen(before, found->member, event);
    }
    const EventKind kind = kind_of(found->payload);
    return transition_of(kind).merge == Merge::Decision && decided_unseen(before, kind, event);
}

/// A step that was right for what its author saw is no mistake: it is added where that loses
/// nothing, else both stay and a person decides (procedure 4.6).
Verdict judge_unseen(const std::optional<Complaint>& before,
                     const Payload& payload,
                     const Event& event,
                     const Directory& directory) {
    const Actor actor{event.actor, event.role, event.device, event.device_time_utc_ms};
    const EventKind kind = kind_of(payload);
    if (kind == EventKind::Receive) {
        return refused(Reason::AlreadyReceived);
    }
    const Refusal refusal = guard(before, payload, actor, directory);
    if (is_about_payload(refusal.reason)) {
        return refused(refusal.reason);
    }
    return transition_of(kind).merge == Merge::Append ? judge_addition(*before, payload, event)
                                                      : clash;
}

Verdict judge_payload(const std::optional<Complaint>& before,
                      const Payload& payload,
                      const Event& event,
                      const Directory& directory) {
    const EventKind kind = kind_of(payload);
    const Actor actor{event.actor, event.role, event.device, event.device_time_utc_ms};
    const Reason by_person = check_person(actor, directory);
    if (by_person != Reason::None) {
        return refused(by_person);
    }
    if (is_full(before)) {
        return refused(Reason::LimitReached);
    }
    const auto entitled = [&](Sight sight) {
        return entitlement(pointer_to(before),
                           kind,
                           {actor.person, actor.role, actor.device_time_utc_ms, sight},
                           directory);
    };
    const bool unseen = moved_on_unseen(before, event);
    const Reason now = entitled(Sight::Now);
    if (now != Reason::None) {
        const bool was_entitled = unseen && entitled(Sight::ThisRound) == Reason::None;
        return was_entitled ? judge_unseen(before, payload, event, directory) : refused(now);
    }
    if (!holds(transition_of(kind).from, state_of(before))) {
        return unseen ? judge_unseen(before, payload, event, directory)
                      : refused(before ? Reason::WrongState : Reason::NotFound);
    }
    const Refusal refusal = guard(before, payload, actor, directory);
    if (refusal.reason == Reason::WrongState && unseen) {
        return judge_addition(*before, payload, event);
    }
    if (const auto decision =
            before ? judge_decision(*before, payload, event, refusal) : std::nullopt) {
        return *decision;
    }
    const auto* settle = std::get_if<SettlePayload>(&payload);
    if (settle != nullptr && settles_unseen(*before, *settle, event)) {
        return refused(Reason::ConcurrentStep);
    }
    if (refusal.reason != Reason::None) {
        return refused(refusal.reason);
    }
    const auto* correction = std::get_if<CorrectPayload>(&payload);
    return correction == nullptr ? Verdict{} : judge_member(*before, *correction, event, {});
}

/// The entitled roles of a person, the one that reaches furthest first.
std::vector<Role> entitled_roles(const Complaint* before,
                                 EventKind kind,
                                 const Uuid& person,
                                 const Directory& directory) {
    std::vector<Role> roles;
    for (const Role role : directory.roles_of(person)) {
        if (entitlement(before, kind, {person, role, from_now_on}, directory) == Reason::None) {
            roles.push_back(role);
        }
    }
    const auto& reach = transition_of(kind).reach;
    base::stable_sort(roles, [&reach](Role a, Role b) {
        return reach[static_cast<std::size_t>(a)] > reach[static_cast<std::size_t>(b)];
    });
    return roles;
}

/// Written by opening, printing, filling in a form and in 管理, not chosen from a list of steps.
bool is_listed(EventKind kind) {
    return kind != EventKind::Read && kind != EventKind::Print && kind != EventKind::Identify &&
           kind != EventKind::RejectIntake && kind != EventKind::Redact;
}

} // namespace

std::optional<Refusal> refusal_of(const std::optional<Complaint>& before,
                                  const Payload& payload,
                                  const Actor& actor,
                                  const Directory& directory) {
    const EventKind kind = kind_of(payload);
    if (is_redacted(payload)) {
        return Refusal{Reason::BadPayload, {}};
    }
    Reason reason = check_person(actor, directory);
    if (reason == Reason::None) {
        reason = entitlement(pointer_to(before),
                             kind,
                             {actor.person, actor.role, actor.device_time_utc_ms},
                             directory);
    }
    if (reason != Reason::None) {
        return Refusal{reason, {}};
    }
    if (is_full(before)) {
        return Refusal{Reason::LimitReached, {}};
    }
    if (!holds(transition_of(kind).from, state_of(before))) {
        return Refusal{before ? Reason::WrongState : Reason::NotFound, {}};
    }
    Refusal refusal = guard(before, payload, actor, directory);
    if (refusal.reason != Reason::None) {
        return refusal;
    }
    return std::nullopt;
}

Verdict
judge(const std::optional<Complaint>& before, const Event& event, const Directory& directory) {
    const auto kind = from_code<EventKind>(event.kind);
    if (!kind) {
        return refused(Reason::UnknownKind);
    }
    const auto payload = payload_from_text(*kind, event.payload);
    if (!payload) {
        return refused(Reason::BadPayload);
    }
    return judge(before, event, *payload, directory);
}

Verdict judge(const std::optional<Complaint>& before,
              const Event& event,
              const Payload& payload,
              const Directory& directory) {
    if (event.redaction.is_nil() && is_redacted(payload)) {
        return refused(Reason::BadPayload);
    }
    Verdict verdict = judge_payload(before, payload, event, directory);
    const bool unmarked = verdict.kind == VerdictKind::Applied && verdict.reason == Reason::None;
    if (unmarked && !directory.holds(event.actor, event.role)) {
        verdict.reason = Reason::RoleSinceRevoked;
    }
    return verdict;
}

Reason obstacle(const std::optional<Complaint>& before,
                EventKind kind,
                const Actor& actor,
                const Directory& directory) {
    const auto payload = payload_from_text(kind, "{\"intake\":{}}");
    if (!payload) {
        return Reason::BadPayload;
    }
    const auto refusal = refusal_of(before, *payload, actor, directory);
    return !refusal || is_about_payload(refusal->reason) ? Reason::None : refusal->reason;
}

std::optional<Role>
role_for(const Complaint* before, EventKind kind, const Uuid& person, const Directory& directory) {
    const auto roles = entitled_roles(before, kind, person, directory);
    return roles.empty() ? std::nullopt : std::optional<Role>(roles.front());
}

std::optional<Role> role_for(const std::optional<Complaint>& before,
                             const Payload& payload,
                             const Actor& actor,
                             const Directory& directory) {
    const auto roles =
        entitled_roles(pointer_to(before), kind_of(payload), actor.person, directory);
    const auto found = std::find_if(roles.begin(), roles.end(), [&](Role role) {
        Actor as = actor;
        as.role = role;
        return !refusal_of(before, payload, as, directory);
    });
    if (found != roles.end()) {
        return *found;
    }
    return roles.empty() ? std::nullopt : std::optional<Role>(roles.front());
}

std::vector<NextStep> next_steps(const Complaint& complaint,
                                 const Uuid& person,
                                 const Uuid& device,
                                 std::int64_t now_utc_ms,
                                 const Directory& directory) {
    const std::optional<Complaint> before(complaint);
    std::vector<NextStep> steps;
    for (const Transition& row : transitions()) {
        if (!is_listed(row.kind)) {
            continue;
        }
        const auto roles = entitled_roles(&complaint, row.kind, person, directory);
        std::optional<NextStep> best;
        for (const Role role : roles) {
            const Reason reason =
                obstacle(before, row.kind, {person, role, device, now_utc_ms}, directory);
            if (!best || reason == Reason::None) {
                best = NextStep{row.kind, role, reason};
            }
            if (reason == Reason::None) {
                break;
            }
        }
        if (best) {
            steps.push_back(*best);
        }
    }
    return steps;
}

} // namespace huiyin::domain
