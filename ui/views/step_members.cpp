#include "ui/views/step_members.h"

#include "core/base/json.h"

namespace huiyin::views {

using app::Text;

std::span<const TextMember> text_members() {
    static constexpr TextMember members[] = {{"content", Text::FormContent},
                                             {"location", Text::FormLocation},
                                             {"system", Text::FormSystem},
                                             {"complainant_name", Text::FormName},
                                             {"complainant_org", Text::FormOrg},
                                             {"contact", Text::FormContact},
                                             {"remedy_sought", Text::FormRemedy},
                                             {"respondent", Text::FormRespondent},
                                             {"informant", Text::FormInformant}};
    return members;
}

std::string_view member_name(std::string_view member, app::Language language) {
    for (const TextMember& one : text_members()) {
        if (one.member == member) {
            return app::sentence(one.name, language);
        }
    }
    return member;
}

std::string member_text(const std::string& json) {
    const auto parsed = base::parse_json(json, json.size() + 1);
    if (!parsed || parsed->is_null()) {
        return {};
    }
    return parsed->is_string() ? parsed->get<std::string>() : json;
}

} // namespace huiyin::views
