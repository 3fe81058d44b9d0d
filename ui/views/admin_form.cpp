#include "ui/views/admin_form.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "ui/app/administration.h"
#include "ui/views/pick_sheet.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;
using State = app::Administration::State;

void AdminForm::begin() {
    m_checked = false;
    m_sent = false;
    m_over = false;
    m_done = false;
    m_goes_to_gap = false;
    m_touched = false;
    m_pickers.clear();
    m_app.administration().forget();
}

bool AdminForm::frame_ui(const AdminFormOptions& options, const std::function<void()>& fields) {
    if (m_sent && m_app.administration().state() == State::Done) {
        m_over = true;
        m_done = true;
        return false;
    }
    if (m_sent && m_app.administration().state() == State::Refused) {
        m_sent = false;
        m_goes_to_gap = true;
    }
    m_lacks = false;
    m_members.clear();
    take_back();
    w::Sheet sheet({.id = options.id,
                    .title = options.title,
                    .close_label = m_app.say(Text::Close),
                    .dismissible = !m_touched});
    if (!options.lead.empty()) {
        w::text(options.lead);
    }
    fields();
    problem_ui();
    sheet.actions();
    bool pressed = false;
    bool cancelled = sheet.closed();
    footer_ui(options, pressed, cancelled);
    m_over = cancelled;
    return pressed;
}

/// Escape and back are for the list that lies over the form; the form is asked first.
void AdminForm::take_back() {
    for (auto& [member, picker] : m_pickers) {
        if (picker.open && w::take_dismiss()) {
            picker.open = false;
        }
    }
}

void AdminForm::problem_ui() {
    const auto& problem = m_app.administration().problem();
    const auto obstacle = m_app.administration_obstacle();
    // What stands at a field is said there.
    if (problem && m_members.count(problem->member) == 0) {
        w::note({.text = say(problem->text), .tone = w::Tone::Danger, .alert = true});
    } else if (obstacle) {
        w::note({.text = say(*obstacle), .tone = w::Tone::Warning, .icon = w::Icon::CloudOff});
    }
}

void AdminForm::footer_ui(const AdminFormOptions& options, bool& pressed, bool& cancelled) {
    const bool sending = m_app.administration().state() == State::Sending;
    const auto obstacle = m_app.administration_obstacle();
    if (w::button({.id = "admin_cancel", .label = m_app.say(Text::Cancel)})) {
        cancelled = true;
    }
    pressed = w::button({.id = "admin_save",
                         .label = sending ? say(AdminText::Sending) : options.save,
                         .kind = options.harm ? w::ButtonKind::Harm : w::ButtonKind::Primary,
                         .disabled = sending || obstacle.has_value(),
                         .description = obstacle ? say(*obstacle) : std::string_view(),
                         .width = w::width_fill});
}

bool AdminForm::is_complete() {
    if (m_lacks) {
        m_checked = true;
        m_goes_to_gap = true;
    }
    return !m_lacks;
}

void AdminForm::send(base::Json command, std::string_view done) {
    m_sent = true;
    m_app.administer(std::move(command), done);
}

std::string_view AdminForm::error(std::string_view member, bool wrong, std::string_view local) {
    m_members.emplace(member);
    m_lacks = m_lacks || wrong;
    const auto& problem = m_app.administration().problem();
    std::string_view said;
    if (wrong && m_checked) {
        said = local;
    } else if (problem && problem->member == member) {
        said = say(problem->text);
    }
    if (!said.empty() && m_goes_to_gap) {
        w::request_focus(member);
        m_goes_to_gap = false;
    }
    return said;
}

void AdminForm::line_ui(const AdminField& field, std::string& value) {
    const bool missing = field.required && base::trimmed(value).empty();
    m_touched |= w::text_field({.id = field.member,
                                .label = field.label,
                                .required = field.required,
                                .disabled = field.disabled,
                                .hint = field.hint,
                                .error = error(field.member, missing, say(AdminText::Missing)),
                                .input = field.input},
                               value)
                     .changed;
}

void AdminForm::password_ui(const AdminField& field, std::string& value) {
    m_touched |=
        w::password_field({.id = field.member,
                           .label = field.label,
                           .required = true,
                           .hint = field.hint,
                           .error = error(field.member, value.empty(), say(AdminText::Missing)),
                           .input = w::InputHint::NewPassword},
                          value)
            .changed;
}

void AdminForm::number_ui(const AdminField& field, int min, int max, std::string& value) {
    const bool wrong = !w::number_in(value, min, max);
    m_number_error = app::with(say(AdminText::NoNumber), w::number_text(min), w::number_text(max));
    m_touched |= w::number_field({.id = field.member,
                                  .label = field.label,
                                  .required = field.required,
                                  .hint = field.hint,
                                  .error = error(field.member, wrong, m_number_error),
                                  .less_label = m_app.say(Text::DateLess),
                                  .more_label = m_app.say(Text::DateMore),
                                  .min = min,
                                  .max = max},
                                 value)
                     .changed;
}

void AdminForm::pick_ui(const AdminField& field,
                        const std::vector<Candidate>& candidates,
                        Uuid& value) {
    w::OptionPicker& picker = m_pickers[std::string(field.member)];
    const auto chosen = std::find_if(
        candidates.begin(), candidates.end(), [&](const auto& one) { return one.id == value; });
    const bool missing = field.required && value.is_nil();
    if (w::picker_field({.id = field.member,
                         .label = field.label,
                         .required = field.required,
                         .value = chosen == candidates.end() ? std::string_view() : chosen->label,
                         .placeholder = m_app.say(Text::FieldNone),
                         .error = error(field.member, missing, say(AdminText::ChooseOne))})) {
        w::open_options(picker);
    }
    if (!picker.open) {
        return;
    }
    std::vector<w::Option> rows;
    rows.reserve(candidates.size());
    for (const Candidate& one : candidates) {
        rows.push_back({.label = one.label, .detail = one.detail, .keywords = one.keywords});
    }
    const std::string sheet_id = std::string(field.member) + "_options";
    const auto pressed =
        pick_one_sheet_ui(m_app, {.id = sheet_id, .title = field.label, .rows = rows}, picker);
    if (pressed) {
        value = candidates[*pressed].id;
        touch();
    }
}

void AdminForm::choose_ui(const AdminField& field,
                          std::span<const w::Choice> choices,
                          std::size_t& selected) {
    const bool missing = selected == w::no_choice;
    m_touched |= w::choice_chips({.id = field.member,
                                  .label = field.label,
                                  .required = true,
                                  .disabled = field.disabled,
                                  .error = error(field.member, missing, say(AdminText::ChooseOne)),
                                  .choices = choices},
                                 selected);
}

std::vector<Candidate> leaders_of(const app::App& app) {
    std::vector<Candidate> people{{Uuid{}, std::string(app.say(AdminText::NoLeader)), {}, {}}};
    for (Candidate& one : people_of(app)) {
        people.push_back(std::move(one));
    }
    return people;
}

} // namespace huiyin::views
