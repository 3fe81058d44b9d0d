#include "core/base/text.h"
#include "core/domain/correction.h"
#include "ui/views/step_forms.h"

namespace huiyin::views {

using domain::EventKind;
using domain::VerifyResult;

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
/// What a new date for later begins with: a week.
constexpr std::int64_t later_days = 7;

/// Times that are asked for begin with now, or with a week from now.
struct BeginTimes {
    std::int64_t now = 0;

    void operator()(domain::FeedBackPayload& payload) const { payload.at_utc_ms = now; }

    void operator()(domain::FollowUpPayload& payload) const { payload.at_utc_ms = now; }

    void operator()(domain::TellPayload& payload) const { payload.at_utc_ms = now; }

    void operator()(domain::AskExtensionPayload& payload) const {
        payload.until_utc_ms = now + later_days * day_ms;
    }

    void operator()(domain::ImprovePayload& payload) const {
        payload.due_utc_ms = now + later_days * day_ms;
    }

    template <class Other>
    void operator()(Other&) const {}
};

domain::Payload empty_payload(EventKind kind) {
    return domain::payload_from_text(kind, "{\"intake\":{}}")
        .value_or(domain::Payload(domain::NotePayload{}));
}

std::string text_of_draft(const StepDraft& draft) {
    std::string text = payload_text(draft.payload) + payload_text(draft.call) + draft.proposal;
    for (const domain::AttachPayload& file : draft.files) {
        text += file.sha256;
    }
    if (draft.answer) {
        text += *draft.answer ? 'y' : 'n';
    }
    return text;
}

std::vector<domain::Payload> closing_payloads(const app::App& app, const StepDraft& draft) {
    std::vector<domain::Payload> payloads;
    if (app.selected()->verified() == nullptr) {
        payloads.emplace_back(draft.call);
    }
    if (closing_result(app, draft) != VerifyResult::Dissatisfied) {
        payloads.emplace_back(domain::CloseSatisfiedPayload{});
        return payloads;
    }
    payloads.push_back(draft.payload);
    if (draft.proposes) {
        payloads.emplace_back(domain::ImprovePayload{draft.proposal, {}, 0});
    }
    return payloads;
}

} // namespace

bool StepDraft::is_touched() const {
    return text_of_draft(*this) != opened;
}

std::optional<VerifyResult> closing_result(const app::App& app, const StepDraft& draft) {
    const auto* verified = app.selected()->verified();
    return verified == nullptr ? draft.call.verify_result : verified->said.verify_result;
}

StepDraft begin_step(const app::App& app, EventKind kind) {
    // Both ways to close have one sheet; what the user says decides between them.
    const bool closes = kind == EventKind::CloseSatisfied;
    StepDraft draft;
    draft.payload = empty_payload(closes ? EventKind::CloseDissatisfied : kind);
    const std::int64_t now = app.clock().now_utc_ms();
    std::visit(BeginTimes{now}, draft.payload);
    const domain::Complaint& complaint = *app.selected();
    if (auto* said = std::get_if<domain::FeedBackPayload>(&draft.payload)) {
        const bool anonymous =
            complaint.intake.complainant_kind == domain::ComplainantKind::Anonymous;
        said->told = anonymous ? std::string() : complaint.intake.complainant_name;
        said->content =
            anonymous ? std::string(app.say(app::Text::FieldNoWayToTell)) : std::string();
    } else if (auto* granted = std::get_if<domain::GrantExtensionPayload>(&draft.payload)) {
        granted->until_utc_ms =
            complaint.extensions.empty() ? 0 : complaint.extensions.back().asked.until_utc_ms;
    }
    draft.call.reached = true;
    draft.call.at_utc_ms = now;
    draft.proposes = complaint.severity == domain::Severity::Major &&
                     complaint.validity() == domain::Validity::Valid;
    draft.opened = text_of_draft(draft);
    return draft;
}

std::vector<domain::Payload> payloads_of(const app::App& app, const StepDraft& draft) {
    if (std::holds_alternative<domain::CloseDissatisfiedPayload>(draft.payload)) {
        return closing_payloads(app, draft);
    }
    if (std::holds_alternative<domain::AttachPayload>(draft.payload)) {
        return {draft.files.begin(), draft.files.end()};
    }
    domain::Payload payload = draft.payload;
    if (auto* granted = std::get_if<domain::GrantExtensionPayload>(&payload)) {
        if (draft.answer == false) {
            granted->until_utc_ms = 0;
        }
    }
    if (const auto* correction = std::get_if<domain::CorrectPayload>(&payload)) {
        return domain::with_entailed(*app.selected(), *correction);
    }
    if (const auto* order = std::get_if<domain::OrderRedactionPayload>(&payload)) {
        return {app.redaction_order(order->reason)};
    }
    return {std::move(payload)};
}

bool is_complete(const app::App& app, const StepDraft& draft) {
    if (std::holds_alternative<domain::FollowUpPayload>(draft.payload) ||
        std::holds_alternative<domain::ReassignPayload>(draft.payload) ||
        std::holds_alternative<domain::GrantExtensionPayload>(draft.payload)) {
        return draft.answer.has_value();
    }
    if (std::holds_alternative<domain::AttachPayload>(draft.payload)) {
        return !draft.files.empty();
    }
    const auto* closing = std::get_if<domain::CloseDissatisfiedPayload>(&draft.payload);
    if (closing == nullptr) {
        return true;
    }
    const auto result = closing_result(app, draft);
    return result && (*result == VerifyResult::Satisfied || !draft.proposes ||
                      !base::trimmed(draft.proposal).empty());
}

} // namespace huiyin::views
