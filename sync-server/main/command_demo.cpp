// huiyin-server demo
#include "sync-server/auth/password.h"
#include "sync-server/main/commands.h"
#include "sync-server/main/demo.h"
#include "sync-server/main/demo_words.h"

#include <array>
#include <cstdlib>
#include <iostream>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::array<std::string_view, 3> options{"database", "seed", "complaints"};

constexpr std::string_view help =
    "Fills an empty database with the demo department, its people and complaints, and prints the\n"
    "accounts. All of them have one password: HUIYIN_DEMO_PASSWORD, or a new one that is "
    "printed.\n\n"
    "  --database WHERE   the SQLite file, made when it is not there, or postgresql: URL; refused\n"
    "                     when it is not empty\n"
    "  --seed N           the same seed makes the same complaints (default 1)\n"
    "  --complaints N     how many (default 400, at most 5000)\n";

std::string made_up_password(base::Random& random) {
    // Letters that cannot be mistaken for digits or for each other.
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789x";
    std::array<std::uint8_t, 12> bytes{};
    random.fill(bytes);
    std::string password;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        password += i > 0 && i % 4 == 0 ? "-" : "";
        password += letters[bytes[i] % letters.size()];
    }
    return password;
}

Result<std::string> demo_password(base::Random& random) {
    // Only the main thread runs and nothing changes the environment.
    const char* given = std::getenv("HUIYIN_DEMO_PASSWORD"); // NOLINT(concurrency-mt-unsafe)
    std::string password = given == nullptr ? made_up_password(random) : std::string(given);
    const std::string problem = auth::password_problem(password, "");
    if (!problem.empty()) {
        return failure(ErrorCode::InvalidInput, "HUIYIN_DEMO_PASSWORD: " + problem);
    }
    return password;
}

Result<int> run(const Arguments& arguments) {
    DemoOptions chosen;
    chosen.seed =
        static_cast<std::uint64_t>(HUIYIN_TRY(arguments.number_or("seed", 1, 0, INT64_MAX)));
    chosen.complaints =
        static_cast<std::size_t>(HUIYIN_TRY(arguments.number_or("complaints", 400, 0, 5000)));
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Create));
    chosen.password = HUIYIN_TRY(demo_password(open->random));
    const DemoReport report =
        HUIYIN_TRY(create_demo(*open->writer, open->clock, open->random, chosen));
    std::cout << "made the demo department with " << report.people << " people and "
              << chosen.complaints << " complaints (" << report.events << " events, "
              << report.conflicts << " in conflict)\n\naccounts:\n";
    for (const DemoPerson& person : demo_people()) {
        std::cout << "  " << person.account << "\t" << code_of(person.role) << "\t" << person.name
                  << "\n";
    }
    std::cout << "\npassword of all accounts: " << chosen.password << "\n";
    return exit_ok;
}

} // namespace

const Command& demo_command() {
    static constexpr Command command{"demo", options, help, run};
    return command;
}

} // namespace huiyin::server
