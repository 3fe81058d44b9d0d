// The commands of an administrator as the server takes them: POST /api/v1/admin, openapi.yaml.
#pragma once

#include "core/base/json_forward.h"
#include "core/domain/directory.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace huiyin::app {

using base::Uuid;

/// Adds a person whose identity is nil, else changes staff number, name and phone.
base::Json put_person_command(const domain::Person& person);
base::Json set_person_active_command(const Uuid& person, bool active);
base::Json
add_account_command(const Uuid& person, std::string_view account, std::string_view password);
base::Json set_password_command(std::string_view account, std::string_view password);
base::Json grant_role_command(const domain::RoleGrant& grant);
base::Json revoke_role_command(const domain::RoleGrant& grant);
/// Adds one whose identity is nil, else changes it.
base::Json put_team_command(const domain::Team& team);
base::Json put_group_command(const domain::Group& group);
base::Json revoke_device_command(const Uuid& device);
base::Json set_policy_command(const domain::Policy& policy);
base::Json put_code_value_command(const domain::CodeValue& value);
base::Json set_service_volume_command(const domain::ServiceVolume& volume);
/// A question without members: "list_accounts", "list_devices", "list_log".
base::Json question(std::string_view name);
/// What came before an entry of the log.
base::Json list_log_command(std::int64_t before);

} // namespace huiyin::app
