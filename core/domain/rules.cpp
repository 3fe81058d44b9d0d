#include "core/domain/rules.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/numbering.h"
#include "core/domain/transitions.h"
#include "core/domain/visibility.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

std::optional<State> state_of(const std::optional<Complaint>& complaint) {
    return complaint && complaint->taken_down ? std::optional<State>(complaint->state)
                                              : std::nullopt;
}

bool is_entitled(const std::optional<Complaint>& before,
                 EventKind kind,
                 const Uuid& person,
                 Role role,
                 const Directory& directory) {
    switch (transition_of(kind).reach[static_cast<std::size_t>(role)]) {
    case Reach::None:
        return false;
    case Reach::All:
        return true;
    case Reach::Own:
        return before && may_see(directory, person, *before);
    }
    return false;
}

/// Whether the role may take the step, by the actor's grants and the table.
Reason check_actor(const std::optional<Complaint>& before,
                   EventKind kind,
                   const Actor& actor,
                   const Directory& directory) {
    const Person* person = directory.person(actor.person);
    if (person == nullptr || !person->active) {
        return Reason::UnknownActor;
    }
    if (!directory.holds(actor.person, actor.role)) {
        return Reason::RoleNotHeld;
    }
    return is_entitled(before, kind, actor.person, actor.role, directory) ? Reason::None
                                                                          : Reason::RoleNotEntitled;
}

bool is_blank_or_long(std::string_view text) {
    return base::trimmed(text).empty() ||
           base::count_chars(text) > base::limits::long_text_chars_max ||
           !base::is_valid_utf8(text);
}

/// The guards of each step (procedure 4.4), beside state and role.
struct Guard {
    const Actor& actor;
    const Directory& directory;

    Refusal operator()(const RecordPayload& payload) const {
        auto problems = check_intake(payload.intake, actor.device_time_utc_ms);
        if (!problems.empty()) {
            return {Reason::IntakeIncomplete, std::move(problems)};
        }
        if (payload.intake.info_check != InfoCheck::Passed) {
            return {Reason::InfoCheckNotPassed, {}};
        }
        const auto number = complaint_number_from_text(payload.number);
        const Device* device = directory.device(actor.device);
        const bool own = number && device != nullptr && number->device_code == device->code &&
                         number->prefix == directory.number_prefix;
        return {own ? Reason::None : Reason::BadNumber, {}};
    }

    Refusal operator()(const RejectIntakePayload& payload) const {
        return {is_blank_or_long(payload.reason) ? Reason::ReasonMissing : Reason::None, {}};
    }

    Refusal operator()(const NotePayload& payload) const {
        return {is_blank_or_long(payload.text) ? Reason::ReasonMissing : Reason::None, {}};
    }
};

/// Whether somebody else moved the complaint on after the author last saw it.
bool moved_on_unseen(const Complaint& before, const Event& event) {
    return before.state_change > event.seen.change &&
           std::any_of(before.steps.begin(), before.steps.end(), [&](const Step& step) {
               return step.change == before.state_change && step.device != event.device;
           });
}

} // namespace

std::optional<Refusal> refusal_of(const std::optional<Complaint>& before,
                                  const Payload& payload,
                                  const Actor& actor,
                                  const Directory& directory) {
    const EventKind kind = kind_of(payload);
    const Reason by_actor = check_actor(before, kind, actor, directory);
    if (by_actor != Reason::None) {
        return Refusal{by_actor, {}};
    }
    if (before && before->steps.size() >= base::limits::complaint_events_max) {
        return Refusal{Reason::LimitReached, {}};
    }
    if (!holds(transition_of(kind).from, state_of(before))) {
        return Refusal{before ? Reason::WrongState : Reason::NotFound, {}};
    }
    Refusal refusal = std::visit(Guard{actor, directory}, payload);
    if (refusal.reason != Reason::None) {
        return refusal;
    }
    return std::nullopt;
}

Verdict
judge(const std::optional<Complaint>& before, const Event& event, const Directory& directory) {
    const auto kind = from_code<EventKind>(event.kind);
    if (!kind) {
        return {VerdictKind::Refused, Reason::UnknownKind};
    }
    const auto payload = payload_from_text(*kind, event.payload);
    if (!payload) {
        return {VerdictKind::Refused, Reason::BadPayload};
    }
    const Actor actor{event.actor, event.role, event.device, event.device_time_utc_ms};
    const auto refusal = refusal_of(before, *payload, actor, directory);
    if (!refusal) {
        return {VerdictKind::Applied, Reason::None};
    }
    // A step that was right for what its author saw is no mistake: both stay, and a person decides.
    if (refusal->reason == Reason::WrongState && moved_on_unseen(*before, event)) {
        return {VerdictKind::Conflict, Reason::ConcurrentStep};
    }
    return {VerdictKind::Refused, refusal->reason};
}

std::optional<Role> role_for(const std::optional<Complaint>& before,
                             EventKind kind,
                             const Uuid& person,
                             const Directory& directory) {
    for (const Role role : directory.roles_of(person)) {
        if (is_entitled(before, kind, person, role, directory)) {
            return role;
        }
    }
    return std::nullopt;
}

} // namespace huiyin::domain
