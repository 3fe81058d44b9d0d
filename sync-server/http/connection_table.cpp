#include "sync-server/http/connection_table.h"

#include <utility>

namespace huiyin::server::http {

ConnectionTable::ConnectionTable(std::size_t connections_max, std::size_t per_peer_max)
    : m_connections_max(connections_max)
    , m_per_peer_max(per_peer_max) {}

std::unique_ptr<ConnectionTicket> ConnectionTable::admit(const std::string& peer) {
    const auto known = m_by_peer.find(peer);
    const std::size_t of_peer = known == m_by_peer.end() ? 0 : known->second;
    if (m_count >= m_connections_max || of_peer >= m_per_peer_max) {
        return nullptr;
    }
    ++m_count;
    m_by_peer[peer] = of_peer + 1;
    return std::make_unique<ConnectionTicket>(*this, peer);
}

void ConnectionTable::release(const std::string& peer) {
    --m_count;
    const auto known = m_by_peer.find(peer);
    if (--known->second == 0) {
        m_by_peer.erase(known);
    }
}

ConnectionTicket::ConnectionTicket(ConnectionTable& table, std::string peer)
    : m_table(table)
    , m_peer(std::move(peer)) {}

ConnectionTicket::~ConnectionTicket() {
    m_table.release(m_peer);
}

} // namespace huiyin::server::http
