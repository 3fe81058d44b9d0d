#include "sync-server/api/admin_members.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using base::Json;
using domain::Role;
namespace limits = base::limits;

namespace {

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

Result<std::string> checked(std::string_view given, const std::string& key, Blank blank) {
    const std::string_view text = base::trimmed(given);
    if (text.empty() && blank == Blank::Refused) {
        return failure(ErrorCode::InvalidInput, key + ": must not be empty");
    }
    if (base::count_chars(text) > limits::short_text_chars_max) {
        return failure(ErrorCode::InvalidInput, key + ": longer than 100 characters");
    }
    if (has_control(text)) {
        return failure(ErrorCode::InvalidInput, key + ": holds control characters");
    }
    return std::string(text);
}

} // namespace

Result<std::string> text_member(const Json& json, const char* key, Blank blank) {
    if (base::find(json, key) == nullptr && blank == Blank::Allowed) {
        return std::string();
    }
    const auto text = base::find_string(json, key);
    if (!text) {
        return failure(ErrorCode::InvalidInput, std::string(key) + ": a text is needed");
    }
    return checked(*text, key, blank);
}

Result<bool> flag_member(const Json& json, const char* key) {
    if (const auto flag = base::find_bool(json, key)) {
        return *flag;
    }
    return failure(ErrorCode::InvalidInput, std::string(key) + ": true or false is needed");
}

Result<Uuid> uuid_member(const Json& json, const char* key, Blank blank) {
    const std::string text = HUIYIN_TRY(text_member(json, key, blank));
    const auto parsed = text.empty() ? std::optional<Uuid>(Uuid{}) : base::uuid_from_string(text);
    if (!parsed) {
        return failure(ErrorCode::InvalidInput, std::string(key) + ": is no identity");
    }
    return *parsed;
}

Result<const domain::Person*> person_member(const Json& json, const domain::Directory& directory) {
    const Uuid id = HUIYIN_TRY(uuid_member(json, "person", Blank::Refused));
    if (const domain::Person* person = directory.person(id)) {
        return person;
    }
    return failure(ErrorCode::NotFound, "person: not in this department");
}

Result<std::vector<std::string>> domains_member(const Json& json) {
    const Json* list = base::find(json, "domains");
    if (list == nullptr || !list->is_array()) {
        return failure(ErrorCode::InvalidInput, "domains: a list is needed");
    }
    if (list->size() > limits::references_max) {
        return failure(ErrorCode::TooLarge, "domains: more than 20");
    }
    std::vector<std::string> domains;
    for (const Json& item : *list) {
        if (!item.is_string()) {
            return failure(ErrorCode::InvalidInput, "domains: texts are needed");
        }
        auto one = HUIYIN_TRY(checked(item.get<std::string>(), "domains", Blank::Refused));
        if (std::find(domains.begin(), domains.end(), one) != domains.end()) {
            return failure(ErrorCode::InvalidInput, "domains: one is named twice");
        }
        domains.push_back(std::move(one));
    }
    return domains;
}

Result<domain::RoleGrant> grant_members(const Json& json, const domain::Directory& directory) {
    domain::RoleGrant grant;
    grant.person = HUIYIN_TRY(person_member(json, directory))->id;
    const auto role =
        domain::from_code<Role>(HUIYIN_TRY(text_member(json, "role", Blank::Refused)));
    if (!role) {
        return failure(ErrorCode::InvalidInput, "role: must be ACC, URM, TL, GM, SUP or ADM");
    }
    grant.role = *role;
    grant.team = HUIYIN_TRY(uuid_member(json, "team", Blank::Allowed));
    grant.group = HUIYIN_TRY(uuid_member(json, "group", Blank::Allowed));
    if (grant.team.is_nil() == (grant.role == Role::TeamLeader)) {
        return failure(ErrorCode::InvalidInput, "team: a TL needs one, no other role has one");
    }
    if (grant.group.is_nil() == (grant.role == Role::GroupMember)) {
        return failure(ErrorCode::InvalidInput, "group: a GM needs one, no other role has one");
    }
    if (!grant.team.is_nil() && directory.team(grant.team) == nullptr) {
        return failure(ErrorCode::NotFound, "team: not in this department");
    }
    if (!grant.group.is_nil() && directory.group(grant.group) == nullptr) {
        return failure(ErrorCode::NotFound, "group: not in this department");
    }
    return grant;
}

} // namespace huiyin::server::api
