// The store by itself, whichever it is: group commit, rollback, epoch.
#include "sync-server/store/write_queue.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <future>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using huiyin::base::ErrorCode;
using huiyin::base::failure;
using huiyin::base::Result;

namespace {

struct Opened {
    TestDatabase database;
    SystemRandom random;
    SystemClock clock;
    std::unique_ptr<store::Store> store = database.open();
};

} // namespace

TEST_CASE("store: the epoch is made once", "[server][store]") {
    Opened opened;
    const std::string epoch = must(must(opened.store->open_reader())->epoch());
    CHECK(epoch.size() == 32);
    const auto again = opened.database.open();
    CHECK(must(must(again->open_reader())->epoch()) == epoch);
    Opened other;
    CHECK(must(must(other.store->open_reader())->epoch()) != epoch);
}

TEST_CASE("store: a failed part leaves the others", "[server][store]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {}));
    const auto add = [&](const char* name, bool fail) {
        auto done = std::make_shared<std::promise<Result<void>>>();
        auto future = done->get_future();
        const store::Department department{
            make_uuid(opened.clock, opened.random), name, name, "TS"};
        REQUIRE(queue->try_post(
            {.work = [department, fail](store::Writer& writer) -> Result<void> {
                 const auto added = writer.add_department(department);
                 return fail ? Result<void>(failure(ErrorCode::Forbidden, "on purpose")) : added;
             },
             .done = [done](Result<void> result) { done->set_value(std::move(result)); }}));
        return future;
    };
    auto first = add("a", false);
    auto second = add("b", true);
    auto third = add("c", false);
    auto fourth = add("a", false);
    CHECK(first.get());
    CHECK(second.get().error().code == ErrorCode::Forbidden);
    CHECK(third.get());
    CHECK(fourth.get().error().code == ErrorCode::Conflict);
    queue->stop();
    const auto departments = must(must(opened.store->open_reader())->departments());
    REQUIRE(departments.size() == 2);
    CHECK(departments[0].short_name == "a");
    CHECK(departments[1].short_name == "c");
}

TEST_CASE("store: what waits together is committed together", "[server][store]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {.batch_weight_max = 100}));
    std::promise<void> gate;
    std::shared_future<void> opening = gate.get_future().share();
    std::atomic<int> done{0};
    const auto post = [&](std::function<Result<void>(store::Writer&)> work) {
        return queue->try_post(
            {.work = std::move(work), .done = [&](const Result<void>&) { ++done; }});
    };
    // The first holds the writer until the others wait; none is answered before its commit.
    REQUIRE(post([opening](store::Writer&) -> Result<void> {
        opening.wait();
        return {};
    }));
    for (int i = 0; i < 50; ++i) {
        const store::Department department{
            make_uuid(opened.clock, opened.random), std::to_string(i), "x", "TS"};
        REQUIRE(post(
            [department](store::Writer& writer) { return writer.add_department(department); }));
    }
    CHECK(done == 0);
    CHECK(must(must(opened.store->open_reader())->departments()).empty());
    gate.set_value();
    queue->stop();
    CHECK(done == 51);
    CHECK(must(must(opened.store->open_reader())->departments()).size() == 50);
}

TEST_CASE("store: a full queue refuses at its edge", "[server][store][limits]") {
    Opened opened;
    auto queue = must(store::WriteQueue::create(*opened.store, {.queue_max = 2}));
    std::promise<void> started;
    std::promise<void> gate;
    std::shared_future<void> opening = gate.get_future().share();
    const auto done = [](const Result<void>&) {};
    REQUIRE(queue->try_post({.work = [&started, opening](store::Writer&) -> Result<void> {
                                 started.set_value();
                                 opening.wait();
                                 return {};
                             },
                             .done = done}));
    started.get_future().wait();
    const auto nothing = [](store::Writer&) -> Result<void> { return {}; };
    CHECK(queue->try_post({.work = nothing, .done = done}));
    CHECK(queue->try_post({.work = nothing, .done = done}));
    CHECK_FALSE(queue->try_post({.work = nothing, .done = done}));
    gate.set_value();
}

TEST_CASE("store: a rolled back push gives its numbers back", "[server][store]") {
    Opened opened;
    const auto writer = must(opened.store->open_writer());
    fill_department(*writer, "test");
    const Uuid department = must(writer->reader().departments()).front().id;
    must(writer->begin());
    CHECK(must(writer->next_change(department)) == 1);
    must(writer->begin_part());
    CHECK(must(writer->next_change(department)) == 2);
    CHECK(must(writer->next_register_no(department, 2026)) == 1);
    writer->rollback_part();
    CHECK(must(writer->next_change(department)) == 2);
    CHECK(must(writer->next_register_no(department, 2026)) == 1);
    must(writer->commit());
    CHECK(must(writer->reader().change_last(department)) == 2);
}

TEST_CASE("store: any character of an event is kept", "[server][store]") {
    TestServer server;
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    const Uuid complaint = tablet.new_complaint();
    auto odd = tablet.note(complaint);
    odd.kind = std::string("no\0te", 5);
    odd.payload = std::string("{\0\x7F\xF0\x9F\x98\x80", 7);
    domain::seal(odd, tablet.keys.secret_key);
    tablet.last_hash = odd.hash;
    // Refused, but in its place: what follows is taken.
    const auto answer = tablet.sync({odd, tablet.record(complaint)});
    REQUIRE(answer.receipts.size() == 2);
    CHECK(answer.receipts[0].verdict.kind == domain::VerdictKind::Refused);
    CHECK(answer.receipts[0].change == 1);
    CHECK(answer.receipts[1].verdict.kind == domain::VerdictKind::Applied);
    const auto events =
        must(server.writer()->reader().complaint_events(server.department(), complaint));
    REQUIRE(events.size() == 2);
    CHECK(events[0].event.kind == odd.kind);
    CHECK(events[0].event.payload == odd.payload);
    CHECK(domain::is_authentic(events[0].event, tablet.keys.public_key));
}

namespace {

/// 300 complaints in seven rounds of an event each. Every 30th is the handler's from the second
/// round on, the one at 7 a group's since the last round, and of the one at 8 the handler may know
/// who complains.
class Crowd {
public:
    static constexpr int complaints = 300;
    static constexpr int rounds = 7;

    std::vector<domain::PlacedEvent> events;
    std::vector<std::string> handler_keys{"handler:x", "group:y", "identity:handler:x"};

    Crowd() {
        fill_department(*m_writer, "test");
        m_department = must(m_writer->reader().departments()).front().id;
        m_device = {.id = make_uuid(m_opened.clock, m_opened.random), .name = "a"};
        must(m_writer->begin());
        must(m_writer->enrol_device(m_department, m_device));
        for (int i = 0; i < complaints; ++i) {
            m_ids.push_back(make_uuid(m_opened.clock, m_opened.random));
        }
        for (int i = 0; i < complaints * rounds; ++i) {
            add(i % complaints, i / complaints);
        }
        must(m_writer->commit());
    }

    static std::int64_t place_of(const domain::PlacedEvent& placed) {
        return (placed.change - 1) % complaints;
    }

    /// All that somebody with these keys gets, page by page.
    std::vector<std::int64_t> pulled(std::int64_t cursor, const std::vector<std::string>& keys) {
        std::vector<std::int64_t> changes;
        for (bool more = true; more;) {
            const auto page = must(m_writer->reader().page({.department = m_department,
                                                            .scopes = keys,
                                                            .pushed = {},
                                                            .cursor = cursor,
                                                            .events_max = 10,
                                                            .payload_bytes_max = 1000}));
            for (const domain::PlacedEvent& placed : page.events) {
                changes.push_back(placed.change);
            }
            cursor = page.cursor;
            more = page.more;
        }
        // What becomes visible comes with its history, also with what earlier pages brought.
        std::sort(changes.begin(), changes.end());
        changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
        return changes;
    }

    /// What the handler must get.
    std::vector<std::int64_t> of_the_handler(std::int64_t cursor) const {
        std::vector<std::int64_t> changes;
        for (const domain::PlacedEvent& placed : events) {
            const std::int64_t place = place_of(placed);
            const bool seen = place % 30 == 0 || placed.event.kind == "identify";
            if (place == 7 || (seen && placed.change > cursor)) {
                changes.push_back(placed.change);
            }
        }
        return changes;
    }

private:
    Opened m_opened;
    std::unique_ptr<store::Writer> m_writer = must(m_opened.store->open_writer());
    Uuid m_department;
    store::DeviceRow m_device;
    std::vector<Uuid> m_ids;

    static std::vector<std::string> keys_of(int complaint, int round) {
        if (complaint % 30 == 0 && round >= 1) {
            return {"handler:x", "all"};
        }
        if (complaint == 7 && round == rounds - 1) {
            return {"group:y"};
        }
        return {complaint == 8 && round >= 3 ? "identity:handler:x" : "all"};
    }

    void add(int complaint, int round) {
        domain::PlacedEvent placed;
        placed.change = must(m_writer->next_change(m_department));
        placed.event.id = make_uuid(m_opened.clock, m_opened.random);
        placed.event.complaint = m_ids[static_cast<std::size_t>(complaint)];
        placed.event.device = m_device.id;
        placed.event.device_seq = static_cast<std::uint64_t>(placed.change);
        placed.event.kind = complaint == 8 && round % 2 == 0 ? "identify" : "note";
        placed.event.payload = "{}";
        must(m_writer->add_event(m_department, placed));
        for (const std::string& key : keys_of(complaint, round)) {
            must(m_writer->add_scope(m_department, placed.event.complaint, key, placed.change));
        }
        events.push_back(placed);
    }
};

} // namespace

TEST_CASE("store: a page is the same whether what is new or what is seen is read",
          "[server][store][sync]") {
    Crowd crowd;
    // 2 100 and 1 190 events are new, of 12 complaints: what is seen is read. With 300 what is new.
    for (const std::int64_t cursor : {0, Crowd::complaints * 3 + 10, Crowd::complaints * 6}) {
        CAPTURE(cursor);
        CHECK(crowd.pulled(cursor, crowd.handler_keys) == crowd.of_the_handler(cursor));
    }
    // Who sees all complaints but not who complains: what is new is read.
    std::vector<std::int64_t> without_identity;
    for (const domain::PlacedEvent& placed : crowd.events) {
        if (placed.event.kind != "identify") {
            without_identity.push_back(placed.change);
        }
    }
    CHECK(crowd.pulled(0, {"all"}) == without_identity);
}
