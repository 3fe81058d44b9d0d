#include "sync-server/store/sqlite/connection.h"

#include <utility>

namespace huiyin::server::store {

base::Result<Connection> Connection::open(const std::string& path) {
    Connection connection;
    connection.m_database = HUIYIN_TRY(sqlite::Database::open({.path = path}));
    connection.m_statements = HUIYIN_TRY(Statements::prepare(connection.m_database));
    return connection;
}

base::Result<Snapshot> Snapshot::begin(const Connection& connection) {
    if (connection.in_transaction) {
        return Snapshot(nullptr);
    }
    HUIYIN_TRY(connection.database().execute("BEGIN"));
    return Snapshot(&connection.database());
}

Snapshot::Snapshot(Snapshot&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Snapshot::~Snapshot() {
    if (m_database != nullptr) {
        // Nothing was written, so there is nothing that could be lost here.
        static_cast<void>(m_database->execute("ROLLBACK"));
    }
}

} // namespace huiyin::server::store
