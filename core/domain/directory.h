// The people, roles, teams, groups and devices of one department, as every replica knows them.
#pragma once

#include "core/base/crypto.h"
#include "core/base/uuid.h"
#include "core/domain/codes.h"
#include "core/domain/policy.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::domain {

using base::Uuid;

/// 人员. Never deleted, only inactive.
struct Person {
    Uuid id;
    std::string staff_no;
    std::string name;
    std::string phone;
    bool active = true;
};

/// 角色授权. A team leader's grant names the team, a group member's the group; else nil. A grant
/// that was taken back is kept, so that what was done before is still judged by it.
struct RoleGrant {
    Uuid person;
    Role role = Role::Acceptor;
    Uuid team;
    Uuid group;
    std::int64_t until_utc_ms = 0; ///< 0 = in force
    /// Server time at which it was given, 0 = unknown. A record, not a bound on what is judged: the
    /// tablet of whoever has just got a role may have a slow clock.
    std::int64_t since_utc_ms = 0;
    Uuid granted_by; ///< nil = by whoever runs the server

    bool is_in_force() const { return until_utc_ms == 0; }

    bool was_in_force(std::int64_t at_utc_ms) const {
        return until_utc_ms == 0 || at_utc_ms < until_utc_ms;
    }
};

/// 服务团队.
struct Team {
    Uuid id;
    std::string name;
    Uuid leader;
};

/// 服务小组. `domains` are the 领域 it is responsible for.
struct Group {
    Uuid id;
    Uuid team;
    std::string name;
    Uuid leader;
    std::vector<std::string> domains;
};

/// 终端. `code` is three Crockford base32 characters, never reused.
struct Device {
    Uuid id;
    std::string code;
    base::PublicKey public_key{};
    bool revoked = false;
};

/// A 脱敏令 that waits: all that an administrator hears of a complaint.
struct WaitingRedaction {
    Uuid order; ///< event id of the OrderRedaction
    Uuid complaint;
    std::string number; ///< 投诉编号
    Uuid ordered_by;
    std::int64_t ordered_at_utc_ms = 0;
};

struct Directory {
    std::int64_t version = 0; ///< grows with every change
    Uuid department;
    std::string department_name;
    std::string number_prefix; ///< "TS" in TS-2026-A7K-0042-Q
    /// X25519 key for files that only the server may open; zero from a server of the version
    /// before.
    base::PublicKey sealing_key{};
    std::vector<Person> people;
    std::vector<RoleGrant> grants;
    std::vector<Team> teams;
    std::vector<Group> groups;
    std::vector<Device> devices;
    Policy policy;
    std::vector<ServiceVolume> service_volumes;
    std::vector<CodeValue> code_values;
    std::vector<WaitingRedaction> redactions; ///< only for administrators, oldest first

    const Person* person(const Uuid& id) const;
    const Team* team(const Uuid& id) const;
    const Group* group(const Uuid& id) const;
    const Device* device(const Uuid& id) const;
    const WaitingRedaction* redaction_order(const Uuid& order) const;

    /// Name of a person, or an empty text.
    std::string_view name_of(const Uuid& person_id) const;

    /// Whether a grant of the role is in force.
    bool holds(const Uuid& person_id, Role role) const;

    /// Whether a grant of the role was in force then.
    bool held(const Uuid& person_id, Role role, std::int64_t at_utc_ms) const;

    /// The roles of a person in the order of the enumeration, each once; grants in force only.
    std::vector<Role> roles_of(const Uuid& person_id) const;

    /// Active people who hold a role.
    std::vector<Uuid> holders_of(Role role) const;

    /// Whether the person is a member of the group, or was then; the grant decides, not
    /// Group::leader.
    bool is_member(const Uuid& person_id, const Uuid& group_id, std::int64_t at_utc_ms) const;

    /// Whether the person leads the team, or did then, by a grant of 服务团队负责人.
    bool leads(const Uuid& person_id, const Uuid& team_id, std::int64_t at_utc_ms) const;

    /// The team of a group, or nil.
    Uuid team_of(const Uuid& group_id) const;

    /// The group that a person is a member of, by the first grant in force, or nil.
    Uuid group_of(const Uuid& person_id) const;

    /// The team that a person leads, by the first grant in force, or nil.
    Uuid team_led_by(const Uuid& person_id) const;

    /// The team that has what was given to a group, or to a person alone: the team that the person
    /// leads, or else works in. Nil when there is none.
    Uuid team_of_assignee(const Uuid& group_id, const Uuid& person_id) const;
};

} // namespace huiyin::domain
