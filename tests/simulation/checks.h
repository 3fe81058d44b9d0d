// The invariants of sync 4, after everything has healed.
#pragma once

#include "tests/simulation/simulated_server.h"
#include "tests/simulation/simulated_tablet.h"
#include "tests/simulation/world.h"

#include <memory>
#include <vector>

namespace huiyin::simulation {

using Tablets = std::vector<std::unique_ptr<SimulatedTablet>>;

/// Notes what is wrong in the ledger, and counts in `outcome`.
void check(SimulatedServer& server, const Tablets& tablets, Ledger& ledger, Outcome& outcome);

} // namespace huiyin::simulation
