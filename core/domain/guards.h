// What a step needs beside the right state and role (procedure 4.4, column "guards").
#pragma once

#include "core/domain/rules.h"

namespace huiyin::domain {

/// Gives what stands against the step; the reason None when nothing does. `before` is nothing for
/// a new complaint.
Refusal guard(const std::optional<Complaint>& before,
              const Payload& payload,
              const Actor& actor,
              const Directory& directory);

} // namespace huiyin::domain
