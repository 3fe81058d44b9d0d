#include "core/domain/directory.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

template <class T>
const T* find_by_id(const std::vector<T>& list, const Uuid& id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&id](const T& item) { return item.id == id; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

const Person* Directory::person(const Uuid& id) const {
    return find_by_id(people, id);
}

const Team* Directory::team(const Uuid& id) const {
    return find_by_id(teams, id);
}

const Group* Directory::group(const Uuid& id) const {
    return find_by_id(groups, id);
}

const Device* Directory::device(const Uuid& id) const {
    return find_by_id(devices, id);
}

const WaitingRedaction* Directory::redaction_order(const Uuid& order) const {
    const auto found = std::find_if(redactions.begin(), redactions.end(), [&](const auto& waiting) {
        return waiting.order == order;
    });
    return found == redactions.end() ? nullptr : &*found;
}

std::string_view Directory::name_of(const Uuid& person_id) const {
    const Person* found = person(person_id);
    return found == nullptr ? std::string_view{} : std::string_view{found->name};
}

bool Directory::holds(const Uuid& person_id, Role role) const {
    return std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == role && grant.is_in_force();
    });
}

bool Directory::held(const Uuid& person_id, Role role, std::int64_t at_utc_ms) const {
    return std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == role && grant.was_in_force(at_utc_ms);
    });
}

std::vector<Uuid> Directory::holders_of(Role role) const {
    std::vector<Uuid> holders;
    for (const Person& candidate : people) {
        if (candidate.active && holds(candidate.id, role)) {
            holders.push_back(candidate.id);
        }
    }
    return holders;
}

bool Directory::is_member(const Uuid& person_id,
                          const Uuid& group_id,
                          std::int64_t at_utc_ms) const {
    return std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == Role::GroupMember &&
               grant.group == group_id && grant.was_in_force(at_utc_ms);
    });
}

bool Directory::leads(const Uuid& person_id, const Uuid& team_id, std::int64_t at_utc_ms) const {
    return std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == Role::TeamLeader &&
               grant.team == team_id && grant.was_in_force(at_utc_ms);
    });
}

Uuid Directory::team_of(const Uuid& group_id) const {
    const Group* found = group(group_id);
    return found == nullptr ? Uuid{} : found->team;
}

Uuid Directory::group_of(const Uuid& person_id) const {
    const auto found = std::find_if(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == Role::GroupMember && grant.is_in_force();
    });
    return found == grants.end() ? Uuid{} : found->group;
}

Uuid Directory::team_of_assignee(const Uuid& group_id, const Uuid& person_id) const {
    if (!group_id.is_nil()) {
        return team_of(group_id);
    }
    const Uuid led = team_led_by(person_id);
    return led.is_nil() ? team_of(group_of(person_id)) : led;
}

Uuid Directory::team_led_by(const Uuid& person_id) const {
    const auto found = std::find_if(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == Role::TeamLeader && grant.is_in_force();
    });
    return found == grants.end() ? Uuid{} : found->team;
}

std::vector<Role> Directory::roles_of(const Uuid& person_id) const {
    std::vector<Role> roles;
    for (std::size_t i = 0; i < code_list<Role>().size(); ++i) {
        const auto role = static_cast<Role>(i);
        if (holds(person_id, role)) {
            roles.push_back(role);
        }
    }
    return roles;
}

} // namespace huiyin::domain
