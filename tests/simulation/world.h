// A server and tablets in one thread: real stores, real engine, real rules; virtual time, network
// and luck. One seed replays one run (sync 4).
#pragma once

#include "core/base/bytes.h"
#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "sync-server/store/store.h"
#include "tests/support/fakes.h"
#include "tests/support/procedure.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::simulation {

using base::Uuid;

/// What a run plants on purpose, to show that the invariants notice.
enum class Plant : std::uint8_t {
    Nothing,
    AnswerWithoutStoring, ///< receipts are given, and the commit does not happen
    SkipAnEvent,          ///< a page leaves one event out
    ShowEverything,       ///< visibility is not asked
    RefuseOneTablet,      ///< one tablet never gets an answer, also after healing
    ForgetRegister        ///< a register number is left out
};

/// How bad luck is, in percent.
struct Weather {
    std::size_t request_lost = 20;
    std::size_t answer_lost = 15;
    std::size_t repeated = 25;
    std::size_t offline = 40;
    std::size_t roles_change = 3;
};

struct Options {
    std::uint64_t seed = 1;
    std::size_t steps = 120;
    Weather weather;
    Plant plant = Plant::Nothing;
    std::string database; ///< the server's, empty and ready; by default a SQLite file of its own
};

/// What was wrong at the end, each with the invariant's number; empty = all held.
struct Outcome {
    std::vector<std::string> violations;
    std::string trace_hash; ///< of everything that happened
    std::size_t events = 0;
    std::size_t conflicts = 0;
};

/// Runs, heals, checks.
Outcome run(const Options& options);

} // namespace huiyin::simulation
