#include "ui/views/complaint_detail_cards.h"

#include "core/domain/inbox.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/step_members.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/feedback.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

/// One side of a conflict: what it says, and who said it where and when.
struct Side {
    std::string text;
    std::vector<std::string> facts;
};

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
    std::string out(app::label(kind, language));
    return text.empty() ? out : out + " " + text;
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

Side in_force(const app::App& app, const domain::Conflict& conflict) {
    const domain::Complaint& complaint = *app.selected();
    const domain::Step* step = find_step(complaint, conflict.against);
    Side side{.text = {}, .facts = facts_of(app, step)};
    if (!conflict.member.empty()) {
        side.text = member_words(
            app, conflict.member, domain::member_value(complaint.intake, conflict.member));
    } else if (step != nullptr) {
        side.text = step_words(
            app, step->kind, standing(complaint, domain::kind_of(conflict.payload)), step->text);
    }
    return side;
}

Side kept(const app::App& app, const domain::Conflict& conflict) {
    Side side{.text = {}, .facts = facts_of(app, find_step(*app.selected(), conflict.event_id))};
    const auto* correction = std::get_if<domain::CorrectPayload>(&conflict.payload);
    side.text = correction != nullptr ? member_words(app, correction->member, correction->value)
                                      : step_words(app,
                                                   domain::kind_of(conflict.payload),
                                                   conflict.payload,
                                                   domain::text_of(conflict.payload));
    return side;
}

} // namespace

bool DetailCards::call_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    if (!domain::needs_call(complaint, m_app.directory())) {
        return false;
    }
    std::string button;
    std::string target;
    for (const base::Uuid& id : domain::people_to_call(complaint, m_app.directory())) {
        const domain::Person* person = m_app.directory().person(id);
        if (person != nullptr && !person->phone.empty()) {
            button = app::with(m_app.say(Text::CallButton), person->name + " " + person->phone);
            target = "tel:" + person->phone;
            break;
        }
    }
    const auto pressed = w::alert_card({.id = "call",
                                        .title = m_app.say(Text::CallTitle),
                                        .subject = complaint.number,
                                        .reason = m_app.say(Text::CallReason),
                                        .primary = button,
                                        .primary_icon = w::Icon::Phone,
                                        .primary_target = target,
                                        .secondary = m_app.say(Text::StepTell)});
    return pressed == w::AlertAction::Secondary;
}

std::string DetailCards::title_of_conflict(const domain::Conflict& conflict) const {
    return conflict.member.empty() ? std::string(m_app.say(Text::ConflictStep))
                                   : app::with(m_app.say(Text::ConflictMember),
                                               member_name(conflict.member, m_app.language()));
}

std::string DetailCards::waits_for(const domain::Conflict& conflict) const {
    const domain::SettlePayload settling{conflict.event_id, domain::SettleChoice::Keep, {}};
    if (!m_app.refusal_of(settling)) {
        return {};
    }
    std::string names;
    for (const base::Uuid& id : m_app.directory().holders_of(domain::Role::RelationshipManager)) {
        names += names.empty() ? "" : m_app.say(Text::ListComma);
        names += m_app.directory().name_of(id);
    }
    return app::with(m_app.say(Text::ConflictWaits), names);
}

void DetailCards::card_ui(const domain::Conflict& conflict) {
    const std::array<Side, 2> sides{in_force(m_app, conflict), kept(m_app, conflict)};
    std::array<std::vector<std::string_view>, 2> facts;
    std::array<std::array<std::string_view, 1>, 2> parts;
    std::array<w::ConflictValue, 2> values;
    for (std::size_t i = 0; i < 2; ++i) {
        facts[i].assign(sides[i].facts.begin(), sides[i].facts.end());
        parts[i] = {sides[i].text};
        values[i] = {.order = m_app.say(i == 0 ? Text::ConflictFirst : Text::ConflictSecond),
                     .parts = parts[i],
                     .facts = facts[i],
                     .in_force = i == 0};
    }
    const std::string title = title_of_conflict(conflict);
    const std::string waits = waits_for(conflict);
    const std::string id = "conflict_" + base::to_string(conflict.event_id);
    const auto chosen = w::conflict_card(
        {.id = id,
         .title = title,
         .values = values,
         .choose = waits.empty() ? m_app.say(Text::ConflictTake) : std::string_view(),
         .waits_for = waits});
    if (chosen) {
        m_chosen_of = conflict.event_id;
        m_choice = *chosen == 0 ? domain::SettleChoice::Keep : domain::SettleChoice::Take;
    }
}

void DetailCards::settle_chosen() {
    if (!m_choice) {
        return;
    }
    const domain::SettlePayload settling{m_chosen_of, m_choice, {}};
    m_choice.reset();
    if (m_app.take({settling}, m_app.say(Text::ConflictSettled)) == app::Outcome::Saved) {
        m_open.reset();
    }
}

void DetailCards::conflicts_ui() {
    // Settling changes the list, so it comes after the drawing.
    for (const domain::Conflict& conflict : m_app.selected()->conflicts) {
        if (conflict.settled) {
            continue;
        }
        if (w::breakpoint() != w::Breakpoint::Phone) {
            card_ui(conflict);
            continue;
        }
        const std::string waits = waits_for(conflict);
        const std::string text =
            waits.empty() ? in_force(m_app, conflict).text + " / " + kept(m_app, conflict).text
                          : waits;
        const std::string id = "banner_" + base::to_string(conflict.event_id);
        const std::string title = title_of_conflict(conflict);
        if (w::conflict_banner({.id = id,
                                .title = title,
                                .text = text,
                                .choose = m_app.say(Text::ConflictChoose)})) {
            m_open = conflict.event_id;
        }
    }
    settle_chosen();
}

void DetailCards::sheet_ui() {
    if (!m_open) {
        return;
    }
    const auto& conflicts = m_app.selected()->conflicts;
    const auto found = std::find_if(conflicts.begin(), conflicts.end(), [&](const auto& one) {
        return one.event_id == *m_open && !one.settled;
    });
    if (found == conflicts.end()) {
        m_open.reset();
        return;
    }
    {
        w::Sheet sheet({.id = "conflict_sheet",
                        .title = m_app.say(Text::StepSettle),
                        .close_label = m_app.say(Text::Close),
                        .has_actions = false});
        card_ui(*found);
        if (sheet.closed()) {
            m_open.reset();
        }
    }
    settle_chosen();
}

} // namespace huiyin::views
