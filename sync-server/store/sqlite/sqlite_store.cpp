#include "sync-server/store/sqlite/sqlite_store.h"

#include "core/base/bytes.h"
#include "sync-server/store/sqlite/connection.h"
#include "sync-server/store/sqlite/sqlite_reader.h"
#include "sync-server/store/sqlite/sqlite_writer.h"

#include <array>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0001_init.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0002_tablet_status.h>

namespace huiyin::server::store {

namespace {

constexpr std::array<sqlite::Migration, 2> migrations{
    sqlite::Migration{1, embedded::sync_server_store_sqlite_schema_0001_init},
    sqlite::Migration{2, embedded::sync_server_store_sqlite_schema_0002_tablet_status}};

Result<void> ensure_epoch(const std::string& path, base::Random& random) {
    auto connection = std::make_shared<Connection>(HUIYIN_TRY(Connection::open(path)));
    SqliteWriter writer(connection);
    if (writer.reader().epoch()) {
        return {};
    }
    HUIYIN_TRY(writer.begin());
    // Another process may have been faster.
    if (!writer.reader().epoch()) {
        std::array<std::uint8_t, 16> bytes{};
        random.fill(bytes);
        const std::string epoch = base::hex_from_bytes(bytes);
        Use row = connection->use("insert_epoch");
        row->bind(1, std::string_view(epoch));
        HUIYIN_TRY(row->run());
    }
    return writer.commit();
}

} // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path,
                                                       base::Random& random) {
    {
        const sqlite::Database database = HUIYIN_TRY(sqlite::Database::open({.path = path}));
        HUIYIN_TRY(sqlite::migrate(database, migrations));
    }
    HUIYIN_TRY(ensure_epoch(path, random));
    return std::unique_ptr<SqliteStore>(new SqliteStore(path));
}

Result<std::unique_ptr<Reader>> SqliteStore::open_reader() {
    auto connection = std::make_shared<Connection>(HUIYIN_TRY(Connection::open(m_path)));
    return std::unique_ptr<Reader>(std::make_unique<SqliteReader>(std::move(connection)));
}

Result<std::unique_ptr<Writer>> SqliteStore::open_writer() {
    auto connection = std::make_shared<Connection>(HUIYIN_TRY(Connection::open(m_path)));
    return std::unique_ptr<Writer>(std::make_unique<SqliteWriter>(std::move(connection)));
}

} // namespace huiyin::server::store
