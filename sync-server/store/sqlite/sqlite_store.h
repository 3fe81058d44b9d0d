// The embedded store: one SQLite file, every commit flushed before it is acknowledged.
#pragma once

#include "core/base/random.h"
#include "sync-server/store/store.h"

#include <memory>
#include <string>

namespace huiyin::server::store {

class SqliteStore final : public Store {
public:
    /// Opens or creates the file and brings its schema up to date; a new one gets its epoch.
    ///
    /// Errors: Unsupported when a later version made it; StorageBusy, StorageCorrupt, StorageFull,
    /// StorageFailed.
    static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, base::Random& random);

    Result<std::unique_ptr<Reader>> open_reader() override;
    Result<std::unique_ptr<Writer>> open_writer() override;
    Result<std::unique_ptr<Listener>> listen(Heard heard) override;

private:
    explicit SqliteStore(std::string path)
        : m_path(std::move(path)) {}

    std::string m_path;
};

} // namespace huiyin::server::store
