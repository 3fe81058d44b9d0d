// What a database is given once and keeps: its epoch, random text that tells one history from
// another, and the key that files are sealed to.
#pragma once

#include "core/base/random.h"
#include "sync-server/store/sql/connection.h"

namespace huiyin::server::store {

/// Gives the database an epoch and a sealing key when it has none; of several servers that try, one
/// wins.
Result<void> ensure_identity(Connection& connection, base::Random& random);

/// Inside a transaction: another epoch, no sign-ins, and no device code or change number of the
/// lost history again.
Result<void> renew_history(Connection& connection, base::Random& random, std::int64_t now_utc_ms);

} // namespace huiyin::server::store
