#include "core/domain/codes.h"

namespace huiyin::domain {

template <>
std::span<const CodeEntry> code_list<TriggerSource>() {
    static constexpr CodeEntry list[] = {
        {"T1A", "上报团队负责人", "Reported to the team leader"},
        {"T1B", "向更高领导投诉", "Complaint to higher leadership"},
        {"T2", "回访不满意", "Dissatisfied at follow-up"},
        {"T3", "调查非常不满意", "Survey: very dissatisfied"},
        {"T4", "服务台/现场", "Service desk or on site"},
        {"T5", "上级/外部转办", "Passed on from above or outside"},
        {"T9", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Basis>() {
    static constexpr CodeEntry list[] = {
        {"B0", "一般不满意", "Ordinary dissatisfaction"},
        {"B1", "业务经理直接投诉", "Direct complaint of a business manager"},
        {"B2", "满意度非常不满意", "Rated very dissatisfied"},
        {"B3", "严重损害用户利益", "Egregious harm or breach of rules"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Form>() {
    static constexpr CodeEntry list[] = {
        {"ORAL", "口头", "Oral"},
        {"WRITTEN", "书面", "Written"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Channel>() {
    static constexpr CodeEntry list[] = {
        {"PHONE", "电话", "Phone"},
        {"VISIT", "当面", "In person"},
        {"SITE", "现场", "On site"},
        {"EMAIL", "电子邮件", "E-mail"},
        {"IM", "即时通信", "Messaging"},
        {"LETTER", "信函/传真", "Letter or fax"},
        {"OA", "OA/工单", "Work order"},
        {"FOLLOWUP", "回访", "Follow-up"},
        {"SURVEY", "调查问卷", "Questionnaire"},
        {"TRANSFER", "转办", "Passed on"},
        {"OTHER", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Category>() {
    static constexpr CodeEntry list[] = {
        {"Q", "服务质量", "Service quality"},
        {"T", "运维团队（人员）", "O&M team or person"},
        {"S", "意见建议", "Suggestion"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<SubCategory>() {
    static constexpr CodeEntry list[] = {
        {"SLOW", "响应不及时", "Slow response"},
        {"INCOMPLETE", "处理不彻底", "Not thorough"},
        {"ATTITUDE", "服务态度", "Attitude"},
        {"RULES", "违反服务规范", "Against service rules"},
        {"UNAUTHORISED", "擅自操作影响业务", "Unauthorised operation"},
        {"UNINFORMED", "未告知/信息不透明", "Not informed"},
        {"SECURITY", "安全保密", "Security"},
        {"OTHER", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<ComplainantKind>() {
    static constexpr CodeEntry list[] = {
        {"USER", "普通用户", "User"},
        {"MANAGER", "业务经理", "Business manager"},
        {"LEADER", "上级领导", "Leader"},
        {"ANONYMOUS", "匿名", "Anonymous"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<InfoCheck>() {
    static constexpr CodeEntry list[] = {
        {"FAIL", "不合格", "Not passed"},
        {"PASS", "合格", "Passed"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Severity>() {
    static constexpr CodeEntry list[] = {
        {"GENERAL", "一般", "General"},
        {"MAJOR", "重大", "Major"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<State>() {
    static constexpr CodeEntry list[] = {
        {"INTAKE_REJECTED", "受理不通过", "Intake rejected"},
        {"RECORDED", "待分派", "To dispatch"},
        {"ASSIGNED", "待接收", "To receive"},
        {"HANDLING", "处理中", "In progress"},
        {"HANDLED", "待反馈", "To feed back"},
        {"FEEDBACK", "待回访", "To follow up"},
        {"CLOSED", "已关闭", "Closed"},
        {"CANCELLED", "已撤销", "Cancelled"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Role>() {
    static constexpr CodeEntry list[] = {
        {"ACC", "投诉受理人", "Complaint acceptor"},
        {"URM", "用户关系经理", "User relationship manager"},
        {"TL", "服务团队负责人", "Service team leader"},
        {"GM", "服务小组成员", "Service group member"},
        {"SUP", "更高领导", "Higher leadership"},
        {"ADM", "系统管理员", "Administrator"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Validity>() {
    static constexpr CodeEntry list[] = {
        {"PENDING", "待核实", "To be verified"},
        {"VALID", "有效", "Valid"},
        {"INVALID", "无效", "Invalid"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<CauseCode>() {
    static constexpr CodeEntry list[] = {
        {"SKILL", "人员技能", "Skill"},
        {"PROCESS", "流程执行", "Process"},
        {"TECHNICAL", "设备技术", "Technical"},
        {"COMMUNICATION", "沟通告知", "Communication"},
        {"EXTERNAL", "外部原因", "External"},
        {"OTHER", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Means>() {
    static constexpr CodeEntry list[] = {
        {"PHONE", "电话", "Phone"},
        {"VISIT", "当面", "In person"},
        {"EMAIL", "电子邮件", "E-mail"},
        {"IM", "即时通信", "Messaging"},
        {"LETTER", "书面", "In writing"},
        {"SYSTEM", "系统", "System"},
        {"NONE", "无法反馈", "Not possible"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Satisfaction>() {
    static constexpr CodeEntry list[] = {
        {"5", "非常满意", "Very satisfied"},
        {"4", "满意", "Satisfied"},
        {"3", "一般", "Neutral"},
        {"2", "不满意", "Dissatisfied"},
        {"1", "非常不满意", "Very dissatisfied"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<VerifyResult>() {
    static constexpr CodeEntry list[] = {
        {"SAT", "满意", "Satisfied"},
        {"DIS", "不满意", "Dissatisfied"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<DissatCode>() {
    static constexpr CodeEntry list[] = {
        {"UNSOLVED", "结果未解决问题", "The result does not solve it"},
        {"LATE", "处理不及时", "Not handled in time"},
        {"ATTITUDE", "态度/沟通", "Attitude or communication"},
        {"INVALID", "不认可无效结论", "Disputes the finding of invalid"},
        {"SCOPE", "期望超出服务范围", "Expects more than the service covers"},
        {"OTHER", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<CloseCode>() {
    static constexpr CodeEntry list[] = {
        {"SAT", "满意关闭", "Closed satisfied"},
        {"DIS", "不满意关闭", "Closed dissatisfied"},
        {"NVR", "未能验证关闭", "Closed not verified"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<CancelCode>() {
    static constexpr CodeEntry list[] = {
        {"WITHDRAWN", "用户撤诉", "Withdrawn by the user"},
        {"DUPLICATE", "重复并案", "Merged as a duplicate"},
        {"MISTAKE", "误录", "Recorded by mistake"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<ReturnCode>() {
    static constexpr CodeEntry list[] = {
        {"DOMAIN", "非本领域", "Not our domain"},
        {"RECUSAL", "需要回避", "Recusal"},
        {"INFO", "信息不足", "Information missing"},
        {"OTHER", "其他", "Other"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<AssignmentKind>() {
    static constexpr CodeEntry list[] = {
        {"GENERAL", "一般分派", "Dispatched"},
        {"ESCALATION", "重大升级", "Escalated"},
        {"REASSIGNMENT", "转派", "Reassigned"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<ConsentAbout>() {
    static constexpr CodeEntry list[] = {
        {"REOPEN", "重开", "Reopening"},
        {"DOWNGRADE", "降级", "Lower severity"},
        {"CLOSING", "会签关闭", "Countersigned closing"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<LinkKind>() {
    static constexpr CodeEntry list[] = {
        {"RECOMPLAINT", "再投诉", "Complained again"},
        {"INCIDENT", "同一事件", "Same incident"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<SettleChoice>() {
    static constexpr CodeEntry list[] = {
        {"KEEP", "维持", "Keep"},
        {"TAKE", "采用", "Take"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<EventKind>() {
    static constexpr CodeEntry list[] = {
        {"record", "登记投诉", "Complaint recorded"},
        {"reject_intake", "受理不通过", "Intake rejected"},
        {"dispatch", "分派到小组", "Dispatched to a group"},
        {"escalate", "重大升级", "Escalated as major"},
        {"receive", "接收投诉", "Received"},
        {"reassign", "转派", "Reassigned"},
        {"return", "退回", "Returned"},
        {"confirm_validity", "确认是否有效", "Validity confirmed"},
        {"change_severity", "调整级别", "Severity changed"},
        {"finish", "处理完成", "Handling finished"},
        {"feed_back", "反馈用户", "Fed back to the user"},
        {"follow_up", "回访用户", "Follow-up"},
        {"close_satisfied", "满意关闭", "Closed satisfied"},
        {"close_dissatisfied", "不满意关闭", "Closed dissatisfied"},
        {"close_not_verified", "未能验证关闭", "Closed not verified"},
        {"reopen", "重新打开", "Reopened"},
        {"cancel", "撤销或并案", "Cancelled or merged"},
        {"note", "补充说明", "Note"},
        {"rework", "返工", "Sent back for rework"},
        {"ask_extension", "申请延期", "Extension asked"},
        {"grant_extension", "延期批复", "Extension decided"},
        {"handle", "处理措施", "Handling action"},
        {"identify", "登记保密身份", "Identity kept apart"},
        {"correct", "更正信息", "Corrected"},
        {"consent", "负责人同意", "Leader's consent"},
        {"settle", "裁决冲突", "Conflict settled"},
        {"tell", "已告知", "Told in person"},
        {"attach", "添加附件", "Attachment"},
        {"improve", "纠正预防措施", "Corrective action"},
        {"improve_done", "纠正预防措施完成", "Corrective action done"},
        {"opinion", "填写意见", "Opinion"},
        {"link", "关联投诉", "Linked"},
        {"appoint", "指定替代人", "Substitute appointed"},
        {"read", "已读", "Read"},
        {"print", "打印", "Printed"},
        {"order_redaction", "下达脱敏令", "Redaction ordered"},
        {"redact", "执行脱敏", "Redacted"},
    };
    return list;
}

Form default_form(Channel channel) {
    switch (channel) {
    case Channel::Phone:
    case Channel::InPerson:
    case Channel::OnSite:
    case Channel::FollowUp:
        return Form::Oral;
    case Channel::Email:
    case Channel::Messaging:
    case Channel::Letter:
    case Channel::WorkOrder:
    case Channel::Questionnaire:
    case Channel::Transferred:
    case Channel::Other:
        return Form::Written;
    }
    return Form::Oral;
}

} // namespace huiyin::domain
