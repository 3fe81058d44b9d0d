// POST /api/v1/sync over real sockets: taking, repeating, seeing.
#include "core/base/limits.h"
#include "tests/server/support.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using domain::Reason;
using domain::VerdictKind;

namespace {

/// Everything that is there for the tablet, page by page.
std::vector<domain::PlacedEvent> pull_all(Tablet& tablet) {
    std::vector<domain::PlacedEvent> all;
    for (bool more = true; more;) {
        auto response = tablet.sync();
        all.insert(all.end(), response.events.begin(), response.events.end());
        more = response.more;
    }
    return all;
}

struct Desk {
    TestServer server;
    Tablet acceptor{server};
    Tablet colleague{server};
    Tablet manager{server};

    Desk() {
        acceptor.sign_in("acceptor");
        colleague.sign_in("colleague");
        manager.sign_in("manager");
    }
};

} // namespace

TEST_CASE("sync: a recorded complaint reaches the manager whole", "[server][sync]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const domain::Event record = desk.acceptor.record(complaint);
    const auto pushed = desk.acceptor.sync({record});
    REQUIRE(pushed.receipts.size() == 1);
    CHECK(pushed.receipts[0].verdict.kind == VerdictKind::Applied);
    CHECK(pushed.receipts[0].change == 1);
    CHECK(pushed.receipts[0].register_no == 1);
    CHECK(pushed.events.empty());
    CHECK(pushed.cursor == 1);
    const auto events = pull_all(desk.manager);
    REQUIRE(events.size() == 1);
    CHECK(events[0].event.payload == record.payload);
    CHECK(events[0].event.hash == record.hash);
    CHECK(is_authentic(events[0].event, desk.acceptor.keys.public_key));
    CHECK(events[0].register_no == 1);
    CHECK(pull_all(desk.manager).empty());
}

TEST_CASE("sync: a repeated push gets the same receipts", "[server][sync]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const std::vector<domain::Event> events{desk.acceptor.record(complaint),
                                            desk.acceptor.note(complaint)};
    const auto first = desk.acceptor.sync(events);
    desk.server.clock.advance(60'000);
    desk.server.stop();
    desk.server.start();
    const auto second = desk.acceptor.sync(events);
    REQUIRE(second.receipts.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(first.receipts[i].change == second.receipts[i].change);
        CHECK(first.receipts[i].verdict == second.receipts[i].verdict);
        CHECK(first.receipts[i].register_no == second.receipts[i].register_no);
        CHECK(first.receipts[i].server_time_utc_ms == second.receipts[i].server_time_utc_ms);
    }
    CHECK(pull_all(desk.manager).size() == 2);
    // Cut in half and overlapping.
    const domain::Event third = desk.acceptor.note(complaint);
    CHECK(desk.acceptor.sync({events[1], third}).receipts[1].change == 3);
}

TEST_CASE("sync: an acceptor sees own complaints, an administrator none", "[server][sync]") {
    Desk desk;
    Tablet administrator(desk.server);
    administrator.sign_in("administrator");
    Tablet leadership(desk.server);
    leadership.sign_in("leadership");
    Tablet member(desk.server);
    member.sign_in("member");
    Tablet second_own(desk.server);
    second_own.sign_in("acceptor");
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(complaint)});
    CHECK(pull_all(desk.manager).size() == 1);
    CHECK(pull_all(leadership).size() == 1);
    CHECK(pull_all(second_own).size() == 1);
    CHECK(pull_all(desk.colleague).empty());
    CHECK(pull_all(administrator).empty());
    CHECK(pull_all(member).empty());
    // Not even their cursors tell more than that something happened.
    CHECK(desk.colleague.cursor == 1);
}

TEST_CASE("sync: who may print the register is told which tablets are silent", "[server][sync]") {
    Desk desk;
    desk.acceptor.sync({desk.acceptor.record(desk.acceptor.new_complaint())});
    using Codes = std::vector<std::string>;
    CHECK(desk.manager.sync().silent_tablets == Codes{});
    constexpr std::int64_t hour_ms = 3'600'000;
    const std::int64_t days = desk.manager.directory.policy.silent_device_days;
    // The acceptor's was heard of an hour after the colleague's.
    desk.server.clock.advance(hour_ms);
    desk.acceptor.sync();
    constexpr std::int64_t minutes_ms = 10 * 60'000;
    desk.server.clock.advance(days * 24 * hour_ms - hour_ms - minutes_ms);
    CHECK(desk.manager.sync().silent_tablets == Codes{});
    desk.server.clock.advance(2 * minutes_ms);
    CHECK(desk.manager.sync().silent_tablets == Codes{desk.colleague.code});
    desk.server.clock.advance(hour_ms);
    // The manager's own talks just now.
    CHECK(desk.manager.sync().silent_tablets == Codes{desk.colleague.code, desk.acceptor.code});
    CHECK_FALSE(desk.colleague.sync().silent_tablets);
    desk.server.clock.advance(1);
    CHECK(desk.manager.sync().silent_tablets == Codes{desk.acceptor.code});
}

TEST_CASE("sync: what may not be seen may not be noted", "[server][sync]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.record(complaint)});
    const auto refused = desk.colleague.sync({desk.colleague.note(complaint)});
    CHECK(refused.receipts[0].verdict ==
          domain::Verdict{VerdictKind::Refused, Reason::RoleNotEntitled});
    // Kept and shown with its verdict; the next event of the tablet is not held up.
    CHECK(refused.receipts[0].change == 2);
    const auto next = desk.colleague.sync({desk.colleague.record(desk.colleague.new_complaint())});
    CHECK(next.receipts[0].verdict.kind == VerdictKind::Applied);
    CHECK(pull_all(desk.manager).size() == 3);
}

TEST_CASE("sync: who takes a complaint up later gets its history", "[server][sync]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.reject(complaint), desk.acceptor.note(complaint)});
    CHECK(pull_all(desk.colleague).empty());
    CHECK(desk.colleague.cursor == 2);
    // A second tablet of the colleague records the rejected intake.
    Tablet second(desk.server);
    second.sign_in("colleague");
    const auto pushed = second.sync({second.record(complaint)});
    CHECK(pushed.receipts[0].verdict.kind == VerdictKind::Applied);
    CHECK(pushed.events.size() == 2);
    const auto history = pull_all(desk.colleague);
    REQUIRE(history.size() == 3);
    CHECK(history[0].change == 1);
    CHECK(history[2].change == 3);
    CHECK(pull_all(desk.colleague).empty());
}

TEST_CASE("sync: a new role brings what it may see from the beginning", "[server][sync]") {
    Desk desk;
    desk.acceptor.sync({desk.acceptor.record(desk.acceptor.new_complaint())});
    CHECK(pull_all(desk.colleague).empty());
    const auto writer = desk.server.writer();
    must(writer->begin());
    must(writer->add_grant(desk.server.department(),
                           {.person = desk.colleague.person,
                            .role = domain::Role::Leadership,
                            .team = {},
                            .group = {}}));
    must(writer->raise_directory_version(desk.server.department()));
    must(writer->commit());
    const auto response = desk.colleague.sync();
    CHECK(response.events.size() == 1);
    REQUIRE(response.directory);
    CHECK(response.directory->holds(desk.colleague.person, domain::Role::Leadership));
    const auto again = desk.colleague.sync();
    CHECK(again.events.empty());
    CHECK_FALSE(again.directory);
}

TEST_CASE("sync: pages are full, complete and in order", "[server][sync][limits]") {
    Desk desk;
    const std::size_t count = base::limits::pull_events_max + 1;
    const Uuid complaint = desk.acceptor.new_complaint();
    std::vector<domain::Event> push{desk.acceptor.record(complaint)};
    for (std::size_t sent = 1; sent < count; ++sent) {
        push.push_back(desk.acceptor.note(complaint));
        if (push.size() == base::limits::push_events_max) {
            desk.acceptor.sync(std::exchange(push, {}));
        }
    }
    desk.acceptor.sync(push);
    const auto first = desk.manager.sync();
    CHECK(first.events.size() == base::limits::pull_events_max);
    CHECK(first.more);
    CHECK(first.latest == static_cast<std::int64_t>(count));
    const auto second = desk.manager.sync();
    CHECK(second.events.size() == 1);
    CHECK_FALSE(second.more);
    CHECK(second.events[0].change == static_cast<std::int64_t>(count));
}

TEST_CASE("sync: a page is limited by bytes too", "[server][sync][limits]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const std::string text(46'000, 'x'); // refused as too long, but kept
    desk.acceptor.sync({desk.acceptor.record(complaint)});
    for (int round = 0; round < 3; ++round) {
        std::vector<domain::Event> push;
        for (int i = 0; i < 10; ++i) {
            push.push_back(desk.acceptor.note(complaint, text));
        }
        desk.acceptor.sync(push);
    }
    const auto first = desk.manager.sync();
    CHECK(first.more);
    CHECK(first.events.size() > 15);
    CHECK(first.events.size() < 31);
    CHECK(first.events.size() + pull_all(desk.manager).size() == 31);
}

TEST_CASE("sync: register numbers are without gaps, each year from one", "[server][sync]") {
    Desk desk;
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < 3; ++i) {
        for (Tablet* tablet : {&desk.acceptor, &desk.colleague}) {
            const Uuid rejected = tablet->new_complaint();
            const auto receipts =
                tablet->sync({tablet->reject(rejected), tablet->record(tablet->new_complaint())})
                    .receipts;
            CHECK(receipts[0].register_no == 0);
            numbers.push_back(receipts[1].register_no);
        }
    }
    CHECK(numbers == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6});
    desk.server.clock.advance(400LL * 24 * 3600 * 1000);
    desk.acceptor.sign_in("acceptor");
    const auto next = desk.acceptor.sync({desk.acceptor.record(desk.acceptor.new_complaint())});
    CHECK(next.receipts[0].register_no == 1);
}

TEST_CASE("sync: two records of one intake are a conflict", "[server][sync]") {
    Desk desk;
    Tablet second(desk.server);
    second.sign_in("acceptor");
    const Uuid complaint = desk.acceptor.new_complaint();
    desk.acceptor.sync({desk.acceptor.reject(complaint)});
    pull_all(second);
    const domain::Event one = desk.acceptor.record(complaint);
    const domain::Event two = second.record(complaint);
    CHECK(desk.acceptor.sync({one}).receipts[0].verdict.kind == VerdictKind::Applied);
    const auto receipt = second.sync({two}).receipts[0];
    CHECK(receipt.verdict == domain::Verdict{VerdictKind::Conflict, Reason::ConcurrentStep});
    CHECK(receipt.change == 3);
    CHECK(receipt.register_no == 0);
    CHECK(pull_all(desk.manager).size() == 3);
}

TEST_CASE("sync: another epoch starts the tablet over", "[server][sync]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const std::vector<domain::Event> events{desk.acceptor.record(complaint)};
    const auto first = desk.acceptor.sync(events);
    auto request = desk.acceptor.sync_request(events);
    request.epoch = "of a server that was lost";
    request.cursor = 4711;
    const auto answer = must(sync::sync_response_from_text(desk.acceptor.post_sync(request).body));
    CHECK(answer.epoch == first.epoch);
    CHECK(answer.cursor == 0);
    CHECK(answer.more);
    CHECK(answer.receipts.empty());
    CHECK(answer.events.empty());
    CHECK(desk.acceptor.sync(events).receipts[0].change == 1);
}

TEST_CASE("sync: a tablet that knows another history of the same epoch starts over",
          "[server][sync]") {
    Desk desk;
    const auto told = desk.acceptor.sync({desk.acceptor.record(desk.acceptor.new_complaint())});
    REQUIRE(told.mark);
    const auto answer_to = [&](const sync::SyncRequest& request) {
        return must(sync::sync_response_from_text(desk.acceptor.post_sync(request).body));
    };
    sync::SyncRequest request = desk.acceptor.sync_request({});
    request.mark = told.mark;
    request.acknowledged = 1;
    CHECK_FALSE(answer_to(request).starts_over);

    sync::SyncRequest other = request;
    other.mark->hash.front() ^= 1; // something else is there now
    sync::SyncRequest longer = request;
    longer.cursor = 4711; // it is not there any more
    sync::SyncRequest newer = request;
    newer.mark->change = 4711; // the same of a part of a page
    sync::SyncRequest acknowledged = request;
    acknowledged.acknowledged = 2; // seen before a page ended
    for (const sync::SyncRequest& unknown : {other, longer, newer, acknowledged}) {
        const auto answer = answer_to(unknown);
        CHECK(answer.starts_over);
        CHECK(answer.more);
        CHECK(answer.epoch == told.epoch);
        CHECK(answer.cursor == 0);
        CHECK(answer.events.empty());
        CHECK(answer.chain_end == 1);
    }
}

TEST_CASE("sync: a tablet that begins from nothing is given what is open first",
          "[server][sync][limits]") {
    constexpr std::size_t page = base::limits::pull_events_max;
    Desk desk;
    std::set<Uuid> open;
    std::vector<domain::Event> push;
    std::size_t changes = 0;
    const auto add = [&](domain::Event event) {
        push.push_back(std::move(event));
        ++changes;
        if (push.size() == base::limits::push_events_max) {
            desk.acceptor.sync(std::exchange(push, {}));
        }
    };
    const auto record_one = [&] {
        const Uuid complaint = desk.acceptor.new_complaint();
        add(desk.acceptor.record(complaint));
        open.insert(complaint);
    };
    const auto reject_until = [&](std::size_t count) {
        while (changes < count) {
            add(desk.acceptor.reject(desk.acceptor.new_complaint()));
        }
        desk.acceptor.sync(std::exchange(push, {}));
    };
    const auto begin = [](const Tablet& tablet, const Uuid& after) {
        sync::SyncRequest request = tablet.sync_request({});
        request.open_after = after;
        return must(sync::sync_response_from_text(tablet.post_sync(request).body));
    };
    // Two reads of rows and one more, in the midst of what is not open.
    reject_until(10);
    for (int i = 0; i < 401; ++i) {
        record_one();
    }
    reject_until(page);
    const auto whole = begin(desk.manager, Uuid{});
    CHECK(whole.events.size() == page);
    CHECK(whole.cursor == static_cast<std::int64_t>(page));
    CHECK_FALSE(whole.more);

    const std::size_t enough =
        open.size() * static_cast<std::size_t>(store::changes_per_open_first);
    reject_until(enough - 1);
    const auto in_turn = begin(desk.manager, Uuid{});
    CHECK(in_turn.cursor > 0);
    CHECK_FALSE(in_turn.open_after);
    CHECK(in_turn.more);

    reject_until(enough);
    std::optional<Uuid> after = Uuid{};
    std::set<Uuid> given;
    int pages = 0;
    while (after && ++pages < 10) {
        const auto first = begin(desk.manager, *after);
        CHECK(first.cursor == 0);
        CHECK(first.more);
        CHECK(first.latest == static_cast<std::int64_t>(enough));
        CHECK(first.events.size() <= page);
        for (const auto& placed : first.events) {
            given.insert(placed.event.complaint);
        }
        after = first.open_after;
    }
    CHECK(pages > 1);
    CHECK(given == open);
    // Then everything in its order, as for everybody.
    CHECK(pull_all(desk.manager).size() == enough);
    // Who may see none of it is given none of it.
    const auto nothing = begin(desk.colleague, Uuid{});
    CHECK(nothing.events.empty());
    CHECK_FALSE(nothing.open_after);
    CHECK_FALSE(nothing.more);
}

TEST_CASE("sync: each protocol version that is spoken is answered in its own words",
          "[server][sync][limits]") {
    Desk desk;
    for (int version = base::limits::protocol_oldest; version <= base::limits::protocol_version;
         ++version) {
        CAPTURE(version);
        sync::SyncRequest request =
            desk.acceptor.sync_request({desk.acceptor.record(desk.acceptor.new_complaint())});
        request.protocol = version;
        const auto answer =
            must(sync::sync_response_from_text(desk.acceptor.post_sync(request).body));
        CHECK(answer.protocol == version);
        CHECK(answer.receipts[0].change == version);
        CHECK(answer.mark.has_value() == (version > 1));
    }
    for (const int version :
         {base::limits::protocol_oldest - 1, base::limits::protocol_version + 1}) {
        sync::SyncRequest request = desk.acceptor.sync_request({});
        request.protocol = version;
        CHECK(desk.acceptor.post_sync(request).status == 426);
    }
}

TEST_CASE("sync: a cursor beyond the server's is answered by a lower one", "[server][sync]") {
    Desk desk;
    desk.acceptor.sync({desk.acceptor.record(desk.acceptor.new_complaint())});
    desk.manager.cursor = 4711;
    const auto response = desk.manager.sync();
    CHECK(response.events.empty());
    CHECK(response.cursor == 1);
}

TEST_CASE("sync: departments do not see each other", "[server][sync]") {
    TestServer server;
    fill_department(*server.writer(), "other");
    Tablet here(server);
    Tablet there(server);
    auto request = here.sign_in_request("acceptor");
    CHECK(ask(server.port(), "POST", "/api/v1/sign-in", to_text(request)).status == 401);
    const auto sign_in = [&](Tablet& tablet, const char* account, const char* department) {
        auto asked = tablet.sign_in_request(account);
        asked.department = department;
        const auto answer = must(sync::sign_in_response_from_text(
            ask(server.port(), "POST", "/api/v1/sign-in", to_text(asked)).body));
        tablet.device = answer.device;
        tablet.code = answer.device_code;
        tablet.token = answer.token;
        tablet.person = answer.person;
        tablet.directory = answer.directory;
    };
    sign_in(here, "acceptor", "test");
    sign_in(there, "manager", "other");
    CHECK(here.directory.department != there.directory.department);
    const Uuid complaint = here.new_complaint();
    CHECK(here.sync({here.record(complaint)}).receipts[0].change == 1);
    CHECK(pull_all(there).empty());
    CHECK(there.cursor == 0);
    // Each department counts for itself.
    there.role = domain::Role::RelationshipManager;
    const auto receipt = there.sync({there.record(there.new_complaint())}).receipts[0];
    CHECK(receipt.change == 1);
    CHECK(receipt.register_no == 1);
    const auto stolen = there.sync({there.note(complaint)}).receipts[0];
    CHECK(stolen.verdict == domain::Verdict{VerdictKind::Refused, Reason::NotFound});
}
