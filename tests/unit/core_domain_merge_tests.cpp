// What two tablets do to one complaint offline (procedure 4.6), who sees what (4.7), targets,
// figures and tasks.
#include "core/domain/inbox.h"
#include "core/domain/metrics.h"
#include "core/domain/suggestions.h"
#include "core/domain/targets.h"
#include "core/domain/visibility.h"
#include "tests/support/procedure.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::domain;
using tests::Life;
using tests::make_office;

namespace {

constexpr std::int64_t hour_ms = 60LL * 60 * 1000;
constexpr std::int64_t day_ms = 24 * hour_ms;
const Verdict applied{};
const Verdict clash{VerdictKind::Conflict, Reason::ConcurrentStep};

Payload correct(const char* member, const char* value) {
    return CorrectPayload{member, value, "核对"};
}

bool has_task(const Life& life, const base::Uuid& person, TaskKind kind) {
    const auto tasks = tasks_of(life.now(), person, life.office().directory);
    return std::any_of(
        tasks.begin(), tasks.end(), [kind](const Task& task) { return task.kind == kind; });
}

std::vector<NoticeKind> unread(const Life& life, const base::Uuid& person) {
    std::vector<NoticeKind> kinds;
    for (const Notice& notice : notices_for(life.now(), person, life.office().directory)) {
        if (!notice.read) {
            kinds.push_back(notice.kind);
        }
    }
    return kinds;
}

} // namespace

TEST_CASE("merge: corrections of one field agree or clash", "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t seen = life.last_change();
    const auto on_b = office.device_b;
    CHECK(life.take(office.acceptor, Role::Acceptor, correct("location", "\"滨江站\"")) == applied);
    CHECK(life.take(office.manager, urm, correct("system", "\"ATS\""), seen, on_b) == applied);
    CHECK(life.take(office.manager, urm, correct("location", "\"滨江站\""), seen, on_b) ==
          Verdict{VerdictKind::Applied, Reason::Agrees});
    // Its own device has set it just before, which says nothing of the acceptor's correction.
    CHECK(life.take(office.manager, urm, correct("location", "\"临江站\""), seen, on_b) == clash);
    CHECK(life.now().intake.location == "滨江站");
    Life other(office);
    other.reach(State::Recorded);
    const std::int64_t before = other.last_change();
    CHECK(other.take(office.acceptor, Role::Acceptor, correct("location", "\"滨江站\"")) ==
          applied);
    CHECK(other.take(office.manager, urm, correct("location", "\"临江站\""), before, on_b) ==
          clash);
    CHECK(other.now().intake.location == "滨江站");
    REQUIRE(other.now().conflicts.size() == 1);
    CHECK(other.now().conflicted());
    const Conflict& conflict = other.now().conflicts.front();
    CHECK(conflict.member == "location");
    CHECK(conflict.against == other.events()[1].event.id);
    CHECK(has_task(other, office.manager, TaskKind::Settle));

    // Nobody but the manager decides here; the loser stays readable.
    const SettlePayload take{conflict.event_id, SettleChoice::Take, "现场核对"};
    CHECK(other.take(office.acceptor, Role::Acceptor, take).kind == VerdictKind::Refused);
    CHECK(other.take(office.manager, urm, take) == applied);
    CHECK(other.now().intake.location == "临江站");
    CHECK_FALSE(other.now().conflicted());
    CHECK(other.take(office.manager, urm, take) ==
          Verdict{VerdictKind::Refused, Reason::NoSuchConflict});
}

TEST_CASE("merge: a correction that comes after a change of state meets another one",
          "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t seen = life.last_change();
    life.reach(State::Handling);
    CHECK(life.take(office.manager, urm, correct("location", "\"滨江站\"")) == applied);
    const auto on_b = office.device_b;
    // The acceptor has seen neither the dispatch nor the correction.
    CHECK(
        life.take(office.acceptor, Role::Acceptor, correct("location", "\"临江站\""), seen, on_b) ==
        clash);
    CHECK(life.now().intake.location == "滨江站");
    REQUIRE(life.now().conflicts.size() == 1);
    CHECK(life.now().conflicts.front().member == "location");
    CHECK(
        life.take(office.acceptor, Role::Acceptor, correct("location", "\"滨江站\""), seen, on_b) ==
        Verdict{VerdictKind::Applied, Reason::Agrees});
    CHECK(life.take(office.acceptor, Role::Acceptor, correct("system", "\"ATS\""), seen, on_b) ==
          Verdict{VerdictKind::Applied, Reason::AfterStateChange});
}

TEST_CASE("merge: two dispatches clash, and the second can be chosen", "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t seen = life.last_change();
    CHECK(life.take(office.manager, urm, DispatchPayload{.group = office.group}) == applied);
    CHECK(life.take(office.second_manager,
                    urm,
                    DispatchPayload{.group = office.foreign_group},
                    seen,
                    office.device_b) == clash);
    CHECK(life.now().assignment()->group == office.group);
    const Uuid loser = life.now().conflicts.front().event_id;
    CHECK(life.take(office.manager, urm, SettlePayload{loser, SettleChoice::Take, ""}) == applied);
    CHECK(life.now().assignment()->group == office.foreign_group);
    CHECK(life.now().state == State::Assigned);
}

TEST_CASE("merge: of two dispatches that clash both groups are told", "[core][domain][merge]") {
    using Kinds = std::vector<NoticeKind>;
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t seen = life.last_change();
    CHECK(life.take(office.manager, urm, DispatchPayload{.group = office.group}) == applied);
    CHECK_FALSE(may_see(office.directory, office.other_member, life.now()));
    CHECK(life.take(office.second_manager,
                    urm,
                    DispatchPayload{.group = office.other_group},
                    seen,
                    office.device_b) == clash);
    CHECK(unread(life, office.member) == Kinds{NoticeKind::Dispatched});
    CHECK(unread(life, office.other_member) == Kinds{NoticeKind::ConflictOpened});
    CHECK(may_see(office.directory, office.other_member, life.now()));
    CHECK_FALSE(has_task(life, office.other_member, TaskKind::Receive));
    const Uuid loser = life.now().conflicts.front().event_id;
    CHECK(life.take(office.manager, urm, SettlePayload{loser, SettleChoice::Take, ""}) == applied);
    CHECK(unread(life, office.other_member) == Kinds{NoticeKind::Dispatched});
    CHECK(has_task(life, office.other_member, TaskKind::Receive));
    CHECK_FALSE(has_task(life, office.member, TaskKind::Receive));
}

TEST_CASE("merge: two decisions unseen by each other agree or clash", "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    const auto on_b = office.device_b;
    Life life(office);
    life.reach(State::Handling);
    const std::int64_t seen = life.last_change();

    SECTION("valid and invalid") {
        const Payload valid = ConfirmValidityPayload{Validity::Valid, "核对了日志"};
        const Payload invalid = ConfirmValidityPayload{Validity::Invalid, "属于误解"};
        CHECK(life.take(office.member, Role::GroupMember, valid) == applied);
        const auto leads = Role::TeamLeader;
        CHECK(life.take(office.leader, leads, valid, seen, on_b) ==
              Verdict{VerdictKind::Applied, Reason::Agrees});
        const Uuid last = life.events().back().event.id;
        CHECK(life.take(office.leader, leads, invalid, seen, on_b) == clash);
        CHECK(life.now().validity() == Validity::Valid);
        REQUIRE(life.now().open_conflicts() == 1);
        CHECK(life.now().conflicts.front().against == last);
        const std::int64_t state_change = life.now().state_change;
        const Uuid other = life.now().conflicts.front().event_id;
        CHECK(life.take(office.manager, urm, SettlePayload{other, SettleChoice::Take, ""}) ==
              applied);
        CHECK(life.now().validity() == Validity::Invalid);
        // The state stayed: nobody's step meets a change of it.
        CHECK(life.now().state_change == state_change);
        // What was chosen in settling is a decision like any other, to be seen before another one.
        const std::int64_t unsettled = life.last_change() - 1;
        const Uuid settlement = life.events().back().event.id;
        CHECK(life.take(office.leader, leads, valid, unsettled, on_b) == clash);
        CHECK(life.now().validity() == Validity::Invalid);
        REQUIRE(life.now().open_conflicts() == 1);
        CHECK(life.now().conflicts.back().against == settlement);
        CHECK(life.take(office.leader, leads, invalid, unsettled, on_b) ==
              Verdict{VerdictKind::Applied, Reason::Agrees});
        // Who has seen all this decides anew as ever.
        CHECK(life.take(office.member, Role::GroupMember, valid) == applied);
    }
    SECTION("raised twice") {
        const Payload major = ChangeSeverityPayload{Severity::Major, "影响行车"};
        CHECK(life.take(office.manager, urm, major) == applied);
        CHECK(life.now().escalation_due);
        CHECK(life.take(office.second_manager, urm, major, seen, on_b) ==
              Verdict{VerdictKind::Applied, Reason::Agrees});
        CHECK(life.now().escalation_due);
        CHECK(life.now().severity == Severity::Major);
        CHECK_FALSE(life.now().conflicted());
    }
    SECTION("the other answer to one request for time") {
        const std::int64_t now = life.now().steps.back().at_utc_ms;
        CHECK(life.take(office.member,
                        Role::GroupMember,
                        AskExtensionPayload{now + 9 * day_ms, "等待备件"}) == applied);
        const std::int64_t asked = life.last_change();
        CHECK(life.take(office.manager, urm, GrantExtensionPayload{now + 5 * day_ms, ""}) ==
              applied);
        CHECK(life.take(
                  office.second_manager, urm, GrantExtensionPayload{0, "不能再等"}, asked, on_b) ==
              clash);
        CHECK(life.now().extensions.back().granted_until_utc_ms == now + 5 * day_ms);
    }
}

TEST_CASE("merge: a settlement does not cover a correction that its author had not seen",
          "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t before = life.last_change();
    CHECK(life.take(office.acceptor, Role::Acceptor, correct("location", "\"滨江站\"")) == applied);
    CHECK(life.take(
              office.manager, urm, correct("location", "\"临江站\""), before, office.device_b) ==
          clash);
    const Uuid other = life.now().conflicts.front().event_id;
    const std::int64_t seen = life.last_change();
    CHECK(life.take(office.acceptor, Role::Acceptor, correct("location", "\"望江站\"")) == applied);
    const SettlePayload take{other, SettleChoice::Take, ""};
    CHECK(life.take(office.manager, urm, take, seen, office.device_b) ==
          Verdict{VerdictKind::Refused, Reason::ConcurrentStep});
    CHECK(life.now().intake.location == "望江站");
    CHECK(life.now().conflicted());
    CHECK(life.take(office.manager, urm, take) == applied);
    CHECK(life.now().intake.location == "临江站");
}

TEST_CASE("merge: a settlement does not cover a decision that its author had not seen",
          "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    const auto member = Role::GroupMember;
    Life life(office);
    life.reach(State::Handling);
    const std::int64_t before = life.last_change();
    const Payload valid = ConfirmValidityPayload{Validity::Valid, "核对了日志"};
    const Payload invalid = ConfirmValidityPayload{Validity::Invalid, "属于误解"};
    CHECK(life.take(office.member, member, valid) == applied);
    CHECK(life.take(office.leader, Role::TeamLeader, invalid, before, office.device_b) == clash);
    const Uuid other = life.now().conflicts.front().event_id;
    const std::int64_t seen = life.last_change();
    const Payload again = ConfirmValidityPayload{Validity::Valid, "又核对了录像"};
    CHECK(life.take(office.member, member, again) == applied);
    const SettlePayload take{other, SettleChoice::Take, ""};
    CHECK(life.take(office.manager, urm, take, seen, office.device_b) ==
          Verdict{VerdictKind::Refused, Reason::ConcurrentStep});
    CHECK(life.now().validity() == Validity::Valid);
    CHECK(life.take(office.manager, urm, take) == applied);
    CHECK(life.now().validity() == Validity::Invalid);
}

TEST_CASE("merge: the second to receive is told, and keeps the notes", "[core][domain][merge]") {
    const auto office = make_office();
    const auto gm = Role::GroupMember;
    Life life(office);
    life.reach(State::Assigned);
    const std::int64_t seen = life.last_change();
    CHECK(life.take(office.member, gm, ReceivePayload{}) == applied);
    CHECK(life.take(office.group_mate, gm, ReceivePayload{}, seen, office.device_b) ==
          Verdict{VerdictKind::Refused, Reason::AlreadyReceived});
    CHECK(life.take(office.group_mate, gm, NotePayload{"已到现场"}, seen, office.device_b) ==
          applied);
    CHECK(life.now().handler == office.member);
    CHECK_FALSE(life.now().conflicted());
}

TEST_CASE("merge: the acceptor's correction and a dispatch both hold", "[core][domain][merge]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    const std::int64_t seen = life.last_change();
    life.reach(State::Handling);
    CHECK(life.take(office.acceptor,
                    Role::Acceptor,
                    correct("remedy_sought", "\"书面说明\""),
                    seen,
                    office.device_b) == Verdict{VerdictKind::Applied, Reason::AfterStateChange});
    CHECK(life.now().intake.remedy_sought == "书面说明");
    CHECK(unread(life, office.member) ==
          std::vector<NoticeKind>{NoticeKind::Dispatched, NoticeKind::ContentUpdated});
    // Having seen the dispatch, the acceptor may not.
    CHECK(life.take(office.acceptor, Role::Acceptor, correct("remedy_sought", "\"道歉\"")) ==
          Verdict{VerdictKind::Refused, Reason::WrongState});
}

TEST_CASE("merge: a handling note after closing is kept as an addition", "[core][domain][merge]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Handling);
    const std::int64_t seen = life.last_change();
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CancelPayload{CancelCode::Mistake, "误录"}) == applied);
    CHECK(
        life.take(office.member, Role::GroupMember, HandlePayload{"换板"}, seen, office.device_b) ==
        Verdict{VerdictKind::Applied, Reason::AfterStateChange});
    CHECK(life.now().actions.size() == 1);
    // Finishing what was cancelled is for the manager to decide.
    CHECK(life.take(office.member,
                    Role::GroupMember,
                    FinishPayload{.result = "已修"},
                    seen,
                    office.device_b) == clash);
    CHECK(life.now().state == State::Cancelled);
}

TEST_CASE("scenario 7: satisfied against dissatisfied waits for a decision",
          "[core][domain][merge]") {
    const auto office = make_office();
    const auto urm = Role::RelationshipManager;
    Life life(office);
    life.reach(State::FedBack);
    const std::int64_t seen = life.last_change();
    life.reach(State::Closed);
    const auto on_b = office.device_b;
    CHECK(
        life.take(
            office.second_manager, urm, life.call(VerifyResult::Dissatisfied, true), seen, on_b) ==
        Verdict{VerdictKind::Applied, Reason::AfterStateChange});
    CHECK(life.take(office.second_manager,
                    urm,
                    CloseDissatisfiedPayload{DissatCode::NotSolved, "又断了"},
                    seen,
                    on_b) == clash);
    CHECK(life.now().closing_disputed());
    const Uuid loser = life.now().conflicts.back().event_id;
    CHECK(life.take(office.manager, urm, SettlePayload{loser, SettleChoice::Take, "再次核实"}) ==
          applied);
    CHECK_FALSE(life.now().closing_disputed());
    CHECK(life.now().closure()->code == CloseCode::Dissatisfied);
    CHECK(life.now().closure()->reason == "又断了");
}

TEST_CASE("merge: a role taken back counts for what was done before", "[core][domain][merge]") {
    auto office = make_office();
    Life life(office);
    life.reach(State::Handling);
    for (RoleGrant& grant : office.directory.grants) {
        if (grant.person == office.member) {
            grant.until_utc_ms = life.now_ms() + hour_ms;
        }
    }
    CHECK(life.take(office.member, Role::GroupMember, HandlePayload{"换板"}) ==
          Verdict{VerdictKind::Applied, Reason::RoleSinceRevoked});
    life.wait_ms(2 * hour_ms);
    CHECK(life.take(office.member, Role::GroupMember, HandlePayload{"再换"}) ==
          Verdict{VerdictKind::Refused, Reason::RoleNotHeld});
}

TEST_CASE("visibility: own, group, team and everything", "[core][domain][visibility]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    const auto sees = [&](const base::Uuid& person) {
        return may_see(office.directory, person, life.now());
    };
    CHECK(sees(office.acceptor));
    CHECK(sees(office.manager));
    CHECK(sees(office.leadership));
    CHECK_FALSE(sees(office.other_acceptor));
    CHECK_FALSE(sees(office.member));
    CHECK_FALSE(sees(office.leader));
    CHECK_FALSE(sees(office.administrator));
    life.reach(State::Assigned);
    CHECK(sees(office.member));
    CHECK(sees(office.group_mate));
    CHECK(sees(office.leader));
    CHECK_FALSE(sees(office.other_member));
    CHECK_FALSE(sees(office.other_leader));
    CHECK_FALSE(sees(office.administrator));
}

TEST_CASE("visibility: who complains in confidence", "[core][domain][visibility]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.confidential = true;
    take_identity(intake);
    intake.respondents = {office.second_manager};
    life.record(intake);
    const auto knows = [&](const base::Uuid& person) {
        return may_see_identity(office.directory, person, life.now());
    };
    CHECK(knows(office.acceptor));
    CHECK(knows(office.manager));
    CHECK_FALSE(knows(office.second_manager)); // a respondent
    CHECK(knows(office.leadership));
    life.reach(State::Handling);
    CHECK_FALSE(knows(office.member));
    CHECK_FALSE(knows(office.leader));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    ChangeSeverityPayload{Severity::Major, "扩大"}) == applied);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    EscalatePayload{office.leader, ""}) == applied);
    CHECK(knows(office.leader));
    CHECK_FALSE(knows(office.group_mate));
}

TEST_CASE("scenario 12: a clock in 2031 is marked, and the server's time counts",
          "[core][domain][targets]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    auto events = life.events();
    const std::int64_t true_time = events[0].server_time_utc_ms;
    events[0].event.device_time_utc_ms += 5 * 365 * day_ms;
    const auto complaint = fold(events);
    REQUIRE(complaint);
    CHECK(complaint->steps[0].clock_anomaly);
    CHECK(complaint->accepted_at_utc_ms == true_time);
    // A clock that is late is found by what its author had seen.
    life.reach(State::Assigned);
    events = life.events();
    events[1].event.device_time_utc_ms -= 365 * day_ms;
    CHECK(fold(events)->steps[1].clock_anomaly);
    // A step made offline days ago is no anomaly.
    events = life.events();
    events[0].server_time_utc_ms += 3 * day_ms;
    events.resize(1);
    CHECK_FALSE(fold(events)->steps[0].clock_anomaly);
}

TEST_CASE("calendar: working time stands still at night and on holidays",
          "[core][domain][targets]") {
    WorkCalendar calendar;
    const Day friday = day_of({2026, 11, 20});
    CHECK(weekday_of(friday) == 4);
    CHECK(date_of(friday) == Date{2026, 11, 20});
    const auto at = [&](Day day, int hour, int minute) {
        return begin_of_day_utc_ms(calendar, day) + hour * hour_ms + minute * 60'000LL;
    };
    CHECK(after_work_minutes(calendar, at(friday, 9, 0), 60) == at(friday, 10, 0));
    CHECK(after_work_minutes(calendar, at(friday, 3, 0), 60) == at(friday, 9, 30));
    CHECK(after_work_minutes(calendar, at(friday, 17, 0), 60) == at(friday + 3, 9, 0));
    CHECK(after_work_minutes(calendar, at(friday, 17, 30), 0) == at(friday + 3, 8, 30));
    CHECK(after_work_minutes(calendar, at(friday, 9, 0), default_day_minutes) ==
          at(friday + 3, 9, 0));
    calendar.holidays = {friday + 3};
    CHECK(after_work_minutes(calendar, at(friday, 17, 0), 60) == at(friday + 4, 9, 0));
    calendar.extra_days = {friday + 1};
    CHECK(after_work_minutes(calendar, at(friday, 17, 0), 60) == at(friday + 1, 9, 0));
    CHECK(is_usable(calendar));
    calendar.end_minute = calendar.begin_minute;
    CHECK_FALSE(is_usable(calendar));
}

TEST_CASE("targets: each step has its own, and an extension moves one", "[core][domain][targets]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    const Policy& policy = office.directory.policy;
    auto next = next_target(life.now(), policy);
    REQUIRE(next);
    CHECK(next->kind == TargetKind::Dispatch);
    CHECK(next->due_utc_ms == after_work_minutes(policy.calendar,
                                                 life.now().accepted_at_utc_ms,
                                                 policy.targets[1].general));
    life.reach(State::Handling);
    next = next_target(life.now(), policy);
    REQUIRE(next);
    CHECK(next->kind == TargetKind::Handle);
    const std::int64_t until = life.now_ms() + 40 * day_ms;
    CHECK(life.take(office.member, Role::GroupMember, AskExtensionPayload{until, "等备件"}) ==
          applied);
    CHECK(life.take(office.manager, Role::RelationshipManager, GrantExtensionPayload{until, ""}) ==
          applied);
    CHECK(next_target(life.now(), policy)->due_utc_ms == until);
    life.reach(State::Closed);
    CHECK_FALSE(next_target(life.now(), policy));
    for (const Target& target : targets_of(life.now(), policy)) {
        CAPTURE(static_cast<int>(target.kind));
        CHECK_FALSE(target.is_open());
        CHECK_FALSE(target.is_late(0));
    }
}

TEST_CASE("inbox: each state is somebody's task", "[core][domain][inbox]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    CHECK(has_task(life, office.manager, TaskKind::Dispatch));
    CHECK(tasks_of(life.now(), office.acceptor, office.directory).empty());
    life.reach(State::Assigned);
    CHECK(has_task(life, office.member, TaskKind::Receive));
    CHECK(has_task(life, office.group_mate, TaskKind::Receive));
    CHECK_FALSE(has_task(life, office.other_member, TaskKind::Receive));
    life.reach(State::Handling);
    CHECK(has_task(life, office.member, TaskKind::Handle));
    CHECK_FALSE(has_task(life, office.group_mate, TaskKind::Handle));
    life.reach(State::Handled);
    CHECK(has_task(life, office.acceptor, TaskKind::FeedBack));
    life.reach(State::FedBack);
    CHECK(has_task(life, office.manager, TaskKind::FollowUp));
    life.reach(State::Closed);
    CHECK(tasks_of(life.now(), office.manager, office.directory).empty());
}

TEST_CASE("inbox: a manager oversees a day ahead, a team leader what is late in the team",
          "[core][domain][inbox]") {
    const auto office = make_office();
    const auto until = [&](const base::Uuid& person, const base::Uuid& group) {
        return supervised_until(group, person, office.directory, 1'000'000);
    };
    CHECK(until(office.manager, office.group) == 1'000'000 + day_ms);
    // Not dispatched yet: the manager's alone.
    CHECK(until(office.second_manager, {}) == 1'000'000 + day_ms);
    CHECK_FALSE(until(office.leader, {}));
    CHECK(until(office.leader, office.other_group) == 1'000'000);
    CHECK_FALSE(until(office.leader, office.foreign_group));
    CHECK(until(office.other_leader, office.foreign_group) == 1'000'000);
    for (const base::Uuid& person : {office.acceptor, office.member, office.leadership}) {
        CHECK_FALSE(until(person, office.group));
    }
}

TEST_CASE("inbox: what somebody had who was deactivated is given to who can go on",
          "[core][domain][inbox]") {
    auto office = make_office();
    const auto set_active = [&](const base::Uuid& who, bool active) {
        for (Person& person : office.directory.people) {
            person.active = person.id == who ? active : person.active;
        }
    };
    Life life(office);
    life.reach(State::Handling);
    CHECK_FALSE(has_task(life, office.leader, TaskKind::Reassign));
    set_active(office.member, false);
    CHECK(has_task(life, office.leader, TaskKind::Reassign));
    CHECK(has_task(life, office.manager, TaskKind::Reassign));
    CHECK_FALSE(has_task(life, office.group_mate, TaskKind::Reassign));
    set_active(office.member, true);
    life.reach(State::Handled);
    CHECK_FALSE(has_task(life, office.manager, TaskKind::FeedBack));
    set_active(office.acceptor, false);
    CHECK(has_task(life, office.manager, TaskKind::FeedBack));

    // To one person alone, who has not received it yet.
    Life alone(office);
    set_active(office.acceptor, true);
    alone.reach(State::Assigned);
    CHECK(alone.take(office.leader,
                     Role::TeamLeader,
                     ReassignPayload{{}, office.member, "由其处理"}) == applied);
    CHECK_FALSE(has_task(alone, office.leader, TaskKind::Reassign));
    set_active(office.member, false);
    CHECK(has_task(alone, office.leader, TaskKind::Reassign));
}

TEST_CASE("inbox: where the manager validates, it is the manager's task", "[core][domain][inbox]") {
    auto office = make_office();
    Life life(office);
    life.reach(State::Handling);
    CHECK_FALSE(has_task(life, office.manager, TaskKind::Validate));
    office.directory.policy.validity_confirmer = ValidityConfirmer::Manager;
    CHECK(has_task(life, office.manager, TaskKind::Validate));
    CHECK_FALSE(has_task(life, office.member, TaskKind::Validate));
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    ConfirmValidityPayload{Validity::Valid, "查阅工单"}) == applied);
    CHECK_FALSE(has_task(life, office.manager, TaskKind::Validate));
}

TEST_CASE("inbox: leadership names a substitute where the leader is a respondent",
          "[core][domain][inbox]") {
    const auto office = make_office();
    const auto intake_about = [&](const std::vector<base::Uuid>& respondents,
                                  std::optional<Severity> proposed) {
        Intake intake = tests::make_intake(tests::FakeClock().now_ms - 1);
        intake.respondents = respondents;
        intake.severity_proposed = proposed;
        return intake;
    };
    const auto is_asked = [&](const Life& life) {
        for (const base::Uuid& person :
             {office.acceptor, office.manager, office.leader, office.other_leader}) {
            CHECK_FALSE(has_task(life, person, TaskKind::Appoint));
        }
        return has_task(life, office.leadership, TaskKind::Appoint);
    };

    Life usual(office);
    usual.record(intake_about({office.leader}, Severity::General));
    // Any group may still get it.
    CHECK_FALSE(is_asked(usual));
    CHECK(usual.take(office.manager,
                     Role::RelationshipManager,
                     DispatchPayload{office.group, {}, {}}) == applied);
    CHECK(is_asked(usual));
    CHECK(usual.take(office.leadership, Role::Leadership, AppointPayload{office.other_leader}) ==
          applied);
    CHECK_FALSE(is_asked(usual));

    Life elsewhere(office);
    elsewhere.record(intake_about({office.other_leader}, Severity::General));
    CHECK(elsewhere.take(office.manager,
                         Role::RelationshipManager,
                         DispatchPayload{office.group, {}, {}}) == applied);
    CHECK_FALSE(is_asked(elsewhere));

    // 重大 goes to a leader: while one is left, it is that one's.
    Life major(office);
    major.record(intake_about({office.leader}, Severity::Major));
    CHECK_FALSE(is_asked(major));
    Life everybody(office);
    everybody.record(intake_about({office.leader, office.other_leader}, Severity::Major));
    CHECK(is_asked(everybody));
}

TEST_CASE("inbox: a consent is news to the manager", "[core][domain][inbox]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Closed);
    CHECK(life.take(office.leader, Role::TeamLeader, ConsentPayload{ConsentAbout::Reopen, ""}) ==
          applied);
    const auto news = unread(life, office.manager);
    CHECK(std::count(news.begin(), news.end(), NoticeKind::Consented) == 1);
    const auto own = unread(life, office.leader);
    CHECK(std::count(own.begin(), own.end(), NoticeKind::Consented) == 0);
}

TEST_CASE("inbox: notices, reading, and the call for a major complaint", "[core][domain][inbox]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.severity_proposed = Severity::Major;
    life.record(intake);
    CHECK(unread(life, office.manager) == std::vector<NoticeKind>{NoticeKind::Recorded});
    CHECK(unread(life, office.acceptor).empty());
    CHECK(delivery_of(life.now(), office.directory) == Delivery::Delivered);
    CHECK_FALSE(needs_call(life.now(), office.directory));
    CHECK(life.take(office.manager, Role::RelationshipManager, ReadPayload{}) == applied);
    CHECK(unread(life, office.manager).empty());
    CHECK(delivery_of(life.now(), office.directory) == Delivery::Read);

    // The same on the tablet that recorded it, before it was sent.
    auto unsent = life.events();
    unsent.resize(1);
    unsent[0].change = 0;
    unsent[0].server_time_utc_ms = 0;
    auto here = fold(unsent);
    CHECK(needs_call(*here, office.directory));
    CHECK(people_to_call(*here, office.directory) ==
          std::vector<Uuid>{office.manager, office.second_manager});
    PlacedEvent told = unsent[0];
    told.event.kind = code_of(EventKind::Tell);
    told.event.payload =
        payload_text(TellPayload{office.manager, Means::Phone, told.event.device_time_utc_ms});
    domain::apply(here, told);
    CHECK_FALSE(needs_call(*here, office.directory));
}

TEST_CASE("figures: counts and rates by their definitions", "[core][domain][metrics]") {
    const auto office = make_office();
    const Policy& policy = office.directory.policy;
    std::vector<Facts> facts;
    Life closed(office);
    closed.reach(State::Closed);
    facts.push_back(facts_of(closed.now(), policy));
    Life waiting(office);
    waiting.reach(State::Handling);
    facts.push_back(facts_of(waiting.now(), policy));
    Life cancelled(office);
    cancelled.reach(State::Recorded);
    cancelled.take(
        office.manager, Role::RelationshipManager, CancelPayload{CancelCode::Mistake, "误录"});
    facts.push_back(facts_of(cancelled.now(), policy));
    Life dissatisfied(office);
    dissatisfied.reach(State::FedBack);
    dissatisfied.take(office.manager,
                      Role::RelationshipManager,
                      dissatisfied.call(VerifyResult::Dissatisfied, true));
    dissatisfied.take(office.manager,
                      Role::RelationshipManager,
                      CloseDissatisfiedPayload{DissatCode::TooLate, "太慢"});
    facts.push_back(facts_of(dissatisfied.now(), policy));

    const std::int64_t far_ahead = closed.now_ms() + 60 * day_ms;
    const Figures figures = figures_of(facts, far_ahead, policy.calendar);
    CHECK(figures.recorded == 3);
    CHECK(figures.cancelled == 1);
    CHECK(figures.valid == 2);
    CHECK(figures.pending == 1);
    CHECK(figures.valid_rate == Ratio{2, 2});
    CHECK(figures.closed_rate == Ratio{2, 3});
    CHECK(figures.satisfied_rate == Ratio{1, 2});
    CHECK(figures.feedback_rate == Ratio{2, 2});
    CHECK(figures.follow_up_rate == Ratio{2, 2});
    CHECK(figures.open == 1);
    CHECK(figures.overdue == 1);
    CHECK(figures.open_by_age == std::array<std::int64_t, open_age_count>{0, 0, 0, 1});
    CHECK(figures.closed_as[0] == 1);
    CHECK(figures.closed_as[1] == 1);
    CHECK(figures.to_closed.count == 2);
    CHECK(figures.by_group.at(office.group).recorded == 3);
    CHECK(figures_of({}, 0, policy.calendar).valid_rate.value() == std::nullopt);
}

TEST_CASE("figures: how long the open ones wait, at the limits", "[core][domain][metrics]") {
    const Policy policy;
    Facts open;
    open.recorded_at_utc_ms = 1'000;
    const auto part_after = [&](std::int64_t age_ms) {
        const auto parts =
            figures_of({&open, 1}, open.recorded_at_utc_ms + age_ms, policy.calendar).open_by_age;
        return std::find(parts.begin(), parts.end(), 1) - parts.begin();
    };
    CHECK(part_after(0) == 0);
    CHECK(part_after(3 * day_ms - 1) == 0);
    CHECK(part_after(3 * day_ms) == 1);
    CHECK(part_after(7 * day_ms - 1) == 1);
    CHECK(part_after(7 * day_ms) == 2);
    CHECK(part_after(30 * day_ms) == 3);
    // Recorded by a clock that was ahead.
    CHECK(part_after(-day_ms) == 0);
}

TEST_CASE("suggestions: signs of a major complaint, and likeness", "[core][domain][suggestions]") {
    Policy policy;
    Intake intake;
    intake.content = "打印机卡纸，两天没人来修";
    CHECK(major_signs(intake, policy, {}).empty());
    intake.trigger_source = TriggerSource::ReportedToLeadership;
    intake.system = "信号 ATS";
    CHECK(major_signs(intake, policy, {.same_matter_30_days = 2}) ==
          std::vector<MajorSign>{
              MajorSign::ToLeadership, MajorSign::RunningTrains, MajorSign::Repeated});
    CHECK(similarity("网络中断三次无人处理", "网络中断三次，无人处理") > 0.6);
    CHECK(similarity("网络中断", "空调漏水") == 0);
    CHECK(similarity("", "空调漏水") == 0);
}

TEST_CASE("matrix: next steps are those the matrix gives to each role", "[core][domain][matrix]") {
    const auto office = make_office();
    Life life(office);
    life.reach(State::Handling);
    const auto kinds = [&](const base::Uuid& person) {
        std::vector<EventKind> list;
        for (const NextStep& step :
             next_steps(life.now(), person, office.device_a, life.now_ms(), office.directory)) {
            if (step.obstacle == Reason::None) {
                list.push_back(step.kind);
            }
        }
        return list;
    };
    using enum EventKind;
    CHECK(kinds(office.member) ==
          std::vector{Return, ConfirmValidity, FollowUp, Note, AskExtension, Handle, Tell, Attach});
    CHECK(kinds(office.group_mate) == std::vector{Note, Tell, Attach});
    CHECK(kinds(office.other_member).empty());
    CHECK(kinds(office.acceptor) == std::vector{FollowUp, Note, Tell, Attach, Link});
    CHECK(kinds(office.administrator).empty());
    CHECK(kinds(office.leadership) == std::vector{Appoint, OrderRedaction});
    CHECK(kinds(office.leader) ==
          std::vector{
              Reassign, ConfirmValidity, Note, Handle, Consent, Tell, Attach, Improve, Opinion});
    CHECK(kinds(office.manager) == std::vector{Reassign,
                                               ChangeSeverity,
                                               FollowUp,
                                               Cancel,
                                               Note,
                                               Correct,
                                               Tell,
                                               Attach,
                                               Improve,
                                               Opinion,
                                               Link});
}
