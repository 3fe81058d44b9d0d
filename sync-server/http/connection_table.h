// Counts open connections, in all and per peer.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace huiyin::server::http {

/// Not thread-safe but for count(): only the I/O thread touches it.
class ConnectionTable {
public:
    ConnectionTable(std::size_t connections_max, std::size_t per_peer_max);

    /// A place that is given back when the ticket is destroyed; null when there is none left.
    ///
    /// The table must outlive its tickets.
    std::unique_ptr<class ConnectionTicket> admit(const std::string& peer);

    /// May be asked from any thread.
    std::size_t count() const { return m_count; }

private:
    friend class ConnectionTicket;

    std::size_t m_connections_max;
    std::size_t m_per_peer_max;
    std::atomic<std::size_t> m_count{0};
    std::map<std::string, std::size_t> m_by_peer;

    void release(const std::string& peer);
};

/// One counted connection.
class ConnectionTicket {
public:
    ConnectionTicket(ConnectionTable& table, std::string peer);
    ~ConnectionTicket();
    ConnectionTicket(const ConnectionTicket&) = delete;
    ConnectionTicket& operator=(const ConnectionTicket&) = delete;

    const std::string& peer() const { return m_peer; }

private:
    ConnectionTable& m_table;
    std::string m_peer;
};

} // namespace huiyin::server::http
