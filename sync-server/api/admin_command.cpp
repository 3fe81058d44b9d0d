#include "sync-server/api/admin_command.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/sync/policy_json.h"
#include "sync-server/api/admin_members.h"
#include "sync-server/auth/password.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using base::Json;
using domain::Role;
namespace limits = base::limits;

namespace {

/// Calendars and word lists of a policy included; openapi.yaml names it.
constexpr std::size_t command_bytes_max = 256 * 1024;

/// Entries of the log in one answer; openapi.yaml names it.
constexpr std::size_t log_entries_max = 100;

/// A command while it is carried out.
struct Work {
    const AdminCommand& command;
    store::Writer& writer;
    const domain::Directory& directory;
    const base::Clock& clock;
    base::Random& random;
    Json answer;

    const Json& json() const { return command.json; }

    const Uuid& department() const { return command.department; }

    Uuid new_id() {
        const Uuid id = make_uuid(clock, random);
        answer["id"] = to_string(id);
        return id;
    }
};

/// The department must not lose its last administrator who can sign in.
Result<void> keep_an_administrator(const Work& work, const Uuid& without) {
    const auto accounts = HUIYIN_TRY(work.writer.reader().accounts(work.department()));
    const auto holders = work.directory.holders_of(Role::Administrator);
    const bool others = std::any_of(holders.begin(), holders.end(), [&](const Uuid& holder) {
        return holder != without &&
               std::any_of(accounts.begin(), accounts.end(), [&](const store::Account& account) {
                   return account.person == holder;
               });
    });
    return others ? Result<void>{}
                  : failure(ErrorCode::Conflict, "person: is the last active administrator");
}

/// Staff number, name and phone, for a person who has this identity, or nil for a new one.
Result<domain::Person> person_members(const Work& work, const Uuid& id) {
    domain::Person person;
    person.id = id;
    person.staff_no = HUIYIN_TRY(text_member(work.json(), "staff_no", Blank::Refused));
    person.name = HUIYIN_TRY(text_member(work.json(), "name", Blank::Refused));
    person.phone = HUIYIN_TRY(text_member(work.json(), "phone", Blank::Allowed));
    const auto& people = work.directory.people;
    const bool known = std::any_of(people.begin(), people.end(), [&](const domain::Person& other) {
        return other.staff_no == person.staff_no && other.id != id;
    });
    if (known) {
        return failure(ErrorCode::Conflict, "staff_no: another person has it");
    }
    return person;
}

Result<void> add_person(Work& work) {
    auto person = HUIYIN_TRY(person_members(work, Uuid{}));
    if (work.directory.people.size() >= limits::directory_people_max) {
        return failure(ErrorCode::TooLarge, "person: the department is full");
    }
    person.id = work.new_id();
    return work.writer.add_person(work.department(), person);
}

Result<void> set_person(Work& work) {
    const Uuid id = HUIYIN_TRY(person_member(work.json(), work.directory))->id;
    const auto person = HUIYIN_TRY(person_members(work, id));
    return work.writer.set_person(work.department(), person);
}

Result<void> set_person_active(Work& work) {
    const Uuid person = HUIYIN_TRY(person_member(work.json(), work.directory))->id;
    const bool active = HUIYIN_TRY(flag_member(work.json(), "active"));
    if (!active && work.directory.holds(person, Role::Administrator)) {
        HUIYIN_TRY(keep_an_administrator(work, person));
    }
    if (!active) {
        // By when the roles ended it is told what the person did before from what came later.
        for (domain::RoleGrant grant : work.directory.grants) {
            if (grant.person == person && grant.is_in_force()) {
                grant.until_utc_ms = work.clock.now_utc_ms();
                HUIYIN_TRY(work.writer.end_grant(work.department(), grant));
            }
        }
    }
    return work.writer.set_person_active(work.department(), person, active);
}

Result<std::string> account_name(const Json& json) {
    auto name = HUIYIN_TRY(text_member(json, "account", Blank::Refused));
    if (base::count_chars(name) > limits::account_name_chars_max) {
        return failure(ErrorCode::InvalidInput, "account: longer than 64 characters");
    }
    return name;
}

Result<void> add_account(Work& work) {
    const std::string name = HUIYIN_TRY(account_name(work.json()));
    const Uuid person = HUIYIN_TRY(person_member(work.json(), work.directory))->id;
    for (const store::Account& other :
         HUIYIN_TRY(work.writer.reader().accounts(work.department()))) {
        if (other.name == name) {
            return failure(ErrorCode::Conflict, "account: another account has this name");
        }
        if (other.person == person) {
            return failure(ErrorCode::Conflict, "person: has an account already");
        }
    }
    return work.writer.add_account(
        work.department(),
        {.name = name, .person = person, .password_hash = work.command.password_hash});
}

Result<void> set_password(Work& work) {
    const std::string name = HUIYIN_TRY(account_name(work.json()));
    auto account = HUIYIN_TRY(work.writer.reader().account(work.department(), name));
    if (!account) {
        return failure(ErrorCode::NotFound, "account: not in this department");
    }
    account->password_hash = work.command.password_hash;
    return work.writer.set_password(work.department(), *account);
}

Result<void> grant_role(Work& work) {
    auto grant = HUIYIN_TRY(grant_members(work.json(), work.directory));
    if (!work.directory.person(grant.person)->active) {
        return failure(ErrorCode::Conflict, "person: is not active");
    }
    grant.since_utc_ms = work.clock.now_utc_ms();
    grant.granted_by = work.command.person;
    return work.writer.add_grant(work.department(), grant);
}

Result<void> revoke_role(Work& work) {
    auto grant = HUIYIN_TRY(grant_members(work.json(), work.directory));
    const auto& grants = work.directory.grants;
    const bool held = std::any_of(grants.begin(), grants.end(), [&](const auto& other) {
        return other.person == grant.person && other.role == grant.role &&
               other.team == grant.team && other.group == grant.group && other.is_in_force();
    });
    if (!held) {
        return failure(ErrorCode::NotFound, "role: not held by this person");
    }
    if (grant.role == Role::Administrator) {
        HUIYIN_TRY(keep_an_administrator(work, grant.person));
    }
    grant.until_utc_ms = work.clock.now_utc_ms();
    return work.writer.end_grant(work.department(), grant);
}

/// A leader is a person of the department, or nobody yet.
Result<Uuid> leader_member(const Work& work) {
    const Uuid leader = HUIYIN_TRY(uuid_member(work.json(), "leader", Blank::Allowed));
    if (!leader.is_nil() && work.directory.person(leader) == nullptr) {
        return failure(ErrorCode::NotFound, "leader: not in this department");
    }
    return leader;
}

/// A name that no other one in the list has; `own` is nil for a new one.
template <class T>
Result<void> check_name(const std::vector<T>& list, const std::string& name, const Uuid& own) {
    if (own.is_nil() && list.size() >= limits::directory_people_max) {
        return failure(ErrorCode::TooLarge, "name: there are too many");
    }
    const bool known = std::any_of(list.begin(), list.end(), [&](const T& other) {
        return other.name == name && other.id != own;
    });
    return known ? failure(ErrorCode::Conflict, "name: is there already") : Result<void>{};
}

Result<void> add_team(Work& work) {
    domain::Team team;
    team.name = HUIYIN_TRY(text_member(work.json(), "name", Blank::Refused));
    HUIYIN_TRY(check_name(work.directory.teams, team.name, Uuid{}));
    team.leader = HUIYIN_TRY(leader_member(work));
    team.id = work.new_id();
    return work.writer.add_team(work.department(), team);
}

Result<void> set_team(Work& work) {
    domain::Team team;
    team.id = HUIYIN_TRY(uuid_member(work.json(), "team", Blank::Refused));
    if (work.directory.team(team.id) == nullptr) {
        return failure(ErrorCode::NotFound, "team: not in this department");
    }
    team.name = HUIYIN_TRY(text_member(work.json(), "name", Blank::Refused));
    HUIYIN_TRY(check_name(work.directory.teams, team.name, team.id));
    team.leader = HUIYIN_TRY(leader_member(work));
    return work.writer.set_team(work.department(), team);
}

Result<void> add_group(Work& work) {
    domain::Group group;
    group.name = HUIYIN_TRY(text_member(work.json(), "name", Blank::Refused));
    HUIYIN_TRY(check_name(work.directory.groups, group.name, Uuid{}));
    group.team = HUIYIN_TRY(uuid_member(work.json(), "team", Blank::Refused));
    if (work.directory.team(group.team) == nullptr) {
        return failure(ErrorCode::NotFound, "team: not in this department");
    }
    group.leader = HUIYIN_TRY(leader_member(work));
    if (base::find(work.json(), "domains") != nullptr) {
        group.domains = HUIYIN_TRY(domains_member(work.json()));
    }
    group.id = work.new_id();
    return work.writer.add_group(work.department(), group);
}

Result<Uuid> group_member(const Work& work) {
    const Uuid group = HUIYIN_TRY(uuid_member(work.json(), "group", Blank::Refused));
    if (work.directory.group(group) == nullptr) {
        return failure(ErrorCode::NotFound, "group: not in this department");
    }
    return group;
}

Result<void> set_group(Work& work) {
    domain::Group group;
    group.id = HUIYIN_TRY(group_member(work));
    group.name = HUIYIN_TRY(text_member(work.json(), "name", Blank::Refused));
    HUIYIN_TRY(check_name(work.directory.groups, group.name, group.id));
    group.leader = HUIYIN_TRY(leader_member(work));
    group.domains = HUIYIN_TRY(domains_member(work.json()));
    return work.writer.set_group(work.department(), group);
}

Result<void> set_group_domains(Work& work) {
    const Uuid group = HUIYIN_TRY(group_member(work));
    const auto domains = HUIYIN_TRY(domains_member(work.json()));
    return work.writer.set_group_domains(work.department(), group, domains);
}

Result<void> revoke_device(Work& work) {
    const Uuid device = HUIYIN_TRY(uuid_member(work.json(), "device", Blank::Refused));
    if (work.directory.device(device) == nullptr) {
        return failure(ErrorCode::NotFound, "device: not in this department");
    }
    return work.writer.revoke_device(work.department(), device, work.clock.now_utc_ms());
}

Result<void> set_policy(Work& work) {
    const Json* json = base::find(work.json(), "policy");
    if (json == nullptr || !json->is_object()) {
        return failure(ErrorCode::InvalidInput, "policy: an object is needed");
    }
    const auto policy = HUIYIN_TRY(sync::policy_from_json(*json));
    return work.writer.set_policy(work.department(), policy);
}

Result<void> put_code_value(Work& work) {
    // Checks types and bounds; the texts are checked besides.
    domain::CodeValue value = HUIYIN_TRY(sync::code_value_from_json(work.json()));
    if (value.list != "location" && value.list != "system" && value.list != "domain") {
        return failure(ErrorCode::InvalidInput, "list: must be location, system or domain");
    }
    value.code = HUIYIN_TRY(text_member(work.json(), "code", Blank::Refused));
    value.zh = HUIYIN_TRY(text_member(work.json(), "zh", Blank::Refused));
    value.en = HUIYIN_TRY(text_member(work.json(), "en", Blank::Allowed));
    const auto& values = work.directory.code_values;
    const bool known = std::any_of(values.begin(), values.end(), [&](const auto& other) {
        return other.list == value.list && other.code == value.code;
    });
    if (!known && values.size() >= limits::code_values_max) {
        return failure(ErrorCode::TooLarge, "code: the lists are full");
    }
    return work.writer.put_code_value(work.department(), value);
}

Result<void> set_service_volume(Work& work) {
    for (const char* key : {"year", "month", "count"}) {
        if (!base::find_integer(work.json(), key)) {
            return failure(ErrorCode::InvalidInput, std::string(key) + ": a number is needed");
        }
    }
    const auto volume = HUIYIN_TRY(sync::volume_from_json(work.json()));
    return work.writer.put_service_volume(work.department(), volume);
}

struct Row {
    std::string_view name;
    Result<void> (*run)(Work& work); ///< null for questions
    bool raises_version;             ///< the directory changes; revoke_device raises it itself
    bool needs_password;
    bool for_manager; ///< also for the relationship manager
};

constexpr Row table[] = {
    {"add_person", add_person, true, false, false},
    {"set_person", set_person, true, false, false},
    {"set_person_active", set_person_active, true, false, false},
    {"add_account", add_account, false, true, false},
    {"set_password", set_password, false, true, false},
    {"grant_role", grant_role, true, false, false},
    {"revoke_role", revoke_role, true, false, false},
    {"add_team", add_team, true, false, false},
    {"add_group", add_group, true, false, false},
    {"set_team", set_team, true, false, false},
    {"set_group", set_group, true, false, false},
    {"set_group_domains", set_group_domains, true, false, false},
    {"revoke_device", revoke_device, false, false, false},
    {"set_policy", set_policy, true, false, false},
    {"put_code_value", put_code_value, true, false, false},
    {"set_service_volume", set_service_volume, true, false, true},
    {"list_accounts", nullptr, false, false, false},
    {"list_devices", nullptr, false, false, false},
    {"list_log", nullptr, false, false, false},
};

const Row* row_of(const AdminCommand& command) {
    const auto name = base::find_string(command.json, "command").value_or("");
    const auto found = std::find_if(
        std::begin(table), std::end(table), [&](const Row& row) { return row.name == name; });
    return found == std::end(table) ? nullptr : &*found;
}

Json json_of(const store::AdminLogRow& row) {
    Json json = Json::object();
    json["entry"] = row.entry;
    json["person"] = to_string(row.person);
    json["device"] = to_string(row.device);
    json["at"] = row.at_utc_ms;
    // As JSON, not as one text that could be longer than a reader takes.
    json["command"] = base::parse_json(row.command, command_bytes_max).value_or(Json::object());
    return json;
}

Json json_of(const store::DeviceRow& device) {
    Json json = Json::object();
    json["id"] = to_string(device.id);
    json["code"] = device.code;
    json["name"] = device.name;
    json["enrolled_by"] = to_string(device.enrolled_by);
    json["enrolled_at"] = device.enrolled_at_utc_ms;
    json["revoked_at"] = device.revoked_at_utc_ms;
    json["cloned_at"] = device.cloned_at_utc_ms;
    json["last_sync_at"] = device.last_sync_at_utc_ms;
    json["events"] = device.last_seq;
    return json;
}

} // namespace

std::vector<std::string_view> admin_command_names() {
    std::vector<std::string_view> names;
    for (const Row& row : table) {
        names.push_back(row.name);
    }
    return names;
}

Result<AdminCommand> admin_command_from_text(std::string_view text) {
    AdminCommand command;
    command.json = HUIYIN_TRY(base::parse_json(text, command_bytes_max));
    if (!command.json.is_object() || !base::find_string(command.json, "command")) {
        return failure(ErrorCode::InvalidInput, "command: a text is needed");
    }
    if (const Json* password = base::find(command.json, "password")) {
        command.password = password->is_string() ? password->get<std::string>() : std::string();
        command.json.erase("password");
    }
    return command;
}

bool needs_password(const AdminCommand& command) {
    const Row* row = row_of(command);
    return row != nullptr && row->needs_password;
}

Result<void> check_admin_command(const AdminCommand& command, const domain::Directory& directory) {
    const Row* row = row_of(command);
    const domain::Person* person = directory.person(command.person);
    const auto may = [&](Role role) {
        return person != nullptr && person->active && directory.holds(command.person, role);
    };
    const bool allowed = may(Role::Administrator) ||
                         (row != nullptr && row->for_manager && may(Role::RelationshipManager));
    if (!allowed) {
        return failure(ErrorCode::Forbidden, "command: not for this role");
    }
    if (row == nullptr) {
        return failure(ErrorCode::InvalidInput, "command: there is no such command");
    }
    if (row->needs_password) {
        const auto name = HUIYIN_TRY(account_name(command.json));
        // Once it is hashed it is gone.
        const std::string problem = command.password_hash.empty()
                                        ? auth::password_problem(command.password, name)
                                        : std::string();
        if (!problem.empty()) {
            return failure(ErrorCode::InvalidInput, "password: " + problem);
        }
    }
    return {};
}

Result<Json> carry_out(const AdminCommand& command,
                       store::Writer& writer,
                       const base::Clock& clock,
                       base::Random& random) {
    const auto directory = HUIYIN_TRY(writer.reader().directory(command.department));
    HUIYIN_TRY(check_admin_command(command, directory));
    const Row& row = *row_of(command);
    Work work{command, writer, directory, clock, random, Json::object()};
    HUIYIN_TRY(row.run(work));
    if (row.raises_version) {
        HUIYIN_TRY(writer.raise_directory_version(command.department));
    }
    HUIYIN_TRY(writer.add_admin_log(command.department,
                                    {.person = command.person,
                                     .device = command.device,
                                     .at_utc_ms = clock.now_utc_ms(),
                                     .command = base::to_text(command.json)}));
    work.answer["version"] = HUIYIN_TRY(writer.reader().directory_version(command.department));
    return work.answer;
}

Result<std::optional<Json>> answer_of_question(const AdminCommand& command, store::Reader& reader) {
    const Row* row = row_of(command);
    if (row == nullptr || row->run != nullptr) {
        return std::optional<Json>{};
    }
    Json answer = Json::object();
    answer["version"] = HUIYIN_TRY(reader.directory_version(command.department));
    if (row->name == "list_devices") {
        answer["devices"] = Json::array();
        for (const store::DeviceRow& device : HUIYIN_TRY(reader.devices(command.department))) {
            answer["devices"].push_back(json_of(device));
        }
        return std::optional<Json>(std::move(answer));
    }
    if (row->name == "list_log") {
        const auto before = base::find_integer(command.json, "before")
                                .value_or(std::numeric_limits<std::int64_t>::max());
        answer["log"] = Json::array();
        for (const store::AdminLogRow& entry :
             HUIYIN_TRY(reader.admin_log_before(command.department, before, log_entries_max))) {
            answer["log"].push_back(json_of(entry));
        }
        return std::optional<Json>(std::move(answer));
    }
    answer["accounts"] = Json::array();
    for (const store::Account& account : HUIYIN_TRY(reader.accounts(command.department))) {
        Json json = Json::object();
        json["account"] = account.name;
        json["person"] = to_string(account.person);
        json["active"] = account.active;
        answer["accounts"].push_back(std::move(json));
    }
    return std::optional<Json>(std::move(answer));
}

} // namespace huiyin::server::api
