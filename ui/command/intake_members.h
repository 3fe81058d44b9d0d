// A complaint as it is given on a command line: JSON, and options named like its members.
#pragma once

#include "core/base/json_forward.h"
#include "core/base/result.h"
#include "core/domain/intake.h"

#include <string>
#include <string_view>
#include <vector>

namespace huiyin::command {

/// Names of everything an intake has, as in its JSON, for example complainant_name.
const std::vector<std::string>& intake_members();

/// Puts an option's value under the member's name: a number for times, true or false for marks,
/// else a text or a code. Errors: InvalidInput naming the member.
base::Result<void> put_member(base::Json& json, std::string_view member, const std::string& value);

/// Errors: InvalidInput naming the member that is unknown or has a wrong value.
base::Result<domain::Intake> intake_from_json(const base::Json& json);

} // namespace huiyin::command
