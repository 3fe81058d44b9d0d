// What the server does not take, or not believe.
#include "core/base/limits.h"
#include "sync-server/main/commands.h"
#include "sync-server/store/sqlite/sqlite_store.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using domain::Reason;
using domain::Verdict;
using domain::VerdictKind;

namespace {

struct Pair {
    TestServer server;
    Tablet tablet{server};
    Tablet other{server};

    Pair() {
        tablet.sign_in("acceptor");
        other.sign_in("colleague");
    }

    /// What the tablet makes from now on is the manager's, who signed in on another one.
    void work_as_manager() {
        Tablet manager(server);
        manager.sign_in("manager");
        tablet.person = manager.person;
        tablet.role = domain::Role::RelationshipManager;
    }

    domain::Event record() { return tablet.record(tablet.new_complaint()); }

    /// The server is put back; the acceptor signs in again and hears of the new history.
    void restore_and_sign_in(std::int64_t restored_at_utc_ms, std::int64_t pause_ms = 0) {
        const auto writer = server.writer();
        must(writer->begin());
        must(writer->begin_new_history(server.random, restored_at_utc_ms));
        must(writer->commit());
        server.clock.advance(pause_ms);
        tablet.sign_in("acceptor");
        tablet.sync();
    }

    sync::Receipt push(const domain::Event& event) { return tablet.sync({event}).receipts.at(0); }

    std::int64_t quarantined() {
        return must(server.writer()->reader().quarantine_count(server.department(), tablet.device));
    }
};

constexpr Verdict refused(Reason reason) {
    return {VerdictKind::Refused, reason};
}

constexpr Verdict quarantined(Reason reason) {
    return {VerdictKind::Quarantined, reason};
}

} // namespace

TEST_CASE("sync: a gap is not taken until it is filled", "[server][sync]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    const domain::Event first = pair.tablet.record(complaint);
    const domain::Event second = pair.tablet.note(complaint);
    const domain::Event third = pair.tablet.note(complaint);
    const auto receipts = pair.tablet.sync({first, third}).receipts;
    CHECK(receipts[0].verdict.kind == VerdictKind::Applied);
    CHECK(receipts[1].verdict == refused(Reason::SequenceGap));
    CHECK(receipts[1].change == 0);
    // Another tablet is not held up.
    CHECK(pair.other.sync({pair.other.record(pair.other.new_complaint())}).receipts[0].change == 2);
    const auto filled = pair.tablet.sync({second, third}).receipts;
    CHECK(filled[0].change == 3);
    CHECK(filled[1].change == 4);
}

TEST_CASE("sync: a broken chain holds up only its own tablet", "[server][sync]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    pair.push(pair.tablet.record(complaint));
    const base::Hash good = pair.tablet.last_hash;
    pair.tablet.last_hash[0] ^= 1;
    const domain::Event broken = pair.tablet.note(complaint);
    const domain::Event after = pair.tablet.note(complaint);
    const auto receipts = pair.tablet.sync({broken, after}).receipts;
    CHECK(receipts[0].verdict == refused(Reason::BrokenChain));
    CHECK(receipts[1].verdict == refused(Reason::SequenceGap));
    CHECK(pair.other.sync({pair.other.record(pair.other.new_complaint())}).receipts[0].change == 2);
    pair.tablet.last_hash = good;
    pair.tablet.seq = 1;
    CHECK(pair.push(pair.tablet.note(complaint)).change == 3);
}

TEST_CASE("sync: an event that its tablet did not sign is kept apart", "[server][sync]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    domain::Event forged = pair.tablet.record(complaint);
    const domain::Event genuine = forged;
    forged.signature[5] ^= 1;
    CHECK(pair.push(forged).verdict == quarantined(Reason::BadSignature));
    domain::Event changed = genuine;
    changed.payload[30] ^= 1;
    CHECK(pair.push(changed).verdict == quarantined(Reason::BadSignature));
    domain::Event elsewhere = genuine;
    elsewhere.device = pair.tablet.new_complaint();
    CHECK(pair.push(elsewhere).verdict == quarantined(Reason::BadSignature));
    domain::Event of_other = genuine;
    of_other.device = pair.other.device;
    CHECK(pair.push(of_other).verdict == quarantined(Reason::BadSignature));
    // In the name of another tablet nothing is kept: it would take that one's room.
    for (const Uuid& device : {elsewhere.device, of_other.device}) {
        CHECK(must(pair.server.writer()->reader().quarantine_count(pair.server.department(),
                                                                   device)) == 0);
    }
    // The genuine one still goes through.
    CHECK(pair.push(genuine).change == 1);
    CHECK(pair.quarantined() == 2);
    // What is here is answered again, and nothing is taken from what is sent.
    CHECK(pair.push(forged).change == 1);
    // What its tablet did not sign does not make it look like a copy.
    pair.tablet.seq = 0;
    pair.tablet.last_hash = {};
    domain::Event beside = pair.tablet.record(pair.tablet.new_complaint());
    beside.signature[5] ^= 1;
    CHECK(pair.push(beside).verdict == quarantined(Reason::BadSignature));
    const auto row =
        must(pair.server.writer()->reader().device(pair.server.department(), pair.tablet.device));
    CHECK(row->cloned_at_utc_ms == 0);
    const auto stored =
        must(pair.server.writer()->reader().complaint_events(pair.server.department(), complaint));
    REQUIRE(stored.size() == 1);
    CHECK(stored[0].event.signature == genuine.signature);
}

TEST_CASE("pain 4: what a tablet keeps apart does not hold up the events behind it",
          "[server][sync][keeping]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    const domain::Event first = pair.tablet.record(complaint);
    domain::Event spoilt = pair.tablet.note(complaint);
    const domain::Event genuine = spoilt;
    const domain::Event third = pair.tablet.record(pair.tablet.new_complaint());
    spoilt.signature[5] ^= 1;
    auto receipts = pair.tablet.sync({first, spoilt, third}).receipts;
    CHECK(receipts[0].change == 1);
    CHECK(receipts[1].verdict == quarantined(Reason::BadSignature));
    CHECK(receipts[2].verdict == refused(Reason::SequenceGap));
    // Another tablet can not say what this one keeps apart.
    pair.other.apart = {{2, genuine.hash}};
    CHECK(pair.other.sync({third}).receipts[0].verdict == refused(Reason::SequenceGap));
    // The place has to be the one that the next event names.
    pair.tablet.apart = {{2, first.hash}};
    CHECK(pair.tablet.sync({third}).receipts[0].verdict == refused(Reason::SequenceGap));
    pair.tablet.apart = {{2, genuine.hash}};
    CHECK(pair.tablet.sync({third}).receipts[0].change == 2);
}

TEST_CASE("pain 4: the chain goes on over a place that is kept apart, and verifies",
          "[server][sync][keeping]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    const domain::Event first = pair.tablet.record(complaint);
    const domain::Event second = pair.tablet.note(complaint);
    const domain::Event third = pair.tablet.note(complaint);
    const domain::Event fourth = pair.tablet.record(pair.tablet.new_complaint());
    pair.tablet.apart = {{2, second.hash}, {3, third.hash}};
    const auto receipts = pair.tablet.sync({first, fourth}).receipts;
    CHECK(receipts[0].change == 1);
    CHECK(receipts[1].change == 2);
    CHECK(pair.quarantined() == 2);
    // A repeat is answered the same, and what is behind goes on.
    pair.tablet.apart.clear();
    CHECK(pair.tablet.sync({first, fourth}).receipts[1].change == 2);
    CHECK(pair.push(pair.tablet.note(complaint)).change == 3);
    const auto writer = pair.server.writer();
    std::ostringstream out;
    CHECK(must(verify_store(writer->reader(), out)) == 0);
    CAPTURE(out.str());
}

TEST_CASE("sync: a cloned tablet is noticed and both are told", "[server][sync]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    const domain::Event one = pair.tablet.record(complaint);
    // The copy starts from the same state.
    pair.tablet.seq = 0;
    pair.tablet.last_hash = {};
    const domain::Event two = pair.tablet.record(pair.tablet.new_complaint());
    CHECK(pair.push(one).verdict.kind == VerdictKind::Applied);
    const auto receipt = pair.push(two);
    CHECK(receipt.verdict == quarantined(Reason::ClonedDevice));
    CHECK(receipt.change == 0);
    CHECK(pair.push(two).verdict == quarantined(Reason::ClonedDevice));
    CHECK(pair.push(one).change == 1);
    CHECK(pair.quarantined() == 1);
    const auto row =
        must(pair.server.writer()->reader().device(pair.server.department(), pair.tablet.device));
    CHECK(row->cloned_at_utc_ms > 0);
    CHECK(pair.server.log.text().find("event=quarantined") != std::string::npos);
}

TEST_CASE("sync: a tablet speaks only for people who signed in on it", "[server][sync]") {
    Pair pair;
    pair.work_as_manager();
    const domain::Event forged = pair.record();
    CHECK(pair.push(forged).verdict == refused(Reason::UnknownActor));
    // After a sign-in it does, also for what is still unsent of the one before.
    pair.tablet.sign_in("acceptor");
    const domain::Event unsent = pair.tablet.record(pair.tablet.new_complaint());
    pair.tablet.sign_in("manager");
    CHECK(pair.push(unsent).verdict.kind == VerdictKind::Applied);
    const domain::Event own = pair.tablet.record(pair.tablet.new_complaint());
    CHECK(pair.push(own).verdict.kind == VerdictKind::Applied);
}

TEST_CASE("sync: after a restore what is older speaks for people whose sign-in was lost",
          "[server][sync]") {
    Pair pair;
    pair.work_as_manager();
    const std::int64_t restored_at = pair.server.clock.now_utc_ms() + 60'000;
    const domain::Event first = pair.record();
    pair.server.clock.advance(30'000);
    const domain::Event last = pair.record();
    pair.server.clock.advance(60'000);
    const domain::Event later = pair.record();
    const domain::Event late = pair.record();
    pair.restore_and_sign_in(restored_at);
    CHECK(pair.push(first).verdict.kind == VerdictKind::Applied);
    CHECK(pair.push(last).verdict.kind == VerdictKind::Applied);
    CHECK(pair.push(later).verdict == refused(Reason::UnknownActor));
    CHECK(pair.push(late).verdict == refused(Reason::UnknownActor));
}

TEST_CASE("sync: after a restore that is long ago every sign-in is known", "[server][sync]") {
    Pair pair;
    pair.work_as_manager();
    const domain::Event old = pair.record();
    const domain::Event older = pair.record();
    pair.restore_and_sign_in(pair.server.clock.now_utc_ms() + 1,
                             base::limits::lost_time_ms_max - 60'000);
    CHECK(pair.push(old).verdict.kind == VerdictKind::Applied);
    pair.server.clock.advance(120'000);
    CHECK(pair.push(older).verdict == refused(Reason::UnknownActor));
}

TEST_CASE("sync: no two complaints carry one number", "[server][sync]") {
    Pair pair;
    pair.push(pair.tablet.record(pair.tablet.new_complaint()));
    pair.tablet.counter = 0;
    const auto receipt = pair.push(pair.tablet.record(pair.tablet.new_complaint()));
    CHECK(receipt.verdict == refused(Reason::NumberTaken));
    CHECK(receipt.register_no == 0);
    pair.tablet.code = pair.other.code;
    CHECK(pair.push(pair.tablet.record(pair.tablet.new_complaint())).verdict ==
          refused(Reason::BadNumber));
}

TEST_CASE("sync: a repeated event id is not stored twice", "[server][sync]") {
    Pair pair;
    const domain::Event first = pair.tablet.record(pair.tablet.new_complaint());
    pair.push(first);
    domain::Event again = pair.tablet.record(pair.tablet.new_complaint());
    again.id = first.id;
    domain::seal(again, pair.tablet.keys.secret_key);
    CHECK(pair.push(again).verdict.kind == VerdictKind::Quarantined);
}

TEST_CASE("sync: roles that may not record are refused and kept", "[server][sync]") {
    TestServer server;
    for (const char* account : {"leadership", "administrator"}) {
        Tablet tablet(server);
        tablet.sign_in(account);
        const auto response = tablet.sync({tablet.record(tablet.new_complaint())});
        CHECK(response.receipts[0].verdict == refused(Reason::RoleNotEntitled));
        tablet.role = domain::Role::Acceptor;
        const auto borrowed = tablet.sync({tablet.record(tablet.new_complaint())});
        CHECK(borrowed.receipts[0].verdict == refused(Reason::RoleNotHeld));
    }
}

TEST_CASE("sync: pushes at the limit pass, one beyond is refused", "[server][sync][limits]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    std::vector<domain::Event> push{pair.tablet.record(complaint)};
    while (push.size() < base::limits::push_events_max) {
        push.push_back(pair.tablet.note(complaint));
    }
    CHECK(pair.tablet.sync(push).receipts.back().change == 200);
    push.push_back(pair.tablet.note(complaint));
    CHECK(pair.tablet.post_sync(pair.tablet.sync_request(push)).status == 413);
}

TEST_CASE("sync: a tablet hears where its chain ends on the server when it may not know",
          "[server][sync]") {
    Pair pair;
    const Uuid complaint = pair.tablet.new_complaint();
    CHECK_FALSE(pair.tablet.sync({pair.tablet.record(complaint)}).chain_end);
    pair.tablet.note(complaint); // lost on its way
    const auto behind = pair.tablet.sync({pair.tablet.note(complaint)});
    CHECK(behind.receipts[0].verdict == refused(Reason::SequenceGap));
    CHECK(behind.chain_end == 1);
    sync::SyncRequest request = pair.tablet.sync_request({});
    request.epoch = "another";
    const auto answer = must(sync::sync_response_from_text(pair.tablet.post_sync(request).body));
    CHECK(answer.epoch != "another");
    CHECK(answer.chain_end == 1);
}

TEST_CASE("sync: places at the limit are read, one more is not", "[server][sync][limits]") {
    Pair pair;
    sync::SyncRequest request = pair.tablet.sync_request({});
    for (std::uint64_t seq = 1; seq <= base::limits::apart_places_max; ++seq) {
        request.apart.push_back({seq, {}});
    }
    CHECK(pair.tablet.post_sync(request).status == 200);
    request.apart.push_back({request.apart.size() + 1, {}});
    CHECK(pair.tablet.post_sync(request).status == 413);
}

TEST_CASE("sync: malformed requests are refused", "[server][sync]") {
    Pair pair;
    const auto status = [&](std::string_view body) {
        return ask(pair.server.port(),
                   "POST",
                   "/api/v1/sync",
                   body,
                   {"Authorization: Bearer " + pair.tablet.token})
            .status;
    };
    CHECK(status("") == 400);
    CHECK(status("{}") == 400);
    CHECK(status("[[[[[[[[[[[[[[[[[[[[") == 400);
    CHECK(status(std::string(1000, '[')) == 400);
    CHECK(status(R"({"protocol":3,"epoch":"","cursor":0,"directory_version":0,"push":[]})") == 426);
    CHECK(status(R"({"protocol":1,"epoch":"","cursor":-1,"directory_version":0,"push":[]})") ==
          400);
    CHECK(status(R"({"protocol":1,"epoch":"","cursor":0,"directory_version":0,"push":[{}]})") ==
          400);
    CHECK(status(R"({"protocol":1,"epoch":"","cursor":0,"directory_version":0,"push":[],)"
                 R"("push":[]})") == 400);
}

TEST_CASE("sync: a full writing queue is a 503 with Retry-After", "[server][sync][limits]") {
    ApplicationOptions options = TestServer::options();
    options.writer.queue_max = 0;
    TestServer server(options);
    Tablet tablet(server);
    const RawResponse response = tablet.sign_in("acceptor");
    CHECK(response.status == 503);
    CHECK(response.field("retry-after") == "2");
}
