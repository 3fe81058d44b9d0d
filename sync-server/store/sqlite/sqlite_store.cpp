#include "sync-server/store/sqlite/sqlite_store.h"

#include "sync-server/store/sql/epoch.h"
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/sql/sql_writer.h"
#include "sync-server/store/sqlite/sqlite_connection.h"

#include <array>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0001_init.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0002_tablet_status.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0003_attachments.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0004_keeping.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0005_scope_end.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0006_scope_by_key.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0007_redaction.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0008_grant_record.h>
#include <huiyin/embedded/sync_server_store_sqlite_schema_0009_restored.h>

namespace huiyin::server::store {

namespace {

constexpr std::array migrations{
    sqlite::Migration{1, embedded::sync_server_store_sqlite_schema_0001_init},
    sqlite::Migration{2, embedded::sync_server_store_sqlite_schema_0002_tablet_status},
    sqlite::Migration{3, embedded::sync_server_store_sqlite_schema_0003_attachments},
    sqlite::Migration{4, embedded::sync_server_store_sqlite_schema_0004_keeping},
    sqlite::Migration{5, embedded::sync_server_store_sqlite_schema_0005_scope_end},
    sqlite::Migration{6, embedded::sync_server_store_sqlite_schema_0006_scope_by_key},
    sqlite::Migration{7, embedded::sync_server_store_sqlite_schema_0007_redaction},
    sqlite::Migration{8, embedded::sync_server_store_sqlite_schema_0008_grant_record},
    sqlite::Migration{9, embedded::sync_server_store_sqlite_schema_0009_restored}};

} // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path,
                                                       base::Random& random) {
    const auto connection = HUIYIN_TRY(SqliteConnection::open(path));
    HUIYIN_TRY(sqlite::migrate(connection->database(), migrations));
    HUIYIN_TRY(ensure_identity(*connection, random));
    return std::unique_ptr<SqliteStore>(new SqliteStore(path));
}

Result<std::unique_ptr<Reader>> SqliteStore::open_reader() {
    return std::make_unique<SqlReader>(HUIYIN_TRY(SqliteConnection::open(m_path)));
}

Result<std::unique_ptr<Writer>> SqliteStore::open_writer() {
    return std::make_unique<SqlWriter>(HUIYIN_TRY(SqliteConnection::open(m_path)));
}

Result<std::unique_ptr<Listener>> SqliteStore::listen(Heard) {
    return std::make_unique<Listener>();
}

} // namespace huiyin::server::store
