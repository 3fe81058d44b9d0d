// Taking who complains out of the record without breaking what proves it (procedure 4.9.16).
//
// The leadership's signed order names the events that hold the complainant's data and the hash of
// each one's redacted payload; once the administrator has carried it out, every replica puts the
// redacted payload in the place of what was written and keeps the event's own hash beside it. So
// the chain of the device still holds, and any other payload is found out.
//
// Redacted are the name, the department and the contact in the intake, in a 保密 identity and in
// corrections, who was told the result, and the signature. What people wrote in free words stays.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/event.h"
#include "core/domain/payload.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace huiyin::domain {

/// What stands where somebody who was told was named.
inline constexpr std::string_view redacted_name = "***";

/// Whether the payload names the complainant or says how to reach him.
bool names_complainant(const Payload& payload);

/// Whether the payload says of itself that the complainant was taken out of it. Nobody may write
/// such a step.
bool is_redacted(const Payload& payload);

/// The payload without the complainant. Of a redacted one the same.
Payload redacted(Payload payload);

/// The bytes of the redacted payload of an event; nothing for kinds that hold no such data and for
/// what cannot be read.
std::optional<std::string> redacted_payload(const Event& event);

/// SHA-256 of the payload as it stands.
base::Hash payload_hash(const Event& event);

/// Whether as many hashes stand there as events, at least one and each once.
bool is_well_formed(const OrderRedactionPayload& order);

/// The hash that an order names for an event; nothing when it does not name it.
std::optional<base::Hash> hash_named(const OrderRedactionPayload& order, const Uuid& event);

/// The order for a complaint whose events these are: the intake, and all else that names the
/// complainant and is not redacted, the first limits::references_max. The reason is for the person
/// to state.
OrderRedactionPayload redaction_order(std::span<const PlacedEvent> events);

/// Whether the order names redacted payloads as this program makes them of the events, as far as
/// they are among these.
bool fits(const OrderRedactionPayload& order, std::span<const PlacedEvent> events);

/// Puts the event into its redacted form when an order that was carried out names it; whether it
/// did. Not for one whose redacted payload is another than the order says.
bool redact(Event& event, const Complaint& complaint);

/// Whether some order was carried out by a step that has its place.
bool has_redactions(const Complaint& complaint);

/// The orders among events that were found authentic, and what they vouch for.
class RedactionOrders {
public:
    /// Whether take() would look at it.
    static bool concerns(const Event& event);

    /// Takes note of an order or of its carrying out. Other events and steps that were not applied
    /// change nothing.
    void take(const PlacedEvent& placed);

    /// Whether a carried-out order names the payload of this redacted event.
    bool vouch_for(const Event& event) const;

private:
    struct Order {
        Uuid complaint;
        OrderRedactionPayload said;
    };

    std::map<Uuid, Order> m_orders;
    std::map<Uuid, Uuid> m_carried_out; ///< order, complaint
};

} // namespace huiyin::domain
