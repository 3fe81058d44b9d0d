// 更正: one member of the intake gets another value, asked for as the form asks for it.
#include "core/base/json.h"
#include "core/domain/rules.h"
#include "ui/app/labels.h"
#include "ui/views/step_forms.h"
#include "ui/views/step_members.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using base::Json;

namespace {

std::string json_text(const std::string& text) {
    return text.empty() ? "null" : base::to_text(Json(text));
}

/// The identities in a JSON list of texts.
std::vector<Uuid> ids_of(const std::string& json) {
    std::vector<Uuid> ids;
    const auto list = base::parse_json(json, json.size() + 1);
    if (list && list->is_array()) {
        for (const Json& item : *list) {
            const auto* text = item.get_ptr<const Json::string_t*>();
            if (const auto id = text == nullptr ? std::nullopt : base::uuid_from_string(*text)) {
                ids.push_back(*id);
            }
        }
    }
    return ids;
}

std::string json_of(const std::vector<Uuid>& ids) {
    Json list = Json::array();
    for (const Uuid& id : ids) {
        list.push_back(to_string(id));
    }
    return ids.empty() ? "null" : base::to_text(list);
}

} // namespace

template <class Enum>
void StepForm::code_value_ui(std::string& json) {
    auto value = domain::from_code<Enum>(text_of_json(json));
    m_fields.code_ui("value", Text::FieldNewValue, true, ChoiceLook::Chips, value);
    json = value ? json_text(std::string(code_of(*value))) : "null";
}

void StepForm::code_member_ui(std::string_view member, std::string& json) {
    if (member == "trigger_source") {
        code_value_ui<domain::TriggerSource>(json);
    } else if (member == "basis") {
        code_value_ui<domain::Basis>(json);
    } else if (member == "channel") {
        code_value_ui<domain::Channel>(json);
    } else if (member == "form") {
        code_value_ui<domain::Form>(json);
    } else if (member == "complainant_kind") {
        code_value_ui<domain::ComplainantKind>(json);
    } else if (member == "category") {
        code_value_ui<domain::Category>(json);
    } else if (member == "sub_category") {
        code_value_ui<domain::SubCategory>(json);
    }
}

void StepForm::value_ui(const Member& member, std::string& json) {
    switch (member.kind) {
    case MemberKind::Text: {
        std::string text = text_of_json(json);
        m_fields.words_ui({.id = "value", .label = Text::FieldNewValue, .required = false}, text);
        json = json_text(text);
        break;
    }
    case MemberKind::Code:
        code_member_ui(member.key, json);
        break;
    case MemberKind::Flag: {
        const std::array<w::Choice, 2> choices{
            {{.label = m_app.say(Text::FieldNo)}, {.label = m_app.say(Text::FieldYes)}}};
        std::size_t chosen = is_set(json) ? 1 : 0;
        w::segmented({.id = "value", .label = m_app.say(Text::FieldNewValue), .choices = choices},
                     chosen);
        json = chosen == 1 ? "true" : "null";
        break;
    }
    case MemberKind::Time: {
        const auto parsed = base::parse_json(json, json.size() + 1);
        std::int64_t at =
            parsed && parsed->is_number_integer() ? parsed->get<std::int64_t>() : std::int64_t{0};
        m_fields.time_ui("value", Text::FieldNewValue, /*in_future=*/false, at);
        json = std::to_string(at);
        break;
    }
    case MemberKind::People: {
        std::vector<Candidate> candidates = people_of(m_app);
        for (const domain::Group& group : m_app.directory().groups) {
            const domain::Team* team = m_app.directory().team(group.team);
            candidates.push_back(
                {group.id, group.name, team == nullptr ? std::string() : team->name, {}});
        }
        auto ids = ids_of(json);
        m_fields.pick_several_ui({.id = "value", .label = Text::FieldNewValue}, candidates, ids);
        json = json_of(ids);
        break;
    }
    }
}

void StepForm::operator()(domain::CorrectPayload& payload) {
    std::vector<w::Choice> choices;
    std::vector<std::string_view> members;
    std::size_t selected = w::no_choice;
    for (const Member& one : correctable_members()) {
        const bool apart = complaint().intake.confidential && domain::is_identity_member(one.key);
        if (!apart && domain::is_correctable(one.key)) {
            selected = one.key == payload.member ? choices.size() : selected;
            choices.push_back({.label = m_app.say(one.name)});
            members.push_back(one.key);
        }
    }
    const bool missing = m_fields.shows_problems() && payload.member.empty();
    if (w::choice_chips({.id = "member",
                         .label = m_app.say(Text::FieldMember),
                         .required = true,
                         .error = missing ? m_app.say(Text::FieldChooseOne) : std::string_view(),
                         .choices = choices},
                        selected)) {
        payload.member = members[selected];
        payload.value = domain::member_value(complaint().intake, payload.member);
    }
    const Member* member = find_member(payload.member);
    if (member == nullptr) {
        return;
    }
    const std::string now = member_words(
        m_app, payload.member, domain::member_value(complaint().intake, payload.member));
    if (!now.empty()) {
        w::caption(app::with(m_app.say(Text::FieldOldValue), now));
    }
    value_ui(*member, payload.value);
    problem_ui();
    m_fields.words_ui({.id = "reason",
                       .label = Text::FieldReason,
                       .required = complaint().state != domain::State::Recorded,
                       .missing = Text::FieldReasonMissing},
                      payload.reason);
}

void StepForm::problem_ui() {
    const auto& refusal = m_app.last_refusal();
    if (!m_fields.shows_problems() || !refusal || refusal->problems.empty()) {
        return;
    }
    // What the intake would lack with the new value may be another field.
    const domain::IntakeProblem& problem = refusal->problems.front();
    std::string text(app::field_name(problem.field, m_app.language()));
    text += "  ";
    text += app::problem_text(problem, complaint().intake, m_app.language());
    w::note({.text = text, .tone = w::Tone::Danger, .alert = true});
}

} // namespace huiyin::views
