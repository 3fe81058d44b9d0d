// What the sync engine needs from the tablet's store. core/store implements it; the simulator may
// too.
#pragma once

#include "core/base/result.h"
#include "core/sync/wire.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::sync {

/// Where this tablet stands towards the server.
struct Position {
    std::string epoch;
    std::int64_t cursor = 0;
    std::optional<Mark> mark; ///< nothing that is here is newer
    /// The newest own event that the server has said it has; 0 = none.
    std::uint64_t acknowledged = 0;
    std::int64_t directory_version = 0;
    /// Another tablet works under this one's identity, with a copy of its data.
    bool copied = false;
    /// Since the server lost a part of its history, own events wait for what they stand on: another
    /// tablet has that.
    bool others_first = false;
};

class Replica {
public:
    virtual ~Replica() = default;

    virtual base::Result<Position> position() = 0;

    /// Own events without a receipt, in device order, behind the event `after_device_seq` (0 = from
    /// the first, and then what is carried for others too): at most `events_max` and
    /// `payload_bytes_max`, but at least one when there is any. Since the server lost a part of its
    /// history, what it lacks comes in the order in which it had it.
    virtual base::Result<std::vector<domain::Event>> unsent(std::uint64_t after_device_seq,
                                                            std::size_t events_max,
                                                            std::size_t payload_bytes_max) = 0;

    /// Keeps an unsent event apart, where it is offered no more and delays nothing; `reason` is
    /// shown with it. One that is not unsent is left as it is.
    virtual base::Result<void>
    keep_apart(const base::Uuid& device, std::uint64_t device_seq, domain::Reason reason) = 0;

    /// Places of own events that are kept apart, behind the newest own event that the server is
    /// known to have: ascending, at most `places_max`.
    virtual base::Result<std::vector<ApartPlace>> apart_places(std::size_t places_max) = 0;

    /// Takes an answer or a part of one: receipts, others' events, position and directory, in one
    /// transaction. What was taken before changes nothing. An event that the server quarantined is
    /// kept apart.
    virtual base::Result<void> take(const SyncResponse& response) = 0;
};

} // namespace huiyin::sync
