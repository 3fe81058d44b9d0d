// Taking events: believed or not, judged, placed in the department's order.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/event.h"
#include "core/domain/payload.h"
#include "core/sync/wire.h"
#include "sync-server/store/store.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace huiyin::server::api {

using base::Uuid;
using store::Result;

/// An event, and whether its own device signed it. Checked and read before the transaction, since a
/// signature costs more than everything else; and not of what is here already, of which nothing
/// is taken.
struct OfferedEvent {
    domain::Event event;
    bool authentic = false;
    std::optional<domain::Payload> payload = {}; ///< of an authentic one that can be read
};

/// What a push is judged by.
struct PushTime {
    std::int64_t now_utc_ms = 0;
    int utc_offset_minutes = 0; ///< of the department; decides the year of 登记序号
};

struct PushOutcome {
    std::vector<sync::Receipt> receipts; ///< one for each event, in order
    std::int64_t change_last = 0;        ///< 0 when nothing was placed
    std::int64_t placed = 0;             ///< events that got a change number now
    int quarantined = 0;
};

/// Checks signatures by the keys of the devices that the events name.
Result<std::vector<OfferedEvent>>
offered_events(store::Reader& reader, const Uuid& department, std::vector<domain::Event> events);

/// What one tablet offers in one request.
struct Offer {
    Uuid device; ///< the tablet that asks; the events may be of others
    std::vector<OfferedEvent> events;
    std::vector<sync::ApartPlace> apart; ///< of `device`, ascending
    bool by_hand = false;                ///< whoever runs the server brought a file
};

/// Takes the events in their order, inside the writer's transaction.
///
/// Every event gets a receipt, the same for every repeat. Applied, conflicting and refused events
/// are stored with a change number. Not stored, with change 0: an event after a gap or a broken
/// chain (to be offered again), and events that are not believed, which are kept apart.
///
/// An event that its own tablet keeps apart holds up nothing: its place is noted with the hash that
/// the tablet gives, which the event behind it confirms by its signature.
Result<PushOutcome> apply_push(store::Writer& writer,
                               const Uuid& department,
                               const domain::Directory& directory,
                               const Offer& offer,
                               const PushTime& time);

} // namespace huiyin::server::api
