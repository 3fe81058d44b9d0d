// The demo department and the verifier.
#include "core/domain/complaint.h"
#include "core/sqlite/database.h"
#include "sync-server/main/commands.h"
#include "sync-server/main/demo.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

struct Made {
    TemporaryFolder folder;
    SystemRandom random;
    MovableClock clock;
    std::unique_ptr<store::SqliteStore> store =
        must(store::SqliteStore::open(folder.path("demo.db"), random));
    std::unique_ptr<store::Writer> writer = must(store->open_writer());

    base::Result<DemoReport> make(std::uint64_t seed = 1) {
        return create_demo(*writer, clock, random, {.seed = seed, .password = password});
    }

    std::vector<domain::PlacedEvent> events() {
        std::vector<domain::PlacedEvent> all;
        const Uuid department = must(writer->reader().departments()).front().id;
        must(writer->reader().for_each_event(
            department, [&all](const domain::PlacedEvent& placed) -> base::Result<void> {
                all.push_back(placed);
                return {};
            }));
        return all;
    }
};

/// Runs a command and gives its exit status and standard output.
std::pair<int, std::string> run(const std::vector<std::string>& words) {
    std::ostringstream out;
    std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
    std::streambuf* const errors = std::cerr.rdbuf(out.rdbuf());
    const int status = run_command(words);
    std::cout.rdbuf(before);
    std::cerr.rdbuf(errors);
    return {status, out.str()};
}

} // namespace

TEST_CASE("demo: fifty complaints in every state the rules know", "[server][demo]") {
    Made made;
    const DemoReport report = must(made.make());
    CHECK(report.people == 12);
    CHECK(report.conflicts == 1);
    std::map<Uuid, std::vector<domain::PlacedEvent>> by_complaint;
    for (const domain::PlacedEvent& placed : made.events()) {
        by_complaint[placed.event.complaint].push_back(placed);
    }
    CHECK(by_complaint.size() == 50);
    std::map<domain::State, int> states;
    std::map<std::int64_t, int> register_numbers;
    std::map<std::string, int> contents;
    int with_notes = 0;
    for (const auto& [id, events] : by_complaint) {
        const auto complaint = domain::fold(events);
        ++states[complaint->state];
        ++contents[complaint->intake.content];
        with_notes += complaint->steps.size() > 1 ? 1 : 0;
        if (complaint->state == domain::State::Recorded) {
            ++register_numbers[complaint->register_no];
        }
    }
    CHECK(states[domain::State::Recorded] >= 40);
    CHECK(states[domain::State::IntakeRejected] >= 3);
    CHECK(with_notes >= 10);
    CHECK(contents.size() > 45);
    CHECK(register_numbers.begin()->first == 1);
    CHECK(register_numbers.rbegin()->first == static_cast<std::int64_t>(register_numbers.size()));
}

TEST_CASE("demo: one seed, one demo; another seed, another", "[server][demo]") {
    const auto payloads = [](std::uint64_t seed) {
        Made made;
        must(made.make(seed));
        std::string all;
        for (const domain::PlacedEvent& placed : made.events()) {
            // Times are those of the run; everything else comes from the seed.
            const auto json = must(base::parse_json(placed.event.payload, 100'000));
            if (const auto* intake = base::find(json, "intake")) {
                all += base::find_string(*intake, "content").value_or("");
            }
            all += placed.event.kind;
        }
        return all;
    };
    CHECK(payloads(7) == payloads(7));
    CHECK(payloads(7) != payloads(8));
}

TEST_CASE("demo: many seeds make no refused step", "[server][demo]") {
    Made made;
    // Password hashing dominates, so one more than the seeds above is enough.
    CHECK(made.make(20'261'124));
}

TEST_CASE("demo: refuses a database that is not empty", "[server][demo]") {
    Made made;
    must(made.make());
    const std::size_t before = made.events().size();
    CHECK(made.make().error().code == base::ErrorCode::Conflict);
    CHECK(made.events().size() == before);
}

TEST_CASE("verify: finds a changed byte and a missing end", "[server][verify]") {
    Made made;
    must(made.make());
    const std::string path = made.folder.path("demo.db");
    const std::vector<std::string> words{"verify", "--database", path};
    CHECK(run(words).first == exit_ok);
    const auto database = must(huiyin::sqlite::Database::open({.path = path}));
    must(
        database.execute("UPDATE event SET payload = replace(payload, '1', '2') WHERE change = 7"));
    const auto changed = run(words);
    CHECK(changed.first == exit_failed);
    CHECK(changed.second.find("(change 7) is not what its device signed") != std::string::npos);
    must(database.execute("DELETE FROM event WHERE change = (SELECT max(change) FROM event)"));
    CHECK(run(words).second.find("were taken") != std::string::npos);
}

TEST_CASE("commands: people and tablets are managed", "[server][main]") {
    const TemporaryFolder folder;
    const std::string path = folder.path("new.db");
    const auto with = [&path](std::vector<std::string> words) {
        words.push_back("--database");
        words.push_back(path);
        return run(words);
    };
    CHECK(with({"user", "list"}).first == exit_failed);
    CHECK(with({"department", "add", "--short-name", "th", "--name", "通号", "--prefix", "th"})
              .first == exit_usage);
    CHECK(with({"department", "add", "--short-name", "th", "--name", "通号"}).first == exit_ok);
    const std::vector<std::string> add{
        "user", "add", "--account", "li", "--name", "李华", "--roles", "ACC,TL"};
    setenv("HUIYIN_PASSWORD", "12345678", 1);
    CHECK(with(add).second.find("too easy") != std::string::npos);
    setenv("HUIYIN_PASSWORD", password, 1);
    CHECK(with(add).second.find("a TL needs --team") != std::string::npos);
    auto complete = add;
    complete.insert(complete.end(), {"--team", "团队"});
    CHECK(with(complete).first == exit_ok);
    CHECK(with(complete).second.find("staff number") != std::string::npos);
    unsetenv("HUIYIN_PASSWORD");
    CHECK(with({"user", "list"}).second == "li\tli\t李华\tACC,TL\n");
    CHECK(with({"device", "revoke", "--code", "A7K"}).first == exit_failed);
    CHECK(with({"device", "list"}).second.empty());
}

TEST_CASE("commands: every command has help", "[server][main]") {
    CHECK(run({}).first == exit_usage);
    CHECK(run({"--help"}).first == exit_ok);
    CHECK(run({"dance"}).second.find("no command \"dance\"") != std::string::npos);
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"serve"},
                                               {"department", "add"},
                                               {"user", "add"},
                                               {"user", "list"},
                                               {"device", "list"},
                                               {"device", "revoke"},
                                               {"verify"},
                                               {"demo"}}) {
        auto asked = words;
        asked.emplace_back("--help");
        const auto [status, text] = run(asked);
        CHECK(status == exit_ok);
        CHECK(text.find("--database FILE") != std::string::npos);
        CHECK(run(words).first == exit_usage);
    }
}
