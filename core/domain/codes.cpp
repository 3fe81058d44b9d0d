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
std::span<const CodeEntry> code_list<EventKind>() {
    static constexpr CodeEntry list[] = {
        {"record", "登记投诉", "Complaint recorded"},
        {"reject_intake", "受理不通过", "Intake rejected"},
        {"note", "补充说明", "Note"},
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
