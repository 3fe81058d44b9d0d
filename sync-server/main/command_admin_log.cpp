// huiyin-server admin-log
#include "core/domain/directory.h"
#include "sync-server/main/commands.h"

#include <array>
#include <iostream>

namespace huiyin::server {

using base::Result;

namespace {

constexpr std::array<std::string_view, 2> options{"database", "department"};

constexpr std::string_view help =
    "Prints what administrators did, oldest first: time, person, tablet, command.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n";

Result<int> run(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    const auto directory = HUIYIN_TRY(open->reader().directory(department.id));
    for (const store::AdminLogRow& row : HUIYIN_TRY(open->reader().admin_log(department.id))) {
        const domain::Device* device = directory.device(row.device);
        std::cout << moment_text(row.at_utc_ms) << "\t" << directory.name_of(row.person) << "\t"
                  << (device == nullptr ? "" : device->code) << "\t" << row.command << "\n";
    }
    return exit_ok;
}

} // namespace

const Command& admin_log_command() {
    static constexpr Command command{"admin-log", options, help, run};
    return command;
}

} // namespace huiyin::server
