// Passwords: Argon2id through libsodium.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace huiyin::server::auth {

/// The text form of the hash, salt and parameters included: Argon2id, 64 MiB, two passes
/// (server.md: 71 ms; the floor of OWASP is 19 MiB and two passes).
///
/// Slow and large on purpose. Errors: StorageFull when there is no memory.
base::Result<std::string> hash_password(std::string_view password);

/// Whether the password is the hashed one. Slow; takes the same time for every password.
bool is_password(const std::string& hash, std::string_view password);

/// A hash that no password has, for unknown accounts: they must cost the same time as known ones.
std::string unmatched_hash();

/// Why a new password is not accepted, in one sentence; empty when it is.
///
/// Length is what counts (ASVS 6.2.1, 6.2.5, 6.2.9); besides, it must not be one of the first
/// guesses (6.2.4, common_password.h) nor hold the account's name.
std::string password_problem(std::string_view password, std::string_view account);

/// Overwrites a secret before its memory is given back.
void wipe(std::string& secret);

} // namespace huiyin::server::auth
