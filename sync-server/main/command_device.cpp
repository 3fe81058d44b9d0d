// huiyin-server device list, device revoke
#include "sync-server/main/commands.h"

#include <array>
#include <iostream>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::array<std::string_view, 2> list_options{"database", "department"};

constexpr std::string_view list_help =
    "Lists the tablets of a department: code, name, enrolled, last sync, events, state.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n";

constexpr std::array<std::string_view, 3> revoke_options{"database", "department", "code"};

constexpr std::string_view revoke_help =
    "Ends a tablet's sign-ins; it can never sign in again and its code is never reused.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n"
    "  --code A7K         the tablet's code\n";

std::string state_text(const store::DeviceRow& device, std::int64_t quarantined) {
    std::string text = device.revoked_at_utc_ms != 0 ? "revoked" : "active";
    if (device.cloned_at_utc_ms != 0) {
        text += ",cloned";
    }
    if (quarantined > 0) {
        text += ",quarantined=" + std::to_string(quarantined);
    }
    return text;
}

Result<int> list_devices(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    for (const store::DeviceRow& device : HUIYIN_TRY(open->reader().devices(department.id))) {
        const std::int64_t quarantined =
            HUIYIN_TRY(open->reader().quarantine_count(department.id, device.id));
        std::cout << device.code << "\t" << device.name << "\t"
                  << moment_text(device.enrolled_at_utc_ms) << "\t"
                  << moment_text(device.last_sync_at_utc_ms) << "\t" << device.last_seq << "\t"
                  << state_text(device, quarantined) << "\n";
    }
    return exit_ok;
}

Result<int> revoke_device(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    const std::string code = HUIYIN_TRY(arguments.required("code"));
    for (const store::DeviceRow& device : HUIYIN_TRY(open->reader().devices(department.id))) {
        if (device.code == code) {
            HUIYIN_TRY(open->writer->begin());
            HUIYIN_TRY(open->writer->hold(department.id));
            HUIYIN_TRY(
                open->writer->revoke_device(department.id, device.id, open->clock.now_utc_ms()));
            HUIYIN_TRY(open->writer->commit());
            std::cout << "revoked " << code << "\n";
            return exit_ok;
        }
    }
    return failure(ErrorCode::NotFound, "there is no tablet " + code);
}

} // namespace

const Command& device_list_command() {
    static constexpr Command command{"device list", list_options, list_help, list_devices};
    return command;
}

const Command& device_revoke_command() {
    static constexpr Command command{"device revoke", revoke_options, revoke_help, revoke_device};
    return command;
}

} // namespace huiyin::server
