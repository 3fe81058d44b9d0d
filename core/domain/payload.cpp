#include "core/domain/payload.h"

#include "core/base/limits.h"

namespace huiyin::domain {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;

namespace {

struct ToJson {
    Json operator()(const RecordPayload& payload) const {
        Json json = Json::object();
        json["number"] = payload.number;
        json["intake"] = json_from_intake(payload.intake);
        return json;
    }

    Json operator()(const RejectIntakePayload& payload) const {
        Json json = Json::object();
        json["reason"] = payload.reason;
        json["intake"] = json_from_intake(payload.intake);
        return json;
    }

    Json operator()(const NotePayload& payload) const {
        Json json = Json::object();
        json["text"] = payload.text;
        return json;
    }
};

Result<std::string> text_member(const Json& json, std::string_view key) {
    auto text = base::find_string(json, key);
    if (!text) {
        return failure(ErrorCode::InvalidInput, "payload without " + std::string(key));
    }
    return std::move(*text);
}

Result<Intake> intake_member(const Json& json) {
    const Json* intake = base::find(json, "intake");
    if (intake == nullptr) {
        return failure(ErrorCode::InvalidInput, "payload without intake");
    }
    return intake_from_json(*intake);
}

} // namespace

EventKind kind_of(const Payload& payload) {
    // The variant's alternatives stand in the order of EventKind.
    static_assert(std::variant_size_v<Payload> == 3);
    return static_cast<EventKind>(payload.index());
}

std::string payload_text(const Payload& payload) {
    return base::to_text(std::visit(ToJson{}, payload));
}

Result<Payload> payload_from_text(EventKind kind, std::string_view text) {
    const Json json = HUIYIN_TRY(base::parse_json(text, base::limits::event_payload_bytes_max));
    switch (kind) {
    case EventKind::Record: {
        std::string number = HUIYIN_TRY(text_member(json, "number"));
        Intake intake = HUIYIN_TRY(intake_member(json));
        return RecordPayload{std::move(number), std::move(intake)};
    }
    case EventKind::RejectIntake: {
        std::string reason = HUIYIN_TRY(text_member(json, "reason"));
        Intake intake = HUIYIN_TRY(intake_member(json));
        return RejectIntakePayload{std::move(intake), std::move(reason)};
    }
    case EventKind::Note: {
        std::string note = HUIYIN_TRY(text_member(json, "text"));
        return NotePayload{std::move(note)};
    }
    }
    return failure(ErrorCode::InvalidInput, "unknown kind");
}

} // namespace huiyin::domain
