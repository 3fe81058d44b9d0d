#include "core/domain/complaint.h"

#include "core/base/limits.h"
#include "core/domain/directory.h"
#include "core/domain/effects.h"
#include "core/domain/redaction.h"
#include "core/domain/transitions.h"

#include <algorithm>
#include <utility>

namespace huiyin::domain {

namespace {

/// Whether the device's clock cannot have been right: the step claims to be later than the moment
/// the server received it, or earlier than the server placed something that its author had seen.
bool is_clock_anomaly(const Complaint& complaint, const PlacedEvent& placed) {
    if (placed.server_time_utc_ms == 0) {
        return false;
    }
    const std::int64_t device_time = placed.event.device_time_utc_ms;
    if (device_time > placed.server_time_utc_ms + base::limits::clock_drift_ms_max) {
        return true;
    }
    return std::any_of(complaint.steps.begin(), complaint.steps.end(), [&](const Step& step) {
        return step.change != 0 && step.change <= placed.event.seen.change &&
               device_time + base::limits::clock_drift_ms_max < step.server_time_utc_ms;
    });
}

Step step_of(const Complaint& complaint, const PlacedEvent& placed, EventKind kind) {
    const bool anomaly = is_clock_anomaly(complaint, placed);
    return Step{.event_id = placed.event.id,
                .device = placed.event.device,
                .kind = kind,
                .actor = placed.event.actor,
                .role = placed.event.role,
                .device_time_utc_ms = placed.event.device_time_utc_ms,
                .server_time_utc_ms = placed.server_time_utc_ms,
                .change = placed.change,
                .verdict = placed.verdict,
                .text = {},
                .round = complaint.round,
                .clock_anomaly = anomaly,
                .at_utc_ms = anomaly ? placed.server_time_utc_ms : placed.event.device_time_utc_ms};
}

/// What every event changes, whatever it says.
Complaint& count_in(std::optional<Complaint>& complaint, const PlacedEvent& placed) {
    if (!complaint) {
        complaint.emplace();
        complaint->id = placed.event.complaint;
    }
    if (placed.change != 0) {
        complaint->last_change = placed.change;
    } else {
        ++complaint->unsent;
    }
    complaint->head_hash = placed.event.hash;
    return *complaint;
}

template <class Records>
auto last_of_round(const Records& records, int round) -> decltype(&records.back()) {
    return records.empty() || records.back().round != round ? nullptr : &records.back();
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
    Complaint& known = count_in(complaint, placed);
    known.steps.push_back(step_of(known, placed, kind.value_or(EventKind::Note)));
}

void apply(std::optional<Complaint>& complaint, const PlacedEvent& placed, Payload payload) {
    Complaint& known = count_in(complaint, placed);
    Step step = step_of(known, placed, kind_of(payload));
    step.text = text_of(payload);
    step.redacted = !placed.event.redaction.is_nil();
    if (!step.redacted && names_complainant(payload)) {
        known.naming.push_back(placed.event.id);
    }
    if (const auto* correction = std::get_if<CorrectPayload>(&payload)) {
        step.member = correction->member;
        step.value = correction->value;
    }
    if (placed.verdict.kind == VerdictKind::Applied) {
        take_effect(known, placed, step.at_utc_ms, std::move(payload));
        // A reopening belongs to the round it begins.
        step.round = known.round;
    } else if (placed.verdict.kind == VerdictKind::Conflict) {
        open_conflict(known, placed, std::move(payload));
    }
    known.steps.push_back(std::move(step));
}

std::optional<Complaint> fold(std::span<const PlacedEvent> events) {
    std::optional<Complaint> complaint;
    for (const PlacedEvent& placed : events) {
        apply(complaint, placed);
    }
    return complaint;
}

Validity Complaint::validity() const {
    const Verification* last = last_of_round(verifications, round);
    return last == nullptr ? Validity::Pending : last->validity;
}

const Assignment* Complaint::assignment() const {
    const bool waits = state == State::Recorded || !taken_down;
    return waits ? nullptr : last_of_round(assignments, round);
}

const Closure* Complaint::closure() const {
    return state == State::Closed && !closures.empty() ? &closures.back() : nullptr;
}

std::span<const Feedback> Complaint::present_feedbacks() const {
    return std::span(feedbacks).subspan(feedbacks_before);
}

std::span<const FollowUpAttempt> Complaint::present_follow_ups() const {
    return std::span(follow_ups).subspan(follow_ups_before);
}

const Feedback* Complaint::feedback() const {
    return last_of_round(present_feedbacks(), round);
}

const FollowUpAttempt* Complaint::verified() const {
    const auto attempts = present_follow_ups();
    for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
        if (attempt->round == round && attempt->said.reached && attempt->said.verify_result) {
            return &*attempt;
        }
    }
    return nullptr;
}

bool Complaint::was_reached() const {
    const auto attempts = present_follow_ups();
    return std::any_of(attempts.begin(), attempts.end(), [this](const auto& attempt) {
        return attempt.round == round && attempt.said.reached;
    });
}

std::size_t Complaint::open_conflicts() const {
    return static_cast<std::size_t>(
        std::count_if(conflicts.begin(), conflicts.end(), [](const Conflict& conflict) {
            return !conflict.settled;
        }));
}

bool Complaint::decides(const Step& step, EventKind kind) const {
    if (step.verdict.kind != VerdictKind::Applied) {
        return false;
    }
    return overwrites(kind, step.kind) ||
           std::any_of(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) {
               return conflict.settled == SettleChoice::Take &&
                      conflict.settlement.event_id == step.event_id &&
                      overwrites(kind, kind_of(conflict.payload));
           });
}

bool Complaint::closing_disputed() const {
    return state == State::Closed &&
           std::any_of(conflicts.begin(), conflicts.end(), [](const Conflict& conflict) {
               const EventKind kind = kind_of(conflict.payload);
               return !conflict.settled && kind >= EventKind::CloseSatisfied &&
                      kind <= EventKind::CloseNotVerified;
           });
}

bool Complaint::is_respondent(const Uuid& person, const Directory& directory) const {
    return std::any_of(
        intake.respondents.begin(), intake.respondents.end(), [&](const Uuid& respondent) {
            return respondent == person ||
                   directory.is_member(person, respondent, accepted_at_utc_ms);
        });
}

} // namespace huiyin::domain
