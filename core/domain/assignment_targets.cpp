#include "core/domain/assignment_targets.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

Reason person_target(const Complaint& complaint, const Uuid& person, const Directory& directory) {
    const Person* found = directory.person(person);
    if (found == nullptr || !found->active) {
        return Reason::TargetUnknown;
    }
    return complaint.is_respondent(person, directory) ? Reason::TargetIsRespondent : Reason::None;
}

} // namespace

Uuid led_group_of(const Uuid& person, const Actor& actor, const Directory& directory) {
    const auto found =
        std::find_if(directory.grants.begin(), directory.grants.end(), [&](const RoleGrant& grant) {
            return grant.person == person && grant.role == Role::GroupMember &&
                   grant.is_in_force() &&
                   directory.leads(
                       actor.person, directory.team_of(grant.group), actor.device_time_utc_ms);
        });
    return found == directory.grants.end() ? Uuid{} : found->group;
}

Reason group_target(const Complaint& complaint,
                    const Uuid& group,
                    const Uuid& person,
                    const Actor& actor,
                    const Directory& directory) {
    if (directory.group(group) == nullptr) {
        return Reason::TargetUnknown;
    }
    const auto& respondents = complaint.intake.respondents;
    if (std::find(respondents.begin(), respondents.end(), group) != respondents.end()) {
        return Reason::TargetIsRespondent;
    }
    if (person.is_nil()) {
        return Reason::None;
    }
    return directory.is_member(person, group, actor.device_time_utc_ms)
               ? person_target(complaint, person, directory)
               : Reason::TargetUnknown;
}

Reason leader_target(const Complaint& complaint, const Uuid& person, const Directory& directory) {
    const Reason reason = person_target(complaint, person, directory);
    if (reason != Reason::None) {
        return reason;
    }
    const bool leads = directory.holds(person, Role::TeamLeader);
    return leads || complaint.substitute == person ? Reason::None : Reason::MajorNeedsLeader;
}

Reason reassignment_target(const Complaint& complaint,
                           const Uuid& group,
                           const Uuid& person,
                           const Actor& actor,
                           const Directory& directory) {
    const bool by_leader = actor.role == Role::TeamLeader;
    if (group.is_nil()) {
        const Reason reason = leader_target(complaint, person, directory);
        const bool within_team = by_leader && !led_group_of(person, actor, directory).is_nil();
        return reason == Reason::MajorNeedsLeader && within_team ? Reason::None : reason;
    }
    if (complaint.severity == Severity::Major && !by_leader) {
        return Reason::MajorNeedsLeader;
    }
    const Reason reason = group_target(complaint, group, person, actor, directory);
    const bool own_team =
        directory.leads(actor.person, directory.team_of(group), actor.device_time_utc_ms);
    return reason == Reason::None && by_leader && !own_team ? Reason::RoleNotEntitled : reason;
}

} // namespace huiyin::domain
