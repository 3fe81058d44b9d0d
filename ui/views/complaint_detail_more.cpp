#include "ui/views/complaint_detail_more.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/app/link_strings.h"
#include "ui/app/records.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/option_sheet.h"

#include <utility>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

Text text_of(domain::Fault fault) {
    switch (fault) {
    case domain::Fault::UnknownDevice:
        return Text::VerifyUnknownDevice;
    case domain::Fault::ChainBroken:
        return Text::VerifyChain;
    case domain::Fault::OutOfOrder:
        return Text::VerifyOrder;
    case domain::Fault::NotAuthentic:
    case domain::Fault::None:
        break;
    }
    return Text::VerifyNotAuthentic;
}

bool prints_in_bar() {
    return w::breakpoint() != w::Breakpoint::Phone;
}

} // namespace

std::optional<FormCopy> DetailMore::buttons_ui() {
    std::optional<FormCopy> wanted;
    if (prints_in_bar() && app::may_print_form(m_app) &&
        w::icon_button({.id = "print_form",
                        .icon = w::Icon::Print,
                        .label = m_app.say(Text::RecordsFormPrint)})) {
        wanted = FormCopy::Whole;
    }
    if (w::icon_button({.id = "more",
                        .icon = w::Icon::More,
                        .label = m_app.say(Text::FormChannelMore),
                        .has_popup = true})) {
        m_open = true;
    }
    return wanted;
}

std::optional<FormCopy> DetailMore::sheet_ui() {
    if (!m_open) {
        return std::nullopt;
    }
    std::vector<w::Step> rows;
    const bool may_print = app::may_print_form(m_app);
    if (may_print && !prints_in_bar()) {
        rows.push_back({.id = "print_form",
                        .label = m_app.say(Text::RecordsFormPrint),
                        .icon = w::Icon::Print});
    }
    if (may_print && app::has_confidential_version(m_app)) {
        rows.push_back({.id = "print_form_hidden",
                        .label = m_app.say(Text::RecordsFormPrintHidden),
                        .icon = w::Icon::Lock});
    }
    if (m_app.may_complain_again()) {
        rows.push_back(
            {.id = "again", .label = m_app.say(app::LinkText::Again), .icon = w::Icon::Plus});
    }
    rows.push_back(
        {.id = "verify", .label = m_app.say(Text::VerifyNow), .icon = w::Icon::ShieldCheck});
    const auto pressed = w::steps_sheet({.id = "more_sheet",
                                         .title = m_app.say(Text::FormChannelMore),
                                         .close_label = m_app.say(Text::Close),
                                         .steps = rows},
                                        m_open);
    if (!pressed) {
        return std::nullopt;
    }
    const std::string_view id = rows[*pressed].id;
    if (id == "verify") {
        check();
        return std::nullopt;
    }
    if (id == "again") {
        m_again = true;
        return std::nullopt;
    }
    return id == "print_form" ? FormCopy::Whole : FormCopy::WithoutComplainant;
}

void DetailMore::check() {
    m_check = m_app.check_selected();
    m_checked_steps = m_app.selected()->steps.size();
    m_checked = true;
    w::request_frame();
}

bool DetailMore::take_again() {
    return std::exchange(m_again, false);
}

bool DetailMore::take_checked() {
    return std::exchange(m_checked, false);
}

void DetailMore::close() {
    m_open = false;
    m_again = false;
    m_checked = false;
    m_check.reset();
}

void DetailMore::check_ui() {
    if (m_checked_steps != m_app.selected()->steps.size()) {
        m_check.reset();
    }
    if (!m_check) {
        return;
    }
    if (!*m_check) {
        static_cast<void>(storage_problem_ui(m_app, m_check->error().code));
        return;
    }
    const domain::ComplaintCheck& check = **m_check;
    if (check.fault == domain::Fault::None) {
        std::string text = app::with(m_app.say(Text::VerifyGood),
                                     app::count_text(static_cast<std::int64_t>(check.events)));
        if (check.redacted > 0) {
            text += "\n";
            text += app::with(m_app.say(app::RedactionText::VerifyRedacted),
                              app::count_text(static_cast<std::int64_t>(check.redacted)));
        }
        w::note({.text = text,
                 .tone = w::Tone::Success,
                 .icon = w::Icon::ShieldCheck,
                 .id = "verified",
                 .alert = true});
        return;
    }
    const std::string text = app::with(m_app.say(Text::VerifyBad), fault_words(check));
    w::note({.text = text,
             .tone = w::Tone::Danger,
             .icon = w::Icon::ShieldX,
             .id = "verified",
             .alert = true});
}

std::string DetailMore::fault_words(const domain::ComplaintCheck& check) const {
    std::string text;
    for (const domain::Step& step : m_app.selected()->steps) {
        if (step.event_id == check.event) {
            text = app::label(step.kind, m_app.language());
            text += "  ";
            text += app::moment_text(step.at_utc_ms, m_app.clock(), m_app.language());
            text += "  ";
        }
    }
    text += m_app.say(text_of(check.fault));
    return text;
}

} // namespace huiyin::views
