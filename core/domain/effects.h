// What a step does to a complaint once it is judged. For complaint.cpp only.
#pragma once

#include "core/domain/complaint.h"

namespace huiyin::domain {

/// An applied step. `at_utc_ms` is its effective time.
void take_effect(Complaint& complaint,
                 const PlacedEvent& placed,
                 std::int64_t at_utc_ms,
                 Payload payload);

/// A step in conflict: kept beside the state until somebody decides.
void open_conflict(Complaint& complaint, const PlacedEvent& placed, Payload payload);

} // namespace huiyin::domain
