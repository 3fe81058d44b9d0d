// 待办 and 通知: what a person has to do about a complaint, and what the person has to know of it.
// Both are derived from the events (procedure 4.8), so they need no messages of their own.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace huiyin::domain {

/// What has to be done, in the order in which it is kept; app::Inbox gives it that of the screen.
enum class TaskKind : std::uint8_t {
    Settle,     ///< 待裁决
    Escalate,   ///< 待升级: raised to 重大 after dispatch
    Dispatch,   ///< 待分派
    Redispatch, ///< 被退回
    Receive,    ///< 待接收
    Handle,     ///< 待处理
    FeedBack,   ///< 待反馈
    FollowUp,   ///< 待回访
    Close,      ///< 待关闭: verified, not closed
    Extension,  ///< 待批延期
    Improve,    ///< 纠正预防措施
    Supplement, ///< 受理不通过, 待补充
    Supervise,  ///< 督办: in other hands, and its target near or passed (supervised_until)
    Validate,   ///< 待核实: validity is to be confirmed, by policy not by the handler
    Reassign,   ///< 待转派: who had it was deactivated
    Appoint     ///< 待指定替代人: the team's leader is a respondent
};

struct Task {
    TaskKind kind = TaskKind::Dispatch;
    std::int64_t since_utc_ms = 0;
    std::int64_t due_utc_ms = 0; ///< 0 = no target

    bool operator==(const Task&) const = default;
};

/// What the person has to do, in the order of TaskKind.
std::vector<Task>
tasks_of(const Complaint& complaint, const Uuid& person, const Directory& directory);

/// How far ahead a relationship manager looks for what is due.
inline constexpr std::int64_t supervised_ahead_ms = std::int64_t{24} * 60 * 60 * 1000;

/// 督办 (procedure 4.8, target near or passed): up to which due time the person has to see to it
/// that somebody else takes the next step of a complaint. A relationship manager looks a day ahead,
/// the leader of the team at what is late; nothing = it is not this person's. `group` has the
/// complaint, nil = none does. What is due moves with the clock, so tasks_of() gives none of these.
std::optional<std::int64_t> supervised_until(const Uuid& group,
                                             const Uuid& person,
                                             const Directory& directory,
                                             std::int64_t now_utc_ms);

/// What the person has to know.
enum class NoticeKind : std::uint8_t {
    Recorded,
    Escalated,
    Dispatched,
    Reassigned,
    Returned,
    FoundInvalid,
    Handled,
    FedBack,
    ClosedDissatisfied,
    Reopened,
    Cancelled,
    ContentUpdated,
    ExtensionAsked,
    ExtensionDecided,
    ConflictOpened,
    ClockAnomaly,
    Consented
};

struct Notice {
    NoticeKind kind = NoticeKind::Recorded;
    Uuid event_id;
    Uuid by;
    std::int64_t at_utc_ms = 0;
    bool read = false;
};

/// Oldest first. Nobody is told of what they did themselves.
std::vector<Notice>
notices_for(const Complaint& complaint, const Uuid& person, const Directory& directory);

/// How far the news of a step has come.
enum class Delivery : std::uint8_t {
    NotSent,   ///< 未送达: still on the tablet that made it
    Delivered, ///< 已送达: the server has it for everybody concerned
    Read       ///< 已读 by one who had to know
};

/// Of the step that recorded the complaint towards the relationship manager, or, once it is
/// escalated, of the escalation towards the team leader.
Delivery delivery_of(const Complaint& complaint, const Directory& directory);

/// Whether somebody should be called now: a 重大, decided or proposed, whose news has not left this
/// tablet, and nobody was told of it in person since.
bool needs_call(const Complaint& complaint, const Directory& directory);

/// Who is to be called: the team leader it was escalated to, else the relationship managers.
std::vector<Uuid> people_to_call(const Complaint& complaint, const Directory& directory);

template <>
std::span<const CodeEntry> code_list<TaskKind>();
template <>
std::span<const CodeEntry> code_list<NoticeKind>();
template <>
std::span<const CodeEntry> code_list<Delivery>();

} // namespace huiyin::domain
