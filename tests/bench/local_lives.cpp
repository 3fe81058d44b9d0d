#include "tests/bench/local_lives.h"

#include "core/base/assert.h"
#include "core/domain/inbox.h"
#include "core/domain/numbering.h"

#include <algorithm>
#include <array>

namespace huiyin::bench {

using namespace domain;
using tests::Life;
using tests::Office;
using tests::SeededRandom;

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr int steps_max = 30;

using Words = std::vector<const char*>;

const Words family_names{"王", "李", "张", "刘", "陈", "杨", "赵", "黄",   "周",   "吴",  "徐",
                         "孙", "胡", "朱", "高", "林", "何", "郭", "欧阳", "诸葛", "上官"};
const Words given_names{"建国", "秀英", "伟",   "洋",   "静",   "敏",   "磊",   "丽华", "杰",
                        "晓燕", "志强", "文斌", "海涛", "国栋", "凯",   "思远", "雨桐", "子涵",
                        "明轩", "佳怡", "永福", "德胜", "春梅", "红霞", "立新", "学军"};
const Words orgs{"客运一部 值班站长",
                 "票务中心 核算员",
                 "调度所 行车调度",
                 "车辆段 检修工班",
                 "财务部 出纳",
                 "安全监察部",
                 "乘务中心 司机长",
                 "物资部 仓管员"};
const Words places{"人民广场站",
                   "体育馆站",
                   "大学城站",
                   "滨江大道站",
                   "火车东站",
                   "市民中心站",
                   "龙泉路站",
                   "机场北站",
                   "科技园站",
                   "老街站",
                   "会展中心",
                   "西湖车辆段"};
const Words spots{"综控室", "A 出口闸机", "设备房 204", "客服中心", "站台北端", "信号机房"};
const Words systems{"AFC 自动售检票",
                    "OA 办公系统",
                    "无线调度台 TETRA",
                    "PIS 乘客信息",
                    "信号 ATS 维护终端",
                    "视频监控",
                    "Wi-Fi (STA-5G)",
                    "综合监控 ISCS"};
const Words happenings{"报修后四十分钟无人响应，多次拨打热线均无人接听。",
                       "工程师到场后未说明原因即重启设备，当班交易数据丢失。",
                       "同一问题本月已是第三次出现，每次都只做临时处理。",
                       "沟通态度生硬，未主动出示工牌，也没有告知预计恢复时间。",
                       "割接未按约定提前一天告知调度，监视画面中断十二分钟。",
                       "承诺当日修复，至次日早班仍是黑屏。",
                       "机柜门未上锁，工具遗留在站台边缘。",
                       "网络时断时续，办公区无法提交报表。"};
const Words effects{"客流高峰时段现场秩序混乱，乘客排队超过两百人。",
                    "险些影响首班车。",
                    "值班站长被迫手工登记，耽误了交接班。",
                    "The terminal showed error E-1042 and froze twice.",
                    "领导在晨会上问起此事。",
                    "乘客拨打了市民热线。"};
const Words wishes{
    "要求书面说明原因并限期整改。", "希望当面致歉。", "请更换故障设备并回访确认。", ""};
const Words results{"现场核对工单与日志，已更换板卡，设备恢复。",
                    "查明为割接审批未通知调度，已补流程。",
                    "已对当事人批评教育，并向用户致歉。",
                    "备件到货后更换，观察三天正常。"};

std::string any(const Words& words, SeededRandom& random) {
    return words[random.below(words.size())];
}

bool chance(SeededRandom& random, std::size_t percent) {
    return random.below(100) < percent;
}

Intake some_intake(SeededRandom& random, std::int64_t now_utc_ms) {
    Intake intake = tests::random_intake(random, now_utc_ms);
    if (intake.complainant_kind != ComplainantKind::Anonymous && !intake.confidential) {
        intake.complainant_name = any(family_names, random);
        intake.complainant_name += any(given_names, random);
        intake.complainant_org = any(orgs, random);
        intake.contact = "13" + std::to_string(100'000'000 + random.below(899'999'999));
    }
    intake.location = any(places, random) + any(spots, random);
    intake.system = any(systems, random);
    intake.content = any(happenings, random) + any(effects, random) + any(happenings, random);
    intake.remedy_sought = any(wishes, random);
    if (chance(random, 4)) {
        intake.severity_proposed = Severity::Major;
    }
    return intake;
}

/// One complaint on its way.
class Walk {
public:
    Walk(const Office& office, const LifePlan& plan, SeededRandom& random)
        : m_office(office)
        , m_random(random)
        , m_life(office)
        , m_end_ms(plan.recorded_at_utc_ms + plan.age_ms) {
        m_life.wait_ms(plan.recorded_at_utc_ms - m_life.now_ms());
    }

    Life go(std::uint32_t counter) {
        take_down(counter);
        // One in a hundred is forgotten on its way; all others go on as long as there is time.
        const int steps = chance(m_random, 1) ? 3 : steps_max;
        for (int i = 0; i < steps && m_life.now().is_open() && m_life.now_ms() < m_end_ms; ++i) {
            if (chance(m_random, 8)) {
                luck();
            } else {
                usual_step();
            }
            m_life.wait_ms(static_cast<std::int64_t>(m_random.below(30)) * hour_ms);
        }
        read_by(m_office.manager, Role::RelationshipManager);
        return std::move(m_life);
    }

private:
    const Office& m_office;
    SeededRandom& m_random;
    Life m_life;
    std::int64_t m_end_ms;

    void take_down(std::uint32_t counter) {
        Intake intake = some_intake(m_random, m_life.now_ms());
        const bool confidential = intake.confidential;
        if (chance(m_random, 3)) {
            intake.info_check = InfoCheck::Failed;
            m_life.take(m_office.acceptor,
                        Role::Acceptor,
                        RejectIntakePayload{std::move(intake), "身份无法核实"});
            return;
        }
        const auto number = to_text(ComplaintNumber{"TS", 2026, "A7K", counter});
        HUIYIN_ASSERT(number.has_value());
        m_life.take(m_office.acceptor, Role::Acceptor, RecordPayload{*number, std::move(intake)});
        if (confidential) {
            m_life.take(m_office.acceptor,
                        Role::Acceptor,
                        IdentifyPayload{{any(family_names, m_random) + any(given_names, m_random),
                                         any(orgs, m_random),
                                         "13817645208",
                                         false}});
        }
    }

    void luck() {
        const std::array<Uuid, 4> people{
            m_office.acceptor, m_office.manager, m_office.leader, m_office.member};
        const Uuid& person = people[m_random.below(people.size())];
        const auto step = tests::random_step(
            m_life.now(), person, m_office.device_a, m_office.directory, m_random, m_life.now_ms());
        if (step) {
            m_life.take(person, step->role, step->payload);
        }
    }

    void usual_step() {
        const Office& o = m_office;
        const Role manager = Role::RelationshipManager;
        switch (m_life.now().state) {
        case State::Recorded:
            if (chance(m_random, 2)) {
                m_life.take(o.manager,
                            manager,
                            CancelPayload{CancelCode::Withdrawn, "用户撤回", {}, "通话录音"});
            } else if (m_life.now().severity == Severity::Major) {
                m_life.take(o.manager, manager, EscalatePayload{o.leader, "影响行车"});
            } else if (m_life.now().intake.severity_proposed == Severity::Major) {
                m_life.take(o.manager, manager, ChangeSeverityPayload{Severity::Major, "影响行车"});
            } else {
                const bool other = chance(m_random, 40);
                m_life.take(
                    o.manager, manager, DispatchPayload{other ? o.other_group : o.group, {}, ""});
            }
            return;
        case State::Assigned:
            act_as_assigned(ReceivePayload{});
            return;
        case State::Handling:
            handle();
            return;
        case State::Handled:
            m_life.take(o.acceptor, Role::Acceptor, feedback());
            return;
        case State::FedBack:
            close();
            return;
        case State::IntakeRejected:
        case State::Closed:
        case State::Cancelled:
            return;
        }
    }

    /// By whoever it was assigned to; a group in which nobody is comes back to the manager.
    void act_as_assigned(const Payload& payload) {
        const Office& o = m_office;
        const Assignment* assignment = m_life.now().assignment();
        if (assignment == nullptr || assignment->group == o.foreign_group) {
            m_life.take(o.manager, Role::RelationshipManager, ReassignPayload{o.group, {}, "误派"});
        } else if (assignment->group.is_nil()) {
            m_life.take(assignment->person, Role::TeamLeader, payload);
        } else {
            const bool other = assignment->group == o.other_group;
            m_life.take(other ? o.other_member : o.member, Role::GroupMember, payload);
        }
    }

    void handle() {
        if (m_life.now().validity() == Validity::Pending) {
            act_as_assigned(
                ConfirmValidityPayload{chance(m_random, 75) ? Validity::Valid : Validity::Invalid,
                                       any(results, m_random)});
        } else if (m_life.now().actions.empty()) {
            act_as_assigned(HandlePayload{any(results, m_random)});
        } else {
            act_as_assigned(FinishPayload{
                any(results, m_random), CauseCode::Process, any(results, m_random), ""});
        }
    }

    FeedBackPayload feedback() {
        FeedBackPayload said = m_life.feedback();
        if (m_life.now().intake.complainant_kind == ComplainantKind::Anonymous) {
            said.means = Means::NotPossible;
            said.told.clear();
        }
        said.content = any(results, m_random);
        return said;
    }

    void close() {
        const FollowUpAttempt* verified = m_life.now().verified();
        if (verified == nullptr) {
            const bool pleased = chance(m_random, 92);
            m_life.take(m_office.manager,
                        Role::RelationshipManager,
                        m_life.call(pleased ? VerifyResult::Satisfied : VerifyResult::Dissatisfied,
                                    /*reached=*/true));
        } else if (verified->said.verify_result == VerifyResult::Satisfied) {
            m_life.take(m_office.manager, Role::RelationshipManager, CloseSatisfiedPayload{});
        } else {
            m_life.take(m_office.manager,
                        Role::RelationshipManager,
                        CloseDissatisfiedPayload{DissatCode::NotSolved, any(wishes, m_random)});
        }
    }

    void read_by(const Uuid& person, Role role) {
        const auto notices = notices_for(m_life.now(), person, m_office.directory);
        const bool unread = std::any_of(
            notices.begin(), notices.end(), [](const Notice& notice) { return !notice.read; });
        if (unread && chance(m_random, 98)) {
            m_life.take(person, role, ReadPayload{});
        }
    }
};

} // namespace

Life make_life(const Office& office, const LifePlan& plan, SeededRandom& random) {
    return Walk(office, plan, random).go(plan.counter);
}

const std::vector<std::string>& searched_words() {
    static const std::vector<std::string> words{
        "闸机", "网络", "诸葛", "永福", "黑屏", "割接", "上官", "老街", "板卡", "会展",
        "站台", "熊猫", "监控", "欧阳", "工牌", "机场", "晨会", "思远", "机柜", "首班"};
    return words;
}

} // namespace huiyin::bench
