// Seeds against the invariants of sync 4, and planted faults that must be noticed.
#include "tests/simulation/server_place.h"
#include "tests/simulation/world.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <iostream>
#include <set>

using namespace huiyin::simulation;

namespace {

/// HUIYIN_SEED runs one seed alone; HUIYIN_SEEDS says how many (1 000).
std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace

TEST_CASE("simulation: every seed heals into one state", "[simulation]") {
    const std::uint64_t first = number_from("HUIYIN_SEED", 1);
    const std::uint64_t count =
        std::getenv("HUIYIN_SEED") == nullptr ? number_from("HUIYIN_SEEDS", 1000) : 1;
    std::size_t events = 0;
    std::size_t conflicts = 0;
    std::size_t files = 0;
    std::size_t crashes = 0;
    std::size_t wipes = 0;
    std::size_t restores = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const Outcome outcome = run({.seed = seed});
        INFO("seed=" << seed);
        CHECK(outcome.violations == std::vector<std::string>{});
        events += outcome.events;
        conflicts += outcome.conflicts;
        files += outcome.files;
        crashes += outcome.crashes;
        wipes += outcome.wipes;
        restores += outcome.restores;
    }
    std::cout << count << " seeds, " << events << " events, " << conflicts << " conflicts, "
              << files << " files, " << crashes << " crashes, " << wipes << " wipes, " << restores
              << " restores\n";
    // A run in which nothing happens proves nothing.
    CHECK(events > count * 10);
    CHECK((std::min({conflicts, files, crashes, wipes, restores}) > 0 || count < 10));
}

TEST_CASE("simulation: what comes and goes often jams no outbox", "[simulation]") {
    const std::uint64_t first = number_from("HUIYIN_SEED", 1);
    const std::uint64_t count =
        std::getenv("HUIYIN_SEED") == nullptr ? number_from("HUIYIN_SEEDS", 1000) / 20 + 1 : 1;
    const Weather storm{.roles_change = 12, .crash = 15, .wipe = 2, .backup = 10, .restore = 8};
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        INFO("seed=" << seed);
        CHECK(run({.seed = seed, .weather = storm}).violations == std::vector<std::string>{});
    }
}

TEST_CASE("simulation: a seed replays the same run", "[simulation]") {
    for (const std::uint64_t seed : {3U, 41U, 977U}) {
        CHECK(run({.seed = seed}).trace_hash == run({.seed = seed}).trace_hash);
    }
    CHECK(run({.seed = 5}).trace_hash != run({.seed = 6}).trace_hash);
}

TEST_CASE("simulation: SQLite and PostgreSQL give the same answers, byte for byte",
          "[simulation][postgres]") {
    std::size_t events = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U, 41U, 977U}) {
        ServerDatabase place;
        const Outcome embedded = run({.seed = seed});
        const Outcome served = run({.seed = seed, .place = &place});
        INFO("seed=" << seed);
        CHECK(served.violations == std::vector<std::string>{});
        // The trace holds the hash of every answer the server gave.
        CHECK(served.trace_hash == embedded.trace_hash);
        CHECK(served.events == embedded.events);
        events += served.events;
    }
    CHECK(events > 100);
}

TEST_CASE("simulation: planted faults are noticed", "[simulation]") {
    struct Expected {
        Plant plant;
        const char* invariant;
    };

    for (const Expected& expected : {Expected{Plant::AnswerWithoutStoring, "I1"},
                                     Expected{Plant::FlushesLie, "I2"},
                                     Expected{Plant::SkipAnEvent, "I3"},
                                     Expected{Plant::LoseAFile, "I4"},
                                     Expected{Plant::SkipAChange, "I5"},
                                     Expected{Plant::FlushesLie, "I6"},
                                     Expected{Plant::ForgetConflicts, "I7"},
                                     Expected{Plant::ShowEverything, "I8"},
                                     Expected{Plant::LongAnswers, "I9"},
                                     Expected{Plant::RefuseOneTablet, "I10"},
                                     Expected{Plant::ForgetRegister, "I11"}}) {
        std::set<std::string> seen;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            for (const std::string& violation :
                 run({.seed = seed, .plant = expected.plant}).violations) {
                seen.insert(violation.substr(0, violation.find(':')));
            }
        }
        CAPTURE(expected.invariant);
        CHECK(seen.count(expected.invariant) == 1);
    }
}
