#include "sync-server/api/admission.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <chrono>

using namespace huiyin;
using namespace huiyin::server;
using namespace huiyin::server::tests;
using namespace std::chrono_literals;
using api::Admission;

namespace {

constexpr double push_work = 64 * 1024;

using Time = Admission::Steady::time_point;

/// A machine that does a push in `each`, one after the other, until the measure has settled.
Time work_steadily(Admission& admission, std::chrono::milliseconds each, Time now = {}) {
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(admission.enter(push_work, now));
        now += each;
        admission.leave(push_work, now);
    }
    return now;
}

int let_in(Admission& admission, Time now) {
    int count = 0;
    while (count < 1000 && admission.enter(push_work, now)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("admission: no more is let in than is answered in time", "[server][admission][limits]") {
    for (const auto& [each, expected] : {std::pair{10ms, 15}, std::pair{25ms, 6}}) {
        Admission admission({.answer_max = 150ms});
        const auto now = work_steadily(admission, each);
        // At the edge: the last one is answered after exactly 150 ms.
        const int count = let_in(admission, now);
        CHECK(count >= expected - 1);
        CHECK(count <= expected);
        // One done, one more comes in.
        admission.leave(push_work, now + each);
        CHECK(admission.enter(push_work, now + each));
        CHECK_FALSE(admission.enter(push_work, now + each));
    }
}

TEST_CASE("admission: a small request fits where a large one does not", "[server][admission]") {
    Admission admission({.answer_max = 150ms, .always_in = 1});
    const Time now = work_steadily(admission, 100ms);
    REQUIRE(admission.enter(push_work, now));
    CHECK_FALSE(admission.enter(push_work, now));
    CHECK(admission.enter(Admission::work_of(0), now));
    CHECK(Admission::work_of(1000) == Admission::work_of(0) + 1000);
}

TEST_CASE("admission: a machine that hung is measured anew", "[server][admission]") {
    Admission admission({.answer_max = 150ms, .always_in = 2});
    Time now = work_steadily(admission, 10ms);
    REQUIRE(admission.enter(push_work, now));
    now += 60s;
    admission.leave(push_work, now);
    CHECK(let_in(admission, now) == 2);
    admission.leave(push_work, now);
    admission.leave(push_work, now);
    now = work_steadily(admission, 10ms, now);
    CHECK(let_in(admission, now) >= 14);
}

TEST_CASE("admission: who is refused comes back when there is time for it",
          "[server][admission][limits]") {
    Admission admission({.answer_max = 150ms, .away_max = 30s});
    Time now = work_steadily(admission, 10ms);
    CHECK(admission.away(0.999) == 1s);
    const int inside = let_in(admission, now); // and one refused
    // 1000 refused pushes of 10 ms each need 10 s.
    for (int i = 1; i < 1000; ++i) {
        REQUIRE_FALSE(admission.enter(push_work, now));
    }
    CHECK(admission.away(0.0) == 1s);
    CHECK(admission.away(0.55) == 6s);
    for (int i = 0; i < 9'000; ++i) {
        REQUIRE_FALSE(admission.enter(push_work, now));
    }
    CHECK(admission.away(0.999) == 30s);
    // Whoever has not come back for minutes will not.
    for (int i = 0; i < inside; ++i) {
        admission.leave(push_work, now);
    }
    now += 5min;
    REQUIRE(admission.enter(push_work, now));
    CHECK(admission.away(0.999) == 1s);
}

TEST_CASE("admission: a push beyond it is a 503 before it is read, and its repeat is stored",
          "[server][admission][sync][limits]") {
    ApplicationOptions options = TestServer::options();
    options.admission = {.answer_max = 0ms, .always_in = 1};
    TestServer server(options);
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    const std::string body = to_text(tablet.sync_request({tablet.record(tablet.new_complaint())}));
    const auto post = [&](std::string_view text) {
        return request_text(
            "POST", "/api/v1/sync", text, {"Authorization: Bearer " + tablet.token});
    };
    RawClient first(server.port());
    RawClient second(server.port());
    // Another connection holds the write lock, so the first push stays inside.
    const auto blocking = server.writer();
    must(blocking->begin());
    first.send(post(body));
    // The first is inside once its bytes are there; until then whoever asks is let in.
    RawResponse refused;
    for (int tries = 0; tries < 2000 && refused.status != 503; ++tries) {
        refused = ask(server.port(), "POST", "/api/v1/sync", "not JSON");
    }
    CHECK(refused.status == 503);
    second.send(post(body));
    refused = second.read();
    CHECK(refused.status == 503);
    CHECK(refused.field("retry-after") == "1");
    CHECK(refused.body.find("overloaded") != std::string::npos);
    blocking->rollback();
    CHECK(first.read().status == 200);
    // The connection of the refused one is as good as before.
    RawResponse repeated;
    for (int tries = 0; tries < 90 && repeated.status != 200; ++tries) {
        second.send(post(body));
        repeated = second.read();
    }
    CHECK(repeated.status == 200);
    CHECK(repeated.body.find("applied") != std::string::npos);
}
