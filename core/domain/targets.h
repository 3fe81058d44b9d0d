// 时限: when each step of a complaint is due, and whether it was done in time (procedure 2.1).
// Targets are shown and counted; they never stand against a step.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/policy.h"

#include <optional>
#include <vector>

namespace huiyin::domain {

/// One step's target in the present round.
struct Target {
    TargetKind kind = TargetKind::Notify;
    std::int64_t due_utc_ms = 0;
    std::int64_t done_utc_ms = 0; ///< 0 = not done yet

    bool is_open() const { return done_utc_ms == 0; }

    bool is_late(std::int64_t now_utc_ms) const {
        return (is_open() ? now_utc_ms : done_utc_ms) > due_utc_ms;
    }
};

/// The targets whose clock has begun, in the order of TargetKind; each at most once.
std::vector<Target> targets_of(const Complaint& complaint, const Policy& policy);

/// The target of what has to be done next; nothing when the complaint is not open.
std::optional<Target> next_target(const Complaint& complaint, const Policy& policy);

} // namespace huiyin::domain
