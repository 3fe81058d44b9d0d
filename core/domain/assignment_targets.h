// Who may get a complaint: 一般 a group, 重大 a team leader, never 被投诉对象 (procedure 4.4, T4 to
// T7).
//
// The rules refuse by these; the pickers on screen show by them what cannot be chosen, and why.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/rules.h"

namespace huiyin::domain {

/// Whether a group, and optionally a person of it, may get the complaint.
Reason group_target(const Complaint& complaint,
                    const Uuid& group,
                    const Uuid& person,
                    const Actor& actor,
                    const Directory& directory);

/// Whether a person may get it as team leader.
Reason leader_target(const Complaint& complaint, const Uuid& person, const Directory& directory);

/// The group in which a person works for a team that the actor leads, or nil.
Uuid led_group_of(const Uuid& person, const Actor& actor, const Directory& directory);

/// T7: whether it may be handed on to a group or to a person. A team leader hands on within the own
/// team, also a 重大, for which the leader stays answerable.
Reason reassignment_target(const Complaint& complaint,
                           const Uuid& group,
                           const Uuid& person,
                           const Actor& actor,
                           const Directory& directory);

} // namespace huiyin::domain
