#include "ui/views/step_members.h"

#include "core/base/json.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <optional>

namespace huiyin::views {

using app::Text;
using base::Json;

namespace {

std::optional<Json> parsed(const std::string& json) {
    auto value = base::parse_json(json, json.size() + 1);
    return value && !value->is_null() ? std::optional<Json>(std::move(*value)) : std::nullopt;
}

template <class Enum>
std::string code_word(const std::string& code, app::Language language) {
    const auto value = domain::from_code<Enum>(code);
    return value ? std::string(app::label(*value, language)) : code;
}

std::string word_of_code(std::string_view key, const std::string& code, app::Language language) {
    if (key == "trigger_source") {
        return code_word<domain::TriggerSource>(code, language);
    }
    if (key == "basis") {
        return code_word<domain::Basis>(code, language);
    }
    if (key == "channel") {
        return code_word<domain::Channel>(code, language);
    }
    if (key == "form") {
        return code_word<domain::Form>(code, language);
    }
    if (key == "complainant_kind") {
        return code_word<domain::ComplainantKind>(code, language);
    }
    if (key == "category") {
        return code_word<domain::Category>(code, language);
    }
    return key == "sub_category" ? code_word<domain::SubCategory>(code, language) : code;
}

std::string names_of(const app::App& app, const Json& list) {
    std::string names;
    for (const Json& item : list) {
        const auto* text = item.get_ptr<const Json::string_t*>();
        const auto id = text == nullptr ? std::nullopt : base::uuid_from_string(*text);
        if (!id) {
            continue;
        }
        const domain::Group* group = app.directory().group(*id);
        names += names.empty() ? std::string_view() : app.say(Text::ListComma);
        names += group != nullptr ? std::string_view(group->name) : app.directory().name_of(*id);
    }
    return names;
}

} // namespace

std::span<const Member> correctable_members() {
    using enum MemberKind;
    static constexpr Member members[] = {{"content", Text::FormContent},
                                         {"complained_at", Text::DetailComplainedAt, Time},
                                         {"trigger_source", Text::FormTriggerSource, Code},
                                         {"basis", Text::FormBasis, Code},
                                         {"channel", Text::FormChannel, Code},
                                         {"form", Text::FormForm, Code},
                                         {"category", Text::FormCategory, Code},
                                         {"sub_category", Text::FormSubCategory, Code},
                                         {"location", Text::FormLocation},
                                         {"system", Text::FormSystem},
                                         {"complainant_name", Text::FormName},
                                         {"complainant_org", Text::FormOrg},
                                         {"complainant_kind", Text::FormKind, Code},
                                         {"contact", Text::FormContact},
                                         {"contact_refused", Text::FormContactRefused, Flag},
                                         {"confidential", Text::FormConfidential, Flag},
                                         {"respondents", Text::FormRespondentsPicked, People},
                                         {"respondent", Text::FormRespondent},
                                         {"respondent_unknown", Text::FormRespondentUnknown, Flag},
                                         {"remedy_sought", Text::FormRemedy},
                                         {"info_check_note", Text::FormInfoCheckNote},
                                         {"informant", Text::FormInformant},
                                         {"origin", Text::FormOrigin}};
    return members;
}

const Member* find_member(std::string_view key) {
    const auto members = correctable_members();
    const auto found = std::find_if(
        members.begin(), members.end(), [&](const Member& one) { return one.key == key; });
    return found == members.end() ? nullptr : &*found;
}

std::string_view member_name(std::string_view key, app::Language language) {
    const Member* member = find_member(key);
    return member == nullptr ? key : app::sentence(member->name, language);
}

std::string text_of_json(const std::string& json) {
    const auto value = parsed(json);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

bool is_set(const std::string& json) {
    const auto value = parsed(json);
    return value && value->is_boolean() && value->get<bool>();
}

std::string member_words(const app::App& app, std::string_view key, const std::string& json) {
    const auto value = parsed(json);
    const Member* member = find_member(key);
    const MemberKind kind = member == nullptr ? MemberKind::Text : member->kind;
    if (kind == MemberKind::Flag) {
        return std::string(app.say(is_set(json) ? Text::FieldYes : Text::FieldNo));
    }
    if (!value) {
        return {};
    }
    if (kind == MemberKind::People && value->is_array()) {
        return names_of(app, *value);
    }
    if (kind == MemberKind::Time && value->is_number_integer()) {
        return app::moment_text(value->get<std::int64_t>(), app.clock(), app.language());
    }
    if (!value->is_string()) {
        return json;
    }
    const auto text = value->get<std::string>();
    return kind == MemberKind::Code ? word_of_code(key, text, app.language()) : text;
}

} // namespace huiyin::views
