// The commands of huiyin-server.
#pragma once

#include "core/base/result.h"
#include "sync-server/main/arguments.h"
#include "sync-server/main/system.h"
#include "sync-server/store/store.h"

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace huiyin::server {

/// Exit status of a command that did what it should.
inline constexpr int exit_ok = 0;
/// Exit status when it could not, or found something wrong.
inline constexpr int exit_failed = 1;
/// Exit status for a command line that cannot be understood.
inline constexpr int exit_usage = 2;

/// One command: its words, its options, its help, and what it does.
struct Command {
    std::string_view name; ///< for example "user add"
    std::span<const std::string_view> options;
    std::string_view help;
    base::Result<int> (*run)(const Arguments& arguments);
};

const Command& serve_command();
const Command& department_add_command();
const Command& user_add_command();
const Command& user_list_command();
const Command& device_list_command();
const Command& device_revoke_command();
const Command& verify_command();
const Command& export_register_command();
const Command& demo_command();
const Command& admin_log_command();
const Command& procedure_command();
const Command& backup_command();
const Command& restore_command();
const Command& tablets_command();
const Command& new_epoch_command();
const Command& import_command();

/// Checks every event as `huiyin-server verify` does, writes what is wrong to `out`, and gives how
/// much that was. Errors: those of the reader.
base::Result<std::int64_t> verify_store(store::Reader& reader, std::ostream& out);

/// The table of the procedure as Markdown, for docs/procedure.md.
std::string procedure_text();

/// A moment as "2026-11-24T09:42Z", or "never" for 0.
std::string moment_text(std::int64_t utc_ms);

/// Runs the command that the words name, prints what is wrong, gives the exit status.
int run_command(std::span<const std::string> words);

/// The store that a command works on, with one connection for everything.
struct OpenStore {
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::Writer> writer;

    store::Reader& reader() { return writer->reader(); }
};

/// Opens the store of --database, a file or a postgresql: URL. Errors: NotFound when a file must
/// exist and does not.
enum class Missing { Create, Refuse };
base::Result<std::unique_ptr<OpenStore>> open_store(const Arguments& arguments, Missing missing);

/// The department of --department, or the only one. Errors: NotFound, InvalidInput.
base::Result<store::Department> chosen_department(store::Reader& reader,
                                                  const Arguments& arguments);

/// The password for a new account: from HUIYIN_PASSWORD, else one line of standard input. Never
/// from the command line, which every user of the machine can read.
base::Result<std::string> read_password();

} // namespace huiyin::server
