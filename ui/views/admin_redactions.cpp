#include "ui/views/admin_redactions.h"

#include "ui/app/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

namespace huiyin::views {

namespace w = widgets;
using app::RedactionText;
using app::Text;

void AdminRedactionsView::page_ui() {
    w::note({.text = say(RedactionText::Lead), .tone = w::Tone::Neutral});
    const auto waiting = m_app.waiting_redactions();
    if (waiting.empty()) {
        w::note({.text = say(RedactionText::None), .tone = w::Tone::Neutral, .id = "no_orders"});
        return;
    }
    const w::Card card({.padding = 0, .gap = 0});
    for (const domain::WaitingRedaction& order : waiting) {
        const std::string id = to_string(order.order);
        const std::string detail = ordered_text(order);
        if (w::action_row({.id = id,
                           .label = order.number.empty() ? m_app.say(Text::NoNumberYet)
                                                         : std::string_view(order.number),
                           .detail = detail,
                           .value = say(RedactionText::Waiting),
                           .icon = w::Icon::ShieldCheck,
                           .tone = w::Tone::Warning})) {
            m_order = order.order;
        }
    }
}

std::string AdminRedactionsView::ordered_text(const domain::WaitingRedaction& order) const {
    return app::with(say(RedactionText::OrderedBy),
                     m_app.directory().name_of(order.ordered_by),
                     app::moment_text(order.ordered_at_utc_ms, m_app.clock(), m_app.language()));
}

void AdminRedactionsView::sheets_ui() {
    if (m_order.is_nil()) {
        return;
    }
    const domain::WaitingRedaction* found = m_app.directory().redaction_order(m_order);
    if (found == nullptr) {
        // Another administrator was faster.
        m_order = {};
        return;
    }
    const domain::WaitingRedaction order = *found;
    w::Sheet sheet(
        {.id = "redaction_sheet", .title = order.number, .close_label = m_app.say(Text::Close)});
    const std::string ordered = ordered_text(order);
    w::note({.text = ordered, .tone = w::Tone::Neutral});
    w::note({.text = say(RedactionText::CarryOutText), .tone = w::Tone::Warning});
    sheet.actions();
    const bool cancelled =
        w::button({.id = "redaction_cancel", .label = m_app.say(Text::Cancel)}) || sheet.closed();
    const bool pressed = w::button({.id = "redaction_carry_out",
                                    .label = say(RedactionText::CarryOut),
                                    .kind = w::ButtonKind::Harm,
                                    .width = w::width_fill});
    const bool done = pressed && m_app.carry_out(order) == app::Outcome::Saved;
    if (cancelled || done) {
        m_order = {};
    }
}

} // namespace huiyin::views
