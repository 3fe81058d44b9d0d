// huiyin-server tablets
#include "sync-server/main/commands.h"

#include <algorithm>
#include <array>
#include <iostream>

namespace huiyin::server {

using base::Result;

namespace {

constexpr std::array<std::string_view, 2> options{"database", "department"};

constexpr std::string_view help =
    "A table of the tablets of a department, the longest silent first: code, person, last contact "
    "(to\n"
    "within ten minutes), age of the oldest event that this contact left unsent, how far the "
    "server's\n"
    "clock is ahead of the tablet's, version of the app, storage left, state.\n\n"
    "  --database FILE    the database\n"
    "  --department NAME  short name; may be left out when there is one department\n";

/// The biggest unit that leaves at least one: "3d", "2h", "5m", "12s".
std::string age_text(std::int64_t ms) {
    struct Unit {
        std::int64_t ms;
        char letter;
    };

    for (const Unit& unit : {Unit{86'400'000, 'd'}, Unit{3'600'000, 'h'}, Unit{60'000, 'm'}}) {
        if (ms >= unit.ms) {
            return std::to_string(ms / unit.ms) + unit.letter;
        }
    }
    return std::to_string(std::max<std::int64_t>(0, ms) / 1000) + "s";
}

std::string clock_text(std::int64_t ahead_ms) {
    std::string text(ahead_ms <= -1000 ? "-" : "+");
    return text += age_text(ahead_ms < 0 ? -ahead_ms : ahead_ms);
}

std::string storage_text(std::int64_t bytes) {
    return bytes < 0 ? std::string("-") : std::to_string(bytes / (1024 * 1024)) + " MiB";
}

std::string person_text(const domain::Directory& directory, const base::Uuid& person) {
    const domain::Person* known = directory.person(person);
    return known == nullptr ? std::string("-") : known->name;
}

void print(const store::DeviceRow& device, const std::string& person, std::int64_t now_utc_ms) {
    const store::DeviceStatus& status = device.status;
    std::cout << device.code << "\t" << person << "\t" << moment_text(device.last_sync_at_utc_ms)
              << "\t"
              << (status.outbox_since_utc_ms == 0
                      ? std::string("-")
                      : age_text(now_utc_ms - status.outbox_since_utc_ms))
              << "\t" << clock_text(status.clock_ahead_ms) << "\t"
              << (status.app_version.empty() ? std::string("-") : status.app_version) << "\t"
              << storage_text(status.storage_left_bytes) << "\t"
              << (device.revoked_at_utc_ms != 0  ? "revoked"
                  : device.cloned_at_utc_ms != 0 ? "cloned"
                                                 : "active")
              << "\n";
}

Result<int> run(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const auto department = HUIYIN_TRY(chosen_department(open->reader(), arguments));
    const auto directory = HUIYIN_TRY(open->reader().directory(department.id));
    auto devices = HUIYIN_TRY(open->reader().devices(department.id));
    std::stable_sort(devices.begin(), devices.end(), [](const auto& a, const auto& b) {
        return a.last_sync_at_utc_ms < b.last_sync_at_utc_ms;
    });
    std::cout << "code\tperson\tlast contact\tunsent\tclock\tapp\tstorage\tstate\n";
    for (const store::DeviceRow& device : devices) {
        print(device, person_text(directory, device.person), open->clock.now_utc_ms());
    }
    return exit_ok;
}

} // namespace

const Command& tablets_command() {
    static constexpr Command command{"tablets", options, help, run};
    return command;
}

} // namespace huiyin::server
