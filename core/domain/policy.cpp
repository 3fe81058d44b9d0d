#include "core/domain/policy.h"

namespace huiyin::domain {

template <>
std::span<const CodeEntry> code_list<ValidityConfirmer>() {
    static constexpr CodeEntry list[] = {
        {"handler", "投诉处理人", "Complaint handler"},
        {"urm", "用户关系经理", "User relationship manager"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<TargetKind>() {
    static constexpr CodeEntry list[] = {
        {"notify", "通知", "Notify"},
        {"dispatch", "分派", "Dispatch"},
        {"receive", "接收", "Receive"},
        {"handle", "处理", "Handle"},
        {"feed_back", "反馈", "Feed back"},
        {"follow_up", "回访", "Follow up"},
        {"close", "关闭", "Close"},
    };
    return list;
}

} // namespace huiyin::domain
