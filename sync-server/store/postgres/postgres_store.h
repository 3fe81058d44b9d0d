// The store for several servers: one PostgreSQL database, every commit flushed before it is
// acknowledged.
#pragma once

#include "core/base/random.h"
#include "sync-server/store/store.h"

#include <memory>
#include <string>
#include <string_view>

namespace huiyin::server::store {

class PostgresStore final : public Store {
public:
    /// Whether the text names a PostgreSQL database: postgresql://… or postgres://….
    static bool is_url(std::string_view text);

    /// Links to the database and brings its schema up to date, one server at a time; a new one gets
    /// its epoch.
    ///
    /// Errors: InvalidInput for a URL that cannot be read; Unsupported when a later version made
    /// the schema; StorageBusy when there is no server; StorageFull, StorageCorrupt, StorageFailed.
    static Result<std::unique_ptr<PostgresStore>> open(const std::string& url,
                                                       base::Random& random);

    Result<std::unique_ptr<Reader>> open_reader() override;
    Result<std::unique_ptr<Writer>> open_writer() override;
    Result<std::unique_ptr<Listener>> listen(Heard heard) override;

private:
    PostgresStore(std::string url, std::string name)
        : m_url(std::move(url))
        , m_name(std::move(name)) {}

    std::string m_url;
    std::string m_name; ///< random, so that it knows its own notifications
};

} // namespace huiyin::server::store
