// Who may see which complaint, as keys that a server can index (sync 3).
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"

#include <string>
#include <vector>

namespace huiyin::domain {

/// Keys under which a complaint can be seen: "all", "acceptor:<person>" for each acceptor, and,
/// once it is assigned, "group:<id>" and "team:<id>". Sorted, each once.
std::vector<std::string> scope_keys(const Complaint& complaint);

/// Keys that a person may read by the roles held: URM and SUP "all"; a team leader the team; a
/// group member the group; everybody who may record their own. An administrator alone reads
/// nothing. Sorted, each once.
std::vector<std::string> readable_keys(const Directory& directory, const Uuid& person);

/// Whether a person may see a complaint: some readable key is one of its scope keys.
bool may_see(const Directory& directory, const Uuid& person, const Complaint& complaint);

} // namespace huiyin::domain
