// A month of demo complaints as steps, out of word lists and a seed.
#pragma once

#include "core/domain/directory.h"
#include "core/domain/payload.h"
#include "sync-server/main/demo_intake.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace huiyin::server {

/// A step that a demo person takes on the person's tablet.
struct DemoStep {
    std::size_t complaint = 0; ///< index of the complaint
    std::size_t person = 0;    ///< index into demo_people
    std::int64_t at_utc_ms = 0;
    /// As it is written; the number of a Record, the conflict of a Settle and the measure of an
    /// ImproveDone are filled in when the step is taken.
    domain::Payload payload;
    bool behind = false;             ///< made without having seen the step before it
    std::int64_t clock_ahead_ms = 0; ///< how wrong the tablet's clock is
};

/// Who and what the steps name.
struct DemoCast {
    std::vector<base::Uuid> people; ///< as demo_people
    std::vector<base::Uuid> groups; ///< as demo_groups
    std::vector<base::Uuid> complaints;
    domain::WorkCalendar calendar;
    std::int64_t until_utc_ms = 0;
};

/// The steps of all complaints over the 30 days before the end, in order of time. Each complaint
/// goes one of the ways that the procedure knows; what would come after the end has not happened
/// yet, so the newest are still open.
std::vector<DemoStep> demo_steps(SeededRandom& random, const DemoCast& cast);

} // namespace huiyin::server
