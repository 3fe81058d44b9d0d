// What an administrator may have done: one command, checked and carried out.
#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/domain/directory.h"
#include "sync-server/store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::api {

using base::Uuid;
using store::Result;

/// A command and who asks for it.
struct AdminCommand {
    base::Json json;           ///< without the password
    std::string password;      ///< empty for commands without one; wiped once it is hashed
    std::string password_hash; ///< filled in before the command is carried out
    Uuid department;
    Uuid person;
    Uuid device;
};

/// All that may stand in `command`.
std::vector<std::string_view> admin_command_names();

/// Reads one command. Errors: InvalidInput naming the member, TooLarge.
Result<AdminCommand> admin_command_from_text(std::string_view text);

/// Whether the command sets a password.
bool needs_password(const AdminCommand& command);

/// Errors: Forbidden when no role of the person allows the command, InvalidInput when there is no
/// such command or its new password is not accepted.
Result<void> check_admin_command(const AdminCommand& command, const domain::Directory& directory);

/// Carries the command out inside the writer's transaction, with a row in the log of
/// administration. Gives the answer: `version` of the directory, `id` of what was added.
///
/// Errors: those of the check, for the directory may have changed since; InvalidInput naming the
/// member, NotFound for what is not in the department, Conflict for what is there already and for
/// the last active administrator.
Result<base::Json> carry_out(const AdminCommand& command,
                             store::Writer& writer,
                             const base::Clock& clock,
                             base::Random& random);

/// The answer to a question: "list_accounts", "list_devices" or "list_log"; nothing for other
/// commands.
Result<std::optional<base::Json>> answer_of_question(const AdminCommand& command,
                                                     store::Reader& reader);

} // namespace huiyin::server::api
