// Copies of a SQLite database that is in use, and what makes an old copy the database again.
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <string>

namespace huiyin::server::store {

using base::Result;

/// Copies the database as it is at one moment; writers go on meanwhile. `to` must not exist and is
/// there only when it is whole and flushed.
///
/// Errors: NotFound, Conflict when `to` exists, and those of sqlite::Database::open.
Result<void> copy_database(const std::string& from, const std::string& to);

/// Whether every page and every reference is right. Errors: StorageCorrupt with what SQLite found
/// first.
Result<void> check_integrity(const std::string& path);

/// Nothing when nobody has the database open. Errors: StorageBusy when a server runs on it.
Result<void> check_unused(const std::string& path);

/// Makes a copy that is older than what tablets have seen safe to serve: another epoch, so that
/// tablets offer again what they made; device codes that may have been given out since are left
/// out; all sign-ins end, since revocations made since are not in it.
Result<void>
begin_new_history(const std::string& path, base::Random& random, std::int64_t now_utc_ms);

} // namespace huiyin::server::store
