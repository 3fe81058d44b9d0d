// The code lists of the procedure (procedure 4.3). A code is stored and never reused; its words are
// shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::domain {

/// 触发来源: how the complaint came about (procedure 3.1 of the seed).
enum class TriggerSource : std::uint8_t {
    ReportedToTeamLeader, ///< 上报IT运维团队负责人
    ReportedToLeadership, ///< 向更高领导投诉
    FollowUp,             ///< 用户回访中不满意
    Survey,               ///< 满意度调查非常不满意
    ServiceDesk,          ///< 服务台或现场受理
    Transferred,          ///< 上级或外部转办
    Other
};

/// 投诉情形: the seed's three cases of a complaint, and the ordinary one.
enum class Basis : std::uint8_t { Ordinary, BusinessManager, VeryDissatisfied, Egregious };

/// 投诉形式.
enum class Form : std::uint8_t { Oral, Written };

/// 投诉方式.
enum class Channel : std::uint8_t {
    Phone,
    InPerson,
    OnSite,
    Email,
    Messaging,
    Letter,
    WorkOrder,
    FollowUp,
    Questionnaire,
    Transferred,
    Other
};

/// 投诉类别.
enum class Category : std::uint8_t { ServiceQuality, Team, Suggestion };

/// 投诉子类.
enum class SubCategory : std::uint8_t {
    SlowResponse,
    NotThorough,
    Attitude,
    AgainstRules,
    Unauthorised,
    NotInformed,
    Security,
    Other
};

/// 投诉人身份.
enum class ComplainantKind : std::uint8_t { User, BusinessManager, Leader, Anonymous };

/// 信息验证: the check of the complaint's information before it is recorded. Not 有效/无效.
enum class InfoCheck : std::uint8_t { Failed, Passed };

/// 投诉级别.
enum class Severity : std::uint8_t { General, Major };

/// State of a complaint (procedure 4.4). DRAFT is local to a tablet and has no events, so it is not
/// here.
enum class State : std::uint8_t {
    IntakeRejected, ///< 受理不通过
    Recorded,       ///< 已登记待分派
    Assigned,       ///< 已分派待接收
    Handling,       ///< 处理中
    Handled,        ///< 处理完成待反馈
    FedBack,        ///< 已反馈待回访
    Closed,         ///< 已关闭
    Cancelled       ///< 已撤销或并案
};

/// 角色 (procedure 4.1).
enum class Role : std::uint8_t {
    Acceptor,            ///< ACC 投诉受理人
    RelationshipManager, ///< URM 用户关系经理
    TeamLeader,          ///< TL 服务团队负责人
    GroupMember,         ///< GM 服务小组成员
    Leadership,          ///< SUP 更高领导/监督
    Administrator        ///< ADM 系统管理员
};

/// 是否有效: whether the complaint was investigated and found true (有效投诉, seed 2.1).
enum class Validity : std::uint8_t {
    Pending, ///< 待核实
    Valid,   ///< 有效
    Invalid  ///< 无效
};

/// 原因分析, in a word.
enum class CauseCode : std::uint8_t { Skill, Process, Technical, Communication, External, Other };

/// How somebody was reached: for feedback, follow-up and being told.
enum class Means : std::uint8_t { Phone, InPerson, Email, Messaging, Letter, System, NotPossible };

/// 满意度.
enum class Satisfaction : std::uint8_t {
    VerySatisfied,
    Satisfied,
    Neutral,
    Dissatisfied,
    VeryDissatisfied
};

/// 用户验证结果: what the user says of the result (seed 3.3 c).
enum class VerifyResult : std::uint8_t { Satisfied, Dissatisfied };

/// 不满意原因, in a word.
enum class DissatCode : std::uint8_t {
    NotSolved,
    TooLate,
    Attitude,
    DisputesInvalid,
    BeyondScope,
    Other ///< says so in words
};

/// 关闭方式.
enum class CloseCode : std::uint8_t { Satisfied, Dissatisfied, NotVerified };

/// 撤销原因.
enum class CancelCode : std::uint8_t {
    Withdrawn, ///< 用户撤诉
    Duplicate, ///< 重复并案
    Mistake    ///< 误录
};

/// 退回原因.
enum class ReturnCode : std::uint8_t { NotOurDomain, Recusal, InformationMissing, Other };

/// 分派种类.
enum class AssignmentKind : std::uint8_t { General, Escalation, Reassignment };

/// What a team leader consents to.
enum class ConsentAbout : std::uint8_t {
    Reopen,
    Downgrade,
    Closing ///< 会签: the person who handled it also makes the closing verification
};

/// 关联.
enum class LinkKind : std::uint8_t {
    Recomplaint, ///< 再投诉
    SameIncident ///< 同一事件
};

/// How a conflict is settled.
enum class SettleChoice : std::uint8_t {
    Keep, ///< what is in force stays
    Take  ///< the other one takes its place
};

/// The steps of the procedure as they are recorded; one event has one kind. The order is that of
/// the table in transitions.cpp and of the alternatives of Payload.
enum class EventKind : std::uint8_t {
    Record,            ///< T2 验证并登记
    RejectIntake,      ///< T3 受理不通过
    Dispatch,          ///< T4 一般分派
    Escalate,          ///< T5 重大升级
    Receive,           ///< T6 接收
    Reassign,          ///< T7 转派
    Return,            ///< T8 退回
    ConfirmValidity,   ///< T9 确认是否有效
    ChangeSeverity,    ///< T10 调整级别
    Finish,            ///< T11 处理完成
    FeedBack,          ///< T12 反馈
    FollowUp,          ///< T13 回访
    CloseSatisfied,    ///< T14 满意关闭
    CloseDissatisfied, ///< T15 不满意关闭
    CloseNotVerified,  ///< T16 未能验证关闭
    Reopen,            ///< T17 重开
    Cancel,            ///< T18 撤销或并案
    Note,              ///< T19 补充说明
    Rework,            ///< T20 返工
    AskExtension,      ///< T21 申请延期
    GrantExtension,    ///< T21 批准延期
    Handle,            ///< 处理措施
    Identify,          ///< 保密投诉人的身份, apart from the complaint
    Correct,           ///< 更正一项登记信息
    Consent,           ///< 团队负责人同意
    Settle,            ///< 裁决冲突
    Tell,              ///< 已当面或电话告知
    Attach,            ///< 附件
    Improve,           ///< 纠正预防措施
    ImproveDone,       ///< 纠正预防措施完成
    Opinion,           ///< 负责人意见, 监督意见
    Link,              ///< 关联
    Appoint,           ///< 指定替代人
    Read,              ///< 已读
    Print,             ///< 打印
    OrderRedaction,    ///< 脱敏令: leadership orders that the complainant's data go
    Redact             ///< 执行脱敏, by the administrator
};

/// One entry of a code list: what is stored, and the words for it.
struct CodeEntry {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

/// The whole list of an enumeration, in the order of its enumerators, which is the order on screen.
template <class Enum>
std::span<const CodeEntry> code_list();

template <class Enum>
const CodeEntry& entry_of(Enum value) {
    return code_list<Enum>()[static_cast<std::size_t>(value)];
}

/// The stored code, for example "T1A".
template <class Enum>
std::string_view code_of(Enum value) {
    return entry_of(value).code;
}

/// The value of a stored code, or nothing for a code of no list entry.
template <class Enum>
std::optional<Enum> from_code(std::string_view code) {
    const auto list = code_list<Enum>();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].code == code) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

template <>
std::span<const CodeEntry> code_list<TriggerSource>();
template <>
std::span<const CodeEntry> code_list<Basis>();
template <>
std::span<const CodeEntry> code_list<Form>();
template <>
std::span<const CodeEntry> code_list<Channel>();
template <>
std::span<const CodeEntry> code_list<Category>();
template <>
std::span<const CodeEntry> code_list<SubCategory>();
template <>
std::span<const CodeEntry> code_list<ComplainantKind>();
template <>
std::span<const CodeEntry> code_list<InfoCheck>();
template <>
std::span<const CodeEntry> code_list<Severity>();
template <>
std::span<const CodeEntry> code_list<State>();
template <>
std::span<const CodeEntry> code_list<Role>();
template <>
std::span<const CodeEntry> code_list<Validity>();
template <>
std::span<const CodeEntry> code_list<CauseCode>();
template <>
std::span<const CodeEntry> code_list<Means>();
template <>
std::span<const CodeEntry> code_list<Satisfaction>();
template <>
std::span<const CodeEntry> code_list<VerifyResult>();
template <>
std::span<const CodeEntry> code_list<DissatCode>();
template <>
std::span<const CodeEntry> code_list<CloseCode>();
template <>
std::span<const CodeEntry> code_list<CancelCode>();
template <>
std::span<const CodeEntry> code_list<ReturnCode>();
template <>
std::span<const CodeEntry> code_list<AssignmentKind>();
template <>
std::span<const CodeEntry> code_list<ConsentAbout>();
template <>
std::span<const CodeEntry> code_list<LinkKind>();
template <>
std::span<const CodeEntry> code_list<SettleChoice>();
template <>
std::span<const CodeEntry> code_list<EventKind>();

/// 投诉形式 that a 投诉方式 suggests: 电话, 当面 and 现场 are spoken.
Form default_form(Channel channel);

} // namespace huiyin::domain
