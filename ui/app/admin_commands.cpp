#include "ui/app/admin_commands.h"

#include "core/base/json.h"
#include "core/sync/policy_json.h"

namespace huiyin::app {

using base::Json;

namespace {

std::string text_of(const Uuid& id) {
    return id.is_nil() ? std::string() : to_string(id);
}

Json command(std::string_view name) {
    Json json = Json::object();
    json["command"] = std::string(name);
    return json;
}

/// The command with the members of another object after it.
Json command_with(std::string_view name, const Json& members) {
    Json json = command(name);
    for (const auto& [key, value] : members.items()) {
        json[key] = value;
    }
    return json;
}

Json grant_command(std::string_view name, const domain::RoleGrant& grant) {
    Json json = command(name);
    json["person"] = text_of(grant.person);
    json["role"] = std::string(code_of(grant.role));
    json["team"] = text_of(grant.team);
    json["group"] = text_of(grant.group);
    return json;
}

} // namespace

Json put_person_command(const domain::Person& person) {
    Json json = command(person.id.is_nil() ? "add_person" : "set_person");
    if (!person.id.is_nil()) {
        json["person"] = text_of(person.id);
    }
    json["staff_no"] = person.staff_no;
    json["name"] = person.name;
    json["phone"] = person.phone;
    return json;
}

Json set_person_active_command(const Uuid& person, bool active) {
    Json json = command("set_person_active");
    json["person"] = text_of(person);
    json["active"] = active;
    return json;
}

Json add_account_command(const Uuid& person, std::string_view account, std::string_view password) {
    Json json = command("add_account");
    json["person"] = text_of(person);
    json["account"] = std::string(account);
    json["password"] = std::string(password);
    return json;
}

Json set_password_command(std::string_view account, std::string_view password) {
    Json json = command("set_password");
    json["account"] = std::string(account);
    json["password"] = std::string(password);
    return json;
}

Json grant_role_command(const domain::RoleGrant& grant) {
    return grant_command("grant_role", grant);
}

Json revoke_role_command(const domain::RoleGrant& grant) {
    return grant_command("revoke_role", grant);
}

Json put_team_command(const domain::Team& team) {
    Json json = command(team.id.is_nil() ? "add_team" : "set_team");
    if (!team.id.is_nil()) {
        json["team"] = text_of(team.id);
    }
    json["name"] = team.name;
    json["leader"] = text_of(team.leader);
    return json;
}

Json put_group_command(const domain::Group& group) {
    Json json = command(group.id.is_nil() ? "add_group" : "set_group");
    if (group.id.is_nil()) {
        json["team"] = text_of(group.team);
    } else {
        json["group"] = text_of(group.id);
    }
    json["name"] = group.name;
    json["leader"] = text_of(group.leader);
    json["domains"] = group.domains;
    return json;
}

Json revoke_device_command(const Uuid& device) {
    Json json = command("revoke_device");
    json["device"] = text_of(device);
    return json;
}

Json set_policy_command(const domain::Policy& policy) {
    Json json = command("set_policy");
    json["policy"] = sync::json_from_policy(policy);
    return json;
}

Json put_code_value_command(const domain::CodeValue& value) {
    return command_with("put_code_value", sync::json_from_code_value(value));
}

Json set_service_volume_command(const domain::ServiceVolume& volume) {
    return command_with("set_service_volume", sync::json_from_volume(volume));
}

Json question(std::string_view name) {
    return command(name);
}

Json list_log_command(std::int64_t before) {
    Json json = command("list_log");
    json["before"] = before;
    return json;
}

} // namespace huiyin::app
