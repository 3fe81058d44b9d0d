// The epoch: random text that is made with a database and never changes.
#pragma once

#include "core/base/random.h"
#include "sync-server/store/sql/connection.h"

namespace huiyin::server::store {

/// Gives the database an epoch when it has none; of several servers that try, one wins.
Result<void> ensure_epoch(Connection& connection, base::Random& random);

} // namespace huiyin::server::store
