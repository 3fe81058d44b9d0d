// Checking what was recorded without trusting who kept it: hashes, signatures, chains (sync 1).
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace huiyin::domain {

/// The end of one device's chain as far as it was read.
struct ChainEnd {
    std::uint64_t seq = 0;
    base::Hash hash{};
};

/// Whether the event is the very next one of its device. Moves the end to it either way.
bool continues(ChainEnd& end, const Event& event);

/// What is wrong with an event.
enum class Fault : std::uint8_t {
    None,
    UnknownDevice, ///< the department has no such device
    NotAuthentic,  ///< not what its device signed, nor what an order put in its place
    ChainBroken,   ///< does not follow the device's event that is known before it
    OutOfOrder     ///< its change number is not above the one before it
};

/// What came of checking the events of one complaint.
struct ComplaintCheck {
    std::size_t events = 0;
    Fault fault = Fault::None; ///< of the first event that is wrong
    base::Uuid event;          ///< that event
    std::size_t redacted = 0;  ///< events in their redacted form, as a carried-out order names it
};

/// Checks the events of one complaint, in change order with the unsent ones after them.
///
/// A device's other events are not here, so its chain is checked where two events follow each other
/// directly; where some lie between, only that the later one comes later.
ComplaintCheck check_events(std::span<const PlacedEvent> events, const Directory& directory);

} // namespace huiyin::domain
