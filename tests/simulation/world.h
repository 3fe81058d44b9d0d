// A server and tablets in one thread: real stores, real engines, real rules; virtual time, network,
// disks and luck. One seed replays one run (sync 4).
#pragma once

#include "tests/simulation/surroundings.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace huiyin::simulation {

/// What a run plants on purpose, to show that the invariants notice.
enum class Plant : std::uint8_t {
    Nothing,
    AnswerWithoutStoring, ///< receipts are given, and the commit does not happen
    FlushesLie,           ///< tablets' disks say that they have flushed
    SkipAnEvent,          ///< a page leaves one event out
    LoseAFile,            ///< the server says that it has a file, and has it not
    SkipAChange,          ///< a change number is given to nothing
    ForgetConflicts,      ///< what clashed counts as if it had been seen
    ShowEverything,       ///< visibility is not asked
    LongAnswers,          ///< an answer is longer than a tablet takes
    RefuseOneTablet,      ///< one tablet never gets an answer, also after healing
    ForgetRegister        ///< a register number is left out
};

/// How bad luck is, in percent.
struct Weather {
    std::size_t request_lost = 20;
    std::size_t late = 40; ///< of the lost requests: on their way still, and overtaken
    std::size_t answer_lost = 15;
    std::size_t repeated = 25;
    std::size_t offline = 40;
    std::size_t roles_change = 3;
    std::size_t crash = 4;     ///< a tablet's step ends with its power
    std::size_t full = 3;      ///< a tablet's step finds next to no storage left
    std::size_t copied = 15;   ///< of the runs: one tablet becomes two, with the same identity
    std::size_t wipe = 1;      ///< a tablet is emptied and enrolled anew
    std::size_t backup = 3;    ///< the server is backed up
    std::size_t restore = 1;   ///< the server is put back to its last backup
    std::size_t by_hand = 30;  ///< of the restores: without a word to the database
    std::size_t versions = 20; ///< of the runs: tablets and server of two versions of the protocol
    std::size_t poison = 10;   ///< of the runs: something on the way lets one event never through
    std::size_t cut = 1;       ///< some tablets lose their network for long
    std::size_t clock = 2;     ///< a tablet's clock jumps
};

struct Options {
    std::uint64_t seed = 1;
    Weather weather;
    Plant plant = Plant::Nothing;
    ServerPlace* place = nullptr; ///< empty and ready; by default a SQLite file of its own
};

/// What was wrong at the end, each with the invariant's number; empty = all held.
struct Outcome {
    std::vector<std::string> violations;
    std::string trace_hash; ///< of everything that happened
    std::size_t events = 0;
    std::size_t conflicts = 0;
    std::size_t files = 0; ///< that the server has whole
    std::size_t crashes = 0;
    std::size_t full = 0; ///< steps that failed for want of storage
    std::size_t late = 0; ///< requests that reached the server late
    std::size_t copies = 0;
    std::size_t wipes = 0;
    std::size_t restores = 0;
    std::size_t by_hand = 0; ///< of the restores
    std::size_t older = 0;   ///< tablets that spoke an older protocol, and servers
    std::size_t poisoned = 0;
    std::size_t cuts = 0;
};

/// Runs, heals, checks.
Outcome run(const Options& options);

} // namespace huiyin::simulation
