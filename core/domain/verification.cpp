#include "core/domain/verification.h"

#include "core/domain/redaction.h"

#include <map>

namespace huiyin::domain {

namespace {

/// Whether the event can follow, with events of other complaints between that are not known here.
bool may_follow(const ChainEnd& end, const Event& event) {
    return event.device_seq == end.seq + 1 ? event.prev_hash == end.hash
                                           : event.device_seq > end.seq;
}

bool is_signed(const Event& event, const Directory& directory) {
    const Device* device = directory.device(event.device);
    return device != nullptr && is_authentic(event, device->public_key);
}

RedactionOrders orders_among(std::span<const PlacedEvent> events, const Directory& directory) {
    RedactionOrders orders;
    for (const PlacedEvent& placed : events) {
        if (RedactionOrders::concerns(placed.event) && is_signed(placed.event, directory)) {
            orders.take(placed);
        }
    }
    return orders;
}

Fault fault_of(const PlacedEvent& placed,
               const Directory& directory,
               const RedactionOrders& orders,
               const ChainEnd& end) {
    if (directory.device(placed.event.device) == nullptr) {
        return Fault::UnknownDevice;
    }
    const bool redacted = !placed.event.redaction.is_nil();
    if (!is_signed(placed.event, directory) || (redacted && !orders.vouch_for(placed.event))) {
        return Fault::NotAuthentic;
    }
    // The first one that is known here may be any of its device.
    const bool known = end.seq != 0 || placed.event.device_seq == 1;
    return !known || may_follow(end, placed.event) ? Fault::None : Fault::ChainBroken;
}

} // namespace

bool continues(ChainEnd& end, const Event& event) {
    const bool next = event.device_seq == end.seq + 1 && event.prev_hash == end.hash;
    end = {event.device_seq, event.hash};
    return next;
}

ComplaintCheck check_events(std::span<const PlacedEvent> events, const Directory& directory) {
    std::map<base::Uuid, ChainEnd> chains;
    std::int64_t change_last = 0;
    const RedactionOrders orders = orders_among(events, directory);
    ComplaintCheck check;
    for (const PlacedEvent& placed : events) {
        ++check.events;
        ChainEnd& end = chains[placed.event.device];
        Fault fault = fault_of(placed, directory, orders, end);
        check.redacted += static_cast<std::size_t>(!placed.event.redaction.is_nil());
        if (fault == Fault::None && placed.change != 0 && placed.change <= change_last) {
            fault = Fault::OutOfOrder;
        }
        if (fault != Fault::None && check.fault == Fault::None) {
            check.fault = fault;
            check.event = placed.event.id;
        }
        change_last = placed.change != 0 ? placed.change : change_last;
        static_cast<void>(continues(end, placed.event));
    }
    return check;
}

} // namespace huiyin::domain
