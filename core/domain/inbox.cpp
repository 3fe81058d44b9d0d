#include "core/domain/inbox.h"

#include "core/domain/entitlement.h"
#include "core/domain/rules.h"
#include "core/domain/targets.h"
#include "core/domain/visibility.h"

#include <algorithm>
#include <limits>

namespace huiyin::domain {

namespace {

constexpr std::int64_t from_now_on = std::numeric_limits<std::int64_t>::max();

bool is_manager(const Complaint& complaint, const Uuid& person, const Directory& directory) {
    return directory.holds(person, Role::RelationshipManager) ||
           (leaders_stand_in(complaint, directory) && directory.holds(person, Role::TeamLeader));
}

/// Collects the tasks of one person on one complaint.
class Tasks {
public:
    Tasks(const Complaint& complaint, const Uuid& person, const Directory& directory)
        : m_complaint(complaint)
        , m_person(person)
        , m_directory(directory) {}

    std::vector<Task> list() {
        if (!m_complaint.taken_down) {
            return {};
        }
        if (m_complaint.conflicted() && may(EventKind::Settle)) {
            add(TaskKind::Settle, 0);
        }
        add_by_state();
        const auto& extensions = m_complaint.extensions;
        if (m_complaint.is_open() && !extensions.empty() && !extensions.back().decided &&
            may(EventKind::GrantExtension)) {
            add(TaskKind::Extension, 0);
        }
        for (const Improvement& improvement : m_complaint.improvements) {
            if (improvement.said.owner == m_person && improvement.done_at_utc_ms == 0) {
                add(TaskKind::Improve, improvement.said.due_utc_ms);
            }
        }
        if (lacks_leader() && may(EventKind::Appoint)) {
            add(TaskKind::Appoint, 0);
        }
        return std::move(m_list);
    }

private:
    const Complaint& m_complaint;
    const Uuid& m_person;
    const Directory& m_directory;
    std::vector<Task> m_list;

    bool may(EventKind kind) const {
        return role_for(&m_complaint, kind, m_person, m_directory).has_value();
    }

    /// Deactivated: what this person had is nobody's, and does not go on by itself (procedure
    /// 4.9.14).
    bool is_gone(const Uuid& person) const {
        const Person* found = m_directory.person(person);
        return found != nullptr && !found->active;
    }

    /// The person to whom alone it is assigned now, or nil.
    Uuid assignee_alone() const {
        const Assignment* assignment = m_complaint.assignment();
        return assignment == nullptr ? Uuid{} : assignment->person;
    }

    /// Whether the leader who should have it, or whoever stands in for the managers, is a
    /// respondent without a substitute (procedure 4.7).
    bool lacks_leader() const {
        if (!m_complaint.is_open() || !m_complaint.substitute.is_nil()) {
            return false;
        }
        std::vector<Uuid> leaders = m_directory.holders_of(Role::TeamLeader);
        const Assignment* assignment = m_complaint.assignment();
        if (assignment != nullptr) {
            const Uuid team = m_directory.team_of_assignee(assignment->group, assignment->person);
            std::erase_if(leaders, [&](const Uuid& leader) {
                return !m_directory.leads(leader, team, from_now_on);
            });
        } else if (!m_complaint.is_major() && !leaders_stand_in(m_complaint, m_directory)) {
            return false;
        }
        return !leaders.empty() &&
               std::all_of(leaders.begin(), leaders.end(), [&](const Uuid& leader) {
                   return m_complaint.is_respondent(leader, m_directory);
               });
    }

    void add(TaskKind kind, std::int64_t due_utc_ms) {
        std::int64_t since = m_complaint.accepted_at_utc_ms;
        for (const Step& step : m_complaint.steps) {
            if (step.event_id == m_complaint.state_event) {
                since = step.at_utc_ms;
            }
        }
        m_list.push_back({kind, since, due_utc_ms});
    }

    void add_due(TaskKind kind) {
        const auto target = next_target(m_complaint, m_directory.policy);
        add(kind, target ? target->due_utc_ms : 0);
    }

    void add_by_state() {
        if (m_complaint.escalation_due && may(EventKind::Escalate)) {
            add_due(TaskKind::Escalate);
        }
        switch (m_complaint.state) {
        case State::IntakeRejected:
            if (m_complaint.accepted_by == m_person) {
                add(TaskKind::Supplement, 0);
            }
            break;
        case State::Recorded:
            if (may(EventKind::Dispatch)) {
                const bool returned = !m_complaint.returns.empty() &&
                                      m_complaint.returns.back().round == m_complaint.round;
                add_due(returned ? TaskKind::Redispatch : TaskKind::Dispatch);
            }
            break;
        case State::Assigned:
            if (may(EventKind::Receive)) {
                add_due(TaskKind::Receive);
            } else if (is_gone(assignee_alone()) && may(EventKind::Reassign)) {
                add_due(TaskKind::Reassign);
            }
            break;
        case State::Handling:
            if (m_complaint.handler == m_person) {
                add_due(TaskKind::Handle);
            } else if (is_gone(m_complaint.handler) && may(EventKind::Reassign)) {
                add_due(TaskKind::Reassign);
            }
            if (m_directory.policy.validity_confirmer == ValidityConfirmer::Manager &&
                m_complaint.validity() == Validity::Pending && may(EventKind::ConfirmValidity)) {
                add_due(TaskKind::Validate);
            }
            break;
        case State::Handled:
            // The acceptor is accountable for telling the user (procedure 1.2, G3).
            if (m_complaint.accepted_by == m_person ||
                (is_gone(m_complaint.accepted_by) &&
                 is_manager(m_complaint, m_person, m_directory))) {
                add_due(TaskKind::FeedBack);
            }
            break;
        case State::FedBack:
            if (may(EventKind::CloseSatisfied)) {
                add_due(m_complaint.verified() == nullptr ? TaskKind::FollowUp : TaskKind::Close);
            }
            break;
        case State::Closed:
        case State::Cancelled:
            break;
        }
    }
};

bool is_addressed(const Addressee& addressee, const Uuid& person, const Directory& directory) {
    const Group* group = directory.group(addressee.group);
    return addressee.person == person ||
           (group != nullptr &&
            (directory.is_member(person, addressee.group, from_now_on) || group->leader == person));
}

/// Whether the person is the target of the newest assignment before or at a step.
bool is_target(const Complaint& complaint,
               const Step& step,
               const Uuid& person,
               const Directory& directory) {
    const auto found = std::find_if(complaint.assignments.begin(),
                                    complaint.assignments.end(),
                                    [&](const auto& a) { return a.event_id == step.event_id; });
    return found != complaint.assignments.end() &&
           is_addressed({found->group, found->person}, person, directory);
}

/// To whom a step was addressed that clashed with another one: the person hears of the clash, and
/// of the assignment once it was chosen.
std::optional<NoticeKind> clash_notice_of(const Complaint& complaint,
                                          const Step& step,
                                          const Uuid& person,
                                          const Directory& directory) {
    const auto found = std::find_if(complaint.conflicts.begin(),
                                    complaint.conflicts.end(),
                                    [&](const auto& c) { return c.event_id == step.event_id; });
    const auto addressee = found == complaint.conflicts.end() ? std::optional<Addressee>()
                                                              : addressee_of(found->payload);
    if (!addressee || !is_addressed(*addressee, person, directory)) {
        return std::nullopt;
    }
    if (found->settled != SettleChoice::Take) {
        return NoticeKind::ConflictOpened;
    }
    return step.kind == EventKind::Escalate ? NoticeKind::Escalated : NoticeKind::Dispatched;
}

/// What one applied step is to one person; nothing when it is no news.
std::optional<NoticeKind> notice_of(const Complaint& complaint,
                                    const Step& step,
                                    const Uuid& person,
                                    const Directory& directory) {
    const bool manager = is_manager(complaint, person, directory);
    const bool acceptor = complaint.accepted_by == person;
    const bool handler = std::find(complaint.handlers.begin(), complaint.handlers.end(), person) !=
                         complaint.handlers.end();
    const bool leader = leads_concerned_team(complaint, person, directory, from_now_on);
    const auto when = [](bool concerned, NoticeKind kind) {
        return concerned ? std::optional<NoticeKind>(kind) : std::nullopt;
    };
    // Kinds that nobody is told of fall through to nothing.
    if (step.kind == EventKind::Record) {
        return when(manager, NoticeKind::Recorded);
    }
    if (step.kind == EventKind::Escalate) {
        const bool copied =
            directory.policy.leadership_copied && directory.holds(person, Role::Leadership);
        return when(copied || is_target(complaint, step, person, directory), NoticeKind::Escalated);
    }
    if (step.kind == EventKind::Dispatch) {
        return when(is_target(complaint, step, person, directory), NoticeKind::Dispatched);
    }
    if (step.kind == EventKind::Reassign) {
        return when(manager || is_target(complaint, step, person, directory),
                    NoticeKind::Reassigned);
    }
    if (step.kind == EventKind::Return) {
        return when(manager, NoticeKind::Returned);
    }
    if (step.kind == EventKind::ConfirmValidity) {
        const auto found = std::find_if(
            complaint.verifications.begin(), complaint.verifications.end(), [&](const auto& v) {
                return v.event_id == step.event_id && v.validity == Validity::Invalid;
            });
        return when(manager && found != complaint.verifications.end(), NoticeKind::FoundInvalid);
    }
    if (step.kind == EventKind::Finish) {
        return when(acceptor || manager, NoticeKind::Handled);
    }
    if (step.kind == EventKind::FeedBack) {
        return when(manager, NoticeKind::FedBack);
    }
    if (step.kind == EventKind::CloseDissatisfied) {
        return when(leader || handler, NoticeKind::ClosedDissatisfied);
    }
    if (step.kind == EventKind::Reopen) {
        return when(manager || acceptor || leader, NoticeKind::Reopened);
    }
    if (step.kind == EventKind::Cancel) {
        return when(acceptor || handler || leader, NoticeKind::Cancelled);
    }
    if (step.kind == EventKind::Correct) {
        return when(complaint.handler == person, NoticeKind::ContentUpdated);
    }
    if (step.kind == EventKind::AskExtension) {
        return when(manager, NoticeKind::ExtensionAsked);
    }
    if (step.kind == EventKind::GrantExtension) {
        return when(handler, NoticeKind::ExtensionDecided);
    }
    if (step.kind == EventKind::Consent) {
        return when(manager, NoticeKind::Consented);
    }
    return std::nullopt;
}

/// The step whose news matters most now: the escalation, else the recording.
const Step* news_step(const Complaint& complaint) {
    const Step* news = nullptr;
    for (const Step& step : complaint.steps) {
        const bool applied = step.verdict.kind == VerdictKind::Applied;
        if (applied && (step.kind == EventKind::Record || step.kind == EventKind::Escalate)) {
            news = &step;
        }
    }
    return news;
}

} // namespace

std::vector<Task>
tasks_of(const Complaint& complaint, const Uuid& person, const Directory& directory) {
    return Tasks(complaint, person, directory).list();
}

std::optional<std::int64_t> supervised_until(const Uuid& group,
                                             const Uuid& person,
                                             const Directory& directory,
                                             std::int64_t now_utc_ms) {
    if (directory.holds(person, Role::RelationshipManager)) {
        return now_utc_ms + supervised_ahead_ms;
    }
    if (!group.is_nil() && directory.leads(person, directory.team_of(group), now_utc_ms)) {
        return now_utc_ms;
    }
    return std::nullopt;
}

std::vector<Notice>
notices_for(const Complaint& complaint, const Uuid& person, const Directory& directory) {
    std::vector<Notice> notices;
    const auto until = complaint.read_until.find(person);
    const std::int64_t read_until = until == complaint.read_until.end() ? 0 : until->second;
    const bool manager = is_manager(complaint, person, directory);
    for (const Step& step : complaint.steps) {
        const auto add = [&](NoticeKind kind) {
            const bool read = step.change != 0 && step.change <= read_until;
            notices.push_back({kind, step.event_id, step.actor, step.at_utc_ms, read});
        };
        if (step.actor != person && step.verdict.kind == VerdictKind::Applied) {
            if (const auto kind = notice_of(complaint, step, person, directory)) {
                add(*kind);
            }
        }
        if (manager && step.verdict.kind == VerdictKind::Conflict) {
            add(NoticeKind::ConflictOpened);
        } else if (step.actor != person && step.verdict.kind == VerdictKind::Conflict) {
            if (const auto kind = clash_notice_of(complaint, step, person, directory)) {
                add(*kind);
            }
        }
        if (manager && step.clock_anomaly) {
            add(NoticeKind::ClockAnomaly);
        }
    }
    return notices;
}

Delivery delivery_of(const Complaint& complaint, const Directory& directory) {
    const Step* news = news_step(complaint);
    if (news == nullptr || news->change == 0) {
        return Delivery::NotSent;
    }
    const auto people = people_to_call(complaint, directory);
    const bool read = std::any_of(people.begin(), people.end(), [&](const Uuid& person) {
        const auto until = complaint.read_until.find(person);
        return until != complaint.read_until.end() && until->second >= news->change;
    });
    return read ? Delivery::Read : Delivery::Delivered;
}

bool needs_call(const Complaint& complaint, const Directory& directory) {
    const Step* news = news_step(complaint);
    if (news == nullptr || !complaint.is_major() || !complaint.is_open() ||
        delivery_of(complaint, directory) != Delivery::NotSent) {
        return false;
    }
    return std::none_of(complaint.told.begin(), complaint.told.end(), [&](const Told& told) {
        return told.at_utc_ms >= news->at_utc_ms;
    });
}

std::vector<Uuid> people_to_call(const Complaint& complaint, const Directory& directory) {
    const Step* news = news_step(complaint);
    if (news != nullptr && news->kind == EventKind::Escalate && !complaint.answerable.is_nil()) {
        return {complaint.answerable};
    }
    std::vector<Uuid> people = directory.holders_of(
        leaders_stand_in(complaint, directory) ? Role::TeamLeader : Role::RelationshipManager);
    std::erase_if(people,
                  [&](const Uuid& person) { return complaint.is_respondent(person, directory); });
    return people;
}

template <>
std::span<const CodeEntry> code_list<TaskKind>() {
    static constexpr CodeEntry list[] = {
        {"settle", "待裁决", "To settle"},
        {"escalate", "待升级", "To escalate"},
        {"dispatch", "待分派", "To dispatch"},
        {"redispatch", "被退回", "Returned"},
        {"receive", "待接收", "To receive"},
        {"handle", "待处理", "To handle"},
        {"feed_back", "待反馈", "To feed back"},
        {"follow_up", "待回访", "To follow up"},
        {"close", "待关闭", "To close"},
        {"extension", "待批延期", "Extension to decide"},
        {"improve", "纠正预防措施", "Corrective action"},
        {"supplement", "待补充", "To supplement"},
        {"supervise", "督办", "To oversee"},
        {"validate", "待核实", "To validate"},
        {"reassign", "待转派", "To reassign"},
        {"appoint", "待指定替代人", "Substitute to name"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<NoticeKind>() {
    static constexpr CodeEntry list[] = {
        {"recorded", "登记了投诉", "recorded a complaint"},
        {"escalated", "升级了重大投诉", "escalated a major complaint"},
        {"dispatched", "分派了投诉", "dispatched a complaint"},
        {"reassigned", "转派了投诉", "reassigned a complaint"},
        {"returned", "退回了投诉", "returned a complaint"},
        {"found_invalid", "确认为无效投诉", "found a complaint invalid"},
        {"handled", "处理完成，请反馈用户", "finished handling: feed back"},
        {"fed_back", "已反馈，请回访用户", "fed back: follow up"},
        {"closed_dissatisfied", "不满意关闭", "closed as dissatisfied"},
        {"reopened", "重新打开了投诉", "reopened a complaint"},
        {"cancelled", "撤销或并案", "cancelled or merged a complaint"},
        {"content_updated", "内容已更新", "updated the content"},
        {"extension_asked", "申请延期", "asks for an extension"},
        {"extension_decided", "批复了延期", "decided on the extension"},
        {"conflict_opened", "有冲突待裁决", "a conflict waits"},
        {"clock_anomaly", "时钟异常", "clock anomaly"},
        {"consented", "同意了申请的步骤", "consented to the step"},
    };
    return list;
}

template <>
std::span<const CodeEntry> code_list<Delivery>() {
    static constexpr CodeEntry list[] = {
        {"not_sent", "未送达", "Not delivered"},
        {"delivered", "已送达", "Delivered"},
        {"read", "已读", "Read"},
    };
    return list;
}

} // namespace huiyin::domain
