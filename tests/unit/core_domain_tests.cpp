#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/event.h"
#include "core/domain/numbering.h"
#include "core/domain/rules.h"
#include "core/domain/transitions.h"
#include "core/domain/visibility.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

using namespace huiyin;
using namespace huiyin::domain;

namespace {

const std::int64_t now_ms = tests::FakeClock().now_ms;

Actor actor_of(const tests::Department& d, const base::Uuid& person, Role role) {
    return Actor{person, role, d.device_a, now_ms};
}

Payload recording(Intake intake = tests::make_intake(now_ms - 1)) {
    return RecordPayload{"TS-2026-A7K-0042-Q", std::move(intake)};
}

Reason reason_of(const std::optional<Refusal>& refusal) {
    return refusal ? refusal->reason : Reason::None;
}

Event event_of(const tests::Department& d,
               const base::Uuid& complaint,
               const base::Uuid& person,
               Role role,
               const Payload& payload) {
    Event event;
    event.complaint = complaint;
    event.device = d.device_a;
    event.device_seq = 1;
    event.actor = person;
    event.role = role;
    event.kind = code_of(kind_of(payload));
    event.payload = payload_text(payload);
    event.device_time_utc_ms = now_ms;
    seal(event, d.key_a.secret_key);
    return event;
}

std::optional<Complaint>
recorded(const tests::Department& d, const base::Uuid& complaint, std::int64_t change) {
    std::optional<Complaint> state;
    domain::apply(
        state,
        {event_of(d, complaint, d.acceptor, Role::Acceptor, recording()), change, now_ms, {}, 1});
    return state;
}

} // namespace

TEST_CASE("number: the check character is ISO 7064 MOD 37,36", "[core][domain][number]") {
    // The numbers printed in the design.
    for (const char* text :
         {"TS-2026-A7K-0042-Q", "TS-2026-C3M-0118-S", "TS-2026-F8Q-0027-T", "TS-2026-K2V-0311-E"}) {
        CAPTURE(text);
        const auto number = complaint_number_from_text(text);
        REQUIRE(number);
        CHECK(*to_text(*number) == text);
    }
}

TEST_CASE("number: every single changed character is noticed", "[core][domain][number]") {
    const std::string right = "TS-2026-A7K-0042-Q";
    for (std::size_t at = 0; at < right.size(); ++at) {
        for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZILOU-")) {
            std::string changed = right;
            changed[at] = c;
            if (changed != right) {
                CAPTURE(changed);
                CHECK_FALSE(complaint_number_from_text(changed));
            }
        }
    }
}

TEST_CASE("number: counters whose check character is I or O are skipped",
          "[core][domain][number]") {
    ComplaintNumber number{"TS", 2026, "A7K", 0};
    std::set<std::string> minted;
    std::uint32_t last = 0;
    for (int i = 0; i < 5000; ++i) {
        const auto next = next_number(number, last);
        REQUIRE(next);
        CHECK(next->counter > last);
        last = next->counter;
        const std::string text = *to_text(*next);
        CHECK(text.back() != 'I');
        CHECK(text.back() != 'O');
        CHECK(minted.insert(text).second);
    }
    CHECK(last > 5000); // some were skipped
}

TEST_CASE("number: the counter ends at its limit", "[core][domain][number]") {
    const ComplaintNumber number{"TS", 2026, "A7K", 0};
    CHECK_FALSE(next_number(number, base::limits::complaint_counter_max));
    CHECK(to_text({"TS", 2026, "A7K", base::limits::complaint_counter_max}));
    CHECK_FALSE(to_text({"TS", 2026, "A7K", base::limits::complaint_counter_max + 1}));
    CHECK_FALSE(to_text({"TS", 2026, "A7I", 1}));
    CHECK_FALSE(to_text({"ts", 2026, "A7K", 1}));
}

TEST_CASE("event: any changed field breaks hash or signature", "[core][domain][event]") {
    const auto d = tests::make_department();
    const Event event = event_of(d, d.device_b, d.acceptor, Role::Acceptor, recording());
    CHECK(is_authentic(event, d.key_a.public_key));
    CHECK_FALSE(is_authentic(event, d.key_b.public_key));
    const auto changed = [&](auto change) {
        Event copy = event;
        change(copy);
        return is_authentic(copy, d.key_a.public_key);
    };
    CHECK_FALSE(changed([](Event& e) { e.id.bytes[0] ^= 1; }));
    CHECK_FALSE(changed([](Event& e) { e.complaint.bytes[0] ^= 1; }));
    CHECK_FALSE(changed([](Event& e) { e.device.bytes[0] ^= 1; }));
    CHECK_FALSE(changed([](Event& e) { e.device_seq += 1; }));
    CHECK_FALSE(changed([](Event& e) { e.seen.change += 1; }));
    CHECK_FALSE(changed([](Event& e) { e.seen.unsent += 1; }));
    CHECK_FALSE(changed([](Event& e) { e.actor.bytes[15] ^= 1; }));
    CHECK_FALSE(changed([](Event& e) { e.role = Role::RelationshipManager; }));
    CHECK_FALSE(changed([](Event& e) { e.kind = "note"; }));
    CHECK_FALSE(changed([](Event& e) { e.payload += ' '; }));
    CHECK_FALSE(changed([](Event& e) { e.device_time_utc_ms += 1; }));
    CHECK_FALSE(changed([](Event& e) { e.utc_offset_minutes += 1; }));
    CHECK_FALSE(changed([](Event& e) { e.prev_hash[0] ^= 1; }));
    // Re-hashing a changed event does not help without the key.
    CHECK_FALSE(changed([](Event& e) {
        e.payload += ' ';
        e.hash = hash_of(e);
    }));
}

TEST_CASE("intake: a complete one has no problem, an empty one names every required field",
          "[core][domain][intake]") {
    CHECK(check_intake(tests::make_intake(now_ms), now_ms).empty());
    std::vector<IntakeField> missing;
    for (const IntakeProblem& problem : check_intake(Intake{}, now_ms)) {
        CHECK(problem.problem == FieldProblem::Missing);
        missing.push_back(problem.field);
    }
    CHECK(missing == std::vector<IntakeField>{IntakeField::TriggerSource,
                                              IntakeField::Channel,
                                              IntakeField::Form,
                                              IntakeField::ComplainantName,
                                              IntakeField::ComplainantKind,
                                              IntakeField::Contact,
                                              IntakeField::ComplainedAt,
                                              IntakeField::Category,
                                              IntakeField::Content,
                                              IntakeField::InfoCheck});
}

TEST_CASE("intake: anonymous needs no name, refused contact needs no contact",
          "[core][domain][intake]") {
    Intake intake = tests::make_intake(now_ms);
    intake.complainant_kind = ComplainantKind::Anonymous;
    intake.complainant_name.clear();
    intake.contact.clear();
    CHECK(check_intake(intake, now_ms).empty());
    intake = tests::make_intake(now_ms);
    intake.contact.clear();
    intake.contact_refused = true;
    CHECK(check_intake(intake, now_ms).empty());
}

TEST_CASE("intake: a mobile number has eleven digits, other numbers are free",
          "[core][domain][intake]") {
    Intake intake = tests::make_intake(now_ms);
    const auto problem_with = [&](const char* contact) {
        intake.contact = contact;
        return !check_intake(intake, now_ms).empty();
    };
    CHECK_FALSE(problem_with("138 1764 5208"));
    CHECK(problem_with("138 1764 520"));
    CHECK(problem_with("138176452081"));
    CHECK_FALSE(problem_with("8012")); // extension
    CHECK_FALSE(problem_with("021-6431 8800"));
    CHECK_FALSE(problem_with("zhao@metro.example"));
}

TEST_CASE("intake: text limits hold at their edge", "[core][domain][intake]") {
    Intake intake = tests::make_intake(now_ms);
    const auto problems_with_content = [&](std::size_t chars) {
        intake.content.clear();
        for (std::size_t i = 0; i < chars; ++i) {
            intake.content += "诉";
        }
        return check_intake(intake, now_ms);
    };
    CHECK(problems_with_content(base::limits::content_chars_min).empty());
    CHECK(problems_with_content(base::limits::content_chars_max).empty());
    CHECK(problems_with_content(base::limits::content_chars_min - 1) ==
          std::vector<IntakeProblem>{{IntakeField::Content, FieldProblem::TooShort}});
    CHECK(problems_with_content(base::limits::content_chars_max + 1) ==
          std::vector<IntakeProblem>{{IntakeField::Content, FieldProblem::TooLong}});
    intake = tests::make_intake(now_ms);
    intake.complainant_name = std::string("赵\x01");
    CHECK(check_intake(intake, now_ms) ==
          std::vector<IntakeProblem>{{IntakeField::ComplainantName, FieldProblem::Malformed}});
    intake = tests::make_intake(now_ms + 1);
    CHECK(check_intake(intake, now_ms) ==
          std::vector<IntakeProblem>{{IntakeField::ComplainedAt, FieldProblem::InFuture}});
}

TEST_CASE("intake: a complaint about the team names somebody or says unknown",
          "[core][domain][intake]") {
    Intake intake = tests::make_intake(now_ms);
    intake.category = Category::Team;
    CHECK(check_intake(intake, now_ms) ==
          std::vector<IntakeProblem>{{IntakeField::Respondent, FieldProblem::Missing}});
    intake.respondent_unknown = true;
    CHECK(check_intake(intake, now_ms).empty());
}

TEST_CASE("intake: comes back from JSON as it went", "[core][domain][intake]") {
    Intake intake = tests::make_intake(now_ms);
    intake.confidential = true;
    intake.remedy_sought = "书面道歉 \"引号\" \n换行";
    CHECK(*intake_from_json(json_from_intake(intake)) == intake);
    CHECK(*intake_from_json(json_from_intake(Intake{})) == Intake{});
    base::Json wrong = json_from_intake(intake);
    wrong["channel"] = "TELEPATHY";
    CHECK_FALSE(intake_from_json(wrong));
}

TEST_CASE("rules: the table's rows stand in the order of the kinds", "[core][domain][rules]") {
    REQUIRE(transitions().size() == code_list<EventKind>().size());
    for (std::size_t i = 0; i < transitions().size(); ++i) {
        CHECK(transitions()[i].kind == static_cast<EventKind>(i));
    }
}

TEST_CASE("rules: a complete intake is recorded, by the roles of the table only",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    const auto try_as = [&](const base::Uuid& person, Role role) {
        return reason_of(
            refusal_of(std::nullopt, recording(), actor_of(d, person, role), d.directory));
    };
    CHECK(try_as(d.acceptor, Role::Acceptor) == Reason::None);
    CHECK(try_as(d.manager, Role::RelationshipManager) == Reason::None);
    CHECK(try_as(d.leader, Role::TeamLeader) == Reason::None);
    CHECK(try_as(d.member, Role::GroupMember) == Reason::None);
    CHECK(try_as(d.leadership, Role::Leadership) == Reason::RoleNotEntitled);
    CHECK(try_as(d.administrator, Role::Administrator) == Reason::RoleNotEntitled);
    CHECK(try_as(d.administrator, Role::Acceptor) == Reason::RoleNotHeld);
    CHECK(try_as(d.device_a, Role::Acceptor) == Reason::UnknownActor);
}

TEST_CASE("rules: R33 a failed information check cannot be recorded, only rejected with a reason",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    Intake intake = tests::make_intake(now_ms);
    intake.info_check = InfoCheck::Failed;
    const Actor actor = actor_of(d, d.acceptor, Role::Acceptor);
    CHECK(reason_of(refusal_of(std::nullopt, recording(intake), actor, d.directory)) ==
          Reason::InfoCheckNotPassed);
    CHECK(reason_of(
              refusal_of(std::nullopt, RejectIntakePayload{intake, "　 "}, actor, d.directory)) ==
          Reason::ReasonMissing);
    CHECK(reason_of(refusal_of(
              std::nullopt, RejectIntakePayload{intake, "身份无法核实"}, actor, d.directory)) ==
          Reason::None);
}

TEST_CASE("rules: a number of another device is refused", "[core][domain][rules]") {
    const auto d = tests::make_department();
    const Actor actor = actor_of(d, d.acceptor, Role::Acceptor);
    const auto with = [&](const char* number) {
        return reason_of(refusal_of(
            std::nullopt, RecordPayload{number, tests::make_intake(now_ms)}, actor, d.directory));
    };
    CHECK(with("TS-2026-A7K-0042-Q") == Reason::None);
    CHECK(with("TS-2026-C3M-0118-S") == Reason::BadNumber);
    CHECK(with("TS-2026-A7K-0042-R") == Reason::BadNumber);
    CHECK(with("") == Reason::BadNumber);
}

TEST_CASE("rules: a rejected intake can be supplemented and recorded; a recorded one not twice",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    const Actor actor = actor_of(d, d.acceptor, Role::Acceptor);
    std::optional<Complaint> state;
    const auto rejected = RejectIntakePayload{tests::make_intake(now_ms), "身份无法核实"};
    domain::apply(
        state, {event_of(d, d.device_b, d.acceptor, Role::Acceptor, rejected), 1, now_ms, {}, 0});
    REQUIRE(state);
    CHECK(state->state == State::IntakeRejected);
    CHECK(state->rejection_reason == "身份无法核实");
    CHECK(reason_of(refusal_of(state, recording(), actor, d.directory)) == Reason::None);
    domain::apply(
        state,
        {event_of(d, d.device_b, d.acceptor, Role::Acceptor, recording()), 2, now_ms, {}, 7});
    CHECK(state->state == State::Recorded);
    CHECK(state->number == "TS-2026-A7K-0042-Q");
    CHECK(state->register_no == 7);
    CHECK(state->rejection_reason.empty());
    CHECK(reason_of(refusal_of(state, recording(), actor, d.directory)) == Reason::WrongState);
    CHECK(state->steps.size() == 2);
}

TEST_CASE("rules: a refused first step takes nothing down, and a right one can follow",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    std::optional<Complaint> state;
    const Event wrong = event_of(d, d.device_b, d.leadership, Role::Leadership, recording());
    domain::apply(state, {wrong, 1, now_ms, judge(state, wrong, d.directory), 0});
    REQUIRE(state);
    CHECK_FALSE(state->taken_down);
    const auto note = refusal_of(state,
                                 NotePayload{"已联系"},
                                 actor_of(d, d.manager, Role::RelationshipManager),
                                 d.directory);
    CHECK(reason_of(note) == Reason::WrongState);
    const Event right = event_of(d, d.device_b, d.acceptor, Role::Acceptor, recording());
    CHECK(judge(state, right, d.directory) == Verdict{VerdictKind::Applied, Reason::None});
    domain::apply(state, {right, 2, now_ms, {}, 1});
    CHECK(state->taken_down);
    CHECK(state->state == State::Recorded);
}

TEST_CASE("rules: a note needs text and a complaint that the author may see",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    const auto state = recorded(d, d.device_b, 1);
    const auto try_as = [&](const base::Uuid& person, Role role, const char* text) {
        return reason_of(
            refusal_of(state, NotePayload{text}, actor_of(d, person, role), d.directory));
    };
    CHECK(try_as(d.acceptor, Role::Acceptor, "已联系") == Reason::None);
    CHECK(try_as(d.manager, Role::RelationshipManager, "已联系") == Reason::None);
    CHECK(try_as(d.acceptor, Role::Acceptor, " ") == Reason::ReasonMissing);
    CHECK(try_as(d.member, Role::GroupMember, "已联系") == Reason::RoleNotEntitled);
    CHECK(try_as(d.leadership, Role::Leadership, "已联系") == Reason::RoleNotEntitled);
    CHECK(reason_of(refusal_of(std::nullopt,
                               NotePayload{"已联系"},
                               actor_of(d, d.manager, Role::RelationshipManager),
                               d.directory)) == Reason::NotFound);
}

TEST_CASE("rules: judging foreign events refuses what cannot be read", "[core][domain][rules]") {
    const auto d = tests::make_department();
    Event event = event_of(d, d.device_b, d.acceptor, Role::Acceptor, recording());
    CHECK(judge(std::nullopt, event, d.directory) == Verdict{VerdictKind::Applied, Reason::None});
    event.kind = "teleport";
    CHECK(judge(std::nullopt, event, d.directory) ==
          Verdict{VerdictKind::Refused, Reason::UnknownKind});
    event.kind = "record";
    for (const char* payload :
         {"", "{}", "[]", "{\"number\":1}", "{\"number\":\"x\",\"intake\":[]}"}) {
        event.payload = payload;
        CHECK(judge(std::nullopt, event, d.directory) ==
              Verdict{VerdictKind::Refused, Reason::BadPayload});
    }
}

TEST_CASE("rules: two tablets that record the same rejected intake are a conflict, not a loss",
          "[core][domain][rules]") {
    const auto d = tests::make_department();
    std::optional<Complaint> state;
    const auto rejected = RejectIntakePayload{tests::make_intake(now_ms), "身份无法核实"};
    domain::apply(
        state, {event_of(d, d.acceptor, d.acceptor, Role::Acceptor, rejected), 1, now_ms, {}, 0});
    Event first = event_of(d, d.acceptor, d.acceptor, Role::Acceptor, recording());
    first.seen.change = 1;
    domain::apply(state, {first, 2, now_ms, judge(state, first, d.directory), 1});
    Event second = event_of(d,
                            d.acceptor,
                            d.manager,
                            Role::RelationshipManager,
                            RecordPayload{"TS-2026-C3M-0118-S", tests::make_intake(now_ms)});
    second.device = d.device_b;
    second.seen.change = 1;
    const Verdict verdict = judge(state, second, d.directory);
    CHECK(verdict == Verdict{VerdictKind::Conflict, Reason::ConcurrentStep});
    domain::apply(state, {second, 3, now_ms, verdict, 0});
    CHECK(state->number == "TS-2026-A7K-0042-Q");
    CHECK(state->conflicted());
    CHECK(state->steps.size() == 3);
    // Somebody who had seen the first step is simply wrong.
    second.seen.change = 2;
    CHECK(judge(state, second, d.directory) == Verdict{VerdictKind::Refused, Reason::WrongState});
}

TEST_CASE("visibility: acceptor, manager and leadership see it, others and administrators do not",
          "[core][domain][visibility]") {
    const auto d = tests::make_department();
    const auto state = recorded(d, d.device_b, 1);
    CHECK(may_see(d.directory, d.acceptor, *state));
    CHECK(may_see(d.directory, d.manager, *state));
    CHECK(may_see(d.directory, d.leadership, *state));
    CHECK_FALSE(may_see(d.directory, d.leader, *state));
    CHECK_FALSE(may_see(d.directory, d.member, *state));
    CHECK_FALSE(may_see(d.directory, d.administrator, *state));
}

TEST_CASE(
    "complaint: its title is the first sentence, at most 40 characters, cut where it reads well",
    "[core][domain]") {
    Intake intake;
    intake.content = "终端黑屏，没人来。报修三次";
    CHECK(title_of(intake) == "终端黑屏，没人来");
    intake.content = std::string();
    for (int i = 0; i < 50; ++i) {
        intake.content += "长";
    }
    CHECK(base::count_chars(title_of(intake)) == 40);
    CHECK(title_of(intake).ends_with("长…"));
    intake.content = "前半句，" + intake.content;
    CHECK(title_of(intake) == "前半句");
    intake.content.replace(0, std::string("前半句").size(), "");
    CHECK(title_of(intake).ends_with("长…"));
    intake.content = "！！在吗？没人来。";
    CHECK(title_of(intake) == "在吗");
    intake.content = "？ ？？！";
    CHECK(title_of(intake) == "？ ？？！");
    intake.content.clear();
    CHECK(title_of(intake).empty());
}
