#include "sync-server/store/open.h"

#include "sync-server/store/postgres/postgres_store.h"
#include "sync-server/store/sqlite/sqlite_store.h"

namespace huiyin::server::store {

bool is_file(std::string_view location) {
    return !PostgresStore::is_url(location);
}

Result<std::unique_ptr<Store>> open(const std::string& location, base::Random& random) {
    if (is_file(location)) {
        return HUIYIN_TRY(SqliteStore::open(location, random));
    }
    return HUIYIN_TRY(PostgresStore::open(location, random));
}

} // namespace huiyin::server::store
