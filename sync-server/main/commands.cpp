#include "sync-server/main/commands.h"

#include "sync-server/store/open.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

std::array<const Command*, 16> all_commands() {
    return {&serve_command(),
            &department_add_command(),
            &user_add_command(),
            &user_list_command(),
            &device_list_command(),
            &device_revoke_command(),
            &tablets_command(),
            &verify_command(),
            &backup_command(),
            &restore_command(),
            &new_epoch_command(),
            &import_command(),
            &export_register_command(),
            &demo_command(),
            &admin_log_command(),
            &procedure_command()};
}

void print_usage(std::ostream& out) {
    out << "huiyin-server - the sync server of Huiyin\n\n"
           "usage: huiyin-server COMMAND [--option value ...]\n\ncommands:\n";
    for (const Command* command : all_commands()) {
        out << "  " << command->name << "\n";
    }
    out << "\nhuiyin-server COMMAND --help tells the options of a command.\n";
}

/// How many of the first words name the command; 0 when they do not.
std::size_t words_of(const Command& command, std::span<const std::string> words) {
    std::string given;
    for (std::size_t count = 1; count <= 2 && count <= words.size(); ++count) {
        given += (count == 1 ? "" : " ") + words[count - 1];
        if (given == command.name) {
            return count;
        }
    }
    return 0;
}

int run(const Command& command, std::span<const std::string> words) {
    const auto arguments = Arguments::parse(words, command.options);
    if (!arguments) {
        std::cerr << "huiyin-server " << command.name << ": " << arguments.error().detail
                  << "\n(--help tells the options)\n";
        return exit_usage;
    }
    if (arguments->wants_help()) {
        std::cout << "usage: huiyin-server " << command.name << " [--option value ...]\n\n"
                  << command.help;
        return exit_ok;
    }
    const Result<int> status = command.run(*arguments);
    if (!status) {
        std::cerr << "huiyin-server " << command.name << ": " << status.error().detail << "\n";
        return status.error().code == ErrorCode::InvalidInput ? exit_usage : exit_failed;
    }
    return *status;
}

} // namespace

int run_command(std::span<const std::string> words) {
    if (words.empty() || words[0] == "--help" || words[0] == "-h") {
        print_usage(words.empty() ? std::cerr : std::cout);
        return words.empty() ? exit_usage : exit_ok;
    }
    for (const Command* command : all_commands()) {
        if (const std::size_t used = words_of(*command, words)) {
            return run(*command, words.subspan(used));
        }
    }
    std::cerr << "huiyin-server: there is no command \"" << words[0] << "\"\n\n";
    print_usage(std::cerr);
    return exit_usage;
}

Result<std::unique_ptr<OpenStore>> open_store(const Arguments& arguments, Missing missing) {
    const std::string path = HUIYIN_TRY(arguments.required("database"));
    std::error_code ec;
    const bool refuse = missing == Missing::Refuse && store::is_file(path);
    if (refuse && !std::filesystem::exists(path, ec)) {
        return failure(ErrorCode::NotFound, "there is no database " + path);
    }
    auto open = std::make_unique<OpenStore>();
    open->store = HUIYIN_TRY(store::open(path, open->random));
    open->writer = HUIYIN_TRY(open->store->open_writer());
    return open;
}

Result<store::Department> chosen_department(store::Reader& reader, const Arguments& arguments) {
    const auto departments = HUIYIN_TRY(reader.departments());
    if (departments.empty()) {
        return failure(ErrorCode::NotFound,
                       "the database has no department yet; see huiyin-server department add");
    }
    const auto name = arguments.find("department");
    if (!name && departments.size() == 1) {
        return departments.front();
    }
    for (const store::Department& department : departments) {
        if (department.short_name == name) {
            return department;
        }
    }
    return failure(ErrorCode::InvalidInput,
                   name ? "there is no department " + *name
                        : std::string("--department is needed: there are several"));
}

std::string moment_text(std::int64_t utc_ms) {
    if (utc_ms == 0) {
        return "never";
    }
    using namespace std::chrono;
    const auto time = sys_time<milliseconds>(milliseconds(utc_ms));
    const year_month_day date{floor<days>(time)};
    const hh_mm_ss clock{time - floor<days>(time)};
    char text[40];
    std::snprintf(text,
                  sizeof text,
                  "%04d-%02u-%02uT%02d:%02dZ",
                  int(date.year()),
                  unsigned(date.month()),
                  unsigned(date.day()),
                  int(clock.hours().count()),
                  int(clock.minutes().count()));
    return text;
}

Result<std::string> read_password() {
    // Only the main thread runs and nothing changes the environment.
    if (const char* given = std::getenv("HUIYIN_PASSWORD")) { // NOLINT(concurrency-mt-unsafe)
        return std::string(given);
    }
    std::string line;
    if (!std::getline(std::cin, line)) {
        return failure(ErrorCode::InvalidInput,
                       "give the password in HUIYIN_PASSWORD or as one line of standard input");
    }
    return line;
}

} // namespace huiyin::server
