#include "core/domain/targets.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

/// The severity that the clock goes by: as decided, else as proposed.
Severity severity_of(const Complaint& complaint) {
    return complaint.severity.value_or(
        complaint.intake.severity_proposed.value_or(Severity::General));
}

const Step* last_step(const Complaint& complaint, EventKind kind, int round) {
    for (auto step = complaint.steps.rbegin(); step != complaint.steps.rend(); ++step) {
        if (step->kind == kind && step->round == round &&
            step->verdict.kind == VerdictKind::Applied) {
            return &*step;
        }
    }
    return nullptr;
}

template <class Records>
auto first_of_round(const Records& records, int round) -> decltype(&records.front()) {
    const auto found = std::find_if(
        records.begin(), records.end(), [round](const auto& one) { return one.round == round; });
    return found == records.end() ? nullptr : &*found;
}

class Targets {
public:
    Targets(const Complaint& complaint, const Policy& policy)
        : m_complaint(complaint)
        , m_policy(policy) {}

    std::vector<Target> list() {
        const int round = m_complaint.round;
        add(TargetKind::Notify, round == 1 ? m_complaint.accepted_at_utc_ms : 0, notified_at());
        const bool waits = m_complaint.state == State::Recorded;
        const Assignment* first = first_of_round(m_complaint.assignments, round);
        add(TargetKind::Dispatch,
            to_dispatch_since(),
            first == nullptr || waits ? 0 : first->at_utc_ms);
        if (first == nullptr || waits) {
            return std::move(m_list);
        }
        const Assignment& last = m_complaint.assignments.back();
        const bool received = !m_complaint.handler.is_nil();
        add(TargetKind::Receive, last.at_utc_ms, received ? m_complaint.received_at_utc_ms : 0);
        add(TargetKind::Handle, first->at_utc_ms, m_complaint.handled_at_utc_ms);
        extend_handling(first->at_utc_ms);
        add_after_handling();
        return std::move(m_list);
    }

private:
    const Complaint& m_complaint;
    const Policy& m_policy;
    std::vector<Target> m_list;

    void add(TargetKind kind, std::int64_t since_utc_ms, std::int64_t done_utc_ms) {
        if (since_utc_ms == 0) {
            return;
        }
        const TargetMinutes& minutes = m_policy.targets[static_cast<std::size_t>(kind)];
        const std::int32_t allowed =
            severity_of(m_complaint) == Severity::Major ? minutes.major : minutes.general;
        m_list.push_back(
            {kind, after_work_minutes(m_policy.calendar, since_utc_ms, allowed), done_utc_ms});
    }

    /// The relationship manager knows when the server has it, or when told in person before.
    std::int64_t notified_at() const {
        const Step* recorded = last_step(m_complaint, EventKind::Record, 1);
        std::int64_t at = recorded == nullptr ? 0 : recorded->server_time_utc_ms;
        for (const Told& told : m_complaint.told) {
            at = at == 0 ? told.said.at_utc_ms : std::min(at, told.said.at_utc_ms);
        }
        return at;
    }

    std::int64_t to_dispatch_since() const {
        const int round = m_complaint.round;
        if (m_complaint.state == State::Recorded && !m_complaint.returns.empty() &&
            m_complaint.returns.back().round == round) {
            return m_complaint.returns.back().at_utc_ms;
        }
        const Step* reopened = last_step(m_complaint, EventKind::Reopen, round);
        return reopened == nullptr ? m_complaint.accepted_at_utc_ms : reopened->at_utc_ms;
    }

    void extend_handling(std::int64_t since_utc_ms) {
        for (const Extension& extension : m_complaint.extensions) {
            if (extension.round == m_complaint.round && extension.at_utc_ms >= since_utc_ms &&
                extension.granted_until_utc_ms != 0) {
                m_list.back().due_utc_ms =
                    std::max(m_list.back().due_utc_ms, extension.granted_until_utc_ms);
            }
        }
    }

    void add_after_handling() {
        const Feedback* told = first_of_round(m_complaint.present_feedbacks(), m_complaint.round);
        add(TargetKind::FeedBack,
            m_complaint.handled_at_utc_ms,
            told == nullptr ? 0 : told->at_utc_ms);
        if (told == nullptr) {
            return;
        }
        const FollowUpAttempt* verified = m_complaint.verified();
        const Closure* closure = m_complaint.closure();
        const std::int64_t closed_at = closure == nullptr ? 0 : closure->at_utc_ms;
        add(TargetKind::FollowUp,
            told->at_utc_ms,
            verified == nullptr ? closed_at : verified->at_utc_ms);
        add(TargetKind::Close, verified == nullptr ? 0 : verified->at_utc_ms, closed_at);
    }
};

TargetKind next_kind(const Complaint& complaint) {
    switch (complaint.state) {
    case State::Recorded:
    case State::IntakeRejected:
        return TargetKind::Dispatch;
    case State::Assigned:
        return TargetKind::Receive;
    case State::Handling:
        return TargetKind::Handle;
    case State::Handled:
        return TargetKind::FeedBack;
    case State::FedBack:
    case State::Closed:
    case State::Cancelled:
        return complaint.verified() == nullptr ? TargetKind::FollowUp : TargetKind::Close;
    }
    return TargetKind::Close;
}

} // namespace

std::vector<Target> targets_of(const Complaint& complaint, const Policy& policy) {
    return Targets(complaint, policy).list();
}

std::optional<Target> next_target(const Complaint& complaint, const Policy& policy) {
    if (!complaint.is_open()) {
        return std::nullopt;
    }
    const auto targets = targets_of(complaint, policy);
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& target) {
        return target.kind == next_kind(complaint);
    });
    return found == targets.end() ? std::nullopt : std::optional<Target>(*found);
}

} // namespace huiyin::domain
