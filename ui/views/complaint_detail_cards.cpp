#include "ui/views/complaint_detail_cards.h"

#include "core/domain/inbox.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/conflict_words.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/feedback.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

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
    const domain::Complaint& complaint = *m_app.selected();
    const std::array<ConflictSide, 2> sides{in_force_side(m_app, complaint, conflict),
                                            kept_side(m_app, complaint, conflict)};
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
    const std::string title = conflict_title(m_app, conflict);
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
            waits.empty() ? in_force_side(m_app, *m_app.selected(), conflict).text + " / " +
                                kept_side(m_app, *m_app.selected(), conflict).text
                          : waits;
        const std::string id = "banner_" + base::to_string(conflict.event_id);
        const std::string title = clash_title(m_app, conflict);
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
