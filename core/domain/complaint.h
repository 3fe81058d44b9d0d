// A complaint: the fold of its events. Nothing here is stored as such; the events are the truth
// (architecture 4).
#pragma once

#include "core/domain/event.h"
#include "core/domain/intake.h"
#include "core/domain/payload.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace huiyin::domain {

/// One line of 经过, the timeline: an event and how it was judged.
struct Step {
    Uuid event_id;
    Uuid device;
    EventKind kind = EventKind::Note;
    Uuid actor;
    Role role = Role::Acceptor;
    std::int64_t device_time_utc_ms = 0;
    std::int64_t server_time_utc_ms = 0; ///< 0 = not sent yet
    std::int64_t change = 0;             ///< 0 = not sent yet
    Verdict verdict;
    /// What was written: the note, the reason, the result, in one text for the timeline.
    std::string text;
    /// 更正: the member of the intake, and the JSON value that was written; empty for other steps.
    std::string member;
    std::string value;
    /// 已脱敏: what named the complainant was taken out of it.
    bool redacted = false;
    int round = 1;
    /// 时钟异常: the device's clock cannot have been right (see effective_time).
    bool clock_anomaly = false;
    /// The moment that counts: the device's, or the server's when the clock was wrong.
    std::int64_t at_utc_ms = 0;
};

/// Who did something, and when; the beginning of every record below.
struct Done {
    Uuid event_id;
    Uuid by;
    Role role = Role::Acceptor;
    std::int64_t at_utc_ms = 0; ///< effective
    int round = 1;
};

/// 分派.
struct Assignment : Done {
    AssignmentKind kind = AssignmentKind::General;
    Uuid group; ///< nil: to a person alone
    Uuid person;
    std::string reason;
};

/// 退回.
struct Returned : Done {
    ReturnCode code = ReturnCode::Other;
    std::string reason;
};

/// 查证.
struct Verification : Done {
    Validity validity = Validity::Pending;
    std::string basis;
};

/// 处理措施.
struct HandlingAction : Done {
    std::string text;
};

/// 结果反馈.
struct Feedback : Done {
    FeedBackPayload said;
};

/// 回访记录.
struct FollowUpAttempt : Done {
    FollowUpPayload said;
};

/// 关闭.
struct Closure : Done {
    CloseCode code = CloseCode::Satisfied;
    std::optional<DissatCode> dissat_code;
    std::string reason;
};

/// 撤销或并案.
struct Cancellation : Done {
    CancelPayload said;
};

/// 附件.
struct Attachment : Done {
    AttachPayload said;
};

/// 纠正预防措施.
struct Improvement : Done {
    ImprovePayload said;
    std::int64_t done_at_utc_ms = 0; ///< 0 = open
    std::string effect;
};

/// 已告知.
struct Told : Done {
    TellPayload said;
};

/// 负责人意见 or 监督意见, by role.
struct Opinion : Done {
    std::string text;
};

struct Linked : Done {
    LinkPayload said;
};

/// 负责人同意. Used up by the step it is for.
struct ConsentGiven : Done {
    ConsentAbout about = ConsentAbout::Reopen;
    bool used = false;
};

/// 延期.
struct Extension : Done {
    AskExtensionPayload asked;
    bool decided = false;
    std::int64_t granted_until_utc_ms = 0; ///< 0 = not granted
};

/// 脱敏令, and whether it was carried out.
struct RedactionOrder : Done {
    OrderRedactionPayload said;
    bool carried_out = false;
    std::int64_t carried_out_change = 0; ///< 0 = not yet, or by a step that is unsent
};

/// A clash of two steps or of two values of one member. Neither is lost; a person decides.
struct Conflict {
    Uuid event_id;      ///< of the step that is not in force
    Uuid against;       ///< event that is in force
    std::string member; ///< of the intake; empty when two steps clash
    PlacedEvent placed; ///< the step that is not in force, whole
    Payload payload;
    std::string value_before; ///< of the member, when the clash came up
    std::optional<SettleChoice> settled;
    Done settlement;
};

/// Which event gave a member of the intake its present value.
struct MemberSet {
    std::int64_t change = 0; ///< 0 = unsent
    Uuid event_id;
    Uuid device;
};

struct Complaint {
    Uuid id;
    /// Whether some step took it down; before, only refused ones came, and `state` says nothing.
    bool taken_down = false;
    State state = State::IntakeRejected;
    int round = 1; ///< grows with each reopening
    Intake intake;
    bool identity_known = true;   ///< false: 保密, and who complained is not known here
    std::string number;           ///< empty until recorded
    std::int64_t register_no = 0; ///< 登记序号; 0 until the server gave one
    std::string rejection_reason; ///< while the state is IntakeRejected
    Uuid accepted_by;             ///< 受理人
    std::int64_t accepted_at_utc_ms = 0;

    std::optional<Severity> severity; ///< nothing until the relationship manager decided
    std::string severity_reason;
    /// 级别 was raised after dispatch: the relationship manager has still to escalate it.
    bool escalation_due = false;
    Uuid handler;               ///< 投诉处理人: who received it in this round; nil before
    std::vector<Uuid> handlers; ///< everybody who received it in this round
    Uuid answerable;            ///< of a 重大: the team leader it was escalated to
    Uuid substitute;            ///< named by leadership; acts for a team leader who is a respondent
    std::int64_t received_at_utc_ms = 0;
    std::int64_t handled_at_utc_ms = 0; ///< of this round; 0 = not yet
    std::optional<FinishPayload> outcome;

    std::vector<Assignment> assignments;
    std::vector<Returned> returns;
    std::vector<Verification> verifications;
    std::vector<HandlingAction> actions;
    std::vector<Feedback> feedbacks;
    std::vector<FollowUpAttempt> follow_ups;
    std::vector<Closure> closures;
    std::optional<Cancellation> cancellation;
    std::vector<Attachment> attachments;
    std::vector<Improvement> improvements;
    std::vector<Told> told;
    std::vector<Opinion> opinions;
    std::vector<Linked> links;
    std::vector<ConsentGiven> consents;
    std::vector<Extension> extensions;
    std::vector<Conflict> conflicts;
    std::vector<RedactionOrder> redactions;
    /// Events that name the complainant and are not redacted.
    std::vector<Uuid> naming;
    int reworks = 0; ///< in this round
    /// Those made before the last 返工: what the user said then was about other work.
    std::size_t feedbacks_before = 0;
    std::size_t follow_ups_before = 0;

    std::map<std::string, MemberSet> members; ///< of the intake, those that were corrected
    std::map<Uuid, std::int64_t> read_until;  ///< by person: the newest change that was read

    std::int64_t last_change = 0; ///< of the newest placed event
    /// Change number of the event that made the current state; 0 = unsent.
    std::int64_t state_change = 0;
    Uuid state_event;         ///< that event
    std::uint32_t unsent = 0; ///< events on top that the server has not placed
    base::Hash head_hash{};   ///< of the newest event; zero before the first
    std::vector<Step> steps;  ///< oldest first, refused and conflicting ones included

    /// 是否有效, as confirmed last in this round.
    Validity validity() const;
    /// The assignment in force, or null.
    const Assignment* assignment() const;
    /// The closure in force, or null.
    const Closure* closure() const;
    /// Those made since the last 返工, also of rounds before.
    std::span<const Feedback> present_feedbacks() const;
    std::span<const FollowUpAttempt> present_follow_ups() const;
    /// The newest feedback of this round, or null.
    const Feedback* feedback() const;
    /// The newest verification with the user in this round, or null. Only who acts as relationship
    /// manager can make one (guards.cpp).
    const FollowUpAttempt* verified() const;
    /// Whether the user was reached in this round, by anybody.
    bool was_reached() const;
    /// Conflicts that wait for a decision.
    std::size_t open_conflicts() const;

    bool conflicted() const { return open_conflicts() > 0; }

    /// Whether the step counts and decides what one of the kind would decide anew: by itself, or by
    /// taking the other of two in settling a clash.
    bool decides(const Step& step, EventKind kind) const;

    /// 关闭待裁决: two closings clash.
    bool closing_disputed() const;

    bool is_open() const {
        return taken_down && state != State::Closed && state != State::Cancelled &&
               state != State::IntakeRejected;
    }

    /// 重大 as decided; while nobody has, as proposed.
    bool is_major() const {
        return severity.value_or(intake.severity_proposed.value_or(Severity::General)) ==
               Severity::Major;
    }

    /// Whether the person, or a group that the person belongs to, is 被投诉对象.
    bool is_respondent(const Uuid& person, const struct Directory& directory) const;
};

/// Adds one placed event to the complaint, which is empty for the first event.
///
/// An event whose verdict is Applied changes the state; every event becomes a step. Events come in
/// change order, then the device's own unsent ones. An Applied event whose payload cannot be read
/// (a later version's) becomes a step and changes nothing else.
void apply(std::optional<Complaint>& complaint, const PlacedEvent& placed);

/// The same for an event whose payload is at hand, so that it need not be read again.
void apply(std::optional<Complaint>& complaint, const PlacedEvent& placed, Payload payload);

/// The fold of the events of one complaint in their order; nothing when there is none.
std::optional<Complaint> fold(std::span<const PlacedEvent> events);

/// A text for the timeline: what was written in this step.
std::string text_of(const Payload& payload);

} // namespace huiyin::domain
