// A complaint: the fold of its events. Nothing here is stored as such; the events are the truth
// (architecture 4).
#pragma once

#include "core/domain/event.h"
#include "core/domain/intake.h"
#include "core/domain/payload.h"

#include <cstdint>
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
    std::string text; ///< of a note: its text; of a rejected intake: the reason
};

struct Complaint {
    Uuid id;
    /// Whether some step took it down; before, only refused ones came, and `state` says nothing.
    bool taken_down = false;
    State state = State::IntakeRejected;
    Intake intake;
    std::string number;           ///< empty until recorded
    std::int64_t register_no = 0; ///< 登记序号; 0 until the server gave one
    std::string rejection_reason; ///< while the state is IntakeRejected
    Uuid accepted_by;             ///< 受理人
    std::int64_t accepted_at_utc_ms = 0;
    std::int64_t last_change = 0; ///< of the newest placed event
    std::int64_t state_change =
        0; ///< change number of the event that made the current state; 0 = unsent
    std::uint32_t unsent = 0; ///< events on top that the server has not placed
    bool conflicted = false;  ///< some event is in conflict
    std::vector<Step> steps;  ///< oldest first, refused and conflicting ones included
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

} // namespace huiyin::domain
