// Scenarios of procedure 7 at the server: events that no honest tablet would make, forged but
// rightly signed, through the real API.
#include "core/domain/numbering.h"
#include "tests/server/desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using namespace huiyin::domain;

namespace {

/// Revokes or deactivates through the store, as `huiyin-server` or the admin screen does.
template <class Change>
void change_directory(Desk& desk, Change change) {
    const auto writer = desk.server.writer();
    must(writer->begin());
    must(change(*writer, desk.server.department()));
    must(writer->raise_directory_version(desk.server.department()));
    must(writer->commit());
}

} // namespace

TEST_CASE("scenario 2: an intake that fails the check is not recorded", "[server][scenario]") {
    Desk desk;
    Intake intake = make_intake(desk.server.clock.now_utc_ms() - 60'000);
    intake.info_check = InfoCheck::Failed;
    const Uuid complaint = desk.acceptor.new_complaint();
    const auto receipt =
        desk.take(desk.acceptor,
                  complaint,
                  RecordPayload{"TS-2026-" + desk.acceptor.code + "-0001-X", intake});
    CHECK(receipt.verdict == refused(Reason::InfoCheckNotPassed));
    CHECK(receipt.register_no == 0);
    CHECK(desk.step(desk.acceptor, complaint, RejectIntakePayload{intake, "无法核实"}) == applied);
    CHECK(desk.complaint(complaint).register_no == 0);
}

TEST_CASE("scenario 3: a major goes to a team leader, never to a group", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.record();
    REQUIRE(desk.step(desk.manager,
                      complaint,
                      ChangeSeverityPayload{Severity::Major, "影响行车"}) == applied);
    CHECK(desk.step(desk.manager, complaint, DispatchPayload{desk.group(), {}, {}}) ==
          refused(Reason::MajorNeedsLeader));
    CHECK(
        desk.step(desk.manager, complaint, DispatchPayload{desk.group(), desk.member.person, {}}) ==
        refused(Reason::MajorNeedsLeader));
    CHECK(desk.step(desk.manager, complaint, EscalatePayload{desk.member.person, "重大"}) ==
          refused(Reason::MajorNeedsLeader));
    // Nor does it help a member to forge the manager's role.
    desk.member.role = Role::RelationshipManager;
    CHECK(desk.step(desk.member, complaint, DispatchPayload{desk.group(), {}, {}}) ==
          refused(Reason::RoleNotHeld));
    CHECK(desk.step(desk.manager, complaint, EscalatePayload{desk.leader.person, "重大"}) ==
          applied);
    CHECK(desk.complaint(complaint).state == State::Assigned);
}

TEST_CASE("scenario 4: nothing is finished while validity is open", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.record();
    CHECK(desk.step(desk.manager, complaint, DispatchPayload{desk.group(), {}, {}}) == applied);
    CHECK(desk.step(desk.member, complaint, ReceivePayload{}) == applied);
    const FinishPayload finish{"已说明", std::nullopt, "", ""};
    CHECK(desk.step(desk.member, complaint, finish) == refused(Reason::ValidityPending));
    CHECK(desk.step(desk.member,
                    complaint,
                    ConfirmValidityPayload{Validity::Invalid, "设备正常"}) == applied);
    CHECK(desk.step(desk.member, complaint, finish) == applied);
}

TEST_CASE("scenario 5: only the manager closes, and only after a follow-up", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.handled();
    REQUIRE(desk.step(desk.acceptor, complaint, desk.feedback()) == applied);
    CHECK(desk.step(desk.manager, complaint, CloseSatisfiedPayload{}) ==
          refused(Reason::FollowUpMissing));
    REQUIRE(desk.step(desk.manager, complaint, desk.follow_up(VerifyResult::Satisfied)) == applied);
    for (Tablet* tablet : {&desk.acceptor, &desk.member, &desk.leader}) {
        CHECK(desk.step(*tablet, complaint, CloseSatisfiedPayload{}) ==
              refused(Reason::RoleNotEntitled));
    }
    CHECK(desk.step(
              desk.manager, complaint, CloseDissatisfiedPayload{DissatCode::NotSolved, "未解决"}) ==
          refused(Reason::VerificationDiffers));
    CHECK(desk.step(desk.manager, complaint, CloseSatisfiedPayload{}) == applied);
    CHECK(desk.complaint(complaint).state == State::Closed);
}

TEST_CASE("scenario 6: closing dissatisfied needs a reason", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.verified(VerifyResult::Dissatisfied);
    for (const char* blank : {"", "  \n", "　　"}) {
        CHECK(desk.step(
                  desk.manager, complaint, CloseDissatisfiedPayload{DissatCode::TooLate, blank}) ==
              refused(Reason::ReasonMissing));
    }
    CHECK(desk.step(desk.manager,
                    complaint,
                    CloseDissatisfiedPayload{DissatCode::TooLate, "拖了三天"}) == applied);
}

TEST_CASE("scenario 9: a respondent takes no step and gets no task", "[server][scenario]") {
    Desk desk;
    Intake intake = make_intake(desk.server.clock.now_utc_ms() - 60'000);
    intake.respondents = {desk.member.person};
    const Uuid complaint = desk.record(intake);
    CHECK(
        desk.step(desk.manager, complaint, DispatchPayload{desk.group(), desk.member.person, {}}) ==
        refused(Reason::TargetIsRespondent));
    CHECK(desk.step(desk.manager, complaint, DispatchPayload{desk.group(), {}, {}}) == applied);
    CHECK(desk.step(desk.member, complaint, ReceivePayload{}) == refused(Reason::Recused));
}

TEST_CASE("scenario 11: twice, out of order and cut in half end the same", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    std::vector<Event> batch{desk.acceptor.record(complaint)};
    for (const char* text : {"一", "二", "三", "四", "五"}) {
        batch.push_back(desk.acceptor.note(complaint, text));
    }
    // The second half first: nothing is taken, and what is missing is named.
    const auto early = desk.acceptor.sync({batch.begin() + 3, batch.end()});
    for (const auto& receipt : early.receipts) {
        CHECK(receipt.verdict == refused(Reason::SequenceGap));
        CHECK(receipt.change == 0);
    }
    // A connection that ends in the middle of the body changes nothing.
    {
        RawClient client(desk.server.port());
        const std::string body = sync::to_text(desk.acceptor.sync_request(batch));
        const std::string whole = request_text(
            "POST", "/api/v1/sync", body, {"Authorization: Bearer " + desk.acceptor.token});
        client.send(std::string_view(whole).substr(0, whole.size() / 2));
    }
    CHECK(must(desk.server.writer()->reader().change_last(desk.server.department())) == 0);
    const auto first = desk.acceptor.sync({batch.begin(), batch.begin() + 3});
    const auto whole = desk.acceptor.sync(batch);
    const auto again = desk.acceptor.sync(batch);
    REQUIRE(again.receipts.size() == 6);
    for (std::size_t i = 0; i < again.receipts.size(); ++i) {
        CHECK(again.receipts[i].change == static_cast<std::int64_t>(i + 1));
        CHECK(again.receipts[i].verdict == applied);
        CHECK(again.receipts[i].server_time_utc_ms == whole.receipts[i].server_time_utc_ms);
    }
    CHECK(first.receipts[2].change == 3);
    CHECK(desk.complaint(complaint).steps.size() == 6);
    CHECK(pull_all(desk.manager).size() == 6);
}

TEST_CASE("scenario 12: a clock in 2031 is marked and counts for nothing", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.acceptor.new_complaint();
    const ComplaintNumber parts{.prefix = "TS", .year = 2031, .device_code = desk.acceptor.code};
    const auto number = must(next_number(parts, desk.acceptor.counter));
    desk.acceptor.counter = number.counter;
    Event event = desk.acceptor.event(
        complaint,
        RecordPayload{must(to_text(number)), make_intake(desk.server.clock.now_utc_ms() - 60'000)});
    event.device_time_utc_ms += 5LL * 365 * 24 * 3600 * 1000;
    seal(event, desk.acceptor.keys.secret_key);
    desk.acceptor.last_hash = event.hash;
    REQUIRE(desk.acceptor.sync({event}).receipts.at(0).verdict == applied);
    const Complaint wrong = desk.complaint(complaint);
    CHECK(wrong.steps.at(0).clock_anomaly);
    CHECK(wrong.accepted_at_utc_ms == wrong.steps.at(0).server_time_utc_ms);
    // The tablet's counter goes on, so the next number differs whatever the clock says.
    const Complaint right = desk.complaint(desk.record());
    CHECK_FALSE(right.steps.at(0).clock_anomaly);
    CHECK(right.number != wrong.number);
    CHECK(right.register_no == wrong.register_no + 1);
}

TEST_CASE("merging: the master is there, recorded and not cancelled", "[server][scenario]") {
    Desk desk;
    const Uuid master = desk.record();
    const Uuid copy = desk.record();
    const Uuid third = desk.record();
    const auto into = [](const Uuid& other) {
        return CancelPayload{CancelCode::Duplicate, "同一来电", other, ""};
    };
    CHECK(desk.step(desk.manager, copy, into(desk.acceptor.new_complaint())) ==
          refused(Reason::MasterMissing));
    CHECK(desk.step(desk.manager, copy, into(copy)) == refused(Reason::MasterMissing));
    CHECK(desk.step(desk.manager, copy, into(master)) == applied);
    CHECK(desk.step(desk.manager, third, into(copy)) == refused(Reason::MasterMissing));
    CHECK(desk.complaint(copy).state == State::Cancelled);
    CHECK(desk.complaint(copy).register_no == 2);
    CHECK(desk.complaint(third).state == State::Recorded);
}

TEST_CASE("a role revoked while offline counts until it was revoked", "[server][scenario]") {
    Desk desk;
    const Uuid complaint = desk.record();
    pull_all(desk.manager);
    const Event before = desk.manager.event(complaint, NotePayload{"撤销前的说明"});
    desk.server.clock.advance(60'000);
    change_directory(desk, [&](store::Writer& writer, const Uuid& department) {
        return writer.end_grant(department,
                                {.person = desk.manager.person,
                                 .role = Role::RelationshipManager,
                                 .until_utc_ms = desk.server.clock.now_utc_ms()});
    });
    desk.server.clock.advance(60'000);
    const Event after = desk.manager.event(complaint, NotePayload{"撤销后的说明"});
    const auto answer = desk.manager.sync({before, after});
    CHECK(answer.receipts.at(0).verdict == Verdict{VerdictKind::Applied, Reason::RoleSinceRevoked});
    CHECK(answer.receipts.at(1).verdict == refused(Reason::RoleNotHeld));
    // The tablet learns since when.
    REQUIRE(answer.directory);
    CHECK_FALSE(answer.directory->holds(desk.manager.person, Role::RelationshipManager));
    CHECK(answer.directory->held(
        desk.manager.person, Role::RelationshipManager, before.device_time_utc_ms));
    CHECK(pull_all(desk.manager).empty());
}
