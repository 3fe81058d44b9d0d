// Work that is not delivered: by file to the server or over another tablet, and after a restore by
// other tools.
#include "core/base/limits.h"
#include "core/sqlite/database.h"
#include "sync-server/main/commands.h"
#include "tests/server/support.h"
#include "tests/server/whole_tablet.h"
#include "tests/server/work_file.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

std::int64_t change_last(TestServer& server) {
    return must(server.writer()->reader().change_last(server.department()));
}

int problems_of(TestServer& server) {
    std::ostringstream out;
    const auto problems = must(verify_store(server.writer()->reader(), out));
    UNSCOPED_INFO(out.str());
    return static_cast<int>(problems);
}

} // namespace

TEST_CASE("pain 17: a tablet's file of unsent work is imported, twice is once",
          "[server][keeping]") {
    TestServer server;
    WholeTablet broken(server, "acceptor");
    broken.record();
    broken.talk();
    const Uuid complaint = broken.record();
    broken.note(complaint);
    const auto bundle = must(broken.store->bundle_unsent());
    CHECK(bundle.events.size() == 2);
    const WorkFile file(server, bundle, "work.hyx");
    const CommandResult first = import_file(server, file.path);
    CAPTURE(first.out);
    CHECK(first.status == 0);
    CHECK(says(first, "2 events, 2 new, 0 here before, 0 not taken"));
    const CommandResult second = import_file(server, file.path);
    CHECK(second.status == 0);
    CHECK(says(second, "2 events, 0 new, 2 here before, 0 not taken"));
    // The tablet comes back after all: it gets its receipts, and nothing is there twice.
    broken.talk();
    CHECK(must(broken.store->unsent_count()) == 0);
    CHECK(change_last(server) == 3);
    CHECK(problems_of(server) == 0);
}

TEST_CASE("import: a damaged, a foreign and no file at all are told apart", "[server][keeping]") {
    TestServer server;
    WholeTablet tablet(server, "acceptor");
    tablet.record();
    auto bundle = must(tablet.store->bundle_unsent());
    const WorkFile good(server, bundle, "good.hyx");
    {
        std::fstream damage(good.path, std::ios::in | std::ios::out | std::ios::binary);
        damage.seekg(-3, std::ios::end);
        const char last = static_cast<char>(damage.get() ^ 0x55);
        damage.seekp(-3, std::ios::end);
        damage.put(last);
    }
    const CommandResult damaged = import_file(server, good.path);
    CHECK(damaged.status != 0);
    CHECK(says(damaged, "the file is damaged"));
    CHECK(says(import_file(server, server.folder.path("none.hyx")), "cannot read"));
    bundle.department.bytes[0] ^= 1;
    CHECK(says(import_file(server, WorkFile(server, bundle, "foreign.hyx").path),
               "of a department that is not here"));
    // Sealed to another deployment, it opens with the code only.
    TestServer other;
    const WorkFile sealed_elsewhere(other, must(tablet.store->bundle_unsent()), "elsewhere.hyx");
    CHECK(says(import_file(server, sealed_elsewhere.path), "sealed to another server"));
    const auto with_code = [&](const std::string& code) {
        return run_command_line({"import",
                                 "--database",
                                 server.database(),
                                 "--file",
                                 sealed_elsewhere.path,
                                 "--code",
                                 code});
    };
    CHECK(says(with_code("AAAA-BBBB-CCCC"), "the code is wrong"));
    CHECK(says(with_code(sealed_elsewhere.code), "1 new"));
}

TEST_CASE("pain 17: another tablet carries the work of one that cannot", "[server][keeping]") {
    TestServer server;
    WholeTablet broken(server, "acceptor");
    const Uuid complaint = broken.record();
    broken.note(complaint);
    broken.record();
    WholeTablet courier(server, "colleague");
    courier.talk();
    courier.record();
    CHECK(must(courier.store->take_bundle(must(broken.store->bundle_unsent()))).added == 3);
    courier.talk();
    CHECK(must(courier.store->unsent_count()) == 0);
    CHECK(must(courier.store->kept_apart_count()) == 0);
    CHECK(change_last(server) == 4);
    CHECK(problems_of(server) == 0);
    // Whose it was is still who made it.
    broken.talk();
    CHECK(must(broken.store->unsent_count()) == 0);
    CHECK(must(broken.store->complaint(complaint))->register_no > 0);
    CHECK(change_last(server) == 4);
}

TEST_CASE("courier: a carrier can neither change nor invent what it carries", "[server][keeping]") {
    TestServer server;
    Tablet author(server);
    Tablet courier(server);
    REQUIRE(author.sign_in("acceptor").status == 200);
    REQUIRE(courier.sign_in("colleague").status == 200);
    const domain::Event genuine = author.record(author.new_complaint());
    domain::Event changed = genuine;
    changed.payload[30] ^= 1;
    const auto receipt = courier.sync({changed}).receipts.at(0);
    CHECK(receipt.change == 0);
    CHECK(receipt.device == author.device);
    CHECK(receipt.verdict.reason == domain::Reason::BadSignature);
    CHECK(courier.sync({genuine}).receipts.at(0).change == 1);
}

TEST_CASE("courier: of a revoked tablet only what it made before is taken", "[server][keeping]") {
    TestServer server;
    Tablet lost(server);
    Tablet courier(server);
    REQUIRE(lost.sign_in("acceptor").status == 200);
    REQUIRE(courier.sign_in("colleague").status == 200);
    const domain::Event before = lost.record(lost.new_complaint());
    server.clock.advance(60'000);
    const auto writer = server.writer();
    must(writer->begin());
    must(writer->hold(server.department()));
    must(writer->revoke_device(server.department(), lost.device, server.clock.now_utc_ms()));
    must(writer->commit());
    server.clock.advance(60'000);
    const domain::Event after = lost.record(lost.new_complaint());
    const auto receipts = courier.sync({before, after}).receipts;
    CHECK(receipts[0].change == 1);
    CHECK(receipts[1].change == 0);
    CHECK(receipts[1].verdict.reason == domain::Reason::DeviceRevoked);
    // It is kept for review.
    CHECK(must(writer->reader().quarantine_count(server.department(), lost.device)) == 1);
}

TEST_CASE("pain 4: one spoilt event of a tablet delays none of its other complaints",
          "[server][keeping]") {
    TestServer server;
    const std::string database = server.folder.path("tablet.db");
    WholeTablet tablet(server, "acceptor", database);
    tablet.record();
    tablet.record();
    const Uuid third = tablet.record();
    // As a disk would do it: the content is no longer what was signed.
    must(must(huiyin::sqlite::Database::open({.path = database}))
             .execute("UPDATE event SET payload = payload || ' ' WHERE device_seq = 2"));
    tablet.talk();
    CHECK(must(tablet.store->unsent_count()) == 0);
    CHECK(must(tablet.store->complaint(third))->register_no == 2);
    const auto kept = must(tablet.store->kept_apart(10));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == domain::Reason::BadSignature);
    CHECK(problems_of(server) == 0);
    // Work goes on as if nothing had been.
    tablet.record();
    tablet.talk();
    CHECK(change_last(server) == 3);
    CHECK(problems_of(server) == 0);
}

TEST_CASE("new-epoch: tablets offer again what a restore by other tools lost",
          "[server][keeping]") {
    TestServer server;
    WholeTablet tablet(server, "acceptor");
    tablet.record();
    tablet.talk();
    const std::string before = must(server.writer()->reader().epoch());
    const CommandResult result = run_command_line({"new-epoch", "--database", server.database()});
    CAPTURE(result.out);
    CHECK(result.status == 0);
    CHECK(must(server.writer()->reader().epoch()) != before);
    const std::int64_t left_out = change_last(server);
    CHECK(left_out > 1'000'000);
    // All sign-ins have ended.
    tablet.record();
    tablet.talk();
    CHECK(tablet.engine->status().problem == sync::Problem::SignInNeeded);
    CHECK(tablet.sign_in_again() == 200);
    tablet.talk();
    CHECK(must(tablet.store->unsent_count()) == 0);
    CHECK(change_last(server) == left_out + 1);
    CHECK(problems_of(server) == 0);
}
