#include "core/domain/effects.h"

#include "core/domain/transitions.h"

#include <algorithm>
#include <utility>

namespace huiyin::domain {

namespace {

/// What one applied payload does. The states it leads to are those of the table in transitions.cpp;
/// a unit test holds the two together.
class Effect {
public:
    Effect(Complaint& complaint, const PlacedEvent& placed, std::int64_t at_utc_ms)
        : m_complaint(complaint)
        , m_placed(placed)
        , m_done{
              placed.event.id, placed.event.actor, placed.event.role, at_utc_ms, complaint.round} {}

    void operator()(RecordPayload& payload) {
        take_down(std::move(payload.intake), State::Recorded);
        m_complaint.number = std::move(payload.number);
        m_complaint.register_no = m_placed.register_no;
        m_complaint.rejection_reason.clear();
    }

    void operator()(RejectIntakePayload& payload) {
        take_down(std::move(payload.intake), State::IntakeRejected);
        m_complaint.rejection_reason = std::move(payload.reason);
    }

    void operator()(DispatchPayload& payload) {
        set_severity(Severity::General, {});
        assign(AssignmentKind::General, payload.group, payload.person, payload.remark);
    }

    void operator()(EscalatePayload& payload) {
        set_severity(Severity::Major, payload.reason);
        m_complaint.answerable = payload.person;
        m_complaint.escalation_due = false;
        assign(AssignmentKind::Escalation, {}, payload.person, payload.reason);
    }

    void operator()(ReceivePayload&) {
        m_complaint.handler = m_done.by;
        m_complaint.handlers.push_back(m_done.by);
        m_complaint.received_at_utc_ms = m_done.at_utc_ms;
        move_to(State::Handling);
    }

    void operator()(ReassignPayload& payload) {
        // A team leader hands on within the team and stays answerable; a relationship manager gives
        // a 重大 to another leader, who then is.
        if (m_complaint.severity == Severity::Major && m_done.role != Role::TeamLeader) {
            m_complaint.answerable = payload.person;
        }
        assign(AssignmentKind::Reassignment, payload.group, payload.person, payload.reason);
    }

    void operator()(ReturnPayload& payload) {
        m_complaint.returns.push_back(
            {m_done, payload.code.value_or(ReturnCode::Other), std::move(payload.reason)});
        m_complaint.handler = {};
        move_to(State::Recorded);
    }

    void operator()(ConfirmValidityPayload& payload) {
        m_complaint.verifications.push_back(
            {m_done, payload.validity.value_or(Validity::Pending), std::move(payload.basis)});
    }

    void operator()(ChangeSeverityPayload& payload) {
        const Severity severity = payload.severity.value_or(Severity::General);
        if (m_complaint.severity == severity) {
            return; // two have raised or lowered it unseen by each other
        }
        const bool raised = severity == Severity::Major;
        if (severity == Severity::General) {
            use_consent(ConsentAbout::Downgrade);
            m_complaint.answerable = {};
        }
        m_complaint.severity = severity;
        m_complaint.severity_reason = std::move(payload.reason);
        // Work that is under way goes on; the escalation is a task of the relationship manager.
        m_complaint.escalation_due = raised && m_complaint.state != State::Recorded;
    }

    void operator()(FinishPayload& payload) {
        m_complaint.outcome = std::move(payload);
        m_complaint.handled_at_utc_ms = m_done.at_utc_ms;
        move_to(State::Handled);
    }

    void operator()(FeedBackPayload& payload) {
        m_complaint.feedbacks.push_back({m_done, std::move(payload)});
        if (m_complaint.state == State::Handled) {
            move_to(State::FedBack);
        }
    }

    void operator()(FollowUpPayload& payload) {
        m_complaint.follow_ups.push_back({m_done, std::move(payload)});
    }

    void operator()(CloseSatisfiedPayload&) { close({CloseCode::Satisfied, std::nullopt, {}}); }

    void operator()(CloseDissatisfiedPayload& payload) {
        close({CloseCode::Dissatisfied, payload.code, std::move(payload.reason)});
    }

    void operator()(CloseNotVerifiedPayload& payload) {
        close({CloseCode::NotVerified, std::nullopt, std::move(payload.reason)});
    }

    void operator()(ReopenPayload&) {
        use_consent(ConsentAbout::Reopen);
        ++m_complaint.round;
        m_complaint.handler = {};
        m_complaint.handlers.clear();
        m_complaint.received_at_utc_ms = 0;
        m_complaint.handled_at_utc_ms = 0;
        m_complaint.outcome.reset();
        m_complaint.reworks = 0;
        move_to(State::Recorded);
    }

    void operator()(CancelPayload& payload) {
        m_complaint.cancellation = Cancellation{m_done, std::move(payload)};
        move_to(State::Cancelled);
    }

    void operator()(NotePayload&) {}

    void operator()(ReworkPayload&) {
        ++m_complaint.reworks;
        m_complaint.feedbacks_before = m_complaint.feedbacks.size();
        m_complaint.follow_ups_before = m_complaint.follow_ups.size();
        m_complaint.handled_at_utc_ms = 0;
        m_complaint.outcome.reset();
        move_to(State::Handling);
    }

    void operator()(AskExtensionPayload& payload) {
        m_complaint.extensions.push_back({m_done, std::move(payload)});
    }

    void operator()(GrantExtensionPayload& payload) {
        if (!m_complaint.extensions.empty()) {
            m_complaint.extensions.back().decided = true;
            m_complaint.extensions.back().granted_until_utc_ms = payload.until_utc_ms;
        }
    }

    void operator()(HandlePayload& payload) {
        m_complaint.actions.push_back({m_done, std::move(payload.text)});
    }

    void operator()(IdentifyPayload& payload) {
        put_identity(m_complaint.intake, payload.identity);
        m_complaint.identity_known = true;
    }

    void operator()(CorrectPayload& payload) {
        if (auto corrected = with_member(m_complaint.intake, payload.member, payload.value)) {
            m_complaint.intake = std::move(*corrected);
            // In the open there is nothing more to know than what stands there.
            m_complaint.identity_known |= !m_complaint.intake.confidential;
            m_complaint.members[payload.member] = {
                m_placed.change, m_placed.event.id, m_placed.event.device};
        }
    }

    void operator()(ConsentPayload& payload) {
        m_complaint.consents.push_back({m_done, payload.about.value_or(ConsentAbout::Reopen)});
    }

    void operator()(SettlePayload& payload) {
        const auto found = std::find_if(
            m_complaint.conflicts.begin(), m_complaint.conflicts.end(), [&](const auto& conflict) {
                return conflict.event_id == payload.conflict && !conflict.settled;
            });
        if (found == m_complaint.conflicts.end()) {
            return;
        }
        found->settled = payload.choice.value_or(SettleChoice::Keep);
        found->settlement = m_done;
        if (found->settled == SettleChoice::Take) {
            take_other(*found);
        }
    }

    void operator()(TellPayload& payload) { m_complaint.told.push_back({m_done, payload}); }

    void operator()(AttachPayload& payload) {
        m_complaint.attachments.push_back({m_done, std::move(payload)});
    }

    void operator()(ImprovePayload& payload) {
        m_complaint.improvements.push_back({m_done, std::move(payload)});
    }

    void operator()(ImproveDonePayload& payload) {
        for (Improvement& improvement : m_complaint.improvements) {
            if (improvement.event_id == payload.improvement) {
                improvement.done_at_utc_ms = m_done.at_utc_ms;
                improvement.effect = payload.effect;
            }
        }
    }

    void operator()(OpinionPayload& payload) {
        m_complaint.opinions.push_back({m_done, std::move(payload.text)});
    }

    void operator()(LinkPayload& payload) { m_complaint.links.push_back({m_done, payload}); }

    void operator()(AppointPayload& payload) { m_complaint.substitute = payload.person; }

    void operator()(ReadPayload&) {
        std::int64_t& until = m_complaint.read_until[m_done.by];
        until = std::max(until, m_placed.event.seen.change);
    }

    void operator()(PrintPayload&) {}

    void operator()(OrderRedactionPayload& payload) {
        m_complaint.redactions.push_back({m_done, std::move(payload), false, 0});
    }

    void operator()(RedactPayload& payload) {
        auto& orders = m_complaint.redactions;
        auto order = std::find_if(orders.begin(), orders.end(), [&](const RedactionOrder& one) {
            return one.event_id == payload.order;
        });
        if (order == orders.end()) {
            // The administrator's tablet has nothing of the complaint but this step.
            RedactionOrder unseen;
            unseen.event_id = payload.order;
            order = orders.insert(orders.end(), std::move(unseen));
            m_complaint.number = payload.number;
        }
        order->carried_out = true;
        order->carried_out_change = m_placed.change;
    }

private:
    struct Ending {
        CloseCode code;
        std::optional<DissatCode> dissat_code;
        std::string reason;
    };

    Complaint& m_complaint;
    const PlacedEvent& m_placed;
    Done m_done;

    void move_to(State state) {
        m_complaint.state = state;
        m_complaint.state_change = m_placed.change;
        m_complaint.state_event = m_placed.event.id;
    }

    void take_down(Intake intake, State state) {
        m_complaint.intake = std::move(intake);
        m_complaint.taken_down = true;
        m_complaint.identity_known =
            !m_complaint.intake.confidential ||
            m_complaint.intake.complainant_kind == ComplainantKind::Anonymous ||
            !m_complaint.intake.complainant_name.empty() || m_complaint.intake.redacted;
        m_complaint.accepted_by = m_placed.event.actor;
        m_complaint.accepted_at_utc_ms = m_done.at_utc_ms;
        move_to(state);
    }

    void set_severity(Severity severity, const std::string& reason) {
        if (m_complaint.severity != severity) {
            m_complaint.severity = severity;
            m_complaint.severity_reason = reason;
        }
    }

    void assign(AssignmentKind kind, const Uuid& group, const Uuid& person, std::string& reason) {
        m_complaint.assignments.push_back({m_done, kind, group, person, std::move(reason)});
        m_complaint.handler = {};
        move_to(State::Assigned);
    }

    void close(Ending ending) {
        m_complaint.closures.push_back(
            {m_done, ending.code, ending.dissat_code, std::move(ending.reason)});
        use_consent(ConsentAbout::Closing);
        move_to(State::Closed);
    }

    void use_consent(ConsentAbout about) {
        for (ConsentGiven& consent : m_complaint.consents) {
            consent.used |= consent.about == about;
        }
    }

    /// The step that was not in force takes effect now, as if it had come first.
    void take_other(const Conflict& conflict) {
        const PlacedEvent other = conflict.placed;
        Payload payload = conflict.payload;
        if (auto* correction = std::get_if<CorrectPayload>(&payload)) {
            (*this)(*correction);
            return;
        }
        Effect effect(m_complaint, other, other.event.device_time_utc_ms);
        std::visit(effect, payload);
        if (transition_of(kind_of(payload)).merge != Merge::Decision) {
            m_complaint.state_change = m_placed.change;
            m_complaint.state_event = other.event.id;
        }
    }
};

} // namespace

void take_effect(Complaint& complaint,
                 const PlacedEvent& placed,
                 std::int64_t at_utc_ms,
                 Payload payload) {
    std::visit(Effect(complaint, placed, at_utc_ms), payload);
}

namespace {

/// The step whose decision stands, where another one of the kind was not taken.
Uuid decided_by(const Complaint& complaint, EventKind kind) {
    const auto last = std::find_if(complaint.steps.rbegin(),
                                   complaint.steps.rend(),
                                   [&](const Step& step) { return complaint.decides(step, kind); });
    return last == complaint.steps.rend() ? Uuid{} : last->event_id;
}

} // namespace

void open_conflict(Complaint& complaint, const PlacedEvent& placed, Payload payload) {
    Conflict conflict;
    conflict.event_id = placed.event.id;
    conflict.against = transition_of(kind_of(payload)).merge == Merge::Decision
                           ? decided_by(complaint, kind_of(payload))
                           : complaint.state_event;
    if (const auto* correction = std::get_if<CorrectPayload>(&payload)) {
        conflict.member = correction->member;
        conflict.value_before = member_value(complaint.intake, correction->member);
        const auto set = complaint.members.find(correction->member);
        if (set != complaint.members.end()) {
            conflict.against = set->second.event_id;
        }
    }
    conflict.placed = placed;
    conflict.payload = std::move(payload);
    complaint.conflicts.push_back(std::move(conflict));
}

namespace {

/// The words of each kind for the timeline.
struct Words {
    std::string operator()(const RejectIntakePayload& payload) const { return payload.reason; }

    std::string operator()(const DispatchPayload& payload) const { return payload.remark; }

    std::string operator()(const EscalatePayload& payload) const { return payload.reason; }

    std::string operator()(const ReassignPayload& payload) const { return payload.reason; }

    std::string operator()(const ReturnPayload& payload) const { return payload.reason; }

    std::string operator()(const ConfirmValidityPayload& payload) const { return payload.basis; }

    std::string operator()(const ChangeSeverityPayload& payload) const { return payload.reason; }

    std::string operator()(const FinishPayload& payload) const { return payload.result; }

    std::string operator()(const FeedBackPayload& payload) const { return payload.content; }

    std::string operator()(const FollowUpPayload& payload) const { return payload.note; }

    std::string operator()(const CloseDissatisfiedPayload& payload) const { return payload.reason; }

    std::string operator()(const CloseNotVerifiedPayload& payload) const { return payload.reason; }

    std::string operator()(const ReopenPayload& payload) const { return payload.reason; }

    std::string operator()(const CancelPayload& payload) const { return payload.reason; }

    std::string operator()(const NotePayload& payload) const { return payload.text; }

    std::string operator()(const ReworkPayload& payload) const { return payload.reason; }

    std::string operator()(const AskExtensionPayload& payload) const { return payload.reason; }

    std::string operator()(const GrantExtensionPayload& payload) const { return payload.reason; }

    std::string operator()(const HandlePayload& payload) const { return payload.text; }

    std::string operator()(const CorrectPayload& payload) const { return payload.reason; }

    std::string operator()(const ConsentPayload& payload) const { return payload.text; }

    std::string operator()(const SettlePayload& payload) const { return payload.reason; }

    std::string operator()(const AttachPayload& payload) const { return payload.name; }

    std::string operator()(const ImprovePayload& payload) const { return payload.text; }

    std::string operator()(const ImproveDonePayload& payload) const { return payload.effect; }

    std::string operator()(const OpinionPayload& payload) const { return payload.text; }

    std::string operator()(const OrderRedactionPayload& payload) const { return payload.reason; }

    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }
};

} // namespace

std::string text_of(const Payload& payload) {
    return std::visit(Words{}, payload);
}

} // namespace huiyin::domain
