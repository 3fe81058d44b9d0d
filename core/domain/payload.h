// What each kind of event carries, as typed values and as JSON bytes.
#pragma once

#include "core/domain/codes.h"
#include "core/domain/intake.h"

#include <string>
#include <string_view>
#include <variant>

namespace huiyin::domain {

/// T2: the intake as verified, and the number minted for it.
struct RecordPayload {
    std::string number;
    Intake intake;
};

/// T3: the intake as far as it was taken down, and why it does not pass.
struct RejectIntakePayload {
    Intake intake;
    std::string reason;
};

/// T19.
struct NotePayload {
    std::string text;
};

using Payload = std::variant<RecordPayload, RejectIntakePayload, NotePayload>;

EventKind kind_of(const Payload& payload);

/// The bytes that are hashed and stored.
std::string payload_text(const Payload& payload);

/// Errors: InvalidInput when the text is not what the kind requires; TooLarge beyond
/// limits::event_payload_bytes_max.
base::Result<Payload> payload_from_text(EventKind kind, std::string_view text);

} // namespace huiyin::domain
