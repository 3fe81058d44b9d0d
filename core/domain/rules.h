// The rules of the procedure, the same on every tablet and on the server (architecture 1.2).
//
// refusal_of() checks a step before it is made, judge() judges a step that somebody made. Nothing
// else makes or judges events.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/payload.h"

#include <optional>
#include <vector>

namespace huiyin::domain {

/// Who acts, in which role, on which device, when.
struct Actor {
    Uuid person;
    Role role = Role::Acceptor;
    Uuid device;
    std::int64_t device_time_utc_ms = 0;
};

/// A refusal, with the fields to mend when the intake is incomplete.
struct Refusal {
    Reason reason = Reason::None;
    std::vector<IntakeProblem> problems;
};

/// Checks one step before it is made.
///
/// `before` is the complaint as this device knows it, or nothing for a new one. Gives nothing when
/// the step is allowed, else why not.
std::optional<Refusal> refusal_of(const std::optional<Complaint>& before,
                                  const Payload& payload,
                                  const Actor& actor,
                                  const Directory& directory);

/// Judges an event in its place, given the fold of all events before it. Deterministic.
///
/// Authenticity, chain and sequence are the caller's business; so is what concerns other complaints
/// (a number that is taken, the complaint to merge into). Source: procedure 4.6, sync 2.
Verdict
judge(const std::optional<Complaint>& before, const Event& event, const Directory& directory);

/// The same for an event whose payload is at hand, so that it need not be read again.
Verdict judge(const std::optional<Complaint>& before,
              const Event& event,
              const Payload& payload,
              const Directory& directory);

/// What stands against a step of this kind as things are now, whatever would be written in it: the
/// reason None when it may be taken.
Reason obstacle(const std::optional<Complaint>& before,
                EventKind kind,
                const Actor& actor,
                const Directory& directory);

/// The role of the actor in which a step of this kind is allowed on the complaint, the one that
/// reaches furthest; nothing when none is entitled. State and guards are not looked at. `before` is
/// null for a new complaint.
std::optional<Role>
role_for(const Complaint* before, EventKind kind, const Uuid& person, const Directory& directory);

inline std::optional<Role> role_for(const std::optional<Complaint>& before,
                                    EventKind kind,
                                    const Uuid& person,
                                    const Directory& directory) {
    return role_for(before ? &*before : nullptr, kind, person, directory);
}

/// The same for a step at hand: among the entitled roles the first in which it is not refused.
/// `actor.role` is not looked at.
std::optional<Role> role_for(const std::optional<Complaint>& before,
                             const Payload& payload,
                             const Actor& actor,
                             const Directory& directory);

/// A step that a person could take, or cannot now.
struct NextStep {
    EventKind kind = EventKind::Note;
    Role role = Role::Acceptor;
    Reason obstacle = Reason::None; ///< why not now
};

/// The steps that the person's roles allow on the complaint, in the order of the table: those that
/// can be taken now, and those whose state or guard stands against it. Reading and printing are not
/// among them.
std::vector<NextStep> next_steps(const Complaint& complaint,
                                 const Uuid& person,
                                 const Uuid& device,
                                 std::int64_t now_utc_ms,
                                 const Directory& directory);

} // namespace huiyin::domain
