#include "core/domain/redaction.h"

#include "core/base/bytes.h"
#include "core/base/limits.h"

#include <algorithm>
#include <set>

namespace huiyin::domain {

namespace {

constexpr std::size_t hash_digits = 64;
constexpr const char* nothing = "null";

bool is_name_or_contact(std::string_view member) {
    return member == "complainant_name" || member == "complainant_org" || member == "contact";
}

bool names(const Intake& intake) {
    return !intake.complainant_name.empty() || !intake.complainant_org.empty() ||
           !intake.contact.empty();
}

void take_out(Intake& intake) {
    intake.complainant_name.clear();
    intake.complainant_org.clear();
    intake.contact.clear();
    intake.redacted = true;
}

struct Names {
    bool operator()(const RecordPayload& payload) const { return names(payload.intake); }

    bool operator()(const RejectIntakePayload& payload) const { return names(payload.intake); }

    bool operator()(const IdentifyPayload& payload) const {
        const Identity& identity = payload.identity;
        return !identity.name.empty() || !identity.org.empty() || !identity.contact.empty();
    }

    bool operator()(const CorrectPayload& payload) const {
        return is_name_or_contact(payload.member) && payload.value != nothing;
    }

    bool operator()(const FeedBackPayload& payload) const {
        return (!payload.told.empty() && payload.told != redacted_name) || !payload.ink.empty() ||
               !payload.signed_name.empty();
    }

    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

struct TakeOut {
    void operator()(RecordPayload& payload) const { take_out(payload.intake); }

    void operator()(RejectIntakePayload& payload) const { take_out(payload.intake); }

    void operator()(IdentifyPayload& payload) const {
        const bool refused = payload.identity.contact_refused;
        payload.identity = {.contact_refused = refused, .redacted = true};
    }

    void operator()(CorrectPayload& payload) const {
        if (is_name_or_contact(payload.member)) {
            payload.value = nothing;
        }
    }

    void operator()(FeedBackPayload& payload) const {
        if (!payload.told.empty()) {
            payload.told = redacted_name;
        }
        payload.ink.clear();
        payload.signed_name.clear();
    }

    template <class Other>
    void operator()(Other&) const {}
};

bool is_intake(EventKind kind) {
    return kind == EventKind::Record || kind == EventKind::RejectIntake;
}

bool may_be_redacted(EventKind kind) {
    return is_intake(kind) || kind == EventKind::Identify || kind == EventKind::Correct ||
           kind == EventKind::FeedBack;
}

std::optional<Payload> payload_of(const Event& event) {
    const auto kind = from_code<EventKind>(event.kind);
    auto payload = kind ? payload_from_text(*kind, event.payload)
                        : base::failure(base::ErrorCode::InvalidInput, "unknown kind");
    return payload ? std::optional<Payload>(std::move(*payload)) : std::nullopt;
}

} // namespace

bool names_complainant(const Payload& payload) {
    return std::visit(Names{}, payload);
}

bool is_redacted(const Payload& payload) {
    if (const auto* record = std::get_if<RecordPayload>(&payload)) {
        return record->intake.redacted;
    }
    if (const auto* rejected = std::get_if<RejectIntakePayload>(&payload)) {
        return rejected->intake.redacted;
    }
    const auto* identify = std::get_if<IdentifyPayload>(&payload);
    return identify != nullptr && identify->identity.redacted;
}

Payload redacted(Payload payload) {
    std::visit(TakeOut{}, payload);
    return payload;
}

std::optional<std::string> redacted_payload(const Event& event) {
    auto payload = payload_of(event);
    if (!payload || !may_be_redacted(kind_of(*payload))) {
        return std::nullopt;
    }
    return payload_text(redacted(std::move(*payload)));
}

base::Hash payload_hash(const Event& event) {
    return base::sha256(base::bytes_of(event.payload));
}

bool is_well_formed(const OrderRedactionPayload& order) {
    const std::set<Uuid> once(order.events.begin(), order.events.end());
    return !order.events.empty() && order.events.size() <= base::limits::references_max &&
           once.size() == order.events.size() &&
           order.hashes.size() == order.events.size() * hash_digits &&
           order.hashes.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<base::Hash> hash_named(const OrderRedactionPayload& order, const Uuid& event) {
    const auto found = std::find(order.events.begin(), order.events.end(), event);
    if (found == order.events.end() || !is_well_formed(order)) {
        return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(found - order.events.begin());
    return base::hash_from_hex(
        std::string_view(order.hashes).substr(place * hash_digits, hash_digits));
}

OrderRedactionPayload redaction_order(std::span<const PlacedEvent> events) {
    OrderRedactionPayload order;
    for (const PlacedEvent& placed : events) {
        const auto payload = payload_of(placed.event);
        if (!payload) {
            continue;
        }
        if (const auto* record = std::get_if<RecordPayload>(&*payload)) {
            if (placed.verdict.kind == VerdictKind::Applied) {
                order.number = record->number;
            }
        }
        // The intake says that it is redacted also where only a later step named somebody.
        const bool concerned = is_intake(kind_of(*payload)) || names_complainant(*payload);
        if (!concerned || !placed.event.redaction.is_nil() ||
            order.events.size() == base::limits::references_max) {
            continue;
        }
        order.events.push_back(placed.event.id);
        const std::string text = payload_text(redacted(*payload));
        order.hashes += base::hex_from_bytes(base::sha256(base::bytes_of(text)));
    }
    return order;
}

bool fits(const OrderRedactionPayload& order, std::span<const PlacedEvent> events) {
    return std::all_of(events.begin(), events.end(), [&](const PlacedEvent& placed) {
        const auto named = hash_named(order, placed.event.id);
        if (!named) {
            return true;
        }
        const auto text = redacted_payload(placed.event);
        return text && base::sha256(base::bytes_of(*text)) == *named;
    });
}

bool redact(Event& event, const Complaint& complaint) {
    if (!event.redaction.is_nil()) {
        return false;
    }
    for (const RedactionOrder& order : complaint.redactions) {
        const auto named = order.carried_out_change != 0 ? hash_named(order.said, event.id)
                                                         : std::optional<base::Hash>();
        auto text = named ? redacted_payload(event) : std::optional<std::string>();
        if (text && base::sha256(base::bytes_of(*text)) == *named) {
            event.payload = std::move(*text);
            event.redaction = order.event_id;
            return true;
        }
    }
    return false;
}

bool has_redactions(const Complaint& complaint) {
    return std::any_of(complaint.redactions.begin(),
                       complaint.redactions.end(),
                       [](const RedactionOrder& order) { return order.carried_out_change != 0; });
}

bool RedactionOrders::concerns(const Event& event) {
    return event.kind == code_of(EventKind::OrderRedaction) ||
           event.kind == code_of(EventKind::Redact);
}

void RedactionOrders::take(const PlacedEvent& placed) {
    const Event& event = placed.event;
    if (!concerns(event) || placed.verdict.kind != VerdictKind::Applied) {
        return;
    }
    const auto payload = payload_of(event);
    if (!payload) {
        return;
    }
    if (const auto* order = std::get_if<OrderRedactionPayload>(&*payload)) {
        if (event.role == Role::Leadership) {
            m_orders.emplace(event.id, Order{event.complaint, *order});
        }
    } else if (const auto* done = std::get_if<RedactPayload>(&*payload)) {
        if (event.role == Role::Administrator) {
            m_carried_out.emplace(done->order, event.complaint);
        }
    }
}

bool RedactionOrders::vouch_for(const Event& event) const {
    const auto order = m_orders.find(event.redaction);
    const auto done = m_carried_out.find(event.redaction);
    return order != m_orders.end() && done != m_carried_out.end() &&
           order->second.complaint == event.complaint && done->second == event.complaint &&
           hash_named(order->second.said, event.id) == payload_hash(event);
}

} // namespace huiyin::domain
