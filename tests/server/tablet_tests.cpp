// The tablet's real store and engine against the real server: what one writes the other reads.
#include "tests/server/support.h"
#include "tests/server/whole_tablet.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;

TEST_CASE("tablet: what is recorded on one arrives on the other", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    const Uuid complaint = acceptor.record();
    acceptor.note(complaint);
    CHECK(must(acceptor.store->unsent_count()) == 2);
    CHECK(acceptor.talk() == 1);
    CHECK(acceptor.engine->status().synced);
    CHECK(must(acceptor.store->unsent_count()) == 0);
    CHECK(manager.talk() == 1);
    const auto seen = must(manager.store->complaint(complaint));
    const auto own = must(acceptor.store->complaint(complaint));
    REQUIRE(seen);
    CHECK(seen->register_no == 1);
    CHECK(own->register_no == 1);
    CHECK(seen->steps.size() == 2);
    manager.note(complaint);
    manager.talk();
    acceptor.talk();
    CHECK(must(acceptor.store->complaint(complaint))->steps.size() == 3);
}

TEST_CASE("tablet: a thousand unsent events go through in pages", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    for (int i = 0; i < 300; ++i) {
        acceptor.note(acceptor.record());
    }
    CHECK(acceptor.talk() == 3);
    CHECK(must(acceptor.store->unsent_count()) == 0);
    CHECK(manager.talk() == 2);
    CHECK(must(manager.store->counts()).all == 300);
}

TEST_CASE("tablet: offers everything again to a server that lost it", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    const Uuid complaint = acceptor.record();
    acceptor.talk();
    // A database of another epoch that knows the tablet, but none of its events.
    // The chain begins with zeros, as the first event says.
    server.stored().execute(
        "UPDATE device SET last_seq = 0, last_hash = (SELECT prev_hash FROM event WHERE change = "
        "1);"
        "UPDATE deployment SET epoch = 'another'; DELETE FROM event; DELETE FROM scope;"
        "DELETE FROM complaint_number; UPDATE department SET change_last = 0");
    acceptor.talk();
    CHECK(must(acceptor.store->unsent_count()) == 0);
    WholeTablet manager(server, "manager");
    manager.talk();
    CHECK(must(manager.store->complaint(complaint)));
}
