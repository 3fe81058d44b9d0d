#include "core/domain/complaint.h"

#include "core/domain/payload.h"

#include <utility>

namespace huiyin::domain {

namespace {

Step step_of(const PlacedEvent& placed, EventKind kind) {
    return Step{.event_id = placed.event.id,
                .device = placed.event.device,
                .kind = kind,
                .actor = placed.event.actor,
                .role = placed.event.role,
                .device_time_utc_ms = placed.event.device_time_utc_ms,
                .server_time_utc_ms = placed.server_time_utc_ms,
                .change = placed.change,
                .verdict = placed.verdict,
                .text = {}};
}

/// What one applied payload does to the state.
struct Effect {
    Complaint& complaint;
    const PlacedEvent& placed;

    void operator()(RecordPayload& payload) const {
        take_down(std::move(payload.intake), State::Recorded);
        complaint.number = std::move(payload.number);
        complaint.register_no = placed.register_no;
        complaint.rejection_reason.clear();
    }

    void operator()(RejectIntakePayload& payload) const {
        take_down(std::move(payload.intake), State::IntakeRejected);
        complaint.rejection_reason = std::move(payload.reason);
    }

    void operator()(NotePayload&) const {}

private:
    void take_down(Intake intake, State state) const {
        complaint.intake = std::move(intake);
        complaint.taken_down = true;
        complaint.state = state;
        complaint.state_change = placed.change;
        complaint.accepted_by = placed.event.actor;
        complaint.accepted_at_utc_ms = placed.event.device_time_utc_ms;
    }
};

/// What every event changes, whatever it says. Gives the steps, for the event's own.
std::vector<Step>& count_in(std::optional<Complaint>& complaint, const PlacedEvent& placed) {
    if (!complaint) {
        complaint.emplace();
        complaint->id = placed.event.complaint;
    }
    if (placed.change != 0) {
        complaint->last_change = placed.change;
    } else {
        ++complaint->unsent;
    }
    complaint->conflicted |= placed.verdict.kind == VerdictKind::Conflict;
    return complaint->steps;
}

std::string text_of(const Payload& payload) {
    if (const auto* note = std::get_if<NotePayload>(&payload)) {
        return note->text;
    }
    if (const auto* rejected = std::get_if<RejectIntakePayload>(&payload)) {
        return rejected->reason;
    }
    return {};
}

} // namespace

void apply(std::optional<Complaint>& complaint, const PlacedEvent& placed) {
    const auto kind = from_code<EventKind>(placed.event.kind);
    if (kind) {
        if (auto payload = payload_from_text(*kind, placed.event.payload)) {
            apply(complaint, placed, std::move(*payload));
            return;
        }
    }
    count_in(complaint, placed).push_back(step_of(placed, kind.value_or(EventKind::Note)));
}

void apply(std::optional<Complaint>& complaint, const PlacedEvent& placed, Payload payload) {
    std::vector<Step>& steps = count_in(complaint, placed);
    Step step = step_of(placed, kind_of(payload));
    step.text = text_of(payload);
    if (placed.verdict.kind == VerdictKind::Applied) {
        std::visit(Effect{*complaint, placed}, payload);
    }
    steps.push_back(std::move(step));
}

std::optional<Complaint> fold(std::span<const PlacedEvent> events) {
    std::optional<Complaint> complaint;
    for (const PlacedEvent& placed : events) {
        apply(complaint, placed);
    }
    return complaint;
}

} // namespace huiyin::domain
