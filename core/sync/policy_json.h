// The department's policy as JSON: part of the directory on the wire, and how the server keeps it.
#pragma once

#include "core/base/json_forward.h"
#include "core/base/result.h"
#include "core/domain/policy.h"

namespace huiyin::sync {

base::Json json_from_policy(const domain::Policy& policy);

/// The policy of its JSON; members that are absent keep their defaults.
/// Errors: InvalidInput naming the member when one has the wrong type or is beyond its bounds.
base::Result<domain::Policy> policy_from_json(const base::Json& json);

base::Json json_from_volume(const domain::ServiceVolume& volume);
base::Result<domain::ServiceVolume> volume_from_json(const base::Json& json);

base::Json json_from_code_value(const domain::CodeValue& value);
base::Result<domain::CodeValue> code_value_from_json(const base::Json& json);

} // namespace huiyin::sync
