#include "sync-server/main/demo_story.h"

#include <algorithm>
#include <utility>

namespace huiyin::server {

using namespace domain;

namespace {

constexpr std::int64_t minute_ms = 60'000;

std::size_t group_for(std::string_view system) {
    const auto groups = demo_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto& domains = groups[i].domains;
        if (std::find(domains.begin(), domains.end(), system) != domains.end()) {
            return i;
        }
    }
    return groups.size() - 1;
}

std::size_t member_of(SeededRandom& random, std::size_t group) {
    std::vector<std::size_t> members;
    const auto people = demo_people();
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (people[i].role == Role::GroupMember && people[i].place == group) {
            members.push_back(i);
        }
    }
    return members[random.below(members.size())];
}

const DemoHandling& handling_for(SeededRandom& random, SubCategory sub_category) {
    std::vector<const DemoHandling*> fitting;
    for (const DemoHandling& one : demo_handlings()) {
        if (one.sub_category == sub_category) {
            fitting.push_back(&one);
        }
    }
    return *fitting[random.below(fitting.size())];
}

} // namespace

Story::Story(SeededRandom& random,
             const DemoCast& cast,
             std::size_t complaint,
             const DemoMatter& matter,
             std::int64_t recorded_at)
    : intake(demo_intake(random, matter, recorded_at))
    , m_random(random)
    , m_cast(cast)
    , m_complaint(complaint)
    , m_at(recorded_at)
    , m_acceptor(random.below(demo::acceptors))
    , m_group(group_for(matter.system))
    , m_member(member_of(random, m_group))
    , m_words(handling_for(random, matter.sub_category)) {}

std::size_t Story::leader() const {
    return demo::leaders[demo_groups()[m_group].team];
}

void Story::wait(std::int64_t minutes) {
    // Nobody does everything on the hour.
    const auto jitter =
        static_cast<std::int64_t>(m_random.below(static_cast<std::size_t>(minutes) / 2 + 1));
    m_at = after_work_minutes(m_cast.calendar, m_at, minutes + jitter) +
           static_cast<std::int64_t>(m_random.below(60)) * 1000;
}

DemoStep& Story::add(std::size_t person, Payload payload) {
    m_steps.push_back({.complaint = m_complaint,
                       .person = person,
                       .at_utc_ms = m_at,
                       .payload = std::move(payload)});
    return m_steps.back();
}

void Story::reject() {
    Intake failed = intake;
    failed.info_check = InfoCheck::Failed;
    failed.info_check_note.clear();
    add(m_acceptor, RejectIntakePayload{failed, std::string(m_random.pick(demo_rejections()))});
}

void Story::record() {
    add(m_acceptor, RecordPayload{{}, intake});
}

void Story::identify(const Identity& identity) {
    m_at += 2 * 1000;
    add(m_acceptor, IdentifyPayload{identity});
}

void Story::note() {
    wait(15);
    add(m_acceptor, NotePayload{std::string(m_random.pick(demo_notes()))});
}

void Story::dispatch() {
    wait(40);
    add(demo::manager, ReadPayload{});
    wait(20);
    add(demo::manager, DispatchPayload{m_cast.groups[m_group], {}, "请按时限处理并反馈。"});
}

void Story::escalate(std::size_t leader) {
    wait(20);
    add(demo::manager, ChangeSeverityPayload{Severity::Major, "影响行车相关系统，定为重大。"});
    wait(15);
    add(demo::manager, EscalatePayload{person(leader), "请团队负责人牵头处理。"});
}

void Story::receive(std::size_t person) {
    wait(50);
    add(person, ReceivePayload{});
}

void Story::confirm(Validity validity) {
    const bool valid = validity == Validity::Valid;
    wait(90);
    add(m_member,
        ConfirmValidityPayload{validity, words(valid ? m_words.basis : m_words.invalid_basis)});
}

void Story::finish(Validity validity) {
    m_invalid = validity == Validity::Invalid;
    wait(200);
    if (m_invalid) {
        add(m_member, FinishPayload{words(m_words.invalid_result), std::nullopt, "", ""});
        return;
    }
    add(m_member,
        FinishPayload{words(m_words.result),
                      m_words.cause_code,
                      words(m_words.cause),
                      words(m_words.measures)});
}

void Story::feed_back(bool content) {
    wait(60);
    const bool anonymous = intake.complainant_kind == ComplainantKind::Anonymous;
    const bool named = !anonymous && !intake.complainant_name.empty();
    const std::string result = words(m_invalid ? m_words.invalid_result : m_words.result);
    FeedBackPayload said{.at_utc_ms = m_at - 5 * minute_ms,
                         .means = anonymous ? Means::NotPossible : Means::Phone,
                         .told = anonymous ? ""
                                 : named   ? intake.complainant_name
                                           : "投诉人本人",
                         .content = anonymous ? "匿名投诉，无法反馈。处理结果：" + result
                                              : "已告知处理结果：" + result,
                         .user_opinion = {}};
    if (!anonymous && content) {
        said.user_opinion = m_random.pick(demo_user_opinions());
    }
    add(m_acceptor, said);
}

void Story::follow_up(std::optional<VerifyResult> result) {
    wait(300);
    FollowUpPayload said{.at_utc_ms = m_at - 3 * minute_ms, .means = Means::Phone};
    said.reached = result.has_value();
    said.verify_result = result;
    if (!result) {
        said.note = m_random.pick(demo_unreached_notes());
    } else if (*result == VerifyResult::Satisfied) {
        said.satisfaction =
            m_random.chance(40) ? Satisfaction::VerySatisfied : Satisfaction::Satisfied;
        said.note = m_random.pick(demo_satisfied_notes());
    } else {
        said.satisfaction = Satisfaction::Dissatisfied;
        said.note = "用户对结果不满意，已记录原因。";
    }
    add(demo::manager, said);
}

void Story::close_satisfied() {
    wait(30);
    add(demo::manager, CloseSatisfiedPayload{});
}

void Story::close_dissatisfied() {
    wait(40);
    if (m_invalid) {
        add(demo::manager,
            CloseDissatisfiedPayload{DissatCode::DisputesInvalid,
                                     "用户不认可无效的结论，坚持原来的说法。"});
        return;
    }
    const DemoDissatisfaction& why = m_random.pick(demo_dissatisfactions());
    add(demo::manager, CloseDissatisfiedPayload{why.code, std::string(why.reason)});
}

void Story::close_not_verified() {
    wait(60);
    const bool anonymous = intake.complainant_kind == ComplainantKind::Anonymous;
    add(demo::manager,
        CloseNotVerifiedPayload{anonymous ? "匿名投诉，无法回访验证。"
                                          : "多次在不同日期回访均未联系上用户。"});
}

void Story::improve(std::size_t leader) {
    wait(60);
    const std::int64_t due = after_work_minutes(m_cast.calendar, m_at, 5 * default_day_minutes);
    add(leader, ImprovePayload{words(m_words.improvement), person(leader), due});
}

void Story::handle(std::size_t person, Validity validity) {
    m_member = person;
    receive(person);
    confirm(validity);
    if (validity == Validity::Valid) {
        wait(60);
        add(m_member, HandlePayload{words(m_words.action)});
    }
    finish(validity);
}

void Story::conclude(VerifyResult result) {
    feed_back(result == VerifyResult::Satisfied);
    follow_up(result);
    result == VerifyResult::Satisfied ? close_satisfied() : close_dissatisfied();
}

} // namespace huiyin::server
