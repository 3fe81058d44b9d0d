// Sight that ends (sync 3): the server says so, once and for whoever could see, on either store.
#include "core/base/limits.h"
#include "tests/server/desk.h"
#include "tests/server/metrics_client.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
namespace base = huiyin::base;

namespace {

/// As if the complaint's newest event had left nothing but the key "all".
void end_for_acceptor(Desk& desk, const Uuid& complaint) {
    const auto writer = desk.server.writer();
    const Uuid department = desk.server.department();
    const std::int64_t change = must(writer->reader().change_last(department));
    must(writer->begin());
    must(writer->end_scopes(department, complaint, {"all"}, change));
    must(writer->commit());
}

} // namespace

TEST_CASE("visibility: what ended is named once, to those who could see it",
          "[server][sync][visibility]") {
    Desk desk;
    Tablet second(desk.server);
    second.sign_in("acceptor");
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(complaint)});
    CHECK(pull_all(second).size() == 1);
    const Uuid other = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(other)});
    end_for_acceptor(desk, complaint);
    const auto told = second.sync();
    CHECK(told.ended == std::vector<Uuid>{complaint});
    CHECK(told.events.size() == 1); // of the other one
    CHECK(second.sync().ended.empty());
    CHECK(desk.manager.sync().ended.empty());
    Tablet colleague(desk.server);
    colleague.sign_in("colleague");
    CHECK(colleague.sync().ended.empty());
}

TEST_CASE("visibility: what is visible again comes whole, own events too",
          "[server][sync][visibility]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(complaint), desk.acceptor.note(complaint)});
    end_for_acceptor(desk, complaint);
    desk.acceptor.cursor = 1;
    CHECK(desk.acceptor.sync().ended == std::vector<Uuid>{complaint});
    // The next step finds that the acceptor may see it.
    desk.manager.sync();
    desk.manager.sync({desk.manager.note(complaint)});
    const auto back = desk.acceptor.sync();
    CHECK(back.ended.empty());
    CHECK(back.events.size() == 3);
}

TEST_CASE("visibility: a push to what is not visible is told so, at every repeat",
          "[server][sync][visibility]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(complaint)});
    Tablet colleague(desk.server);
    colleague.sign_in("colleague");
    const std::vector<domain::Event> push{colleague.note(complaint)};
    for (int i = 0; i < 2; ++i) {
        const auto answer = colleague.sync(push);
        CHECK(answer.receipts.at(0).change == 2);
        CHECK(answer.receipts.at(0).verdict.kind == domain::VerdictKind::Refused);
        CHECK(answer.ended == std::vector<Uuid>{complaint});
        CHECK(answer.events.empty());
    }
}

TEST_CASE("visibility: what was pushed does not come back with its receipt",
          "[server][sync][visibility]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const std::vector<domain::Event> push{desk.acceptor.record(complaint)};
    CHECK(desk.acceptor.sync(push).events.empty());
    CHECK(desk.acceptor.sync(push).events.empty());
    CHECK(desk.acceptor.sync().events.empty());
}

TEST_CASE("visibility: more endings than a page may name are named in several",
          "[server][sync][visibility][limits]") {
    Desk desk;
    const std::size_t count = base::limits::pull_events_max + 1;
    std::vector<Uuid> complaints;
    const auto writer = desk.server.writer();
    const Uuid department = desk.server.department();
    const std::string key = "acceptor:" + to_string(desk.acceptor.person);
    must(writer->begin());
    for (std::size_t i = 0; i < count; ++i) {
        complaints.push_back(desk.acceptor.new_complaint());
        const std::int64_t change = must(writer->next_change(department));
        must(writer->add_scope(department, complaints.back(), key, change));
        must(writer->end_scopes(department, complaints.back(), {}, change));
    }
    must(writer->commit());
    desk.acceptor.cursor = 0;
    const auto first = desk.acceptor.sync();
    CHECK(first.ended.size() == count - 1);
    CHECK(first.more);
    const auto second = desk.acceptor.sync();
    CHECK(second.ended == std::vector<Uuid>{complaints.back()});
    CHECK_FALSE(second.more);
}

TEST_CASE("visibility: a role given while its holder's push waits shows what is older at once",
          "[server][sync][visibility]") {
    ApplicationOptions options = TestServer::options();
    options.metrics_port = 0;
    TestServer server(options);
    Tablet acceptor(server);
    Tablet member(server);
    REQUIRE(acceptor.sign_in("acceptor").status == 200);
    REQUIRE(member.sign_in("member").status == 200);
    const Uuid complaint = acceptor.new_complaint();
    acceptor.sync({acceptor.record(complaint)});
    REQUIRE(member.sync().events.empty());
    const auto push = [&](RawClient& client, Tablet& tablet) {
        const auto request = tablet.sync_request({tablet.record(tablet.new_complaint())});
        client.send(request_text(
            "POST", "/api/v1/sync", to_text(request), {"Authorization: Bearer " + tablet.token}));
    };

    // What a push may see is read before it waits for its turn to write, and here nothing is
    // written until the role is given. One push is taken out of the queue and two wait in it, so
    // all three were read; the tablets ask for nothing else meanwhile.
    const auto blocking = server.writer();
    must(blocking->begin());
    must(blocking->hold(server.department()));
    RawClient first(server.port());
    RawClient second(server.port());
    RawClient third(server.port());
    push(first, member);
    push(second, acceptor);
    push(third, acceptor);
    while (value_of(metrics_of(server), "huiyin_writer_queue") < 2) {
    }
    must(blocking->add_grant(server.department(),
                             {.person = member.person, .role = domain::Role::Leadership}));
    must(blocking->raise_directory_version(server.department()));
    must(blocking->commit());

    const RawResponse answer = first.read();
    REQUIRE(answer.status == 200);
    const auto told = must(sync::sync_response_from_text(answer.body));
    REQUIRE(told.directory);
    CHECK(std::any_of(told.events.begin(), told.events.end(), [&](const auto& placed) {
        return placed.event.complaint == complaint;
    }));
}
