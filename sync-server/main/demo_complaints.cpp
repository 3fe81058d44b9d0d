#include "sync-server/main/demo_complaints.h"

#include "sync-server/main/demo_story.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace huiyin::server {

using namespace domain;

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t span_ms = 30 * day_ms;

void ordinary(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void with_note(Story& story) {
    story.record();
    story.note();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
    story.add(demo::manager, OpinionPayload{"处理过程完整，反馈及时。"});
}

void dissatisfied(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Dissatisfied);
    story.improve(story.leader());
}

void invalid(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Invalid);
    story.conclude(VerifyResult::Satisfied);
}

void disputed(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Invalid);
    story.conclude(VerifyResult::Dissatisfied);
}

void rejected(Story& story) {
    story.reject();
}

void supplemented(Story& story) {
    story.reject();
    story.wait(120);
    ordinary(story);
}

void returned(Story& story) {
    story.record();
    story.dispatch();
    story.wait(60);
    story.add(story.member(),
              ReturnPayload{ReturnCode::InformationMissing, "缺少设备编号，请补充后再派。"});
    story.note();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

/// By the team leader to somebody of the own team.
void reassigned(Story& story) {
    story.record();
    story.dispatch();
    story.receive(story.member());
    story.wait(100);
    story.add(story.leader(),
              ReassignPayload{{}, story.person(story.leader()), "原处理人休假，由我接手。"});
    story.handle(story.leader(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void major(Story& story) {
    story.intake.severity_proposed = Severity::Major;
    story.record();
    story.wait(10);
    story.add(story.acceptor(),
              TellPayload{story.person(demo::manager), Means::Phone, story.now()});
    story.escalate(story.leader());
    story.handle(story.leader(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
    story.improve(story.leader());
    story.add(story.leader(), OpinionPayload{"请举一反三，排查同类设备。"});
    story.wait(900);
    story.add(story.leader(), ImproveDonePayload{{}, "抽查四周，没有再发生。"});
}

/// Raised while a group already handles it.
void raised(Story& story) {
    story.record();
    story.dispatch();
    story.receive(story.member());
    story.wait(80);
    story.escalate(story.leader());
    story.handle(story.leader(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void confidential(Story& story) {
    if (story.intake.complainant_kind == ComplainantKind::Anonymous) {
        story.intake.complainant_kind = ComplainantKind::User;
        story.intake.complainant_name = "郭志刚";
        story.intake.contact = "内线62283021";
    }
    story.intake.confidential = true;
    const Identity identity = take_identity(story.intake);
    story.record();
    story.identify(identity);
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void anonymous(Story& story) {
    take_identity(story.intake);
    story.intake.complainant_kind = ComplainantKind::Anonymous;
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.feed_back();
    story.close_not_verified();
}

void unreachable(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.feed_back();
    for (int i = 0; i < 4; ++i) {
        story.follow_up(std::nullopt);
    }
    story.close_not_verified();
}

void reopened(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Dissatisfied);
    story.wait(200);
    story.add(story.leader(), ConsentPayload{ConsentAbout::Reopen, "同意重新处理。"});
    story.wait(30);
    story.add(demo::manager, ReopenPayload{"用户提供了新的照片，需要重新查证。"});
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void reworked(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.feed_back(false);
    story.follow_up(VerifyResult::Dissatisfied);
    story.wait(30);
    story.add(demo::manager, ReworkPayload{"处理不彻底，请继续处理。"});
    story.finish(Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void withdrawn(Story& story) {
    story.record();
    story.wait(200);
    story.add(
        demo::manager,
        CancelPayload{CancelCode::Withdrawn, "用户撤回投诉。", {}, "用户来电撤回，录音已存。"});
}

void mistaken(Story& story) {
    story.record();
    story.wait(30);
    story.add(demo::manager,
              CancelPayload{CancelCode::Mistake, "咨询误录为投诉，已另行答复。", {}, ""});
}

void extended(Story& story) {
    story.record();
    story.dispatch();
    story.receive(story.member());
    story.wait(400);
    const std::int64_t until = story.now() + 5 * day_ms;
    story.add(story.member(), AskExtensionPayload{until, "备件尚未到货，申请延期。"});
    story.wait(60);
    story.add(demo::manager, GrantExtensionPayload{until, "同意，请告知用户。"});
    story.wait(900);
    story.confirm(Validity::Valid);
    story.finish(Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

/// Two values of one member that nobody has decided between, or that the manager has.
void correct_twice(Story& story) {
    story.record();
    story.wait(15);
    story.add(story.acceptor(), CorrectPayload{"location", "\"西客站\"", "核对后更正"});
    story.wait(5);
    story.add(demo::manager, CorrectPayload{"location", "\"老城门站\"", "用户来电更正"}).behind =
        true;
}

void conflict_open(Story& story) {
    correct_twice(story);
}

void conflict_settled(Story& story) {
    correct_twice(story);
    story.wait(40);
    story.add(demo::manager, SettlePayload{{}, SettleChoice::Take, "与用户核实，以后者为准。"});
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void closing_disputed(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.feed_back();
    story.follow_up(VerifyResult::Satisfied);
    story.close_satisfied();
    story.wait(10);
    story
        .add(demo::deputy,
             CloseDissatisfiedPayload{DissatCode::TooLate, "用户随后来电，表示拖得太久。"})
        .behind = true;
}

/// The team leader is 被投诉对象, so leadership names somebody else.
void substituted(Story& story) {
    const std::size_t other =
        story.leader() == demo::leaders[0] ? demo::leaders[1] : demo::leaders[0];
    story.intake.respondents = {story.person(story.leader())};
    story.intake.respondent = demo_people()[story.leader()].name;
    story.intake.respondent_unknown = false;
    story.record();
    story.wait(60);
    story.add(demo::leadership, AppointPayload{story.person(other)});
    story.escalate(other);
    story.handle(other, Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
}

void clock_wrong(Story& story) {
    story.record();
    story.wait(15);
    story.add(story.acceptor(), NotePayload{"投诉人补充了设备编号。"}).clock_ahead_ms =
        3 * 60 * minute_ms;
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
    story.conclude(VerifyResult::Satisfied);
    story.wait(30);
    story.add(demo::manager, PrintPayload{"0123456789abcdef"});
}

// These stay where they are, and become overdue.
void not_dispatched(Story& story) {
    story.record();
}

void not_received(Story& story) {
    story.record();
    story.dispatch();
}

void not_handled(Story& story) {
    story.record();
    story.dispatch();
    story.receive(story.member());
}

void not_fed_back(Story& story) {
    story.record();
    story.dispatch();
    story.handle(story.member(), Validity::Valid);
}

void not_followed_up(Story& story) {
    not_fed_back(story);
    story.feed_back();
}

using Way = void (*)(Story&);

/// In turn; the ways that are common stand several times.
constexpr Way ways[] = {
    ordinary,        with_note,    ordinary,         dissatisfied, ordinary,         rejected,
    ordinary,        major,        ordinary,         invalid,      confidential,     ordinary,
    not_handled,     with_note,    returned,         ordinary,     disputed,         anonymous,
    ordinary,        extended,     not_received,     ordinary,     unreachable,      reopened,
    with_note,       supplemented, conflict_settled, withdrawn,    ordinary,         major,
    reworked,        ordinary,     not_fed_back,     dissatisfied, ordinary,         reassigned,
    conflict_open,   with_note,    clock_wrong,      ordinary,     closing_disputed, ordinary,
    raised,          ordinary,     mistaken,         substituted,  not_dispatched,   ordinary,
    not_followed_up, with_note,
};

std::int64_t recorded_at(SeededRandom& random, const DemoCast& cast, std::size_t index) {
    const auto count = static_cast<std::int64_t>(cast.complaints.size());
    const std::int64_t slot =
        cast.until_utc_ms - span_ms + static_cast<std::int64_t>(index) * span_ms / count;
    const Day day = local_day(cast.calendar, slot);
    // Trains run on Sundays too, but fewer people complain then.
    const Day kept = is_work_day(cast.calendar, day) || random.chance(25) ? day : day - 2;
    const std::int64_t hour = random.chance(85) ? 8 : 17;
    const std::int64_t at = begin_of_day_utc_ms(cast.calendar, kept) + hour * 60 * minute_ms +
                            static_cast<std::int64_t>(random.below(9 * 60 * 60)) * 1000;
    const std::int64_t newest = cast.until_utc_ms - 20 * minute_ms -
                                static_cast<std::int64_t>(random.below(3 * 60 * 60)) * 1000;
    return std::min(at, newest);
}

/// What was told before, for those that refer to it.
struct Told {
    std::vector<Intake> intakes;
    std::vector<std::int64_t> recorded_at;
};

Way way_of(std::size_t index) {
    return ways[index % std::size(ways)];
}

/// The same matter and the same person again.
void repeat(Story& story, const Intake& earlier, const char* beginning) {
    const std::int64_t complained_at = story.intake.complained_at_utc_ms;
    story.intake = earlier;
    story.intake.complained_at_utc_ms = complained_at;
    story.intake.content = beginning + earlier.content;
}

/// Goes its way, unless it is the call before taken down twice, or a closed matter once more.
void tell(Story& story, SeededRandom& random, const DemoCast& cast, const Told& told) {
    /// Complaints back to one that was closed some days ago.
    constexpr std::size_t back = 2 * std::size(ways) + 1;
    const std::size_t index = told.intakes.size();
    const Way way = way_of(index);
    const bool twice = way == with_note && index > 0 && way_of(index - 1) == ordinary &&
                       told.recorded_at.back() < story.now() && random.chance(60);
    if (twice) {
        repeat(story, told.intakes.back(), "");
        story.record();
        story.wait(540);
        story.add(demo::manager,
                  CancelPayload{CancelCode::Duplicate,
                                "与前一投诉为同一事项，并入处理。",
                                cast.complaints[index - 1],
                                ""});
        return;
    }
    const bool again = way == ordinary && index >= back && way_of(index - back) == dissatisfied;
    if (again) {
        repeat(story, told.intakes[index - back], "再次投诉：");
    }
    way(story);
    if (again) {
        story.wait(20);
        story.add(demo::manager, LinkPayload{LinkKind::Recomplaint, cast.complaints[index - back]});
    }
}

} // namespace

std::vector<DemoStep> demo_steps(SeededRandom& random, const DemoCast& cast) {
    std::vector<DemoStep> steps;
    Told told;
    const auto matters = demo_matters();
    const std::size_t offset = random.below(matters.size());
    for (std::size_t i = 0; i < cast.complaints.size(); ++i) {
        // A stride that shares no factor with the ways, so that every way meets every matter.
        const DemoMatter& matter = matters[(i * 7 + i / std::size(ways) + offset) % matters.size()];
        const std::int64_t at = recorded_at(random, cast, i);
        Story story(random, cast, i, matter, at);
        tell(story, random, cast, told);
        told.intakes.push_back(story.intake);
        told.recorded_at.push_back(at);
        auto taken = story.take_steps();
        std::move(taken.begin(), taken.end(), std::back_inserter(steps));
    }
    const auto future = std::remove_if(steps.begin(), steps.end(), [&](const DemoStep& step) {
        return step.at_utc_ms >= cast.until_utc_ms;
    });
    steps.erase(future, steps.end());
    std::stable_sort(steps.begin(), steps.end(), [](const DemoStep& a, const DemoStep& b) {
        return a.at_utc_ms < b.at_utc_ms;
    });
    return steps;
}

} // namespace huiyin::server
