// The demo department and the verifier.
#include "core/base/json.h"
#include "core/domain/complaint.h"
#include "sync-server/main/commands.h"
#include "sync-server/main/demo.h"
#include "tests/server/support.h"
#include "tests/support/fakes.h"

#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

/// For tests to which it makes no difference how long the month was.
constexpr std::size_t few = 40;

struct Made {
    TestDatabase database;
    SystemRandom random;
    /// What is told depends on the moment.
    huiyin::tests::FakeClock clock;
    std::unique_ptr<store::Store> store = database.open();
    std::unique_ptr<store::Writer> writer = must(store->open_writer());

    base::Result<DemoReport> make(std::size_t complaints = few, std::uint64_t seed = 1) {
        return create_demo(
            *writer, clock, random, {.seed = seed, .complaints = complaints, .password = password});
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

TEST_CASE("demo: a month with every state, step and role", "[server][demo]") {
    Made made;
    const DemoReport report = must(made.make(400));
    CHECK(report.people == 18);
    CHECK(report.conflicts > 10);
    std::map<Uuid, std::vector<domain::PlacedEvent>> by_complaint;
    std::set<std::string> kinds;
    std::set<Uuid> devices;
    for (const domain::PlacedEvent& placed : made.events()) {
        by_complaint[placed.event.complaint].push_back(placed);
        kinds.insert(placed.event.kind);
        devices.insert(placed.event.device);
    }
    CHECK(by_complaint.size() == 400);
    CHECK(devices.size() > 10);
    // The bytes of an attachment travel apart, and nobody of the demo wants to be forgotten.
    const std::set<std::string_view> without{"attach", "order_redaction", "redact"};
    for (const domain::CodeEntry& kind : domain::code_list<domain::EventKind>()) {
        INFO(kind.code);
        CHECK(kinds.contains(std::string(kind.code)) != without.contains(kind.code));
    }
    std::map<domain::State, int> states;
    std::map<std::string, int> flags;
    std::set<std::int64_t> register_numbers;
    for (const auto& [id, events] : by_complaint) {
        const auto complaint = domain::fold(events);
        ++states[complaint->state];
        flags["open conflict"] += complaint->conflicted() ? 1 : 0;
        flags["settled"] += !complaint->conflicts.empty() && !complaint->conflicted() ? 1 : 0;
        flags["closing disputed"] += complaint->closing_disputed() ? 1 : 0;
        flags["confidential"] += complaint->intake.confidential ? 1 : 0;
        flags["reopened"] += complaint->round > 1 ? 1 : 0;
        flags["merged"] += complaint->cancellation &&
                           complaint->cancellation->said.code == domain::CancelCode::Duplicate;
        for (const domain::Closure& closure : complaint->closures) {
            ++flags[std::string(code_of(closure.code))];
        }
        for (const domain::Step& step : complaint->steps) {
            flags["clock"] += step.clock_anomaly ? 1 : 0;
        }
        if (complaint->register_no != 0) {
            register_numbers.insert(complaint->register_no);
        }
    }
    for (const domain::CodeEntry& state : domain::code_list<domain::State>()) {
        INFO(state.code);
        CHECK(states[*domain::from_code<domain::State>(state.code)] > 0);
    }
    for (const auto& [flag, count] : flags) {
        INFO(flag);
        CHECK(count > 0);
    }
    CHECK(flags.size() == 10);
    // Only the clocks that are wrong on purpose are marked.
    CHECK(flags["clock"] <= 8);
    CHECK(states[domain::State::Closed] > 200);
    CHECK(*register_numbers.rbegin() == static_cast<std::int64_t>(register_numbers.size()));
}

TEST_CASE("demo: nobody works at four in the morning", "[server][demo]") {
    Made made;
    must(made.make());
    const domain::WorkCalendar calendar;
    // What is recorded last is squeezed in before now, whatever the hour is.
    const std::int64_t until = made.clock.now_utc_ms() - 24LL * 3600 * 1000;
    int steps = 0;
    int by_day = 0;
    for (const domain::PlacedEvent& placed : made.events()) {
        const std::int64_t at = placed.event.device_time_utc_ms;
        if (at > until) {
            continue;
        }
        const domain::Day day = domain::local_day(calendar, at);
        const std::int64_t minute = (at - domain::begin_of_day_utc_ms(calendar, day)) / 60'000;
        const bool night = minute > 2 * 60 + 5 && minute < 8 * 60;
        CHECK_FALSE(night);
        ++steps;
        by_day += minute >= 8 * 60 && minute <= 18 * 60 ? 1 : 0;
    }
    CHECK(by_day * 10 > steps * 9);
}

TEST_CASE("demo: one seed, one demo; another seed, another", "[server][demo]") {
    const auto payloads = [](std::uint64_t seed) {
        Made made;
        must(made.make(few, seed));
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

TEST_CASE("demo: another seed makes no refused step either", "[server][demo]") {
    Made made;
    CHECK(made.make(200, 20'261'124));
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
    const std::string path = made.database.location();
    const std::vector<std::string> words{"verify", "--database", path};
    const auto whole = run(words);
    INFO(whole.second);
    CHECK(whole.first == exit_ok);
    // One byte more, whatever the event says: what the demo tells depends on the day.
    made.database.execute("UPDATE event SET payload = payload || ' ' WHERE change = 7");
    const auto changed = run(words);
    CHECK(changed.first == exit_failed);
    CHECK(changed.second.find("(change 7) is not what its device signed") != std::string::npos);
    CHECK(changed.second.find(", the first: event ") != std::string::npos);
}

TEST_CASE("scenario 10: the newest events of a device that are gone are missed",
          "[server][verify][scenario]") {
    Made made;
    must(made.make());
    const std::string path = made.database.location();
    const std::vector<std::string> words{"verify", "--database", path};
    made.database.execute("DELETE FROM event WHERE change = (SELECT max(change) FROM event)");
    const auto cut = run(words);
    CHECK(cut.first == exit_failed);
    CHECK(cut.second.find("were taken") != std::string::npos);
    CHECK(cut.second.find("the first: what follows event ") != std::string::npos);
}

TEST_CASE("verify: finds a gap in the register", "[server][verify]") {
    Made made;
    must(made.make());
    const std::string path = made.database.location();
    made.database.execute("UPDATE event SET register_no = register_no + 1 WHERE register_no > 9");
    const auto result = run({"verify", "--database", path});
    CHECK(result.first == exit_failed);
    CHECK(result.second.find("has register number 11 after 9") != std::string::npos);
    CHECK(result.second.find("1 problems") != std::string::npos);
}

TEST_CASE("procedure: docs/procedure.md is what the program prints", "[server][procedure]") {
    std::ifstream file(HUIYIN_PROCEDURE_FILE);
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    const auto printed = run({"procedure"});
    CHECK(printed.first == exit_ok);
    CHECK(printed.second == page);
    for (const domain::CodeEntry& kind : domain::code_list<domain::EventKind>()) {
        CHECK(page.find("`" + std::string(kind.code) + "`") != std::string::npos);
    }
}

TEST_CASE("admin-log: prints who did what", "[server][main][admin]") {
    Made made;
    must(made.make());
    const Uuid department = must(made.writer->reader().departments()).front().id;
    const auto directory = must(made.writer->reader().directory(department));
    must(made.writer->begin());
    must(made.writer->add_admin_log(department,
                                    {.person = directory.people.front().id,
                                     .device = directory.devices.front().id,
                                     .at_utc_ms = 1'700'000'000'000,
                                     .command = R"({"command":"add_team"})"}));
    must(made.writer->commit());
    const auto printed = run({"admin-log", "--database", made.database.location()});
    CHECK(printed.second == "2023-11-14T22:13Z\t" + directory.people.front().name + "\t" +
                                directory.devices.front().code + "\t{\"command\":\"add_team\"}\n");
}

TEST_CASE("commands: people and tablets are managed", "[server][main]") {
    const TestDatabase database;
    const std::string path = database.location();
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
                                               {"admin-log"},
                                               {"demo"}}) {
        auto asked = words;
        asked.emplace_back("--help");
        const auto [status, text] = run(asked);
        CHECK(status == exit_ok);
        CHECK(text.find("--database ") != std::string::npos);
        CHECK(run(words).first == exit_usage);
    }
}
