// huiyin-server department add, user add, user list
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/base/uuid.h"
#include "sync-server/auth/password.h"
#include "sync-server/main/commands.h"

#include <algorithm>
#include <array>
#include <iostream>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;
using base::Uuid;

namespace {

constexpr std::array<std::string_view, 4> department_options{
    "database", "short-name", "name", "prefix"};

constexpr std::string_view department_help =
    "Adds a department (tenant).\n\n"
    "  --database WHERE   the SQLite file, made when it is not there, or postgresql: URL\n"
    "  --short-name NAME  typed at sign-in when there are several departments\n"
    "  --name NAME        full name, as it is printed\n"
    "  --prefix TS        of complaint numbers: 1 to 4 capital letters (default TS)\n";

constexpr std::array<std::string_view, 9> add_options{
    "database", "department", "account", "name", "staff-no", "phone", "roles", "team", "group"};

constexpr std::string_view add_help =
    "Adds a person with an account. The password is read from HUIYIN_PASSWORD or from one line of\n"
    "standard input, never from the command line.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n"
    "  --account NAME     for signing in\n"
    "  --name NAME        the person's name\n"
    "  --staff-no NO      staff number (default: the account)\n"
    "  --phone NO         may be left out\n"
    "  --roles A,B        of ACC URM TL GM SUP ADM\n"
    "  --team NAME        the team of a TL, and of the group; made when it is not there\n"
    "  --group NAME       the group of a GM; made when it is not there\n";

constexpr std::array<std::string_view, 2> list_options{"database", "department"};

constexpr std::string_view list_help =
    "Lists the accounts of a department.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n";

bool is_prefix(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<int> add_department(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Create));
    const store::Department department{.id = make_uuid(open->clock, open->random),
                                       .short_name = HUIYIN_TRY(arguments.required("short-name")),
                                       .name = HUIYIN_TRY(arguments.required("name")),
                                       .number_prefix = arguments.value_or("prefix", "TS")};
    if (!is_prefix(department.number_prefix)) {
        return failure(ErrorCode::InvalidInput, "--prefix must be 1 to 4 capital letters");
    }
    HUIYIN_TRY(open->writer->begin());
    if (const auto added = open->writer->add_department(department); !added) {
        return failure(ErrorCode::Conflict, "there is a department of that short name");
    }
    HUIYIN_TRY(open->writer->commit());
    std::cout << "added department " << department.short_name << "\n";
    return exit_ok;
}

Result<std::vector<domain::Role>> parse_roles(const std::string& text) {
    std::vector<domain::Role> roles;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string code = text.substr(begin, end - begin);
        const auto role = domain::from_code<domain::Role>(code);
        if (!role) {
            return failure(ErrorCode::InvalidInput, "\"" + code + "\" is no role");
        }
        roles.push_back(*role);
        begin = end + 1;
    }
    return roles;
}

/// The team or group of that name, made when it is missing; nil for an empty name.
Result<Uuid> ensure_team(OpenStore& open,
                         const domain::Directory& directory,
                         const std::string& name,
                         const Uuid& leader) {
    if (name.empty()) {
        return Uuid{};
    }
    for (const domain::Team& team : directory.teams) {
        if (team.name == name) {
            return team.id;
        }
    }
    const domain::Team team{make_uuid(open.clock, open.random), name, leader};
    HUIYIN_TRY(open.writer->add_team(directory.department, team));
    return team.id;
}

Result<Uuid> ensure_group(OpenStore& open,
                          const domain::Directory& directory,
                          const std::string& name,
                          const Uuid& team) {
    if (name.empty()) {
        return Uuid{};
    }
    for (const domain::Group& group : directory.groups) {
        if (group.name == name) {
            return group.id;
        }
    }
    if (team.is_nil()) {
        return failure(ErrorCode::InvalidInput, "a new group needs --team");
    }
    const domain::Group group{make_uuid(open.clock, open.random), team, name, Uuid{}, {}};
    HUIYIN_TRY(open.writer->add_group(directory.department, group));
    return group.id;
}

Result<void> add_grants(OpenStore& open,
                        const domain::Directory& directory,
                        const Uuid& person,
                        const Arguments& arguments) {
    const std::string codes = HUIYIN_TRY(arguments.required("roles"));
    const auto roles = HUIYIN_TRY(parse_roles(codes));
    const auto has = [&roles](domain::Role role) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    const Uuid leader = has(domain::Role::TeamLeader) ? person : Uuid{};
    const Uuid team =
        HUIYIN_TRY(ensure_team(open, directory, arguments.value_or("team", ""), leader));
    const Uuid group =
        HUIYIN_TRY(ensure_group(open, directory, arguments.value_or("group", ""), team));
    if (has(domain::Role::TeamLeader) && team.is_nil()) {
        return failure(ErrorCode::InvalidInput, "a TL needs --team");
    }
    if (has(domain::Role::GroupMember) && group.is_nil()) {
        return failure(ErrorCode::InvalidInput, "a GM needs --group");
    }
    for (const domain::Role role : roles) {
        HUIYIN_TRY(
            open.writer->add_grant(directory.department,
                                   {.person = person,
                                    .role = role,
                                    .team = role == domain::Role::TeamLeader ? team : Uuid{},
                                    .group = role == domain::Role::GroupMember ? group : Uuid{},
                                    .since_utc_ms = open.clock.now_utc_ms()}));
    }
    return {};
}

Result<store::Account> new_account(const Arguments& arguments, const Uuid& person) {
    store::Account account{.name = HUIYIN_TRY(arguments.required("account")), .person = person};
    if (base::count_chars(account.name) > base::limits::account_name_chars_max) {
        return failure(ErrorCode::InvalidInput, "--account is too long");
    }
    std::string password = HUIYIN_TRY(read_password());
    const std::string problem = auth::password_problem(password, account.name);
    if (!problem.empty()) {
        return failure(ErrorCode::InvalidInput, problem);
    }
    account.password_hash = HUIYIN_TRY(auth::hash_password(password));
    auth::wipe(password);
    return account;
}

Result<int> add_user(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    domain::Person person;
    person.id = make_uuid(open->clock, open->random);
    person.name = HUIYIN_TRY(arguments.required("name"));
    person.phone = arguments.value_or("phone", "");
    const store::Account account = HUIYIN_TRY(new_account(arguments, person.id));
    person.staff_no = arguments.value_or("staff-no", account.name);
    HUIYIN_TRY(open->writer->begin());
    HUIYIN_TRY(open->writer->hold(department.id));
    const auto directory = HUIYIN_TRY(open->reader().directory(department.id));
    if (const auto added = open->writer->add_person(department.id, person); !added) {
        return failure(ErrorCode::Conflict, "there is a person with that staff number");
    }
    if (const auto added = open->writer->add_account(department.id, account); !added) {
        return failure(ErrorCode::Conflict, "there is an account of that name");
    }
    HUIYIN_TRY(add_grants(*open, directory, person.id, arguments));
    HUIYIN_TRY(open->writer->raise_directory_version(department.id));
    HUIYIN_TRY(open->writer->commit());
    std::cout << "added " << account.name << " to " << department.short_name << "\n";
    return exit_ok;
}

Result<int> list_users(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    const auto directory = HUIYIN_TRY(open->reader().directory(department.id));
    for (const store::Account& account : HUIYIN_TRY(open->reader().accounts(department.id))) {
        const domain::Person* person = directory.person(account.person);
        std::cout << account.name << "\t" << (person == nullptr ? "" : person->staff_no) << "\t"
                  << (person == nullptr ? "" : person->name);
        char separator = '\t';
        for (const domain::Role role : directory.roles_of(account.person)) {
            std::cout << separator << code_of(role);
            separator = ',';
        }
        std::cout << (person != nullptr && !person->active ? "\tinactive\n" : "\n");
    }
    return exit_ok;
}

} // namespace

const Command& department_add_command() {
    static constexpr Command command{
        "department add", department_options, department_help, add_department};
    return command;
}

const Command& user_add_command() {
    static constexpr Command command{"user add", add_options, add_help, add_user};
    return command;
}

const Command& user_list_command() {
    static constexpr Command command{"user list", list_options, list_help, list_users};
    return command;
}

} // namespace huiyin::server
