// The directory's rows: how they are read together and written one by one.
#include "core/base/json.h"
#include "core/sync/policy_json.h"
#include "sync-server/store/sql/event_rows.h"
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/sql/sql_writer.h"

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

namespace {

/// Calendars and word lists included.
constexpr std::size_t policy_bytes_max = 256 * 1024;

} // namespace

Result<domain::Directory> SqlReader::directory(const Uuid& department) {
    const Snapshot snapshot = HUIYIN_TRY(Snapshot::begin(*m_connection));
    domain::Directory directory;
    {
        Use row = m_connection->use("department");
        row->bind(1, department);
        if (!HUIYIN_TRY(row->step())) {
            return failure(ErrorCode::NotFound, "no such department");
        }
        directory.department = row->uuid(0);
        directory.department_name = row->text(2);
        directory.number_prefix = row->text(3);
        directory.version = row->integer(4);
        const auto policy = HUIYIN_TRY(base::parse_json(row->text(5), policy_bytes_max));
        directory.policy = HUIYIN_TRY(sync::policy_from_json(policy));
    }
    directory.sealing_key = base::sealing_key_of(HUIYIN_TRY(sealing_secret()));
    HUIYIN_TRY(read_people(department, directory));
    HUIYIN_TRY(read_groups(department, directory));
    HUIYIN_TRY(read_lists(department, directory));
    HUIYIN_TRY(read_redactions(department, directory));
    for (const DeviceRow& device : HUIYIN_TRY(devices(department))) {
        directory.devices.push_back({.id = device.id,
                                     .code = device.code,
                                     .public_key = device.public_key,
                                     .revoked = device.revoked_at_utc_ms != 0});
    }
    return directory;
}

Result<void> SqlReader::read_people(const Uuid& department, domain::Directory& directory) {
    Use people = m_connection->use("people");
    people->bind(1, department);
    while (HUIYIN_TRY(people->step())) {
        directory.people.push_back({.id = people->uuid(0),
                                    .staff_no = std::string(people->text(1)),
                                    .name = std::string(people->text(2)),
                                    .phone = std::string(people->text(3)),
                                    .active = people->integer(4) != 0});
    }
    Use grants = m_connection->use("grants");
    grants->bind(1, department);
    while (HUIYIN_TRY(grants->step())) {
        const auto role = domain::from_code<domain::Role>(grants->text(1));
        if (!role) {
            return failure(ErrorCode::StorageCorrupt, "a grant of an unknown role");
        }
        directory.grants.push_back({.person = grants->uuid(0),
                                    .role = *role,
                                    .team = grants->uuid(2),
                                    .group = grants->uuid(3),
                                    .until_utc_ms = grants->integer(4),
                                    .since_utc_ms = grants->integer(5),
                                    .granted_by = grants->uuid(6)});
    }
    return {};
}

Result<void> SqlReader::read_groups(const Uuid& department, domain::Directory& directory) {
    Use teams = m_connection->use("teams");
    teams->bind(1, department);
    while (HUIYIN_TRY(teams->step())) {
        directory.teams.push_back(
            {.id = teams->uuid(0), .name = std::string(teams->text(1)), .leader = teams->uuid(2)});
    }
    Use groups = m_connection->use("groups");
    groups->bind(1, department);
    while (HUIYIN_TRY(groups->step())) {
        directory.groups.push_back({.id = groups->uuid(0),
                                    .team = groups->uuid(1),
                                    .name = std::string(groups->text(2)),
                                    .leader = groups->uuid(3),
                                    .domains = {}});
    }
    Use domains = m_connection->use("group_domains");
    domains->bind(1, department);
    while (HUIYIN_TRY(domains->step())) {
        for (domain::Group& group : directory.groups) {
            if (group.id == domains->uuid(0)) {
                group.domains.emplace_back(domains->text(1));
            }
        }
    }
    return {};
}

Result<void> SqlReader::read_lists(const Uuid& department, domain::Directory& directory) {
    Use volumes = m_connection->use("service_volumes");
    volumes->bind(1, department);
    while (HUIYIN_TRY(volumes->step())) {
        directory.service_volumes.push_back(
            {.year = static_cast<std::int32_t>(volumes->integer(0)),
             .month = static_cast<std::int32_t>(volumes->integer(1)),
             .count = volumes->integer(2)});
    }
    Use values = m_connection->use("code_values");
    values->bind(1, department);
    while (HUIYIN_TRY(values->step())) {
        directory.code_values.push_back(
            {.list = std::string(values->text(0)),
             .code = std::string(values->text(1)),
             .zh = std::string(values->text(2)),
             .en = std::string(values->text(3)),
             .active = values->integer(4) != 0,
             .position = static_cast<std::int32_t>(values->integer(5))});
    }
    return {};
}

Result<void> SqlWriter::add_department(const Department& department) {
    Use row = m_connection->use("insert_department");
    row->bind(1, department.id)
        .bind(2, std::string_view(department.short_name))
        .bind(3, std::string_view(department.name))
        .bind(4, std::string_view(department.number_prefix));
    return row->run();
}

Result<void> SqlWriter::add_person(const Uuid& department, const domain::Person& person) {
    Use row = m_connection->use("insert_person");
    row->bind(1, department)
        .bind(2, person.id)
        .bind(3, std::string_view(person.staff_no))
        .bind(4, std::string_view(person.name))
        .bind(5, std::string_view(person.phone));
    return row->run();
}

Result<void> SqlWriter::add_account(const Uuid& department, const Account& account) {
    Use row = m_connection->use("insert_account");
    row->bind(1, department)
        .bind(2, std::string_view(account.name))
        .bind(3, account.person)
        .bind(4, std::string_view(account.password_hash));
    return row->run();
}

Result<void> SqlWriter::add_team(const Uuid& department, const domain::Team& team) {
    Use row = m_connection->use("insert_team");
    row->bind(1, department)
        .bind(2, team.id)
        .bind(3, std::string_view(team.name))
        .bind(4, team.leader);
    return row->run();
}

Result<void> SqlWriter::add_group(const Uuid& department, const domain::Group& group) {
    {
        Use row = m_connection->use("insert_group");
        row->bind(1, department)
            .bind(2, group.id)
            .bind(3, group.team)
            .bind(4, std::string_view(group.name))
            .bind(5, group.leader);
        HUIYIN_TRY(row->run());
    }
    return set_group_domains(department, group.id, group.domains);
}

Result<void> SqlWriter::add_grant(const Uuid& department, const domain::RoleGrant& grant) {
    Use row = m_connection->use("insert_grant");
    row->bind(1, department)
        .bind(2, grant.person)
        .bind(3, code_of(grant.role))
        .bind(4, grant.team)
        .bind(5, grant.group)
        .bind(6, grant.since_utc_ms)
        .bind(7, grant.granted_by);
    HUIYIN_TRY(row->run());
    return note_grants(department, grant.person);
}

Result<void> SqlWriter::note_grants(const Uuid& department, const Uuid& person) {
    const std::int64_t version = HUIYIN_TRY(m_reader.directory_version(department));
    Use noted = m_connection->use("set_grants_version");
    noted->bind(1, version + 1).bind(2, department).bind(3, person);
    return noted->run();
}

Result<void> SqlWriter::end_grant(const Uuid& department, const domain::RoleGrant& grant) {
    Use row = m_connection->use("end_grant");
    row->bind(1, grant.until_utc_ms)
        .bind(2, department)
        .bind(3, grant.person)
        .bind(4, code_of(grant.role))
        .bind(5, grant.team)
        .bind(6, grant.group);
    HUIYIN_TRY(row->run());
    return note_grants(department, grant.person);
}

Result<void> SqlWriter::end_sign_ins(const Uuid& department, const Uuid& person) {
    Use row = m_connection->use("delete_tokens_of_person");
    row->bind(1, department).bind(2, person);
    return row->run();
}

Result<void> SqlWriter::set_person_active(const Uuid& department, const Uuid& person, bool active) {
    Use row = m_connection->use("set_person_active");
    row->bind(1, std::int64_t{active}).bind(2, department).bind(3, person);
    HUIYIN_TRY(row->run());
    return active ? Result<void>{} : end_sign_ins(department, person);
}

Result<void> SqlWriter::set_password(const Uuid& department, const Account& account) {
    Use row = m_connection->use("set_password");
    row->bind(1, std::string_view(account.password_hash))
        .bind(2, department)
        .bind(3, std::string_view(account.name));
    HUIYIN_TRY(row->run());
    return end_sign_ins(department, account.person);
}

Result<void> SqlWriter::set_person(const Uuid& department, const domain::Person& person) {
    Use row = m_connection->use("set_person");
    row->bind(1, std::string_view(person.staff_no))
        .bind(2, std::string_view(person.name))
        .bind(3, std::string_view(person.phone))
        .bind(4, department)
        .bind(5, person.id);
    return row->run();
}

Result<void> SqlWriter::set_team(const Uuid& department, const domain::Team& team) {
    Use row = m_connection->use("set_team");
    row->bind(1, std::string_view(team.name))
        .bind(2, team.leader)
        .bind(3, department)
        .bind(4, team.id);
    return row->run();
}

Result<void> SqlWriter::set_group(const Uuid& department, const domain::Group& group) {
    {
        Use row = m_connection->use("set_group");
        row->bind(1, std::string_view(group.name))
            .bind(2, group.leader)
            .bind(3, department)
            .bind(4, group.id);
        HUIYIN_TRY(row->run());
    }
    return set_group_domains(department, group.id, group.domains);
}

Result<void> SqlWriter::set_group_domains(const Uuid& department,
                                          const Uuid& group,
                                          const std::vector<std::string>& domains) {
    {
        Use old = m_connection->use("delete_group_domains");
        old->bind(1, department).bind(2, group);
        HUIYIN_TRY(old->run());
    }
    for (std::size_t i = 0; i < domains.size(); ++i) {
        Use row = m_connection->use("insert_group_domain");
        row->bind(1, department)
            .bind(2, group)
            .bind(3, static_cast<std::int64_t>(i))
            .bind(4, std::string_view(domains[i]));
        HUIYIN_TRY(row->run());
    }
    return {};
}

Result<void> SqlWriter::set_policy(const Uuid& department, const domain::Policy& policy) {
    const std::string json = base::to_text(sync::json_from_policy(policy));
    Use row = m_connection->use("set_policy");
    row->bind(1, std::string_view(json)).bind(2, department);
    return row->run();
}

Result<void> SqlWriter::put_service_volume(const Uuid& department,
                                           const domain::ServiceVolume& volume) {
    Use row = m_connection->use("put_service_volume");
    row->bind(1, department)
        .bind(2, std::int64_t{volume.year})
        .bind(3, std::int64_t{volume.month})
        .bind(4, volume.count);
    return row->run();
}

Result<void> SqlWriter::put_code_value(const Uuid& department, const domain::CodeValue& value) {
    Use row = m_connection->use("put_code_value");
    row->bind(1, department)
        .bind(2, std::string_view(value.list))
        .bind(3, std::string_view(value.code))
        .bind(4, std::string_view(value.zh))
        .bind(5, std::string_view(value.en))
        .bind(6, std::int64_t{value.active})
        .bind(7, std::int64_t{value.position});
    return row->run();
}

Result<void> SqlWriter::add_admin_log(const Uuid& department, const AdminLogRow& row) {
    Use insert = m_connection->use("insert_admin_log");
    insert->bind(1, department)
        .bind(2, row.person)
        .bind(3, row.device)
        .bind(4, row.at_utc_ms)
        .bind(5, std::string_view(row.command));
    return insert->run();
}

} // namespace huiyin::server::store
