// Who may take a step: the matrix of the procedure (4.7) with recusal and stand-ins.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"

namespace huiyin::domain {

/// Whether every active relationship manager is a respondent of the complaint, so that team leaders
/// act in their place.
bool leaders_stand_in(const Complaint& complaint, const Directory& directory);

/// Whether the person leads the team concerned, or acts for its leader.
bool leads_concerned_team(const Complaint& complaint,
                          const Uuid& person,
                          const Directory& directory,
                          std::int64_t at_utc_ms);

/// Whether the person, in this role, acts as relationship manager for the complaint.
bool acts_as_manager(const Complaint& complaint,
                     const Uuid& person,
                     Role role,
                     const Directory& directory);

/// How a complaint is looked at: as it is, or also as it was earlier in this round. The latter is
/// for a step whose author had not seen that the complaint was moved on.
enum class Sight : std::uint8_t { Now, ThisRound };

/// Who asks, in which role, as of when, and how the complaint is looked at.
struct Claim {
    const Uuid& person;
    Role role = Role::Acceptor;
    std::int64_t at_utc_ms = 0;
    Sight sight = Sight::Now;
};

/// Whether the claim lets the person take a step of this kind on the complaint (null for a new
/// one): None, RoleNotEntitled or Recused. State and guards are not looked at.
Reason entitlement(const Complaint* before,
                   EventKind kind,
                   const Claim& claim,
                   const Directory& directory);

/// Of which complaints a person may have the register (procedure 4.7, print register).
enum class RegisterReach : std::uint8_t { None, OwnTeam, All };

/// 用户关系经理 and 更高领导 all of them, a team leader those that concern the own team.
RegisterReach register_reach(const Directory& directory, const Uuid& person);

} // namespace huiyin::domain
