// Copies of the database: made while serving, restored, and what tablets make of it.
#include "core/sqlite/database.h"
#include "tests/server/process.h"
#include "tests/server/support.h"
#include "tests/server/whole_tablet.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

CommandResult backup(const TestServer& server, const std::string& to) {
    return run_command_line({"backup", "--database", server.database(), "--to", to});
}

CommandResult restore(const TestServer& server, const std::string& from) {
    return run_command_line(
        {"restore", "--database", server.database(), "--from", from, "--replace"});
}

/// What is stored hangs together, and no chain has a gap that is not accounted for.
void check_verified(const TestServer& server) {
    const CommandResult verified = run_command_line({"verify", "--database", server.database()});
    CAPTURE(verified.out);
    CHECK(verified.status == 0);
}

/// Pushes a complaint and a note on it, again and again, until it is stopped.
class BusyTablet {
public:
    explicit BusyTablet(TestServer& server)
        : m_tablet(server) {
        REQUIRE(m_tablet.sign_in("acceptor").status == 200);
        push();
        m_thread = std::thread([this] {
            while (!m_enough) {
                push();
                ++m_pushes;
            }
        });
    }

    /// How often it pushed beside the others' work.
    int stop() {
        m_enough = true;
        m_thread.join();
        return m_pushes;
    }

private:
    Tablet m_tablet;
    std::atomic<bool> m_enough{false};
    int m_pushes = 0;
    std::thread m_thread;

    void push() {
        const Uuid complaint = m_tablet.new_complaint();
        m_tablet.sync({m_tablet.record(complaint), m_tablet.note(complaint)});
    }
};

std::string epoch_of(TestServer& server) {
    return must(server.writer()->reader().epoch());
}

} // namespace

TEST_CASE("backup: a copy made while tablets push is whole and right", "[server][backup][sqlite]") {
    TestServer server;
    BusyTablet busy(server);
    std::vector<CommandResult> results;
    for (int i = 0; i < 3; ++i) {
        results.push_back(backup(server, server.folder.path("copy" + std::to_string(i))));
    }
    CHECK(busy.stop() > 0);
    std::int64_t before = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        CAPTURE(results[i].out);
        CHECK(results[i].status == 0);
        const std::string copy = server.folder.path("copy" + std::to_string(i));
        SystemRandom random;
        const auto opened = must(store::open(copy, random));
        const std::int64_t change =
            must(must(opened->open_reader())->change_last(server.department()));
        // Both events of a push are in one transaction, so a copy holds both or none.
        CHECK(change % 2 == 0);
        CHECK(change > 0);
        CHECK(change >= before);
        before = change;
        CHECK_FALSE(std::filesystem::exists(copy + ".part"));
        using std::filesystem::perms;
        CHECK((std::filesystem::status(copy).permissions() &
               (perms::group_all | perms::others_all)) == perms::none);
    }
}

TEST_CASE("verify: finds nothing wrong while tablets push", "[server][verify]") {
    TestServer server;
    BusyTablet busy(server);
    for (int i = 0; i < 5; ++i) {
        check_verified(server);
    }
    CHECK(busy.stop() > 0);
}

TEST_CASE("backup: does not write over a file, and does not keep a bad copy",
          "[server][backup][sqlite]") {
    TestServer server;
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    tablet.sync({tablet.record(tablet.new_complaint())});
    const std::string copy = server.folder.path("copy");
    CHECK(backup(server, copy).status == 0);
    const CommandResult again = backup(server, copy);
    CHECK(again.status == 1);
    CHECK(again.out.find("copy exists already") != std::string::npos);
    CHECK(run_command_line({"backup", "--database", server.folder.path("none"), "--to", copy})
              .out.find("there is no database") != std::string::npos);
    // An event that its tablet did not sign like this.
    must(must(huiyin::sqlite::Database::open({.path = server.database()}))
             .execute("UPDATE event SET actor = zeroblob(16)"));
    const std::string bad = server.folder.path("bad");
    const CommandResult wrong = backup(server, bad);
    CHECK(wrong.status == 1);
    CHECK(wrong.out.find("is not what its device signed") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bad));
}

TEST_CASE("restore: refuses what would lose something", "[server][backup][sqlite]") {
    TestServer server;
    const std::string copy = server.folder.path("copy");
    REQUIRE(backup(server, copy).status == 0);
    const std::string epoch = epoch_of(server);
    const CommandResult exists =
        run_command_line({"restore", "--database", server.database(), "--from", copy});
    CHECK(exists.status == 1);
    CHECK(exists.out.find("--replace") != std::string::npos);
    const CommandResult in_use = restore(server, copy);
    CHECK(in_use.status == 1);
    CHECK(in_use.out.find("stop the server first") != std::string::npos);
    server.stop();
    std::ofstream(server.folder.path("broken"), std::ios::binary)
        << std::ifstream(copy, std::ios::binary).rdbuf();
    std::filesystem::resize_file(server.folder.path("broken"), 20'000);
    CHECK(restore(server, server.folder.path("broken")).status == 1);
    CHECK(epoch_of(server) == epoch);
    CHECK(restore(server, copy).status == 0);
    CHECK(epoch_of(server) != epoch);
    CHECK(std::filesystem::exists(server.database() + ".replaced"));
    // The first one set aside is perhaps the only place where something is.
    const std::string second = epoch_of(server);
    const CommandResult again = restore(server, copy);
    CHECK(again.status == 1);
    CHECK(again.out.find(".replaced exists") != std::string::npos);
    CHECK(epoch_of(server) == second);
    std::filesystem::remove(server.database() + ".replaced");
    CHECK(restore(server, copy).status == 0);
}

TEST_CASE("restore: nothing is lost that a tablet still has", "[server][backup][sqlite]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    const Uuid before = acceptor.record();
    acceptor.talk();
    const std::string copy = server.folder.path("copy");
    REQUIRE(backup(server, copy).status == 0);

    // Since the copy: acknowledged work, a tablet of its own, and work that was never sent.
    const Uuid after = acceptor.record();
    acceptor.note(after);
    acceptor.talk();
    WholeTablet enrolled_since(server, "colleague");
    const Uuid elsewhere = enrolled_since.record();
    enrolled_since.talk();
    const Uuid unsent = acceptor.record();
    const std::string code = enrolled_since.store->session()->device_code;

    server.stop();
    REQUIRE(restore(server, copy).status == 0);
    server.start();
    // Somebody new comes first, and gets no code that was given out before.
    WholeTablet newcomer(server, "manager");
    CHECK(newcomer.store->session()->device_code != code);
    for (WholeTablet* tablet : {&acceptor, &enrolled_since}) {
        tablet->talk();
        CHECK(tablet->engine->status().problem == sync::Problem::SignInNeeded);
        REQUIRE(tablet->sign_in_again() == 200);
        tablet->talk();
        CHECK(must(tablet->store->unsent_count()) == 0);
    }
    newcomer.talk();
    for (const Uuid& complaint : {before, after, elsewhere, unsent}) {
        const auto seen = must(newcomer.store->complaint(complaint));
        REQUIRE(seen);
        CHECK(seen->steps.size() == (complaint == after ? 2U : 1U));
    }
    check_verified(server);
}

namespace {

/// A server in use, with a copy of its beginning: a complaint each for the group and for nobody
/// yet.
struct CopiedDesk {
    TestServer server;
    WholeTablet acceptor{server, "acceptor"};
    WholeTablet manager{server, "manager"};
    WholeTablet member{server, "member"};
    std::string copy = server.folder.path("copy");
    Uuid dispatched = acceptor.record();
    Uuid recorded = acceptor.record();

    CopiedDesk() {
        acceptor.talk();
        manager.talk();
        dispatch(dispatched);
        for (WholeTablet* tablet : {&acceptor, &manager, &member}) {
            tablet->talk();
        }
        CHECK(backup(server, copy).status == 0);
    }

    void dispatch(const Uuid& complaint) {
        const auto group = manager.store->directory().groups.at(0).id;
        manager.append(complaint,
                       domain::ChangeSeverityPayload{domain::Severity::General, "影响范围小"});
        manager.append(complaint, domain::DispatchPayload{group, {}, {}});
        manager.talk();
    }

    void put_back() {
        server.stop();
        REQUIRE(restore(server, copy).status == 0);
        server.start();
    }

    /// As somebody does who does not know of `restore`: a file in the place of another.
    void put_back_by_hand() {
        server.stop();
        for (const char* rest : {"-wal", "-shm"}) {
            std::filesystem::remove(server.database() + rest);
        }
        std::filesystem::copy_file(
            copy, server.database(), std::filesystem::copy_options::overwrite_existing);
        server.start();
    }

    void come_back(WholeTablet& tablet) {
        tablet.talk();
        REQUIRE(tablet.sign_in_again() == 200);
        tablet.talk();
    }

    static std::ptrdiff_t refused(WholeTablet& tablet, const Uuid& complaint) {
        const auto known = must(tablet.store->complaint(complaint));
        REQUIRE(known);
        return std::count_if(known->steps.begin(), known->steps.end(), [](const auto& step) {
            return step.verdict.kind == domain::VerdictKind::Refused;
        });
    }

    std::size_t steps(WholeTablet& tablet, const Uuid& complaint) {
        tablet.talk();
        const auto known = must(tablet.store->complaint(complaint));
        return known ? known->steps.size() : 0;
    }
};

} // namespace

TEST_CASE("restore: what an author's lost tablet had made comes back from another one",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    const Uuid since = desk.acceptor.record();
    desk.acceptor.note(since);
    desk.acceptor.note(desk.recorded);
    desk.acceptor.talk();
    desk.manager.talk();
    desk.put_back();
    // The acceptor's tablet is never seen again.
    desk.come_back(desk.manager);
    CHECK(must(desk.manager.store->unsent_count()) == 0);
    WholeTablet newcomer(desk.server, "leadership");
    for (WholeTablet* tablet : {&newcomer, &desk.manager}) {
        CHECK(desk.steps(*tablet, since) == 2);
        CHECK(desk.steps(*tablet, desk.recorded) == 2);
    }
    check_verified(desk.server);
}

TEST_CASE("restore: one chain comes back from tablets that each had a part of it",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    desk.acceptor.note(desk.dispatched);
    desk.acceptor.note(desk.recorded);
    desk.acceptor.talk();
    desk.manager.talk();
    desk.acceptor.note(desk.dispatched);
    desk.acceptor.talk();
    // The first and the third; the manager has the first two.
    desk.member.talk();
    desk.put_back();
    desk.come_back(desk.member);
    WholeTablet newcomer(desk.server, "leadership");
    CHECK(desk.steps(newcomer, desk.dispatched) == 4);
    CHECK(desk.steps(newcomer, desk.recorded) == 1);
    desk.come_back(desk.manager);
    CHECK(desk.steps(newcomer, desk.recorded) == 2);
    CHECK(desk.steps(newcomer, desk.dispatched) == 4);
    // The member's tablet knows what it could not give, also after a restart of the program.
    desk.server.clock.advance(11 * 60 * 1000);
    desk.member.talk();
    CHECK(desk.steps(newcomer, desk.dispatched) == 5);
    CHECK(desk.steps(desk.member, desk.dispatched) == 5);
}

TEST_CASE("restore: a step comes back behind what its author had seen",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    const Uuid since = desk.acceptor.record();
    desk.acceptor.talk();
    desk.manager.talk();
    desk.dispatch(since);
    desk.acceptor.talk();
    desk.acceptor.note(since);
    desk.acceptor.talk();
    // After the copy, and not sent before the restore.
    const Uuid unsent = desk.acceptor.record();
    WholeTablet newcomer(desk.server, "leadership");

    SECTION("what it stands on comes along") {
        desk.put_back();
        desk.come_back(desk.manager);
        desk.come_back(newcomer);
        CHECK(must(desk.manager.store->unsent_count()) == 0);
        const auto seen = must(newcomer.store->complaint(since));
        REQUIRE(seen);
        CHECK(seen->state == domain::State::Assigned);
        desk.come_back(desk.acceptor);
        CHECK(must(desk.acceptor.store->unsent_count()) == 0);
        CHECK(desk.refused(desk.acceptor, since) == 0);
        CHECK(desk.steps(newcomer, since) == 4);
        CHECK(desk.steps(newcomer, unsent) == 1);
    }
    SECTION("own steps and others' come in one order") {
        desk.put_back();
        desk.come_back(desk.acceptor);
        CHECK(must(desk.acceptor.store->unsent_count()) == 0);
        CHECK(desk.steps(newcomer, since) == 0);
        desk.come_back(newcomer);
        CHECK(desk.steps(newcomer, since) == 4);
        CHECK(desk.refused(newcomer, since) == 0);
        CHECK(desk.steps(newcomer, unsent) == 1);
    }
    check_verified(desk.server);
}

TEST_CASE("restore: a step waits ten minutes for what only another tablet has",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    const Uuid since = desk.acceptor.record();
    desk.acceptor.talk();
    desk.manager.talk();
    // The member sees the second of the manager's steps, and so cannot give it.
    desk.manager.note(desk.recorded);
    desk.dispatch(since);
    desk.member.talk();
    desk.member.append(since, domain::ReceivePayload{});
    desk.member.talk();
    CHECK(desk.refused(desk.member, since) == 0);
    desk.put_back();
    desk.come_back(desk.member);
    // New work stands in the same chain.
    desk.member.note(desk.dispatched);
    desk.member.talk();
    CHECK(must(desk.member.store->unsent_count()) == 2);
    CHECK(desk.member.engine->status().problem == sync::Problem::OthersFirst);
    CHECK_FALSE(desk.member.engine->status().synced);

    SECTION("and goes when it has come") {
        desk.come_back(desk.manager);
        desk.member.talk();
        CHECK(desk.member.engine->status().problem == sync::Problem::None);
        CHECK(desk.refused(desk.member, since) == 0);
        const auto seen = must(desk.member.store->complaint(since));
        REQUIRE(seen);
        CHECK(seen->state == domain::State::Handling);
    }
    SECTION("and no longer") {
        desk.server.clock.advance(11 * 60 * 1000);
        desk.member.talk();
        CHECK(desk.member.engine->status().problem == sync::Problem::None);
        // Refused, since nobody dispatched it; kept for its author.
        const auto kept = must(desk.member.store->kept_apart(10));
        REQUIRE(kept.size() == 1);
        CHECK(kept[0].event.complaint == since);
    }
    CHECK(must(desk.member.store->unsent_count()) == 0);
    CHECK(desk.steps(desk.member, desk.dispatched) == 4);
}

TEST_CASE("restore: what somebody made who had signed in there since the copy comes back too",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    REQUIRE(desk.acceptor.sign_in_as("colleague") == 200);
    desk.acceptor.talk();
    const Uuid since = desk.acceptor.record();
    desk.acceptor.talk();
    desk.manager.talk();
    desk.dispatch(since);
    desk.put_back();
    // The manager's tablet has it, and the server forgot who signed in where.
    desk.come_back(desk.manager);
    WholeTablet newcomer(desk.server, "leadership");
    newcomer.talk();
    const auto seen = must(newcomer.store->complaint(since));
    REQUIRE(seen);
    CHECK(seen->state == domain::State::Assigned);
    CHECK(desk.refused(newcomer, since) == 0);
    desk.come_back(desk.acceptor);
    CHECK(must(desk.acceptor.store->unsent_count()) == 0);
    CHECK(must(desk.acceptor.store->kept_apart_count()) == 0);
    check_verified(desk.server);
}

TEST_CASE("restore: another person who signs in takes nothing away", "[server][backup][sqlite]") {
    CopiedDesk desk;
    const Uuid since = desk.acceptor.record();
    desk.acceptor.note(desk.recorded);
    desk.acceptor.talk();
    desk.put_back();
    // The next person's first sight of the new server is the sign-in itself.
    REQUIRE(desk.acceptor.sign_in_as("member") == 200);
    desk.acceptor.talk();
    desk.acceptor.note(desk.dispatched);
    desk.acceptor.talk();
    CHECK(desk.acceptor.engine->status().problem == sync::Problem::None);
    CHECK(must(desk.acceptor.store->unsent_count()) == 0);
    while (must(desk.acceptor.store->refold_some(100))) {
    }
    // What is not the next person's to see has gone when it was delivered.
    CHECK_FALSE(must(desk.acceptor.store->complaint(since)));
    CHECK(must(desk.acceptor.store->complaint(desk.dispatched)));
    desk.come_back(desk.manager);
    CHECK(desk.steps(desk.manager, since) == 1);
    CHECK(desk.steps(desk.manager, desk.recorded) == 2);
}

TEST_CASE("restore: a copy put in place by hand is noticed, and nothing is lost",
          "[server][backup][sqlite]") {
    CopiedDesk desk;
    const std::string epoch = epoch_of(desk.server);
    const Uuid since = desk.acceptor.record();
    desk.acceptor.note(desk.recorded);
    desk.acceptor.talk();
    desk.member.talk();
    desk.put_back_by_hand();
    CHECK(epoch_of(desk.server) == epoch);
    // Others' work takes the places of what was lost, and more.
    for (int i = 0; i < 5; ++i) {
        desk.manager.note(desk.dispatched);
    }
    desk.manager.talk();
    for (WholeTablet* tablet : {&desk.acceptor, &desk.member, &desk.manager, &desk.acceptor}) {
        tablet->talk();
        CHECK(tablet->engine->status().problem == sync::Problem::None);
        CHECK(must(tablet->store->unsent_count()) == 0);
    }
    for (WholeTablet* tablet : {&desk.acceptor, &desk.manager}) {
        CHECK(desk.steps(*tablet, since) == 1);
        CHECK(desk.steps(*tablet, desk.recorded) == 2);
        CHECK(desk.steps(*tablet, desk.dispatched) == 8);
    }
    CHECK(desk.steps(desk.member, desk.dispatched) == 8);
    check_verified(desk.server);
}

TEST_CASE("restore: a change number stands for one change for ever", "[server][backup][sqlite]") {
    CopiedDesk desk;
    desk.acceptor.note(desk.recorded);
    desk.acceptor.talk();
    const auto lost = must(desk.server.writer()->reader().change_last(desk.server.department()));
    desk.put_back();
    desk.come_back(desk.manager);
    desk.manager.note(desk.recorded);
    desk.manager.talk();
    const auto known = must(desk.manager.store->complaint(desk.recorded));
    REQUIRE(known);
    CHECK(known->last_change > lost);
}

TEST_CASE("tablets: a table tells how each is doing", "[server][backup]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    acceptor.engine->describe_tablet({"1.2.3", 512LL * 1024 * 1024});
    acceptor.record();
    acceptor.talk();
    acceptor.record();
    acceptor.talk();
    WholeTablet silent(server, "manager");
    const CommandResult table = run_command_line({"tablets", "--database", server.database()});
    CAPTURE(table.out);
    CHECK(table.status == 0);
    const std::string code = acceptor.store->session()->device_code;
    const std::size_t begin = table.out.find("\n" + code + "\tacceptor\t20");
    REQUIRE(begin != std::string::npos);
    const std::string line =
        table.out.substr(begin + 1, table.out.find('\n', begin + 1) - begin - 1);
    CHECK(line.ends_with("Z\t-\t+0s\t1.2.3\t512 MiB\tactive"));
    CHECK(table.out.find(silent.store->session()->device_code +
                         "\tmanager\tnever\t-\t+0s\t-\t-\tactive") != std::string::npos);
}

TEST_CASE("tablets: the table shows what a tablet told of itself", "[server][backup]") {
    TestServer server;
    constexpr std::int64_t minute_ms = 60'000;

    struct Told {
        std::int64_t outbox_age_ms;
        std::int64_t clock_ahead_ms;
        const char* version;
        std::int64_t storage_bytes;
        const char* shown;
    };

    const Told tablets[] = {
        {50 * minute_ms, 0, "2.0.1", 1536LL * 1024 * 1024, "50m\t+0s\t2.0.1\t1536 MiB"},
        {151 * minute_ms, 90'000, "2.0", 1024 * 1024, "2h\t+1m\t2.0\t1 MiB"},
        {3001 * minute_ms, -7'200'000, "10.11.12", 0, "2d\t-2h\t10.11.12\t0 MiB"},
        {30 * minute_ms, -999, "", -1, "30m\t+0s\t-\t-"},
        {31 * minute_ms, 45'000, "2.1-rc", 1024 * 1024 - 1, "31m\t+45s\t2.1-rc\t0 MiB"},
    };
    std::vector<std::string> codes;
    for (const Told& told : tablets) {
        Tablet tablet(server);
        REQUIRE(tablet.sign_in("manager").status == 200);
        // Without the one before it this step is not taken, so it waits on.
        tablet.record(tablet.new_complaint());
        auto request = tablet.sync_request({tablet.note(tablet.new_complaint())});
        // What the tablet says is by its own clock.
        request.status =
            sync::TabletStatus{.app_version = told.version,
                               .outbox_since_utc_ms = server.clock.now_utc_ms() -
                                                      told.clock_ahead_ms - told.outbox_age_ms,
                               .clock_ahead_ms = told.clock_ahead_ms,
                               .storage_left_bytes = told.storage_bytes};
        REQUIRE(tablet.post_sync(request).status == 200);
        codes.push_back(tablet.code);
    }
    const CommandResult table = run_command_line({"tablets", "--database", server.database()});
    CAPTURE(table.out);
    CHECK(table.status == 0);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const std::size_t begin = table.out.find("\n" + codes[i] + "\tmanager\t20");
        REQUIRE(begin != std::string::npos);
        const std::string line =
            table.out.substr(begin + 1, table.out.find('\n', begin + 1) - begin - 1);
        CAPTURE(line);
        CHECK(line.ends_with("Z\t" + std::string(tablets[i].shown) + "\tactive"));
    }
}
