// Accepts connections and counts them.
#pragma once

#include "sync-server/http/beast.h"
#include "sync-server/http/context.h"

#include <memory>
#include <string>

namespace huiyin::server::http {

class Listener {
public:
    explicit Listener(Context& context);

    /// Binds and listens on the configured address.
    /// Errors: InvalidInput, StorageBusy.
    base::Result<void> open();

    /// Begins to accept.
    void accept();

    void close();

    std::uint16_t port() const;

private:
    Context& m_context;
    Tcp::acceptor m_acceptor;
    Tcp::endpoint m_remote; ///< of the connection accepted last
    net::steady_timer m_pause;

    void on_accepted(error_code ec, Tcp::socket socket);
};

/// The key an address is counted under: an IPv4 address, or the /64 of an IPv6 address, of which
/// one customer has as many as they like.
std::string peer_key(const net::ip::address& address);

} // namespace huiyin::server::http
