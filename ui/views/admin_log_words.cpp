#include "ui/views/admin_log_words.h"

#include "core/base/json.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

using app::AdminText;
using app::Text;
using base::Json;

namespace {

struct CommandWord {
    std::string_view command;
    AdminText text;
};

constexpr CommandWord words[] = {
    {"add_person", AdminText::AddPerson},
    {"set_person", AdminText::EditPerson},
    {"set_person_active", AdminText::Deactivate},
    {"add_account", AdminText::OpenAccount},
    {"set_password", AdminText::ResetPassword},
    {"grant_role", AdminText::GrantRole},
    {"revoke_role", AdminText::RevokeRole},
    {"add_team", AdminText::AddTeam},
    {"set_team", AdminText::EditTeam},
    {"add_group", AdminText::AddGroup},
    {"set_group", AdminText::EditGroup},
    {"set_group_domains", AdminText::EditGroup},
    {"revoke_device", AdminText::Revoke},
    {"set_policy", AdminText::SavePolicy},
    {"put_code_value", AdminText::EditCode},
    {"set_service_volume", AdminText::EditVolume},
};

/// The name of whom or what a member's identity means; the text itself when it is no identity.
std::string name_of(const domain::Directory& directory, const std::string& text) {
    const auto id = base::uuid_from_string(text);
    if (!id) {
        return text;
    }
    if (const domain::Person* person = directory.person(*id)) {
        return person->name;
    }
    if (const domain::Team* team = directory.team(*id)) {
        return team->name;
    }
    if (const domain::Group* group = directory.group(*id)) {
        return group->name;
    }
    const domain::Device* device = directory.device(*id);
    return device != nullptr ? device->code : text;
}

std::string word_of(const app::App& app, std::string_view key, const Json& value) {
    if (value.is_number_integer()) {
        return std::to_string(value.get<std::int64_t>());
    }
    if (!value.is_string()) {
        return {};
    }
    const auto text = value.get<std::string>();
    if (key == "role") {
        const auto role = domain::from_code<domain::Role>(text);
        return role ? std::string(app::label(*role, app.language())) : text;
    }
    return name_of(app.directory(), text);
}

} // namespace

std::string_view log_title(const app::App& app, const Json& command) {
    const std::string name = base::find_string(command, "command").value_or(std::string());
    if (name == "set_person_active" && base::find_bool(command, "active").value_or(false)) {
        return app.say(AdminText::Activate);
    }
    const auto* found = std::find_if(
        std::begin(words), std::end(words), [&](const auto& word) { return word.command == name; });
    return app.say(found == std::end(words) ? AdminText::CommandUnknown : found->text);
}

std::string log_details(const app::App& app, const Json& command) {
    std::string text;
    for (const auto& [key, value] : command.items()) {
        const std::string word = key == "command" ? std::string() : word_of(app, key, value);
        if (word.empty()) {
            continue;
        }
        text += text.empty() ? std::string_view() : app.say(Text::ListComma);
        text += word;
    }
    return text;
}

} // namespace huiyin::views
