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

std::string_view Directory::name_of(const Uuid& person_id) const {
    const Person* found = person(person_id);
    return found == nullptr ? std::string_view{} : std::string_view{found->name};
}

bool Directory::holds(const Uuid& person_id, Role role) const {
    return std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person_id && grant.role == role;
    });
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
