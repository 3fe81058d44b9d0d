#include "sync-server/store/sql/connection.h"

#include <utility>

namespace huiyin::server::store {

Result<Snapshot> Snapshot::begin(Connection& connection) {
    if (connection.in_transaction()) {
        return Snapshot(nullptr);
    }
    HUIYIN_TRY(connection.begin(Access::Read));
    return Snapshot(&connection);
}

Snapshot::Snapshot(Snapshot&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)) {}

Snapshot::~Snapshot() {
    if (m_connection != nullptr) {
        // Nothing was written, so there is nothing that could be lost here.
        m_connection->rollback();
    }
}

} // namespace huiyin::server::store
