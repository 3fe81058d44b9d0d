#include "ui/views/sign_in.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/text.h"

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

constexpr float form_width = 400;

} // namespace

void SignInView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::SignInTitle));
    w::ScrollArea area(
        {.id = "sign_in_page",
         .padding = {w::page_margin(), w::space::xxl, w::page_margin(), w::space::xxl},
         .gap = w::space::l,
         .width_max = form_width});
    w::gap(w::available().height * 0.12F);
    w::figure(m_app.say(Text::AppName));
    const app::SessionModel& session = m_app.session();
    w::title(m_app.say(session.is_known_device() ? Text::SignInAgain : Text::SignInTitle));
    w::caption(m_app.say(session.is_copied()         ? Text::SyncReasonCopied
                         : session.is_known_device() ? Text::SignInAgainLead
                                                     : Text::SignInLead));
    if (m_app.is_wiped()) {
        w::note({.text = m_app.say(app::KeepText::Wiped),
                 .tone = w::Tone::Danger,
                 .icon = w::Icon::Storage,
                 .id = "wiped",
                 .alert = true});
    }
    fields_ui();
    language_ui();
}

void SignInView::fields_ui() {
    app::SessionModel& session = m_app.session();
    const auto problem = session.problem();
    const auto error_if = [&](Text text) {
        return problem == text ? m_app.say(text) : std::string_view();
    };
    const auto account = w::text_field({.id = "account",
                                        .label = m_app.say(Text::SignInAccount),
                                        .required = true,
                                        .disabled = session.busy(),
                                        .error = error_if(Text::SignInAccountMissing),
                                        .input = w::InputHint::AccountName},
                                       session.account);
    const auto password = w::password_field({.id = "password",
                                             .label = m_app.say(Text::SignInPassword),
                                             .required = true,
                                             .disabled = session.busy(),
                                             .error = error_if(Text::SignInPasswordMissing),
                                             .input = w::InputHint::CurrentPassword},
                                            session.password);
    const bool at_field =
        problem == Text::SignInAccountMissing || problem == Text::SignInPasswordMissing;
    if (problem && !at_field) {
        w::note({.text = m_app.say(*problem),
                 .tone = w::Tone::Danger,
                 .id = "sign_in_problem",
                 .alert = true});
    }
    const bool pressed =
        w::button({.id = "sign_in",
                   .label = m_app.say(session.busy() ? Text::SignInBusy : Text::SignInButton),
                   .kind = w::ButtonKind::Primary,
                   .size = w::ButtonSize::Large,
                   .disabled = session.busy(),
                   .width = w::width_fill});
    if (pressed || account.submitted || password.submitted) {
        m_app.sign_in();
    }
}

void SignInView::language_ui() {
    const w::Row row({.align = w::Align::Center, .id = "languages"});
    // Named in itself: who needs it cannot read the other one.
    const bool chinese = m_app.language() == app::Language::Chinese;
    if (w::button({.id = "language",
                   .label = chinese ? "English" : "中文",
                   .kind = w::ButtonKind::Quiet})) {
        m_app.set_language(chinese ? app::Language::English : app::Language::Chinese);
    }
}

} // namespace huiyin::views
