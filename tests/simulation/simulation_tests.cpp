// Seeds against the invariants of sync 4, and planted faults that must be noticed.
#include "core/base/assert.h"
#include "tests/simulation/server_place.h"
#include "tests/simulation/world.h"

#include <algorithm>
#include <atomic>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <new>
#include <set>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace huiyin::simulation;

namespace {

/// HUIYIN_SEED runs one seed alone; HUIYIN_SEEDS says how many (1 000).
std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// What a part of the seeds gave.
struct Totals {
    std::vector<std::string> violations; ///< each with its seed
    std::size_t seeds = 0;
    std::size_t events = 0;
    std::size_t conflicts = 0;
    std::size_t files = 0;
    std::size_t crashes = 0;
    std::size_t full = 0;
    std::size_t late = 0;
    std::size_t copies = 0;
    std::size_t wipes = 0;
    std::size_t restores = 0;
    std::size_t by_hand = 0;
    std::size_t older = 0;
    std::size_t poisoned = 0;
    std::size_t cuts = 0;
};

/// The next seed that nobody runs yet, for all processes.
class Seeds {
public:
    explicit Seeds(std::uint64_t first)
        : m_next(::mmap(nullptr,
                        sizeof(Counter),
                        PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS,
                        -1,
                        0)) {
        HUIYIN_ASSERT(m_next != MAP_FAILED);
        new (m_next) Counter(first);
    }

    ~Seeds() { ::munmap(m_next, sizeof(Counter)); }

    Seeds(const Seeds&) = delete;
    Seeds& operator=(const Seeds&) = delete;

    std::uint64_t take() { return (*static_cast<Counter*>(m_next))++; }

private:
    using Counter = std::atomic<std::uint64_t>;
    static_assert(Counter::is_always_lock_free);

    void* m_next;
};

/// Runs seeds before `end` and writes each outcome as a line, the violations after it.
void run_some(std::ostream& out, Seeds& seeds, std::uint64_t end) {
    // What one run gives back the next one takes: the system need not have it in between.
    constexpr int kept_bytes = 256 * 1024 * 1024;
    ::mallopt(M_MMAP_THRESHOLD, kept_bytes);
    ::mallopt(M_TRIM_THRESHOLD, kept_bytes);
    for (std::uint64_t seed = seeds.take(); seed < end; seed = seeds.take()) {
        // Before the run: the last line of a run that ended the program names its seed.
        out << "seed " << seed << std::endl;
        const Outcome outcome = run({.seed = seed});
        for (const std::string& violation : outcome.violations) {
            out << "violation seed=" << seed << " " << violation << "\n";
        }
        out << "done " << outcome.events << " " << outcome.conflicts << " " << outcome.files << " "
            << outcome.crashes << " " << outcome.full << " " << outcome.late << " "
            << outcome.copies << " " << outcome.wipes << " " << outcome.restores << " "
            << outcome.by_hand << " " << outcome.older << " " << outcome.poisoned << " "
            << outcome.cuts << std::endl;
    }
}

void add(Totals& totals, const std::string& line) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "violation") {
        totals.violations.push_back(line.substr(what.size() + 1));
    } else if (what == "done") {
        ++totals.seeds;
        for (std::size_t* total : {&totals.events,
                                   &totals.conflicts,
                                   &totals.files,
                                   &totals.crashes,
                                   &totals.full,
                                   &totals.late,
                                   &totals.copies,
                                   &totals.wipes,
                                   &totals.restores,
                                   &totals.by_hand,
                                   &totals.older,
                                   &totals.poisoned,
                                   &totals.cuts}) {
            std::size_t here = 0;
            words >> here;
            *total += here;
        }
    }
}

/// All seeds, in a process for each core: SQLite knows its VFS by names that are the whole
/// program's.
Totals run_all(std::uint64_t first, std::uint64_t count) {
    const std::uint64_t workers =
        std::min<std::uint64_t>(std::max(1U, std::thread::hardware_concurrency()), 8);
    const std::string folder = std::filesystem::temp_directory_path() /
                               ("huiyin-seeds-" + std::to_string(::getpid()) + "-");
    Seeds seeds(first);
    std::vector<pid_t> children;
    for (std::uint64_t worker = 0; worker < workers; ++worker) {
        children.push_back(::fork());
        if (children.back() == 0) {
            std::ofstream out(folder + std::to_string(worker));
            run_some(out, seeds, first + count);
            out.close();
            ::_exit(0);
        }
    }
    Totals totals;
    for (std::uint64_t worker = 0; worker < workers; ++worker) {
        ::waitpid(children[worker], nullptr, 0);
        const std::string path = folder + std::to_string(worker);
        std::ifstream in(path);
        std::string last;
        for (std::string line; std::getline(in, line); last = line) {
            add(totals, line);
        }
        if (last.starts_with("seed ")) {
            totals.violations.push_back(last + ": the program ended");
        }
        std::filesystem::remove(path);
    }
    return totals;
}

} // namespace

TEST_CASE("simulation: every seed heals into one state", "[simulation]") {
    const std::uint64_t first = number_from("HUIYIN_SEED", 1);
    const std::uint64_t count =
        std::getenv("HUIYIN_SEED") == nullptr ? number_from("HUIYIN_SEEDS", 1000) : 1;
    const Totals totals = run_all(first, count);
    CHECK(totals.violations == std::vector<std::string>{});
    CHECK(totals.seeds == count);
    std::cout << count << " seeds, " << totals.events << " events, " << totals.conflicts
              << " conflicts, " << totals.files << " files, " << totals.crashes << " crashes, "
              << totals.full << " steps without storage, " << totals.late << " late requests, "
              << totals.copies << " copied tablets, " << totals.wipes << " wipes, "
              << totals.restores << " restores, " << totals.by_hand << " of them by hand, "
              << totals.older << " of an older version, " << totals.poisoned << " poisoned events, "
              << totals.cuts << " long cuts\n";
    // A run in which nothing happens proves nothing.
    CHECK(totals.events > count * 10);
    const std::size_t least = std::min({totals.conflicts,
                                        totals.files,
                                        totals.crashes,
                                        totals.full,
                                        totals.late,
                                        totals.copies,
                                        totals.wipes,
                                        totals.restores,
                                        totals.by_hand,
                                        totals.older,
                                        totals.poisoned,
                                        totals.cuts});
    CHECK((least > 0 || count < 20));
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
        for (std::uint64_t seed = 1; seed <= 20 && seen.count(expected.invariant) == 0; ++seed) {
            for (const std::string& violation :
                 run({.seed = seed, .plant = expected.plant}).violations) {
                seen.insert(violation.substr(0, violation.find(':')));
            }
        }
        CAPTURE(expected.invariant);
        CHECK(seen.count(expected.invariant) == 1);
    }
}
