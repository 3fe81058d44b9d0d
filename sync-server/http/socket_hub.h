// Who hears which topic.
#pragma once

#include "sync-server/http/handler.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace huiyin::server::http {

class SocketSession;

/// Not thread-safe but for count(): only the I/O thread touches it.
class SocketHub {
public:
    void add(const SocketGrant& grant, const std::shared_ptr<SocketSession>& session);
    void remove(const SocketSession* session);

    /// Rings every session of the topic.
    void publish(const std::string& topic, const std::string& text);

    /// Closes all sessions politely.
    void close_all();

    /// The keys of all sessions, to ask whether they may stay.
    std::vector<std::string> keys() const;

    /// Closes the sessions with these keys: their listeners may hear nothing more.
    void close(const std::vector<std::string>& keys);

    /// May be asked from any thread.
    std::size_t count() const { return m_count; }

private:
    struct Listener {
        std::string topic;
        std::string key;
        std::weak_ptr<SocketSession> session;
    };

    std::map<const SocketSession*, Listener> m_listeners;
    std::atomic<std::size_t> m_count{0};
};

} // namespace huiyin::server::http
