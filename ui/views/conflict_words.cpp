#include "ui/views/conflict_words.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/step_members.h"

#include <algorithm>
#include <utility>

namespace huiyin::views {

using app::Text;

namespace {

std::vector<std::string> facts_of(const app::App& app, const domain::Step* step) {
    if (step == nullptr) {
        return {};
    }
    std::vector<std::string> facts{std::string(app.directory().name_of(step->actor))};
    if (const domain::Device* device = app.directory().device(step->device)) {
        facts.push_back(device->code);
    }
    facts.push_back(app::moment_text(step->at_utc_ms, app.clock(), app.language()));
    return facts;
}

const domain::Step* find_step(const domain::Complaint& complaint, const base::Uuid& event) {
    const auto found =
        std::find_if(complaint.steps.begin(), complaint.steps.end(), [&](const domain::Step& step) {
            return step.event_id == event;
        });
    return found == complaint.steps.end() ? nullptr : &*found;
}

std::string step_text(domain::EventKind kind, const std::string& text, app::Language language) {
    const std::string_view step = app::label(kind, language);
    return text.empty() ? std::string(step)
                        : app::with(sentence(app::KeepText::Clash, language), step, text);
}

/// What a decision chose, in a word; empty for other steps.
struct Choice {
    const app::App& app;

    std::string operator()(const domain::ConfirmValidityPayload& payload) const {
        return word(payload.validity);
    }

    std::string operator()(const domain::ChangeSeverityPayload& payload) const {
        return word(payload.severity);
    }

    std::string operator()(const domain::GrantExtensionPayload& payload) const {
        return payload.until_utc_ms == 0
                   ? std::string(app.say(Text::FieldGrantNo))
                   : app::moment_text(payload.until_utc_ms, app.clock(), app.language());
    }

    std::string operator()(const domain::AppointPayload& payload) const {
        return std::string(app.directory().name_of(payload.person));
    }

    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

    template <class Enum>
    std::string word(const std::optional<Enum>& value) const {
        return value ? std::string(app::label(*value, app.language())) : std::string();
    }
};

/// The decision that stands where one of the other kind clashed, without its reasons.
domain::Payload standing(const domain::Complaint& complaint, domain::EventKind kind) {
    using enum domain::EventKind;
    if (kind == ConfirmValidity) {
        return domain::ConfirmValidityPayload{complaint.validity(), {}};
    }
    if (kind == ChangeSeverity) {
        return domain::ChangeSeverityPayload{complaint.severity, {}};
    }
    if (kind == Appoint) {
        return domain::AppointPayload{complaint.substitute};
    }
    if (kind == GrantExtension && !complaint.extensions.empty()) {
        return domain::GrantExtensionPayload{complaint.extensions.back().granted_until_utc_ms, {}};
    }
    return domain::NotePayload{};
}

/// The step, what it chose, and its words.
std::string step_words(const app::App& app,
                       domain::EventKind kind,
                       const domain::Payload& decision,
                       const std::string& text) {
    const std::string choice = std::visit(Choice{app}, decision);
    return step_text(kind,
                     choice.empty() || text.empty() ? choice + text : choice + " · " + text,
                     app.language());
}

} // namespace

std::string conflict_title(const app::App& app, const domain::Conflict& conflict) {
    return conflict.member.empty() ? std::string(app.say(Text::ConflictStep))
                                   : app::with(app.say(Text::ConflictMember),
                                               member_name(conflict.member, app.language()));
}

std::string clash_title(const app::App& app, const domain::Conflict& conflict) {
    return conflict.member.empty() ? std::string(app.say(app::KeepText::ClashOfSteps))
                                   : app::with(app.say(app::KeepText::ClashOfValues),
                                               member_name(conflict.member, app.language()));
}

ConflictSide in_force_side(const app::App& app,
                           const domain::Complaint& complaint,
                           const domain::Conflict& conflict) {
    const domain::Step* step = find_step(complaint, conflict.against);
    ConflictSide side{.text = {}, .facts = facts_of(app, step)};
    if (!conflict.member.empty()) {
        side.text = member_words(
            app, conflict.member, domain::member_value(complaint.intake, conflict.member));
    } else if (step != nullptr) {
        side.text = step_words(
            app, step->kind, standing(complaint, domain::kind_of(conflict.payload)), step->text);
    }
    return side;
}

ConflictSide kept_side(const app::App& app,
                       const domain::Complaint& complaint,
                       const domain::Conflict& conflict) {
    ConflictSide side{.text = {}, .facts = facts_of(app, find_step(complaint, conflict.event_id))};
    const auto* correction = std::get_if<domain::CorrectPayload>(&conflict.payload);
    side.text = correction != nullptr ? member_words(app, correction->member, correction->value)
                                      : step_words(app,
                                                   domain::kind_of(conflict.payload),
                                                   conflict.payload,
                                                   domain::text_of(conflict.payload));
    return side;
}

} // namespace huiyin::views
