#include "core/domain/entitlement.h"

#include "core/domain/transitions.h"
#include "core/domain/visibility.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

constexpr auto index_of(Role role) {
    return static_cast<std::size_t>(role);
}

/// The assignment of this round, whatever the state.
const Assignment* last_assignment(const Complaint& complaint) {
    return complaint.assignments.empty() ? nullptr : &complaint.assignments.back();
}

struct Question {
    const Complaint& complaint;
    const Uuid& person;
    const Directory& directory;
    std::int64_t at_utc_ms;
    Sight sight;
};

bool is_target(const Assignment& assignment, const Question& q) {
    return assignment.group.is_nil()
               ? assignment.person == q.person
               : q.directory.is_member(q.person, assignment.group, q.at_utc_ms);
}

bool is_handler(const Question& q) {
    const auto& earlier = q.complaint.handlers;
    return q.complaint.handler == q.person ||
           (q.sight == Sight::ThisRound &&
            std::find(earlier.begin(), earlier.end(), q.person) != earlier.end());
}

bool is_assigned(const Question& q) {
    if (is_handler(q)) {
        return true;
    }
    if (q.sight == Sight::ThisRound) {
        const auto& all = q.complaint.assignments;
        return std::any_of(all.begin(), all.end(), [&](const Assignment& assignment) {
            return assignment.round == q.complaint.round && is_target(assignment, q);
        });
    }
    // Once somebody received it, it is that person's.
    const Assignment* assignment = q.complaint.assignment();
    return q.complaint.handler.is_nil() && assignment != nullptr && is_target(*assignment, q);
}

bool reaches(Reach reach, const Question& q) {
    switch (reach) {
    case Reach::None:
        return false;
    case Reach::Recorded:
        return q.complaint.accepted_by == q.person;
    case Reach::Handler:
        return is_handler(q);
    case Reach::Assigned:
        return is_assigned(q);
    case Reach::Team:
        return is_handler(q) ||
               leads_concerned_team(q.complaint, q.person, q.directory, q.at_utc_ms);
    case Reach::Visible:
        return may_see(q.directory, q.person, q.complaint);
    case Reach::All:
        return true;
    }
    return false;
}

/// Who confirms validity is the department's choice (procedure 0).
bool policy_allows(const Question& q, EventKind kind, Role role) {
    if (kind != EventKind::ConfirmValidity) {
        return true;
    }
    const bool manager = acts_as_manager(q.complaint, q.person, role, q.directory);
    return q.directory.policy.validity_confirmer == ValidityConfirmer::Manager
               ? manager
               : role != Role::RelationshipManager;
}

bool is_entitled(const Question& q, const Transition& row, Role role) {
    if (reaches(row.reach[index_of(role)], q)) {
        return true;
    }
    // Whoever recorded it is its acceptor, in whatever role.
    const bool field_role = role != Role::Leadership && role != Role::Administrator;
    const Reach of_acceptor = row.reach[index_of(Role::Acceptor)];
    if (field_role && of_acceptor == Reach::Recorded && reaches(of_acceptor, q)) {
        return true;
    }
    const bool substitute = q.complaint.substitute == q.person;
    if (substitute && row.reach[index_of(Role::TeamLeader)] != Reach::None) {
        return true;
    }
    return row.reach[index_of(Role::RelationshipManager)] == Reach::All &&
           acts_as_manager(q.complaint, q.person, role, q.directory);
}

} // namespace

bool leaders_stand_in(const Complaint& complaint, const Directory& directory) {
    if (complaint.intake.respondents.empty()) {
        return false;
    }
    const auto managers = directory.holders_of(Role::RelationshipManager);
    return std::all_of(managers.begin(), managers.end(), [&](const Uuid& manager) {
        return complaint.is_respondent(manager, directory);
    });
}

bool acts_as_manager(const Complaint& complaint,
                     const Uuid& person,
                     Role role,
                     const Directory& directory) {
    const bool stands_in = role == Role::TeamLeader || complaint.substitute == person;
    return role == Role::RelationshipManager ||
           (stands_in && leaders_stand_in(complaint, directory));
}

bool leads_concerned_team(const Complaint& complaint,
                          const Uuid& person,
                          const Directory& directory,
                          std::int64_t at_utc_ms) {
    const Assignment* assignment = last_assignment(complaint);
    if (assignment == nullptr) {
        return false;
    }
    if (complaint.answerable == person || complaint.substitute == person) {
        return true;
    }
    const Uuid team = directory.team_of_assignee(assignment->group, assignment->person);
    return !team.is_nil() && directory.leads(person, team, at_utc_ms);
}

Reason entitlement(const Complaint* before,
                   EventKind kind,
                   const Claim& claim,
                   const Directory& directory) {
    const Transition& row = transition_of(kind);
    if (before == nullptr || !before->taken_down) {
        return row.reach[index_of(claim.role)] == Reach::All ? Reason::None
                                                             : Reason::RoleNotEntitled;
    }
    const Question question{*before, claim.person, directory, claim.at_utc_ms, claim.sight};
    if (!is_entitled(question, row, claim.role) || !policy_allows(question, kind, claim.role)) {
        return Reason::RoleNotEntitled;
    }
    const bool recused =
        row.recusal == Recusal::Applies && before->is_respondent(claim.person, directory);
    return recused ? Reason::Recused : Reason::None;
}

RegisterReach register_reach(const Directory& directory, const Uuid& person) {
    if (directory.holds(person, Role::RelationshipManager) ||
        directory.holds(person, Role::Leadership)) {
        return RegisterReach::All;
    }
    return directory.holds(person, Role::TeamLeader) ? RegisterReach::OwnTeam : RegisterReach::None;
}

} // namespace huiyin::domain
