// What the server does about redaction beside judging its steps (domain/redaction.h): it knows all
// events, so it checks what an order says of them, and it writes over what an order took out.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/event.h"
#include "core/domain/payload.h"
#include "sync-server/store/store.h"

#include <optional>

namespace huiyin::server::api {

using base::Uuid;
using store::Result;

/// Whether a redacted event that is offered may be believed: an order of its complaint names the
/// payload, or its own tablet, `from`, brings back what it holds no other form of after the server
/// lost its history. One that is not redacted is not this function's business: true.
bool is_credible(const domain::Event& event,
                 const Uuid& from,
                 const std::optional<domain::Complaint>& before);

/// Why an order or its carrying out is refused that the rules let pass; None for other steps.
Result<domain::Reason> redaction_refusal(store::Reader& reader,
                                         const Uuid& department,
                                         const domain::Event& event,
                                         const domain::Payload& payload,
                                         const std::optional<domain::Complaint>& before);

/// After an event was stored and applied to the complaint: notes an order that waits, or carries
/// it out in the stored events and folds the complaint from them anew.
Result<void> follow_redaction(store::Writer& writer,
                              const Uuid& department,
                              const domain::PlacedEvent& placed,
                              std::optional<domain::Complaint>& complaint);

/// The directory as it is sent to a person: only administrators hear of orders that wait.
domain::Directory directory_for(const domain::Directory& directory, const Uuid& person);

} // namespace huiyin::server::api
