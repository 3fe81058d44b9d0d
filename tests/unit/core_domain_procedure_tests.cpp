// The steps of the procedure with their guards: T4 to T21 (procedure 4.4) and acceptance scenarios
// 2 to 6 and 9 at the level of the rules.
#include "core/domain/assignment_targets.h"
#include "core/domain/attempts.h"
#include "core/domain/correction.h"
#include "core/domain/entitlement.h"
#include "core/domain/targets.h"
#include "core/domain/transitions.h"
#include "core/domain/visibility.h"
#include "tests/support/procedure.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::domain;
using tests::Life;
using tests::make_office;

namespace {

const Verdict applied{};

Verdict refused(Reason reason) {
    return {VerdictKind::Refused, reason};
}

} // namespace

TEST_CASE("table: rows stand in the order of the kinds", "[core][domain][procedure]") {
    const auto rows = transitions();
    REQUIRE(rows.size() == code_list<EventKind>().size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(static_cast<std::size_t>(rows[i].kind) == i);
    }
}

TEST_CASE("procedure: the usual way goes through every state", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    for (const State state : {State::Recorded,
                              State::Assigned,
                              State::Handling,
                              State::Handled,
                              State::FedBack,
                              State::Closed}) {
        life.reach(state);
        CHECK(life.now().state == state);
    }
    CHECK(life.now().handler == office.member);
    CHECK(life.now().validity() == Validity::Valid);
    REQUIRE(life.now().closure() != nullptr);
    CHECK(life.now().closure()->code == CloseCode::Satisfied);
    CHECK(life.now().severity == Severity::General);
}

TEST_CASE("procedure: each applied step leads where the table says", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Closed);
    std::optional<Complaint> complaint;
    for (const PlacedEvent& placed : life.events()) {
        domain::apply(complaint, placed);
        const Transition& row = transition_of(*from_code<EventKind>(placed.event.kind));
        if (row.to) {
            CHECK(complaint->state == *row.to);
        }
    }
}

TEST_CASE("scenario 3: a major complaint goes to a team leader only", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    CHECK(life.take(office.manager,
                    urm,
                    ChangeSeverityPayload{Severity::Major, "险些影响首班车"}) == applied);
    CHECK(life.take(office.manager, urm, DispatchPayload{.group = office.group}) ==
          refused(Reason::MajorNeedsLeader));
    CHECK(life.take(office.manager, urm, EscalatePayload{office.member, "重大"}) ==
          refused(Reason::MajorNeedsLeader));
    CHECK(life.take(office.manager, urm, EscalatePayload{office.leader, ""}) == applied);
    CHECK(life.now().state == State::Assigned);
    CHECK(life.now().answerable == office.leader);
    CHECK(life.take(office.member, Role::GroupMember, ReceivePayload{}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.leader, Role::TeamLeader, ReceivePayload{}) == applied);
    // The leader may hand it on within the team and stays answerable; the manager may not.
    CHECK(life.take(office.manager, urm, ReassignPayload{office.group, {}, "人手"}) ==
          refused(Reason::MajorNeedsLeader));
    CHECK(life.take(office.leader, Role::TeamLeader, ReassignPayload{office.group, {}, "人手"}) ==
          applied);
    CHECK(life.now().answerable == office.leader);
    CHECK(life.take(office.member, Role::GroupMember, ReceivePayload{}) == applied);
}

TEST_CASE("procedure: a general complaint needs a group", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    CHECK(life.take(office.manager, urm, DispatchPayload{}) == refused(Reason::TargetMissing));
    CHECK(life.take(office.manager, urm, DispatchPayload{.person = office.member}) ==
          refused(Reason::GeneralNeedsGroup));
    CHECK(life.take(office.manager, urm, DispatchPayload{.group = office.acceptor}) ==
          refused(Reason::TargetUnknown));
    CHECK(life.take(office.manager,
                    urm,
                    DispatchPayload{.group = office.group, .person = office.other_member}) ==
          refused(Reason::TargetUnknown));
    CHECK(life.take(office.acceptor, Role::Acceptor, DispatchPayload{.group = office.group}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.manager, urm, EscalatePayload{office.leader, " "}) ==
          refused(Reason::ReasonMissing));
    CHECK(life.take(office.manager,
                    urm,
                    DispatchPayload{.group = office.group, .person = office.member}) == applied);
    CHECK(life.take(office.manager, urm, EscalatePayload{office.leader, "重大"}) ==
          refused(Reason::NotRaised));
    CHECK(life.take(office.other_member, Role::GroupMember, ReceivePayload{}) ==
          refused(Reason::RoleNotEntitled));
}

TEST_CASE("procedure: returning gives it back to the manager", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Assigned);
    CHECK(life.take(office.member, Role::GroupMember, ReturnPayload{std::nullopt, "不归我们"}) ==
          refused(Reason::ChoiceMissing));
    CHECK(life.take(office.member,
                    Role::GroupMember,
                    ReturnPayload{ReturnCode::NotOurDomain, "属于网络组"}) == applied);
    CHECK(life.now().state == State::Recorded);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    DispatchPayload{.group = office.foreign_group}) == applied);
    CHECK(life.now().assignments.size() == 2);
}

TEST_CASE("scenario 4: finishing waits for the validity", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto gm = Role::GroupMember;
    Life life(office);
    life.reach(State::Handling);
    const FinishPayload finish{.result = "已说明", .cause = "误会"};
    CHECK(life.take(office.member, gm, finish) == refused(Reason::ValidityPending));
    CHECK(life.take(office.group_mate, gm, ConfirmValidityPayload{Validity::Valid, "查证"}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    ConfirmValidityPayload{Validity::Valid, "查证"}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.member, gm, ConfirmValidityPayload{Validity::Valid, " "}) ==
          refused(Reason::ReasonMissing));
    CHECK(life.take(office.member, gm, ConfirmValidityPayload{Validity::Pending, "查证"}) ==
          refused(Reason::ChoiceMissing));
    CHECK(life.take(office.member, gm, ConfirmValidityPayload{Validity::Valid, "查证"}) == applied);
    CHECK(life.take(office.member, gm, FinishPayload{.result = "已处理"}) ==
          refused(Reason::CauseMissing));
    // It may be revised before finishing, and each finding is kept.
    CHECK(life.take(office.member, gm, ConfirmValidityPayload{Validity::Invalid, "复查"}) ==
          applied);
    CHECK(life.now().verifications.size() == 2);
    CHECK(life.take(office.member, gm, FinishPayload{}) == refused(Reason::ResultMissing));
    CHECK(life.take(office.member, gm, FinishPayload{.result = "不属实，已解释"}) == applied);
    CHECK(life.take(office.acceptor, Role::Acceptor, life.feedback()) == applied);
    life.reach(State::Closed);
}

TEST_CASE("policy: validity may be the manager's", "[core][domain][procedure]") {
    auto office = make_office();
    office.directory.policy.validity_confirmer = ValidityConfirmer::Manager;
    Life life(office);
    life.reach(State::Handling);
    CHECK(life.take(
              office.member, Role::GroupMember, ConfirmValidityPayload{Validity::Valid, "查证"}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    ConfirmValidityPayload{Validity::Valid, "查证"}) == applied);
}

TEST_CASE("scenario 5: only the manager closes, and only after reaching the user",
          "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::FedBack);
    CHECK(life.take(office.acceptor, Role::Acceptor, CloseSatisfiedPayload{}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.member, Role::GroupMember, CloseSatisfiedPayload{}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.leader, Role::TeamLeader, CloseSatisfiedPayload{}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) ==
          refused(Reason::FollowUpMissing));
    CHECK(life.take(office.manager, urm, life.call(std::nullopt, false)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) ==
          refused(Reason::FollowUpMissing));
    // The handler's call is a follow-up, and no verification.
    CHECK(life.take(office.member, Role::GroupMember, life.call(VerifyResult::Satisfied, true)) ==
          refused(Reason::RoleNotEntitled));
    CHECK(life.take(office.member, Role::GroupMember, life.call(std::nullopt, true)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) ==
          refused(Reason::VerificationMissing));
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Dissatisfied, true)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) ==
          refused(Reason::VerificationDiffers));
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Satisfied, true)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) == applied);
}

TEST_CASE("scenario 6: closing as dissatisfied needs a reason", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::FedBack);
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Dissatisfied, true)) == applied);
    for (const char* blank : {"", "  ", "　\n"}) {
        CHECK(life.take(
                  office.manager, urm, CloseDissatisfiedPayload{DissatCode::NotSolved, blank}) ==
              refused(Reason::ReasonMissing));
    }
    CHECK(life.take(office.manager, urm, CloseDissatisfiedPayload{std::nullopt, "又中断了"}) ==
          refused(Reason::ChoiceMissing));
    CHECK(life.take(office.manager,
                    urm,
                    CloseDissatisfiedPayload{DissatCode::NotSolved, "又中断了"}) == applied);
    CHECK(life.now().closure()->reason == "又中断了");
    CHECK(life.now().closure()->dissat_code == DissatCode::NotSolved);
}

TEST_CASE("procedure: closing unverified needs three attempts on two days",
          "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    Life life(office);
    life.reach(State::FedBack);
    const CloseNotVerifiedPayload close{"多次未接"};
    for (int i = 0; i < 3; ++i) {
        CHECK(life.take(office.manager, urm, close) == refused(Reason::AttemptsTooFew));
        CHECK(life.take(office.manager, urm, life.call(std::nullopt, false)) == applied);
    }
    CHECK(life.take(office.manager, urm, close) == refused(Reason::AttemptsTooFew));
    life.wait_ms(day_ms);
    CHECK(life.take(office.manager, urm, life.call(std::nullopt, false)) == applied);
    CHECK(life.take(office.manager, urm, CloseNotVerifiedPayload{" "}) ==
          refused(Reason::ReasonMissing));
    CHECK(life.take(office.manager, urm, close) == applied);
    CHECK(life.now().closure()->code == CloseCode::NotVerified);
}

TEST_CASE("procedure: an anonymous complaint cannot be fed back and is closed unverified",
          "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.complainant_kind = ComplainantKind::Anonymous;
    intake.complainant_name.clear();
    intake.contact.clear();
    life.record(intake);
    life.reach(State::Handled);
    CHECK(life.take(office.acceptor, Role::Acceptor, life.feedback()) ==
          refused(Reason::ChoiceMissing));
    CHECK(life.take(office.acceptor,
                    Role::Acceptor,
                    FeedBackPayload{.at_utc_ms = life.now_ms() - 1,
                                    .means = Means::NotPossible,
                                    .content = "匿名，无法反馈"}) == applied);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CloseNotVerifiedPayload{"匿名投诉"}) == applied);
}

TEST_CASE("procedure: who handled it closes it with a countersignature only",
          "[core][domain][procedure]") {
    auto office = make_office();
    // A small team: the manager is also a member of the group.
    office.directory.grants.push_back({office.manager, Role::GroupMember, {}, office.group});
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Assigned);
    CHECK(life.take(office.manager, Role::GroupMember, ReceivePayload{}) == applied);
    CHECK(life.take(office.manager,
                    Role::GroupMember,
                    ConfirmValidityPayload{Validity::Invalid, "查证"}) == applied);
    CHECK(life.take(office.manager, Role::GroupMember, FinishPayload{.result = "解释"}) == applied);
    life.reach(State::FedBack);
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Satisfied, true)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) ==
          refused(Reason::HandlerMayNotClose));
    CHECK(life.take(office.leader,
                    Role::TeamLeader,
                    ConsentPayload{ConsentAbout::Closing, "会签"}) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) == applied);
}

TEST_CASE("scenario 9: a respondent is refused, and others stand in", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.category = Category::Team;
    intake.respondent = "王海涛、周敏、许敏";
    intake.respondents = {office.member, office.manager, office.second_manager};
    life.record(intake);
    CHECK(life.take(office.manager, urm, DispatchPayload{.group = office.group}) ==
          refused(Reason::Recused));
    // Every manager is a respondent: a team leader acts in their place.
    CHECK(life.take(office.leader,
                    Role::TeamLeader,
                    DispatchPayload{.group = office.group, .person = office.member}) ==
          refused(Reason::TargetIsRespondent));
    CHECK(life.take(office.leader, Role::TeamLeader, DispatchPayload{.group = office.group}) ==
          applied);
    CHECK(life.take(office.member, Role::GroupMember, ReceivePayload{}) ==
          refused(Reason::Recused));
    CHECK(life.take(office.group_mate, Role::GroupMember, ReceivePayload{}) == applied);
}

TEST_CASE("procedure: a group that is complained about cannot get it",
          "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.respondents = {office.group};
    life.record(intake);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    DispatchPayload{.group = office.group}) == refused(Reason::TargetIsRespondent));
    CHECK(life.now().is_respondent(office.member, office.directory));
    CHECK_FALSE(life.now().is_respondent(office.other_member, office.directory));
}

TEST_CASE("procedure: reopening needs a consent or a leader, and its time",
          "[core][domain][procedure]") {
    const auto office = make_office();
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    Life life(office);
    life.reach(State::Closed);
    const ReopenPayload reopen{"故障复现"};
    CHECK(life.take(office.manager, Role::RelationshipManager, reopen) ==
          refused(Reason::ConsentMissing));
    CHECK(life.take(office.leader,
                    Role::TeamLeader,
                    ConsentPayload{ConsentAbout::Reopen, "同意"}) == applied);
    CHECK(life.take(office.manager, Role::RelationshipManager, reopen) == applied);
    CHECK(life.now().round == 2);
    CHECK(life.now().state == State::Recorded);
    CHECK(life.now().closures.size() == 1);
    CHECK(life.now().validity() == Validity::Pending);
    life.reach(State::Closed);
    // The consent was used up.
    CHECK(life.take(office.manager, Role::RelationshipManager, reopen) ==
          refused(Reason::ConsentMissing));
    life.wait_ms(31 * day_ms);
    CHECK(life.take(office.leader, Role::TeamLeader, reopen) == refused(Reason::PeriodOver));
}

TEST_CASE("procedure: cancelling asks for what its kind needs", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Handling);
    CHECK(life.take(office.manager, urm, CancelPayload{CancelCode::Withdrawn, "用户来电"}) ==
          refused(Reason::EvidenceMissing));
    CHECK(life.take(office.manager, urm, CancelPayload{CancelCode::Duplicate, "同一事"}) ==
          refused(Reason::MasterMissing));
    CHECK(life.take(
              office.manager, urm, CancelPayload{CancelCode::Duplicate, "同一事", life.now().id}) ==
          refused(Reason::MasterMissing));
    CHECK(life.take(office.manager,
                    urm,
                    CancelPayload{CancelCode::Withdrawn, "用户来电", {}, "通话录音 0312"}) ==
          applied);
    CHECK(life.now().state == State::Cancelled);
    CHECK(life.take(office.acceptor, Role::Acceptor, NotePayload{"补充"}) == applied);
}

TEST_CASE("procedure: lowering the severity needs a consent", "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Handling);
    // Raised while somebody works on it: the work goes on, the escalation becomes a task.
    CHECK(life.take(office.manager, urm, ChangeSeverityPayload{Severity::Major, "影响扩大"}) ==
          applied);
    CHECK(life.now().state == State::Handling);
    CHECK(life.now().escalation_due);
    CHECK(life.take(office.manager, urm, EscalatePayload{office.leader, ""}) == applied);
    CHECK_FALSE(life.now().escalation_due);
    CHECK(life.now().state == State::Assigned);
    const ChangeSeverityPayload lower{Severity::General, "影响有限"};
    CHECK(life.take(office.manager, urm, lower) == refused(Reason::ConsentMissing));
    CHECK(life.take(office.leader, Role::TeamLeader, ConsentPayload{ConsentAbout::Downgrade, ""}) ==
          applied);
    CHECK(life.take(office.manager, urm, lower) == applied);
}

TEST_CASE("procedure: rework is once a round, where the policy has it",
          "[core][domain][procedure]") {
    auto office = make_office();
    const auto urm = Role::RelationshipManager;
    {
        Life life(office);
        life.reach(State::FedBack);
        CHECK(life.take(office.manager, urm, ReworkPayload{"未解决"}) ==
              refused(Reason::PolicyForbids));
    }
    office.directory.policy.rework_allowed = true;
    Life life(office);
    life.reach(State::FedBack);
    CHECK(life.take(office.manager, urm, ReworkPayload{"未解决"}) == applied);
    CHECK(life.now().state == State::Handling);
    life.reach(State::FedBack);
    CHECK(life.take(office.manager, urm, ReworkPayload{"还是未解决"}) ==
          refused(Reason::OncePerRound));
}

TEST_CASE("procedure: after a rework the user is told and asked anew",
          "[core][domain][procedure]") {
    auto office = make_office();
    office.directory.policy.rework_allowed = true;
    const auto urm = Role::RelationshipManager;
    const Policy& policy = office.directory.policy;
    Life life(office);
    life.reach(State::FedBack);
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Dissatisfied, true)) == applied);
    REQUIRE(life.now().verified() != nullptr);
    CHECK(life.take(office.manager, urm, ReworkPayload{"未解决"}) == applied);
    CHECK(life.now().verified() == nullptr);
    CHECK_FALSE(life.now().was_reached());
    life.reach(State::Handled);
    // What was fed back before was about other work.
    CHECK(life.now().feedback() == nullptr);
    CHECK(next_target(life.now(), policy)->kind == TargetKind::FeedBack);
    CHECK(next_target(life.now(), policy)->is_open());
    life.reach(State::FedBack);
    CHECK(life.now().feedback() != nullptr);
    const CloseDissatisfiedPayload close{DissatCode::NotSolved, "用户仍不认可"};
    CHECK(life.take(office.manager, urm, close) == refused(Reason::FollowUpMissing));
    CHECK(life.take(office.manager, urm, life.call(VerifyResult::Satisfied, true)) == applied);
    CHECK(life.take(office.manager, urm, CloseSatisfiedPayload{}) == applied);
    // All of it stays in the records.
    CHECK(life.now().feedbacks.size() == 2);
    CHECK(life.now().follow_ups.size() == 2);
}

TEST_CASE("procedure: who hands on within the team goes on leading it",
          "[core][domain][procedure]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    const Directory& directory = office.directory;
    Life life(office);
    life.reach(State::Assigned);
    const ReassignPayload to_member{{}, office.member, "由其处理"};
    CHECK(life.take(office.leader, Role::TeamLeader, to_member) == applied);
    CHECK(leads_concerned_team(life.now(), office.leader, directory, life.now_ms()));
    CHECK_FALSE(leads_concerned_team(life.now(), office.other_leader, directory, life.now_ms()));
    CHECK(directory.team_of_assignee({}, office.member) == office.team);
    CHECK(directory.team_of_assignee({}, office.leader) == office.team);
    CHECK(directory.team_of_assignee(office.other_group, {}) == office.team);
    CHECK(directory.team_of_assignee({}, office.acceptor).is_nil());
    // The sheet gives the group with the person.
    const Actor leader{office.leader, Role::TeamLeader, office.device_a, life.now_ms()};
    CHECK(led_group_of(office.member, leader, directory) == office.group);
    CHECK(led_group_of(office.acceptor, leader, directory).is_nil());

    Life major(office);
    major.reach(State::Recorded);
    CHECK(major.take(office.manager, urm, EscalatePayload{office.leader, "影响行车"}) == applied);
    CHECK(major.take(office.leader,
                     Role::TeamLeader,
                     ReassignPayload{office.group, office.member, "由其处理"}) == applied);
    CHECK(major.now().answerable == office.leader);
    CHECK(major.take(office.manager, urm, ReassignPayload{{}, office.other_leader, "属其专业"}) ==
          applied);
    CHECK(major.now().answerable == office.other_leader);
}

TEST_CASE("procedure: what could not be fed back is said so, and nobody invents it",
          "[core][domain][procedure]") {
    const auto office = make_office();
    const auto untold = [](const Life& life) {
        return FeedBackPayload{.at_utc_ms = life.now_ms() - 1,
                               .means = Means::NotPossible,
                               .content = "用户未留联系方式，无法反馈"};
    };
    {
        Life life(office);
        life.reach(State::Handled);
        CHECK(life.take(office.acceptor, Role::Acceptor, untold(life)) ==
              refused(Reason::ChoiceMissing));
        // Tried in vain, it is true.
        CHECK(life.take(office.acceptor, Role::Acceptor, life.call(std::nullopt, false)) ==
              applied);
        CHECK(life.take(office.acceptor, Role::Acceptor, untold(life)) == applied);
        CHECK(life.now().state == State::FedBack);
    }
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.contact.clear();
    intake.contact_refused = true;
    life.record(intake);
    life.reach(State::Handled);
    // Whoever can be found may be told all the same.
    CHECK(may_be_untold(life.now()));
    CHECK(life.take(office.acceptor, Role::Acceptor, untold(life)) == applied);
}

TEST_CASE("procedure: who was deactivated is believed for what was done with a role then",
          "[core][domain][procedure]") {
    auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    const auto set_active = [&](bool active) {
        for (Person& person : office.directory.people) {
            person.active = person.id == office.manager ? active : person.active;
        }
    };
    const DispatchPayload dispatch{.group = office.group};
    const Actor manager{
        office.manager, Role::RelationshipManager, office.device_a, life.now_ms() + 1};
    CHECK_FALSE(refusal_of(life.state(), dispatch, manager, office.directory));
    // As deactivating was once: no role ended with it, so nobody can tell when this was done.
    set_active(false);
    const auto unknown = refusal_of(life.state(), dispatch, manager, office.directory);
    REQUIRE(unknown);
    CHECK(unknown->reason == Reason::UnknownActor);
    for (RoleGrant& grant : office.directory.grants) {
        if (grant.person == office.manager) {
            grant.until_utc_ms = manager.device_time_utc_ms + 1;
        }
    }
    CHECK_FALSE(refusal_of(life.state(), dispatch, manager, office.directory));
    Actor later = manager;
    later.device_time_utc_ms += 1;
    const auto ended = refusal_of(life.state(), dispatch, later, office.directory);
    REQUIRE(ended);
    CHECK(ended->reason == Reason::RoleNotHeld);
}

TEST_CASE("procedure: extensions are asked and decided", "[core][domain][procedure]") {
    const auto office = make_office();
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    Life life(office);
    life.reach(State::Handling);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    GrantExtensionPayload{life.now_ms() + day_ms, ""}) ==
          refused(Reason::NothingAsked));
    CHECK(life.take(office.member, Role::GroupMember, AskExtensionPayload{1, "等备件"}) ==
          refused(Reason::TimeWrong));
    const std::int64_t until = life.now_ms() + 30 * day_ms;
    CHECK(life.take(office.member, Role::GroupMember, AskExtensionPayload{until, "等备件"}) ==
          applied);
    CHECK(life.take(office.manager, Role::RelationshipManager, GrantExtensionPayload{0, ""}) ==
          refused(Reason::ReasonMissing));
    CHECK(life.take(office.manager, Role::RelationshipManager, GrantExtensionPayload{until, ""}) ==
          applied);
    CHECK(life.now().extensions.back().granted_until_utc_ms == until);
    // While there is still time, of that which was granted too.
    const auto due = next_target(life.now(), office.directory.policy)->due_utc_ms;
    CHECK(due == until);
    const AskExtensionPayload more{until + 30 * day_ms, "仍等备件"};
    life.wait_ms(due - life.now_ms() - 1);
    CHECK(life.take(office.member, Role::GroupMember, more) == applied);
    life.wait_ms(60'000);
    CHECK(life.take(office.member, Role::GroupMember, more) == refused(Reason::TargetPassed));
}

TEST_CASE("procedure: a confidential identity is kept apart", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.confidential = true;
    CHECK(life.take(office.acceptor, Role::Acceptor, RecordPayload{"TS-2026-A7K-0042-Q", intake}) ==
          refused(Reason::IdentityInTheOpen));
    Life apart(office);
    const Identity identity = take_identity(intake);
    apart.record(intake);
    CHECK_FALSE(apart.now().identity_known);
    CHECK(apart.take(office.other_acceptor, Role::Acceptor, IdentifyPayload{identity}) ==
          refused(Reason::RoleNotEntitled));
    CHECK(apart.take(office.acceptor, Role::Acceptor, IdentifyPayload{{}}) ==
          refused(Reason::IntakeIncomplete));
    CHECK(apart.take(office.acceptor, Role::Acceptor, IdentifyPayload{identity}) == applied);
    CHECK(apart.now().identity_known);
    CHECK(apart.now().intake.complainant_name == "赵国栋");
    CHECK(apart.take(office.manager,
                     Role::RelationshipManager,
                     CorrectPayload{"complainant_name", "\"赵国良\"", "核对"}) ==
          refused(Reason::NotCorrectable));
}

TEST_CASE("procedure: 匿名 and 拒绝提供 are corrected by the rules of any correction",
          "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    const std::string anonymous = "\"" + std::string(code_of(ComplainantKind::Anonymous)) + "\"";
    const CorrectPayload refuses{"contact_refused", "true", ""};
    CHECK(life.take(office.member, Role::GroupMember, refuses) == refused(Reason::RoleNotEntitled));
    for (const Payload& payload : with_entailed(life.now(), refuses)) {
        CHECK(life.take(office.acceptor, Role::Acceptor, payload) == applied);
    }
    CHECK(life.now().intake.contact_refused);
    CHECK(life.now().intake.contact.empty());
    // Neither a contact nor a refusal to give one is no complete record.
    CHECK(
        life.take(office.acceptor, Role::Acceptor, CorrectPayload{"contact_refused", "null", ""}) ==
        refused(Reason::IntakeIncomplete));
    life.reach(State::Assigned);
    const CorrectPayload hides{"complainant_kind", anonymous, "用户要求匿名"};
    // After the dispatch it is the manager's, with a reason.
    CHECK(life.take(office.acceptor, Role::Acceptor, hides) == refused(Reason::WrongState));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CorrectPayload{"complainant_kind", anonymous, " "}) ==
          refused(Reason::ReasonMissing));
    const auto all = with_entailed(life.now(), hides);
    CHECK(all.size() == 2); // the name too; the contact has gone already
    for (const Payload& payload : all) {
        CHECK(life.take(office.manager, Role::RelationshipManager, payload) == applied);
    }
    CHECK(life.now().intake.complainant_name.empty());
    // The way back begins with the name.
    const CorrectPayload named{"complainant_kind", "\"USER\"", "用户愿意实名"};
    CHECK(from_code<ComplainantKind>("USER") == ComplainantKind::User);
    CHECK(life.take(office.manager, Role::RelationshipManager, named) ==
          refused(Reason::IntakeIncomplete));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CorrectPayload{"complainant_name", "\"赵国栋\"", "用户愿意实名"}) == applied);
    CHECK(life.take(office.manager, Role::RelationshipManager, named) == applied);
    CHECK(life.now().intake.complainant_kind == ComplainantKind::User);
}

TEST_CASE("procedure: 保密 can be asked for later and given up", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Handling);
    const auto may_see = [&](const base::Uuid& person) {
        return may_see_identity(office.directory, person, life.now());
    };
    CHECK(may_see(office.member));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CorrectPayload{"confidential", "true", "用户要求保密"}) == applied);
    CHECK(life.now().intake.confidential);
    CHECK_FALSE(may_see(office.member));
    CHECK(may_see(office.manager));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CorrectPayload{"complainant_name", "\"某人\"", "核对"}) ==
          refused(Reason::NotCorrectable));
    const CorrectPayload opens{"confidential", "null", "用户同意公开"};
    for (const Payload& payload : with_entailed(life.now(), opens)) {
        CHECK(life.take(office.manager, Role::RelationshipManager, payload) == applied);
    }
    CHECK(may_see(office.member));
    CHECK(life.now().intake.complainant_name == "赵国栋");
    CHECK(life.now().identity_known);
}

TEST_CASE("procedure: every payload survives its JSON", "[core][domain][procedure]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Closed);
    for (const PlacedEvent& placed : life.events()) {
        const auto kind = from_code<EventKind>(placed.event.kind);
        REQUIRE(kind);
        const auto payload = payload_from_text(*kind, placed.event.payload);
        REQUIRE(payload);
        CHECK(payload_text(*payload) == placed.event.payload);
    }
    for (std::size_t i = 0; i < code_list<EventKind>().size(); ++i) {
        const auto kind = static_cast<EventKind>(i);
        CHECK_FALSE(payload_from_text(kind, "[]"));
        const bool has_members = kind != EventKind::Receive && kind != EventKind::CloseSatisfied &&
                                 kind != EventKind::Read;
        const auto wrong_types =
            payload_from_text(kind, R"({"code":7,"intake":3,"at":"x","text":1,"group":"g",
            "person":"p","reason":5,"severity":"HUGE","about":1,"kind":2,"choice":3,"member":4,
            "sha256":5,"check_code":6,"validity":"?","result":1,"until":"x","name":1,
            "improvement":2,"order":3})");
        CAPTURE(code_of(kind));
        CHECK(wrong_types.has_value() != has_members);
    }
}
