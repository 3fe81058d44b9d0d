// Taking who complains out of the record: the order, and its carrying out (domain/redaction.h).
#include "core/domain/redaction.h"
#include "ui/app/app.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

domain::OrderRedactionPayload App::redaction_order(std::string reason) const {
    const auto events =
        m_selected
            ? m_store.events(m_selected->id)
            : base::Result<std::vector<domain::PlacedEvent>>(std::vector<domain::PlacedEvent>{});
    // What cannot be read gives an order that names nothing, which the rules refuse.
    domain::OrderRedactionPayload order =
        events ? domain::redaction_order(*events) : domain::OrderRedactionPayload{};
    order.reason = std::move(reason);
    return order;
}

std::vector<domain::WaitingRedaction> App::waiting_redactions() const {
    std::vector<domain::WaitingRedaction> waiting;
    for (const domain::WaitingRedaction& order : directory().redactions) {
        const auto complaint = m_store.complaint(order.complaint);
        const bool carried_out =
            complaint && *complaint &&
            std::any_of((*complaint)->redactions.begin(),
                        (*complaint)->redactions.end(),
                        [&](const domain::RedactionOrder& known) {
                            return known.event_id == order.order && known.carried_out;
                        });
        if (!carried_out) {
            waiting.push_back(order);
        }
    }
    return waiting;
}

Outcome App::carry_out(const domain::WaitingRedaction& order) {
    if (!m_store.session()) {
        return store_failed(base::ErrorCode::Unauthenticated);
    }
    const auto before = m_store.complaint(order.complaint);
    if (!before) {
        return store_failed(before.error().code);
    }
    const auto steps =
        steps_for(*before, order.complaint, {domain::RedactPayload{order.order, order.number}});
    if (!steps) {
        return Outcome::Incomplete;
    }
    const Outcome outcome = store_steps(*steps);
    if (outcome == Outcome::Saved) {
        show_toast(with(say(RedactionText::CarriedOut), order.number));
    }
    return outcome;
}

} // namespace huiyin::app
