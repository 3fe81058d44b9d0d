// The rules of the procedure, the same on every tablet and on the server (architecture 1.2).
//
// decide() makes steps from commands, judge() judges a step that somebody made. Nothing else makes
// or judges events.
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
/// Authenticity, chain and sequence are the caller's business; the department's uniqueness of
/// numbers too.
Verdict
judge(const std::optional<Complaint>& before, const Event& event, const Directory& directory);

/// The first role of the actor, in the order of the enumeration, in which the step is allowed.
std::optional<Role> role_for(const std::optional<Complaint>& before,
                             EventKind kind,
                             const Uuid& person,
                             const Directory& directory);

} // namespace huiyin::domain
