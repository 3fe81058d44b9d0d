// The real program, killed while it works: what was acknowledged is there afterwards.
//
// Goal: the answer comes after the commit and never before. Method: push until a receipt came,
// kill -9 at a moment the seed chooses while the next push is under way, start again, and ask for
// everything: each acknowledged event exactly once, and the chain unbroken. The page cache
// survives a kill, so this proves the order of commit and answer, not the flush.
#include "tests/server/process.h"
#include "tests/server/support.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

constexpr int kills = 500;

unsigned seed_of_run() {
    const char* given = std::getenv("HUIYIN_SEED");
    return given == nullptr ? 1U : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

std::string push_text(Tablet& tablet, const std::vector<domain::Event>& events) {
    return request_text("POST",
                        "/api/v1/sync",
                        to_text(tablet.sync_request(events)),
                        {"Authorization: Bearer " + tablet.token});
}

} // namespace

TEST_CASE("kill: acknowledged events survive kill -9", "[server][kill]") {
    TestServer server;
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    server.stop();
    std::cout << "seed=" << seed_of_run() << "\n";
    std::minstd_rand random(seed_of_run());
    std::set<Uuid> acknowledged;
    std::vector<domain::Event> unsent;
    std::int64_t slowest_start_ms = 0;
    for (int round = 0; round < kills; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        Process process(server.database());
        const auto ready = std::chrono::steady_clock::now() - begin;
        slowest_start_ms = std::max<std::int64_t>(
            slowest_start_ms, std::chrono::duration_cast<std::chrono::milliseconds>(ready).count());
        RawClient client(process.port());
        const int pushes = static_cast<int>(random() % 4);
        for (int i = 0; i <= pushes; ++i) {
            const Uuid complaint = tablet.new_complaint();
            unsent.push_back(tablet.record(complaint));
            unsent.push_back(tablet.note(complaint));
            REQUIRE(client.send(push_text(tablet, unsent)));
            if (i == pushes) {
                // Killed while this push is somewhere between the socket and the disk.
                client.wait(static_cast<int>(random() % 4));
                break;
            }
            const auto answer = must(sync::sync_response_from_text(client.read().body));
            REQUIRE(answer.receipts.size() == unsent.size());
            for (const domain::Event& event : std::exchange(unsent, {})) {
                acknowledged.insert(event.id);
            }
        }
        process.kill();
    }
    std::cout << kills << " kills, " << acknowledged.size()
              << " events acknowledged, slowest start " << slowest_start_ms << " ms\n";
    // The last, unacknowledged push is repeated: it is taken once, whatever became of it before.
    server.start();
    const auto last = tablet.sync(unsent);
    for (const auto& receipt : last.receipts) {
        CHECK(receipt.verdict.kind == domain::VerdictKind::Applied);
    }
    const auto writer = server.writer();
    std::multiset<Uuid> stored;
    must(writer->reader().for_each_event(
        server.department(), [&stored](const domain::PlacedEvent& placed) -> base::Result<void> {
            stored.insert(placed.event.id);
            return {};
        }));
    for (const Uuid& id : acknowledged) {
        CHECK(stored.count(id) == 1);
    }
    CHECK(stored.size() == tablet.seq);
    if (store_kind() == StoreKind::Sqlite) {
        CHECK(server.stored().value("PRAGMA integrity_check") == "ok");
    }
}

TEST_CASE("serve: stops with status 0 on SIGTERM", "[server][kill]") {
    TestServer server;
    server.stop();
    Process process(server.database());
    CHECK(ask(process.port(), "GET", "/healthz").status == 200);
    CHECK(process.stop() == 0);
}
