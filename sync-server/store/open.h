// Opens whichever store a location names.
#pragma once

#include "core/base/random.h"
#include "sync-server/store/store.h"

#include <memory>
#include <string>
#include <string_view>

namespace huiyin::server::store {

/// Whether the location is a file, which may be there or not, and not a database server.
bool is_file(std::string_view location);

/// Opens the store at a location, a SQLite file or a postgresql: URL, and brings its schema up to
/// date. Errors: as SqliteStore::open and PostgresStore::open.
Result<std::unique_ptr<Store>> open(const std::string& location, base::Random& random);

} // namespace huiyin::server::store
