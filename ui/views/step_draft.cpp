#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/correction.h"
#include "core/domain/ink.h"
#include "ui/views/ink_strokes.h"
#include "ui/views/step_forms.h"

#include <utility>

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

std::string text_of_draft(const StepDraft& draft) {
    base::Json json = base::Json::object();
    json["payload"] = payload_text(draft.payload);
    json["call"] = payload_text(draft.call);
    if (draft.answer) {
        json["answer"] = *draft.answer;
    }
    json["files"] = app::json_from_files(draft.files);
    json["signs"] = draft.signs;
    json["ink"] = domain::text_of_ink(ink_of(draft.signature.strokes));
    json["signed_name"] = draft.signature.typed_name;
    json["proposes"] = draft.proposes;
    json["proposal"] = draft.proposal;
    return base::to_text(json);
}

std::optional<StepDraft> draft_from_text(StepDraft fresh, std::string_view text) {
    StepDraft draft = std::move(fresh);
    const auto json = base::parse_json(text, base::limits::event_payload_bytes_max);
    if (!json || !json->is_object()) {
        return std::nullopt;
    }
    const auto payload = payload_from_text(domain::kind_of(draft.payload),
                                           base::find_string(*json, "payload").value_or(""));
    const auto call =
        payload_from_text(EventKind::FollowUp, base::find_string(*json, "call").value_or(""));
    const auto ink = domain::ink_from_text(base::find_string(*json, "ink").value_or(""));
    if (!payload || !call || !ink) {
        return std::nullopt;
    }
    draft.payload = *payload;
    draft.call = std::get<domain::FollowUpPayload>(*call);
    draft.answer = base::find_bool(*json, "answer");
    if (const base::Json* files = base::find(*json, "files")) {
        draft.files = app::files_from_json(*files);
    }
    draft.signs = base::find_bool(*json, "signs").value_or(false);
    draft.signature.strokes = strokes_of(*ink);
    draft.signature.typed_name = base::find_string(*json, "signed_name").value_or("");
    draft.proposes = base::find_bool(*json, "proposes").value_or(draft.proposes);
    draft.proposal = base::find_string(*json, "proposal").value_or("");
    return draft;
}

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
