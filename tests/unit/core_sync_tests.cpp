#include "core/base/limits.h"
#include "core/sync/engine.h"
#include "core/sync/wire.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::sync;

namespace {

/// A replica that only counts; the store's own tests cover the real one.
class ScriptedReplica final : public Replica {
public:
    std::vector<domain::Event> outbox;
    Position place;
    int taken = 0;
    bool keeps_everything = false;
    bool is_full = false;
    bool cannot_read = false;
    SyncResponse last;
    std::vector<std::pair<std::uint64_t, domain::Reason>> kept;
    std::vector<ApartPlace> places;

    base::Result<Position> position() override { return place; }

    base::Result<std::vector<domain::Event>>
    unsent(std::uint64_t after_device_seq, std::size_t events_max, std::size_t) override {
        if (cannot_read) {
            return base::failure(base::ErrorCode::StorageBusy, "busy");
        }
        std::vector<domain::Event> events;
        for (const domain::Event& event : outbox) {
            if (event.device_seq > after_device_seq && events.size() < events_max) {
                events.push_back(event);
            }
        }
        return events;
    }

    base::Result<void>
    keep_apart(const base::Uuid&, std::uint64_t device_seq, domain::Reason reason) override {
        kept.push_back({device_seq, reason});
        outbox.erase(
            std::remove_if(outbox.begin(),
                           outbox.end(),
                           [&](const auto& event) { return event.device_seq == device_seq; }),
            outbox.end());
        return {};
    }

    base::Result<std::vector<ApartPlace>> apart_places(std::size_t) override { return places; }

    base::Result<void> take(const SyncResponse& response) override {
        if (is_full) {
            return base::failure(base::ErrorCode::StorageFull, "full");
        }
        ++taken;
        last = response;
        if (keeps_everything) {
            return {};
        }
        outbox.erase(outbox.begin(),
                     outbox.begin() + static_cast<std::ptrdiff_t>(response.receipts.size()));
        place.cursor = response.cursor;
        place.epoch = response.epoch;
        return {};
    }
};

domain::Event some_event(const tests::Department& d, std::uint64_t seq) {
    domain::Event event;
    event.complaint = d.device_b;
    event.device = d.device_a;
    event.device_seq = seq;
    event.actor = d.acceptor;
    event.kind = "note";
    event.payload = R"({"text":"已联系 \"赵\""})";
    event.device_time_utc_ms = 1;
    seal(event, d.key_a.secret_key);
    return event;
}

std::string answer_to(const std::string& request, bool more = false) {
    const auto parsed = sync_request_from_text(request);
    SyncResponse response;
    response.protocol = parsed->protocol;
    response.epoch = "e";
    response.server_time_utc_ms = 5000;
    response.cursor = 7;
    response.more = more;
    for (const auto& event : parsed->push) {
        response.receipts.push_back(
            {event.device_seq, static_cast<std::int64_t>(event.device_seq), 1, {}, 0});
    }
    return to_text(response);
}

/// An engine beside a replica that only counts.
struct EngineTest {
    const tests::Department d = tests::make_department();
    ScriptedReplica replica;
    tests::SeededRandom random{1};
    Engine engine{replica, random};
};

} // namespace

TEST_CASE("wire: a request comes back as it went, payload byte for byte", "[core][sync][wire]") {
    const auto d = tests::make_department();
    SyncRequest request{.protocol = 1,
                        .epoch = "e",
                        .cursor = 9,
                        .directory_version = 3,
                        .push = {some_event(d, 1), some_event(d, 2)}};
    const auto parsed = sync_request_from_text(to_text(request));
    REQUIRE(parsed);
    CHECK(parsed->cursor == 9);
    REQUIRE(parsed->push.size() == 2);
    CHECK(parsed->push[0].payload == request.push[0].payload);
    CHECK(parsed->push[0].hash == request.push[0].hash);
    CHECK(is_authentic(parsed->push[1], d.key_a.public_key));
}

TEST_CASE("wire: a tablet's status comes back as it went and may be absent", "[core][sync][wire]") {
    SyncRequest request{
        .protocol = 1, .epoch = "e", .cursor = 0, .directory_version = 0, .push = {}};
    CHECK_FALSE(sync_request_from_text(to_text(request))->status);
    request.status = TabletStatus{.app_version = std::string(40, 'v'),
                                  .outbox_since_utc_ms = 7,
                                  .outbox_rest_since_utc_ms = 8,
                                  .clock_ahead_ms = -5,
                                  .storage_left_bytes = 9};
    const auto parsed = sync_request_from_text(to_text(request));
    REQUIRE(parsed);
    REQUIRE(parsed->status);
    CHECK(parsed->status->app_version == request.status->app_version);
    CHECK(parsed->status->outbox_since_utc_ms == 7);
    CHECK(parsed->status->outbox_rest_since_utc_ms == 8);
    CHECK(parsed->status->clock_ahead_ms == -5);
    CHECK(parsed->status->storage_left_bytes == 9);
    request.status->clock_ahead_ms.reset();
    CHECK_FALSE(sync_request_from_text(to_text(request))->status->clock_ahead_ms);
    request.status->app_version += 'v';
    CHECK(sync_request_from_text(to_text(request)).error().detail == "member app");
}

TEST_CASE("wire: a response with a directory comes back as it went", "[core][sync][wire]") {
    const auto d = tests::make_department();
    SyncResponse response;
    response.protocol = 1;
    response.epoch = "e";
    response.receipts.push_back(
        {4, 0, 1, {domain::VerdictKind::Quarantined, domain::Reason::ClonedDevice}, 0});
    response.events.push_back(
        {some_event(d, 3), 17, 18, {domain::VerdictKind::Refused, domain::Reason::WrongState}, 2});
    response.directory = d.directory;
    const auto parsed = sync_response_from_text(to_text(response));
    REQUIRE(parsed);
    CHECK(parsed->receipts[0].verdict == response.receipts[0].verdict);
    CHECK(parsed->events[0].change == 17);
    CHECK(parsed->events[0].register_no == 2);
    CHECK(parsed->events[0].verdict == response.events[0].verdict);
    CHECK_FALSE(parsed->chain_end);
    response.chain_end = 0;
    CHECK(sync_response_from_text(to_text(response))->chain_end == 0);
    REQUIRE(parsed->directory);
    CHECK(parsed->directory->people.size() == d.directory.people.size());
    CHECK(parsed->directory->holds(d.manager, domain::Role::RelationshipManager));
    CHECK(parsed->directory->device(d.device_a)->public_key == d.key_a.public_key);
}

TEST_CASE("wire: limits hold at their edge", "[core][sync][wire]") {
    const auto d = tests::make_department();
    SyncRequest request{
        .protocol = 1, .epoch = "e", .cursor = 0, .directory_version = 0, .push = {}};
    request.push.assign(base::limits::push_events_max, some_event(d, 1));
    CHECK(sync_request_from_text(to_text(request)));
    request.push.push_back(some_event(d, 1));
    const auto too_many = sync_request_from_text(to_text(request));
    REQUIRE_FALSE(too_many);
    CHECK(too_many.error().code == base::ErrorCode::TooLarge);
    request.push.assign(1, some_event(d, 1));
    request.push[0].payload.assign(base::limits::event_payload_bytes_max, 'a');
    CHECK(sync_request_from_text(to_text(request)));
    request.push[0].payload += 'a';
    CHECK_FALSE(sync_request_from_text(to_text(request)));
}

TEST_CASE("wire: another protocol version is Unsupported, a missing member is named",
          "[core][sync][wire]") {
    const auto version = sync_request_from_text(R"({"protocol":99})");
    REQUIRE_FALSE(version);
    CHECK(version.error().code == base::ErrorCode::Unsupported);
    const auto missing =
        sync_request_from_text(R"({"protocol":1,"epoch":"","directory_version":0,"push":[]})");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().detail == "member cursor");
}

TEST_CASE_METHOD(EngineTest,
                 "engine: one request at a time, then quiet until something happens",
                 "[core][sync][engine]") {
    replica.outbox = {some_event(d, 1)};
    const auto request = engine.next_request(0);
    REQUIRE(request);
    CHECK(engine.status().phase == Phase::Talking);
    CHECK_FALSE(engine.next_request(0));
    CHECK_FALSE(engine.wake_at_ms());
    engine.answered({200, answer_to(*request), 0}, 10, 4000);
    CHECK(engine.status().synced);
    CHECK(engine.status().last_contact_utc_ms == 4000);
    CHECK(engine.status().server_clock_ahead_ms == 1000);
    CHECK(replica.outbox.empty());
    CHECK_FALSE(engine.next_request(11));
    engine.poke();
    CHECK(engine.next_request(12));
}

TEST_CASE_METHOD(EngineTest,
                 "engine: what is written while a request is under way goes out right after it",
                 "[core][sync][engine]") {
    const auto first = engine.next_request(0);
    replica.outbox.push_back(some_event(d, 1));
    engine.poke();
    engine.answered({200, answer_to(*first), 0}, 10, 0);
    CHECK_FALSE(engine.status().synced);
    const auto second = engine.next_request(10);
    REQUIRE(second);
    CHECK(sync_request_from_text(*second)->push.size() == 1);
}

TEST_CASE_METHOD(
    EngineTest,
    "engine: with the doorbell open it is asked instead of the server when nothing is unsent",
    "[core][sync][engine]") {
    const auto sync_whole = [&](std::int64_t at_ms) {
        CHECK_FALSE(engine.asks_doorbell(at_ms));
        const auto request = engine.next_request(at_ms);
        REQUIRE(request);
        engine.answered({200, answer_to(*request), 0}, at_ms, at_ms);
        REQUIRE(engine.status().synced);
    };
    // A whole sync since it opened comes first: it may have rung before.
    sync_whole(0);
    engine.doorbell_open(true);
    engine.poke();
    sync_whole(10);
    engine.poke();
    REQUIRE(engine.asks_doorbell(20));
    CHECK(engine.status().phase == Phase::Talking);
    CHECK_FALSE(engine.asks_doorbell(20));
    CHECK_FALSE(engine.next_request(20));

    SECTION("nothing newer exists: that was all") {
        engine.doorbell_answered(7, 25, 4000);
        CHECK(engine.status().synced);
        CHECK(engine.status().last_contact_utc_ms == 4000);
        CHECK(engine.status().phase == Phase::Idle);
        CHECK_FALSE(engine.next_request(26));
        CHECK(engine.wake_at_ms() == 25 + 60'000);
        // After a while the server is asked in full all the same.
        engine.poke();
        CHECK(engine.asks_doorbell(10 + 599'000));
        engine.doorbell_answered(7, 10 + 599'000, 4000);
        engine.poke();
        sync_whole(10 + 600'000);
    }
    SECTION("something newer exists, or less than the tablet has: the server is asked") {
        engine.doorbell_answered(GENERATE(8, 6), 25, 4000);
        sync_whole(25);
    }
    SECTION("it rings meanwhile: the server is asked, also for the same number") {
        engine.doorbell(7, true);
        sync_whole(25);
        engine.doorbell_answered(7, 26, 4000);
        CHECK_FALSE(engine.next_request(26));
    }
    SECTION("something is written meanwhile: it goes out") {
        replica.outbox.push_back(some_event(d, 1));
        engine.poke();
        engine.doorbell_answered(7, 25, 4000);
        CHECK_FALSE(engine.status().synced);
        CHECK_FALSE(engine.asks_doorbell(25));
        CHECK(engine.next_request(25));
    }
    SECTION("it says nothing: the server is asked two seconds later") {
        CHECK(engine.wake_at_ms() == 20 + 2'000);
        CHECK_FALSE(engine.asks_doorbell(20 + 1'999));
        CHECK_FALSE(engine.next_request(20 + 1'999));
        sync_whole(20 + 2'000);
    }
    SECTION("it closes, the network comes back, somebody signs in or asks: the server is asked") {
        const int what = GENERATE(0, 1, 2, 3);
        if (what == 0) {
            engine.doorbell_open(false);
        } else if (what == 1) {
            engine.set_online(false);
            CHECK(engine.status().phase == Phase::Offline);
            engine.set_online(true);
        } else if (what == 2) {
            engine.signed_in();
        } else {
            engine.poke_whole();
            engine.doorbell_answered(7, 25, 4000);
        }
        sync_whole(30);
    }
}

TEST_CASE_METHOD(EngineTest,
                 "engine: the next request goes out before the answer is taken",
                 "[core][sync][engine]") {
    for (std::uint64_t seq = 1; seq <= 300; ++seq) {
        replica.outbox.push_back(some_event(d, seq));
    }
    const auto first = engine.next_request(0);
    REQUIRE(sync_request_from_text(*first)->push.size() == 200);
    engine.arrived({200, answer_to(*first), 0}, 5, 0);
    CHECK(engine.has_work());
    CHECK(replica.taken == 0);
    const auto second = engine.next_request(5);
    REQUIRE(second);
    const auto ahead = sync_request_from_text(*second);
    CHECK(ahead->push.front().device_seq == 201);
    CHECK(ahead->push.size() == 100);
    CHECK(ahead->cursor == 7);
    // Nothing more is asked for while both of them wait.
    engine.arrived({200, answer_to(*second), 0}, 6, 0);
    engine.poke();
    CHECK_FALSE(engine.next_request(6));
    int parts = 0;
    for (; engine.has_work(); ++parts) {
        CHECK_FALSE(engine.status().synced);
        engine.work(50, 6);
    }
    CHECK(parts == 6);
    CHECK(replica.outbox.empty());
    CHECK(engine.next_request(6)); // the poke
}

TEST_CASE_METHOD(EngineTest,
                 "engine: the place moves on with the last part of an answer only",
                 "[core][sync][engine]") {
    REQUIRE(engine.next_request(0));
    SyncResponse response;
    response.protocol = 1;
    response.epoch = "e";
    response.cursor = 9;
    response.directory = d.directory;
    for (std::uint64_t seq = 1; seq <= 4; ++seq) {
        domain::PlacedEvent placed;
        placed.event = some_event(d, seq);
        placed.event.complaint.bytes[0] = seq % 2 == 0 ? 1 : 2;
        seal(placed.event, d.key_a.secret_key);
        placed.change = static_cast<std::int64_t>(seq);
        response.events.push_back(placed);
    }
    engine.arrived({200, to_text(response), 0}, 5, 0);
    engine.work(1, 5);
    // One complaint's events are never apart.
    REQUIRE(replica.last.events.size() == 2);
    CHECK(replica.last.events[0].change == 2);
    CHECK(replica.last.events[1].change == 4);
    CHECK(replica.place.cursor == 0);
    // Nor do roles act before the events that go with them.
    CHECK_FALSE(replica.last.directory);
    CHECK(engine.has_work());
    engine.work(1, 5);
    CHECK(replica.last.events.size() == 2);
    CHECK(replica.last.directory);
    CHECK(replica.place.cursor == 9);
    CHECK(engine.status().synced);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a long answer is read in parts, and nothing is asked for meanwhile",
                 "[core][sync][engine]") {
    REQUIRE(engine.next_request(0));
    SyncResponse response{.protocol = 1, .epoch = "e", .cursor = 120, .more = true};
    for (std::uint64_t seq = 1; seq <= 120; ++seq) {
        response.events.push_back(
            {.event = some_event(d, seq), .change = static_cast<std::int64_t>(seq)});
    }
    engine.arrived({200, to_text(response), 0}, 5, 0);
    engine.poke();
    CHECK(engine.has_work());
    CHECK(engine.status().phase == Phase::Talking);
    CHECK_FALSE(engine.next_request(5));

    SECTION("until it is read") {
        int parts = 0;
        for (; !engine.next_request(5); ++parts) {
            REQUIRE(parts < 10);
            engine.work(30, 5);
            CHECK(replica.taken == 0);
        }
        CHECK(parts == 3);
        engine.work(SIZE_MAX, 5);
        CHECK(replica.last.events.size() == 120);
        CHECK(replica.place.cursor == 120);
    }
    SECTION("or somebody else signs in, for whom it is not") {
        engine.signed_in();
        CHECK_FALSE(engine.has_work());
        CHECK(engine.next_request(5));
        CHECK(replica.place.cursor == 0);
    }
    SECTION("and one that ends badly is not taken at all") {
        engine.signed_in();
        REQUIRE(engine.next_request(5));
        std::string cut = to_text(response);
        cut.resize(cut.size() - 10);
        engine.answered({200, cut, 0}, 6, 0);
        CHECK(engine.status().problem == Problem::BadAnswer);
        CHECK(replica.taken == 0);
        CHECK(replica.place.cursor == 0);
    }
}

TEST_CASE_METHOD(EngineTest,
                 "engine: what builds on an answer that could not be stored is disregarded",
                 "[core][sync][engine]") {
    const auto first = engine.next_request(0);
    engine.arrived({200, answer_to(*first, /*more=*/true), 0}, 5, 0);
    const auto second = engine.next_request(5);
    REQUIRE(second);
    replica.is_full = true;
    engine.work(10, 5);
    CHECK(engine.status().problem == Problem::StorageFailed);
    CHECK_FALSE(engine.has_work());
    replica.is_full = false;
    engine.arrived({200, answer_to(*second), 0}, 6, 0);
    CHECK_FALSE(engine.has_work());
    CHECK(replica.place.cursor == 0);
    REQUIRE(engine.wake_at_ms());
    const auto again = engine.next_request(*engine.wake_at_ms());
    REQUIRE(again);
    CHECK(sync_request_from_text(*again)->cursor == 0);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a failure behind a good answer still waits before the next try",
                 "[core][sync][engine]") {
    const auto first = engine.next_request(0);
    engine.arrived({200, answer_to(*first, /*more=*/true), 0}, 5, 0);
    REQUIRE(engine.next_request(5));
    engine.arrived({503, "", 30'000}, 6, 0);
    engine.work(10, 6);
    CHECK(replica.place.cursor == 7);
    CHECK(engine.status().problem == Problem::ServerBusy);
    CHECK_FALSE(engine.next_request(20'000));
    CHECK(engine.next_request(31'000));
}

TEST_CASE_METHOD(EngineTest,
                 "engine: another epoch makes it offer everything again at once",
                 "[core][sync][engine]") {
    replica.place.epoch = "older";
    const auto request = engine.next_request(0);
    engine.answered({200, answer_to(*request), 0}, 5, 0);
    CHECK_FALSE(engine.status().synced);
    CHECK(engine.next_request(5));
}

TEST_CASE_METHOD(
    EngineTest,
    "engine: what waits for another tablet's step is told, and asked for at a distance",
    "[core][sync][engine]") {
    replica.place.others_first = true;
    const auto request = engine.next_request(0);
    engine.answered({200, answer_to(*request), 0}, 5, 0);
    CHECK(engine.status().problem == Problem::OthersFirst);
    CHECK_FALSE(engine.status().synced);
    REQUIRE(engine.wake_at_ms());
    CHECK(*engine.wake_at_ms() >= 5 + 500);
    replica.place.others_first = false;
    const std::int64_t then = *engine.wake_at_ms();
    engine.answered({200, answer_to(*engine.next_request(then)), 0}, then, 0);
    CHECK(engine.status().problem == Problem::None);
    CHECK(engine.status().synced);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: an event that the server cannot take is not offered again at once",
                 "[core][sync][engine]") {
    replica.keeps_everything = true;
    replica.outbox = {some_event(d, 1)};
    std::int64_t now = 0;
    std::int64_t last_delay = 0;
    for (int i = 0; i < 5; ++i) {
        REQUIRE(engine.next_request(now));
        SyncResponse response;
        response.protocol = 1;
        response.epoch = "e";
        response.receipts.push_back(
            {1, 0, 1, {domain::VerdictKind::Refused, domain::Reason::BrokenChain}, 0});
        engine.answered({200, to_text(response), 0}, now, 0);
        CHECK(engine.status().problem == Problem::Refused);
        CHECK_FALSE(engine.status().synced);
        REQUIRE(engine.wake_at_ms());
        last_delay = *engine.wake_at_ms() - now;
        CHECK(last_delay >= 500);
        now = *engine.wake_at_ms();
    }
    CHECK(last_delay >= 8'000);
}

namespace {

/// Answers like something that lets no request with one of the `poison` events through.
struct Filter {
    Engine& engine;
    std::vector<std::uint64_t> poison;
    std::int64_t now_ms = 0;
    int requests = 0;
    int answered_with = 403;
    bool closed = false; ///< nothing at all goes through

    /// Until the engine wants nothing more at once.
    void run() {
        while (const auto request = engine.next_request(now_ms)) {
            ++requests;
            const auto parsed = sync_request_from_text(*request);
            const bool stopped =
                closed || std::any_of(parsed->push.begin(), parsed->push.end(), [&](const auto& e) {
                    return std::count(poison.begin(), poison.end(), e.device_seq) != 0;
                });
            engine.answered({stopped ? answered_with : 200,
                             stopped ? std::string("no") : answer_to(*request),
                             0},
                            ++now_ms,
                            4000);
        }
    }
};

} // namespace

TEST_CASE_METHOD(EngineTest,
                 "engine: a request that is not let through leaves something to do",
                 "[core][sync][engine]") {
    engine.answered({200, answer_to(*engine.next_request(0)), 0}, 1, 0);
    CHECK(engine.status().synced);
    replica.outbox = {some_event(d, 1)};
    engine.poke();
    REQUIRE(engine.next_request(2));
    engine.answered({403, "no", 0}, 3, 0);
    CHECK_FALSE(engine.status().synced);
}

TEST_CASE_METHOD(EngineTest,
                 "pain 4: one event that nobody lets through is kept apart, all others go",
                 "[core][sync][engine]") {
    for (std::uint64_t seq = 1; seq <= 200; ++seq) {
        replica.outbox.push_back(some_event(d, seq));
    }
    Filter filter{.engine = engine, .poison = {137}};
    filter.answered_with = GENERATE(400, 403, 413, 422);
    filter.run();
    CHECK(replica.outbox.empty());
    REQUIRE(replica.kept.size() == 1);
    CHECK(replica.kept[0] == std::pair{std::uint64_t{137}, domain::Reason::NotLetThrough});
    CHECK(engine.status().synced);
    CHECK(engine.status().problem == Problem::None);
    // Halving finds it in few requests.
    CHECK(filter.requests < 40);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: one refusal by accident blames no event",
                 "[core][sync][engine]") {
    replica.outbox = {some_event(d, 1)};
    REQUIRE(engine.next_request(0));
    engine.answered({400, "half of it was lost", 0}, 1, 4000);
    Filter filter{.engine = engine};
    filter.now_ms = 1;
    filter.run();
    CHECK(replica.kept.empty());
    CHECK(replica.outbox.empty());
}

TEST_CASE_METHOD(EngineTest,
                 "engine: when nothing at all goes through, no event is blamed",
                 "[core][sync][engine]") {
    for (std::uint64_t seq = 1; seq <= 20; ++seq) {
        replica.outbox.push_back(some_event(d, seq));
    }
    Filter filter{.engine = engine};
    filter.closed = true;
    for (int attempt = 0; attempt < 5; ++attempt) {
        filter.run();
        CHECK(engine.status().problem == Problem::Refused);
        CHECK(engine.status().problem_since_utc_ms == 4000);
        filter.now_ms = *engine.wake_at_ms();
    }
    CHECK(replica.kept.empty());
    CHECK(replica.outbox.size() == 20);
    filter.closed = false;
    filter.run();
    CHECK(replica.outbox.empty());
    CHECK(replica.kept.empty());
    CHECK(engine.status().problem_since_utc_ms == 0);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a push says since when waits what is behind it",
                 "[core][sync][engine]") {
    for (std::size_t i = 0; i <= base::limits::push_events_max; ++i) {
        replica.outbox.push_back(some_event(d, i + 1));
        replica.outbox.back().device_time_utc_ms = static_cast<std::int64_t>(i) + 1;
    }
    const auto request = sync_request_from_text(*engine.next_request(0));
    REQUIRE(request);
    REQUIRE(request->status);
    CHECK(request->status->outbox_since_utc_ms == 1);
    CHECK(request->status->outbox_rest_since_utc_ms ==
          static_cast<std::int64_t>(base::limits::push_events_max) + 1);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: places that are kept apart go with a push",
                 "[core][sync][engine]") {
    replica.outbox = {some_event(d, 3)};
    replica.places = {{2, some_event(d, 2).hash}};
    const auto request = sync_request_from_text(*engine.next_request(0));
    REQUIRE(request);
    CHECK(request->apart == replica.places);
}

TEST_CASE("engine: a push stays within the body limit, whatever its payloads hold",
          "[core][sync][engine]") {
    // Only quotes: each is doubled on the wire. 200 events of the size that fills the payload limit
    // exactly, and as many places kept apart as there may be.
    const auto d = tests::make_department();
    SyncRequest request{
        .protocol = 1, .epoch = "e", .cursor = 0, .directory_version = 0, .push = {}};
    domain::Event event = some_event(d, 1);
    const std::size_t bytes_for_events =
        base::limits::request_body_bytes_max - base::limits::apart_places_max * 100;
    const std::size_t payload_bytes = (bytes_for_events / base::limits::push_events_max - 1024) / 2;
    event.payload.assign(payload_bytes, '"');
    request.push.assign(base::limits::push_events_max, event);
    request.apart.assign(base::limits::apart_places_max, {UINT64_MAX, {}});
    CHECK(to_text(request).size() <= base::limits::request_body_bytes_max);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: with a server of the version before it speaks that one",
                 "[core][sync][engine]") {
    replica.place.mark.emplace();
    replica.place.acknowledged = 3;
    const auto newest = sync_request_from_text(*engine.next_request(0));
    REQUIRE(newest);
    CHECK(newest->protocol == base::limits::protocol_version);
    CHECK(newest->mark);
    CHECK(newest->acknowledged == 3);
    engine.answered({426, "", 0}, 1, 0);
    CHECK(engine.status().problem == Problem::None);
    const auto older = engine.next_request(1);
    REQUIRE(older);
    const auto request = sync_request_from_text(*older);
    CHECK(request->protocol == base::limits::protocol_version - 1);
    CHECK_FALSE(request->mark);
    CHECK(request->acknowledged == 0);
    engine.answered({200, answer_to(*older), 0}, 2, 0);
    CHECK(engine.status().synced);
    // A sign-in may be to another server.
    engine.signed_in();
    CHECK(sync_request_from_text(*engine.next_request(3))->protocol ==
          base::limits::protocol_version);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: where no version is spoken it says so, and tries again",
                 "[core][sync][engine]") {
    std::int64_t now = 0;
    for (int version = base::limits::protocol_version; version >= base::limits::protocol_oldest;
         --version) {
        REQUIRE(engine.next_request(now));
        engine.answered({426, "", 0}, now, 0);
    }
    CHECK(engine.status().problem == Problem::VersionTooOld);
    CHECK_FALSE(engine.next_request(now));
    REQUIRE(engine.wake_at_ms());
    now = *engine.wake_at_ms();
    const auto again = engine.next_request(now);
    REQUIRE(again);
    CHECK(sync_request_from_text(*again)->protocol == base::limits::protocol_version);
    engine.answered({200, answer_to(*again), 0}, now, 0);
    CHECK(engine.status().problem == Problem::None);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: an outbox that cannot be read now is read again later",
                 "[core][sync][engine]") {
    replica.cannot_read = true;
    CHECK_FALSE(engine.next_request(0));
    CHECK(engine.status().problem == Problem::StorageFailed);
    replica.cannot_read = false;
    REQUIRE(engine.wake_at_ms());
    const auto request = engine.next_request(*engine.wake_at_ms());
    REQUIRE(request);
    engine.answered({200, answer_to(*request), 0}, *engine.wake_at_ms(), 0);
    CHECK(engine.status().problem == Problem::None);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a tablet that begins from nothing asks for what is open first",
                 "[core][sync][engine]") {
    const auto asked = [&] {
        const auto request = sync_request_from_text(*engine.next_request(0));
        REQUIRE(request);
        return request->open_after;
    };
    const auto answer = [&](std::optional<base::Uuid> open_after, std::int64_t cursor) {
        const SyncResponse page{
            .protocol = 2, .epoch = "e", .cursor = cursor, .open_after = open_after, .more = true};
        engine.answered({200, to_text(page), 0}, 0, 0);
    };
    const base::Uuid some = tests::make_department().device_a;
    CHECK(asked() == base::Uuid{});
    answer(some, 0);
    CHECK(asked() == some);
    answer(std::nullopt, 0);
    CHECK_FALSE(asked());
    answer(std::nullopt, 5);
    CHECK_FALSE(asked());
}

TEST_CASE_METHOD(EngineTest,
                 "engine: while pages come it tells how far it is",
                 "[core][sync][engine]") {
    replica.place.cursor = 100;
    const auto page = [&](std::int64_t cursor, bool more) {
        SyncResponse response{
            .protocol = 2, .epoch = "e", .cursor = cursor, .more = more, .latest = more ? 300 : 0};
        response.events = {{some_event(d, 1), cursor - 1, 1, {}, 0},
                           {some_event(d, 2), cursor, 1, {}, 0}};
        return to_text(response);
    };
    const auto take = [&](const std::string& answer) {
        REQUIRE(engine.next_request(0));
        engine.answered({200, answer, 0}, 0, 0);
    };
    CHECK_FALSE(engine.status().fetched_percent);
    take(page(150, true));
    CHECK(engine.status().fetched_percent == 25);
    CHECK(engine.status().fetched_events == 2);
    CHECK_FALSE(engine.status().synced);
    take(page(299, true));
    CHECK(engine.status().fetched_percent == 99);
    CHECK(engine.status().fetched_events == 4);
    // Other roles: from the beginning.
    take(page(30, true));
    CHECK(engine.status().fetched_percent == 0);
    take(page(300, false));
    CHECK_FALSE(engine.status().fetched_percent);
    CHECK(engine.status().fetched_events == 0);
    CHECK(engine.status().synced);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a full page is followed by the next at once",
                 "[core][sync][engine]") {
    const auto request = engine.next_request(0);
    engine.answered({200, answer_to(*request, /*more=*/true), 0}, 5, 0);
    CHECK(engine.next_request(5));
}

TEST_CASE("engine: failures wait longer and longer, with jitter, and never lose the outbox",
          "[core][sync][engine]") {
    const auto d = tests::make_department();
    ScriptedReplica replica;
    replica.outbox = {some_event(d, 1)};
    tests::SeededRandom random(tests::seed_of_run());
    CAPTURE(tests::seed_of_run());
    Engine engine(replica, random);
    std::int64_t now = 0;
    for (int failure = 0; failure < 20; ++failure) {
        REQUIRE(engine.next_request(now));
        engine.answered({0, "", 0}, now, 0);
        CHECK(engine.status().phase == Phase::Offline);
        CHECK(engine.status().problem == Problem::ServerUnreachable);
        REQUIRE(engine.wake_at_ms());
        const std::int64_t delay = *engine.wake_at_ms() - now;
        CHECK(delay >= 500);
        CHECK(delay <= 5 * 60 * 1000);
        CHECK_FALSE(engine.next_request(*engine.wake_at_ms() - 1));
        now = *engine.wake_at_ms();
    }
    CHECK(replica.outbox.size() == 1);
    CHECK(replica.taken == 0);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a busy server is believed about when to come back",
                 "[core][sync][engine]") {
    REQUIRE(engine.next_request(0));
    engine.answered({503, "", 30'000}, 0, 0);
    CHECK(engine.status().problem == Problem::ServerBusy);
    CHECK(*engine.wake_at_ms() >= 30'000);
}

TEST_CASE_METHOD(
    EngineTest,
    "engine: one of two copies of a tablet asks nothing until it has an identity of its own",
    "[core][sync][engine]") {
    engine.doorbell_open(true);
    const auto request = engine.next_request(0);
    REQUIRE(request);
    engine.answered({200, answer_to(*request), 0}, 0, 0);
    CHECK(engine.status().synced);
    replica.place.copied = true;
    engine.poke();
    CHECK_FALSE(engine.asks_doorbell(1000));
    CHECK_FALSE(engine.next_request(1000));
    CHECK(engine.status().phase == Phase::Blocked);
    CHECK(engine.status().problem == Problem::Copied);
    CHECK_FALSE(engine.wake_at_ms());
    replica.place.copied = false;
    engine.signed_in();
    CHECK(engine.next_request(1000));
}

TEST_CASE_METHOD(EngineTest,
                 "engine: an ended token waits for a person, everything else is tried again",
                 "[core][sync][engine]") {
    REQUIRE(engine.next_request(0));
    engine.answered({401, "", 0}, 0, 0);
    CHECK(engine.status().phase == Phase::Blocked);
    CHECK(engine.status().problem == Problem::SignInNeeded);
    engine.poke();
    CHECK_FALSE(engine.next_request(1'000'000));
    engine.signed_in();
    CHECK(engine.next_request(1'000'000));
    for (const int status : {400, 404, 413, 500}) {
        engine.answered({status, "", 0}, 0, 0);
        CAPTURE(status);
        CHECK(engine.wake_at_ms());
        engine.poke();
        CHECK(engine.next_request(0));
    }
    engine.answered({200, "not json", 0}, 0, 0);
    CHECK(engine.status().problem == Problem::BadAnswer);
    CHECK(engine.wake_at_ms());
}

TEST_CASE_METHOD(EngineTest,
                 "engine: an answer that was on its way when the network went keeps it offline",
                 "[core][sync][engine]") {
    REQUIRE(engine.next_request(0));
    engine.set_online(false);
    const std::string good =
        answer_to(R"({"protocol":1,"epoch":"","cursor":0,"directory_version":0,"push":[]})");
    engine.answered({200, good, 0}, 1, 0);
    CHECK(engine.status().phase == Phase::Offline);
    engine.poke();
    CHECK_FALSE(engine.next_request(2));
    // An answer to what was asked since is another matter.
    const std::int64_t probe = *engine.wake_at_ms();
    REQUIRE(engine.next_request(probe));
    engine.answered({200, good, 0}, probe, 0);
    CHECK(engine.status().phase == Phase::Idle);
}

TEST_CASE_METHOD(EngineTest,
                 "engine: offline asks nothing, online asks at once",
                 "[core][sync][engine]") {
    engine.set_online(false);
    CHECK_FALSE(engine.next_request(0));
    CHECK(engine.status().phase == Phase::Offline);
    // The browser may be wrong, so it tries all the same, but rarely.
    REQUIRE(engine.wake_at_ms());
    CHECK(*engine.wake_at_ms() >= 30'000);
    CHECK_FALSE(engine.next_request(*engine.wake_at_ms() - 1));
    const std::int64_t probe = *engine.wake_at_ms();
    CHECK(engine.next_request(probe));
    engine.answered({0, "", 0}, probe, 0);
    CHECK_FALSE(engine.next_request(probe + 1));
    engine.set_online(true);
    CHECK(engine.next_request(0));
    engine.answered(
        {200,
         answer_to(R"({"protocol":1,"epoch":"","cursor":0,"directory_version":0,"push":[]})"),
         0},
        0,
        0);
    CHECK_FALSE(engine.next_request(1));
    engine.doorbell(7, false); // which is here
    CHECK_FALSE(engine.next_request(1));
    engine.doorbell(8, false);
    CHECK(engine.next_request(1));
    engine.answered(
        {200,
         answer_to(R"({"protocol":1,"epoch":"","cursor":0,"directory_version":0,"push":[]})"),
         0},
        1,
        0);
    CHECK_FALSE(engine.next_request(2));
    // The directory changed; an older number says nothing new.
    engine.doorbell(6, true);
    CHECK_FALSE(engine.next_request(2));
    engine.doorbell(8, true);
    CHECK(engine.next_request(2));
}

TEST_CASE_METHOD(EngineTest,
                 "engine: a ring for what the tablet pushes itself is no reason to ask again",
                 "[core][sync][engine]") {
    replica.outbox.push_back(some_event(d, 1));
    const auto pushed = engine.next_request(0);
    REQUIRE(pushed);
    const auto change_of_push = sync_response_from_text(answer_to(*pushed))->receipts[0].change;
    const auto answered = [&] { engine.answered({200, answer_to(*pushed), 0}, 1, 0); };

    SECTION("it rings before the answer") {
        engine.doorbell(change_of_push, false);
        CHECK_FALSE(engine.next_request(0));
        answered();
        CHECK(engine.status().synced);
        CHECK_FALSE(engine.next_request(1));
    }
    SECTION("but another one is") {
        engine.doorbell(change_of_push + 1, false);
        answered();
        CHECK(engine.next_request(1));
    }
    SECTION("but two are, though the second has the same number") {
        engine.doorbell(change_of_push, false);
        engine.doorbell(change_of_push, false);
        answered();
        CHECK(engine.next_request(1));
    }
    SECTION("but one that says to ask is") {
        engine.doorbell(change_of_push, true);
        answered();
        CHECK(engine.next_request(1));
    }
    SECTION("but when no answer comes, what was pushed is tried again") {
        engine.doorbell(change_of_push, false);
        engine.answered({0, "", 0}, 1, 0);
        REQUIRE(engine.wake_at_ms());
        CHECK(sync_request_from_text(*engine.next_request(*engine.wake_at_ms()))->push.size() == 1);
    }
}
