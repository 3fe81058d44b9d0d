#include "core/domain/visibility.h"

#include "core/domain/entitlement.h"
#include "core/domain/transitions.h"

#include <algorithm>
#include <variant>

namespace huiyin::domain {

namespace {

using Keys = std::vector<std::string>;

constexpr const char* everything = "all";
constexpr const char* leaders = "leaders";

std::string key(const char* what, const Uuid& whose) {
    return std::string(what) + ":" + to_string(whose);
}

std::string identity(const std::string& of) {
    return std::string(identity_prefix) + of;
}

void sort_unique(Keys& keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

void add_unless_nil(Keys& keys, const char* what, const Uuid& whose) {
    if (!whose.is_nil()) {
        keys.push_back(key(what, whose));
    }
}

void add_keys_of(const RoleGrant& grant, Keys& keys) {
    switch (grant.role) {
    case Role::RelationshipManager:
    case Role::Leadership:
        keys.emplace_back(everything);
        keys.push_back(identity(everything));
        break;
    case Role::TeamLeader:
        keys.emplace_back(leaders);
        keys.push_back(identity(leaders));
        keys.push_back(key("team", grant.team));
        keys.push_back(identity(key("team", grant.team)));
        break;
    case Role::GroupMember:
        keys.push_back(key("group", grant.group));
        break;
    case Role::Acceptor:
    case Role::Administrator:
        break;
    }
    if (grant.role != Role::Administrator) {
        for (const char* own : {"acceptor", "person"}) {
            keys.push_back(key(own, grant.person));
            keys.push_back(identity(key(own, grant.person)));
        }
    }
}

void add_keys_of(const Addressee& addressee, const Directory& directory, Keys& keys) {
    add_unless_nil(keys, "group", addressee.group);
    add_unless_nil(keys, "person", addressee.person);
    add_unless_nil(keys, "team", directory.team_of_assignee(addressee.group, addressee.person));
}

void add_assignment_keys(const Complaint& complaint, const Directory& directory, Keys& keys) {
    for (const Assignment& assignment : complaint.assignments) {
        add_keys_of(Addressee{assignment.group, assignment.person}, directory, keys);
    }
    // Of two dispatches that clash both are told: they may have been called to it already.
    for (const Conflict& conflict : complaint.conflicts) {
        if (const auto addressee = addressee_of(conflict.payload)) {
            add_keys_of(*addressee, directory, keys);
        }
    }
    for (const Uuid& handler : complaint.handlers) {
        keys.push_back(key("person", handler));
    }
    add_unless_nil(keys, "person", complaint.substitute);
    for (const Improvement& improvement : complaint.improvements) {
        add_unless_nil(keys, "person", improvement.said.owner);
    }
}

/// Who may know the complainant: the acceptor, managers and leadership, and for a 重大 the team
/// leader; where one of them is a respondent, the others by name.
void add_identity_keys(const Complaint& complaint, const Directory& directory, Keys& keys) {
    const auto may_know = [&](const Uuid& person) {
        return !person.is_nil() && !complaint.is_respondent(person, directory);
    };
    if (may_know(complaint.accepted_by)) {
        keys.push_back(identity(key("acceptor", complaint.accepted_by)));
    }
    bool all_may = true;
    Keys by_name;
    for (const Role role : {Role::RelationshipManager, Role::Leadership}) {
        for (const Uuid& holder : directory.holders_of(role)) {
            all_may = all_may && may_know(holder);
            if (may_know(holder)) {
                by_name.push_back(identity(key("person", holder)));
            }
        }
    }
    if (all_may) {
        keys.push_back(identity(everything));
    } else {
        keys.insert(keys.end(), by_name.begin(), by_name.end());
    }
    if (complaint.severity == Severity::Major && may_know(complaint.answerable)) {
        keys.push_back(identity(key("person", complaint.answerable)));
    }
    if (leaders_stand_in(complaint, directory)) {
        for (const Uuid& leader : directory.holders_of(Role::TeamLeader)) {
            if (may_know(leader)) {
                keys.push_back(identity(key("person", leader)));
            }
        }
    }
}

bool share_a_key(const Keys& readable, const Keys& shown, bool identities) {
    return std::any_of(readable.begin(), readable.end(), [&](const std::string& one) {
        return (one.compare(0, identity_prefix.size(), identity_prefix) == 0) == identities &&
               std::binary_search(shown.begin(), shown.end(), one);
    });
}

} // namespace

std::optional<Addressee> addressee_of(const Payload& payload) {
    if (const auto* dispatch = std::get_if<DispatchPayload>(&payload)) {
        return Addressee{dispatch->group, dispatch->person};
    }
    if (const auto* escalate = std::get_if<EscalatePayload>(&payload)) {
        return Addressee{{}, escalate->person};
    }
    if (const auto* reassign = std::get_if<ReassignPayload>(&payload)) {
        return Addressee{reassign->group, reassign->person};
    }
    return std::nullopt;
}

Keys scope_keys(const Complaint& complaint, const Directory& directory) {
    Keys keys{everything};
    for (const Step& step : complaint.steps) {
        const bool took_down =
            step.kind == EventKind::Record || step.kind == EventKind::RejectIntake;
        // Whoever took it down sees what became of it, also when the step was refused.
        if (took_down) {
            keys.push_back(key("acceptor", step.actor));
        }
    }
    add_assignment_keys(complaint, directory, keys);
    if (leaders_stand_in(complaint, directory)) {
        keys.emplace_back(leaders);
    }
    if (complaint.intake.confidential) {
        add_identity_keys(complaint, directory, keys);
    }
    sort_unique(keys);
    return keys;
}

Keys readable_keys(const Directory& directory, const Uuid& person) {
    Keys keys;
    for (const RoleGrant& grant : directory.grants) {
        if (grant.person == person && grant.is_in_force()) {
            add_keys_of(grant, keys);
        }
    }
    sort_unique(keys);
    return keys;
}

bool may_see(const Directory& directory, const Uuid& person, const Complaint& complaint) {
    return share_a_key(readable_keys(directory, person), scope_keys(complaint, directory), false);
}

bool may_see_identity(const Directory& directory, const Uuid& person, const Complaint& complaint) {
    return !complaint.intake.confidential ||
           share_a_key(readable_keys(directory, person), scope_keys(complaint, directory), true);
}

} // namespace huiyin::domain
