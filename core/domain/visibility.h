// Who may see which complaint, as keys that a server can index (sync 3, procedure 4.7).
//
// Who complains is kept apart in a 保密 complaint: its Identify events are shown by keys of their
// own, which begin with "identity:".
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::domain {

/// What the keys of an identity begin with.
inline constexpr std::string_view identity_prefix = "identity:";

/// Whom a step gives a complaint to: a group, a person, or a person of a group.
struct Addressee {
    Uuid group;  ///< nil: no group's
    Uuid person; ///< nil: nobody's alone
};

/// Of a dispatch, an escalation and a reassignment; nothing of any other step.
std::optional<Addressee> addressee_of(const Payload& payload);

/// Keys under which a complaint can be seen: "all", "acceptor:<person>" for each acceptor,
/// "group:<id>" and "team:<id>" of every assignment, one that clashed with another included,
/// "person:<id>" of whoever got it alone,
/// "leaders" when team leaders act as relationship manager. Of a 保密 complaint also the keys of
/// the identity. Sorted, each once.
std::vector<std::string> scope_keys(const Complaint& complaint, const Directory& directory);

/// Keys that a person may read by the roles held: URM and SUP "all"; a team leader the team; a
/// group member the group; everybody who may record their own. An administrator alone reads
/// nothing. With the keys of identities. Sorted, each once.
std::vector<std::string> readable_keys(const Directory& directory, const Uuid& person);

/// Whether a person may see a complaint: some readable key is one of its scope keys.
bool may_see(const Directory& directory, const Uuid& person, const Complaint& complaint);

/// Whether a person may see who complains. A respondent of a 保密 complaint may not.
bool may_see_identity(const Directory& directory, const Uuid& person, const Complaint& complaint);

} // namespace huiyin::domain
