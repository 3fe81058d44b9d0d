#include "core/domain/visibility.h"

#include "core/domain/transitions.h"

#include <algorithm>

namespace huiyin::domain {

namespace {

constexpr const char* everything = "all";

std::string acceptor_key(const Uuid& person) {
    return "acceptor:" + to_string(person);
}

void sort_unique(std::vector<std::string>& keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

void add_keys_of(const RoleGrant& grant, std::vector<std::string>& keys) {
    switch (grant.role) {
    case Role::RelationshipManager:
    case Role::Leadership:
        keys.emplace_back(everything);
        break;
    case Role::TeamLeader:
        keys.push_back("team:" + to_string(grant.team));
        break;
    case Role::GroupMember:
        keys.push_back("group:" + to_string(grant.group));
        break;
    case Role::Acceptor:
    case Role::Administrator:
        break;
    }
    if (transition_of(EventKind::Record).reach[static_cast<std::size_t>(grant.role)] !=
        Reach::None) {
        keys.push_back(acceptor_key(grant.person));
    }
}

} // namespace

std::vector<std::string> scope_keys(const Complaint& complaint) {
    std::vector<std::string> keys{everything};
    for (const Step& step : complaint.steps) {
        const bool took_down =
            step.kind == EventKind::Record || step.kind == EventKind::RejectIntake;
        // Whoever took it down sees what became of it, also when the step was refused.
        if (took_down) {
            keys.push_back(acceptor_key(step.actor));
        }
    }
    sort_unique(keys);
    return keys;
}

std::vector<std::string> readable_keys(const Directory& directory, const Uuid& person) {
    std::vector<std::string> keys;
    for (const RoleGrant& grant : directory.grants) {
        if (grant.person == person) {
            add_keys_of(grant, keys);
        }
    }
    sort_unique(keys);
    return keys;
}

bool may_see(const Directory& directory, const Uuid& person, const Complaint& complaint) {
    const auto shown = scope_keys(complaint);
    const auto readable = readable_keys(directory, person);
    return std::any_of(readable.begin(), readable.end(), [&shown](const std::string& key) {
        return std::binary_search(shown.begin(), shown.end(), key);
    });
}

} // namespace huiyin::domain
