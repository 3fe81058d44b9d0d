#include "sync-server/api/redaction.h"

#include "core/domain/redaction.h"

#include <algorithm>

namespace huiyin::server::api {

using domain::Complaint;
using domain::EventKind;
using domain::PlacedEvent;
using domain::Reason;

bool is_credible(const domain::Event& event,
                 const Uuid& from,
                 const std::optional<Complaint>& before) {
    if (event.redaction.is_nil()) {
        return true;
    }
    const auto named = [&](const domain::RedactionOrder& order) {
        return order.event_id == event.redaction &&
               domain::hash_named(order.said, event.id) == domain::payload_hash(event);
    };
    if (before && std::any_of(before->redactions.begin(), before->redactions.end(), named)) {
        return true;
    }
    return event.device == from && domain::redacted_payload(event) == event.payload;
}

Result<Reason> redaction_refusal(store::Reader& reader,
                                 const Uuid& department,
                                 const domain::Event& event,
                                 const domain::Payload& payload,
                                 const std::optional<Complaint>& before) {
    if (std::holds_alternative<domain::RedactPayload>(payload)) {
        return before && before->taken_down ? Reason::None : Reason::NoSuchOrder;
    }
    const auto* order = std::get_if<domain::OrderRedactionPayload>(&payload);
    if (order == nullptr) {
        return Reason::None;
    }
    const auto events = HUIYIN_TRY(reader.complaint_events(department, event.complaint));
    return domain::fits(*order, events) ? Reason::None : Reason::BadPayload;
}

namespace {

Result<void>
carry_out(store::Writer& writer, const Uuid& department, std::optional<Complaint>& complaint) {
    auto events = HUIYIN_TRY(writer.reader().complaint_events(department, complaint->id));
    for (PlacedEvent& placed : events) {
        if (domain::redact(placed.event, *complaint)) {
            HUIYIN_TRY(writer.redact_event(department, placed.event));
        }
    }
    complaint = domain::fold(events);
    return {};
}

} // namespace

Result<void> follow_redaction(store::Writer& writer,
                              const Uuid& department,
                              const PlacedEvent& placed,
                              std::optional<Complaint>& complaint) {
    const domain::Event& event = placed.event;
    if (placed.verdict.kind != domain::VerdictKind::Applied ||
        !domain::RedactionOrders::concerns(event)) {
        return {};
    }
    if (event.kind == code_of(EventKind::OrderRedaction)) {
        HUIYIN_TRY(writer.add_redaction_order(department,
                                              {.order = event.id,
                                               .complaint = event.complaint,
                                               .number = complaint->number,
                                               .ordered_by = event.actor,
                                               .ordered_at_utc_ms = placed.server_time_utc_ms}));
    } else {
        for (const domain::RedactionOrder& order : complaint->redactions) {
            if (order.carried_out_change == placed.change) {
                HUIYIN_TRY(writer.end_redaction_order(department, order.event_id));
            }
        }
        HUIYIN_TRY(carry_out(writer, department, complaint));
    }
    return writer.raise_directory_version(department);
}

domain::Directory directory_for(const domain::Directory& directory, const Uuid& person) {
    domain::Directory own = directory;
    if (!directory.holds(person, domain::Role::Administrator)) {
        own.redactions.clear();
    }
    return own;
}

} // namespace huiyin::server::api
