// Random steps that are legal, for property tests and the simulator.
#pragma once

#include "core/domain/rules.h"
#include "tests/support/fakes.h"

#include <optional>

namespace huiyin::tests {

/// A complete intake with varied values; `confidential` ones have no identity in them.
domain::Intake random_intake(SeededRandom& random, std::int64_t now_utc_ms);

/// A payload of the kind that is likely to be allowed on the complaint.
domain::Payload random_payload(domain::EventKind kind,
                               const domain::Complaint& complaint,
                               const domain::Directory& directory,
                               SeededRandom& random,
                               std::int64_t now_utc_ms);

/// One step that the person may take on the complaint now, with the role for it; nothing when there
/// is none, or when luck found none that is allowed.
struct RandomStep {
    domain::Role role = domain::Role::Acceptor;
    domain::Payload payload;
};

std::optional<RandomStep> random_step(const domain::Complaint& complaint,
                                      const base::Uuid& person,
                                      const base::Uuid& device,
                                      const domain::Directory& directory,
                                      SeededRandom& random,
                                      std::int64_t now_utc_ms);

} // namespace huiyin::tests
