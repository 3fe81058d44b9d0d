#include "sync-server/store/postgres/postgres_store.h"

#include "sync-server/store/postgres/postgres_connection.h"
#include "sync-server/store/postgres/postgres_listener.h"
#include "sync-server/store/sql/epoch.h"
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/sql/sql_writer.h"

#include <array>
#include <huiyin/embedded/sync_server_store_postgres_schema_0001_init.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0002_attachments.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0003_keeping.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0004_scope_end.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0005_scope_by_key.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0006_redaction.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0007_grant_record.h>
#include <huiyin/embedded/sync_server_store_postgres_schema_0008_restored.h>
#include <random>
#include <utility>

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

namespace {

struct Migration {
    std::int64_t version = 0;
    std::string_view sql;
};

constexpr std::array migrations{
    Migration{1, embedded::sync_server_store_postgres_schema_0001_init},
    Migration{2, embedded::sync_server_store_postgres_schema_0002_attachments},
    Migration{3, embedded::sync_server_store_postgres_schema_0003_keeping},
    Migration{4, embedded::sync_server_store_postgres_schema_0004_scope_end},
    Migration{5, embedded::sync_server_store_postgres_schema_0005_scope_by_key},
    Migration{6, embedded::sync_server_store_postgres_schema_0006_redaction},
    Migration{7, embedded::sync_server_store_postgres_schema_0007_grant_record},
    Migration{8, embedded::sync_server_store_postgres_schema_0008_restored}};

Result<std::int64_t> schema_version(PostgresConnection& connection) {
    Use row = connection.use("schema_version");
    return HUIYIN_TRY(row->step()) ? row->integer(0) : 0;
}

/// Inside a transaction that holds the lock of the schema.
Result<void> migrate_locked(PostgresConnection& connection) {
    HUIYIN_TRY(connection.execute(postgres_query("wait_for_schema")));
    HUIYIN_TRY(connection.execute(postgres_query("lock_schema")));
    HUIYIN_TRY(connection.execute(postgres_query("create_schema_version")));
    const std::int64_t version = HUIYIN_TRY(schema_version(connection));
    if (version > migrations.back().version) {
        return failure(ErrorCode::Unsupported,
                       "the database has schema " + std::to_string(version) +
                           ", this build knows " + std::to_string(migrations.back().version));
    }
    for (const Migration& migration : migrations) {
        if (migration.version <= version) {
            continue;
        }
        HUIYIN_TRY(connection.execute(migration.sql));
        Use row = connection.use("set_schema_version");
        row->bind(1, migration.version);
        HUIYIN_TRY(row->run());
    }
    return {};
}

Result<void> migrate(PostgresConnection& connection) {
    HUIYIN_TRY(connection.begin(Access::Write));
    auto migrated = migrate_locked(connection);
    if (!migrated) {
        connection.rollback();
        return migrated;
    }
    return connection.commit();
}

/// Tells stores apart, nothing more, so it leaves `random` to what is kept.
std::string new_name() {
    std::random_device device;
    return std::to_string(device()) + "-" + std::to_string(device());
}

} // namespace

bool PostgresStore::is_url(std::string_view text) {
    return text.starts_with("postgresql:") || text.starts_with("postgres:");
}

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const std::string& url,
                                                           base::Random& random) {
    std::unique_ptr<PostgresStore> store(new PostgresStore(url, new_name()));
    const auto connection = HUIYIN_TRY(PostgresConnection::open(url, store->m_name));
    HUIYIN_TRY(migrate(*connection));
    HUIYIN_TRY(ensure_identity(*connection, random));
    return store;
}

Result<std::unique_ptr<Reader>> PostgresStore::open_reader() {
    return std::make_unique<SqlReader>(HUIYIN_TRY(PostgresConnection::open(m_url, m_name)));
}

Result<std::unique_ptr<Writer>> PostgresStore::open_writer() {
    return std::make_unique<SqlWriter>(HUIYIN_TRY(PostgresConnection::open(m_url, m_name)));
}

Result<std::unique_ptr<Listener>> PostgresStore::listen(Heard heard) {
    return PostgresListener::start(m_url, m_name, std::move(heard));
}

} // namespace huiyin::server::store
