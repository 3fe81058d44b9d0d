// Who hears which topic.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace huiyin::server::http {

class SocketSession;

/// Not thread-safe: only the I/O thread touches it.
class SocketHub {
public:
    void add(const std::string& topic, const std::shared_ptr<SocketSession>& session);
    void remove(const SocketSession* session);

    /// Rings every session of the topic.
    void publish(const std::string& topic, const std::string& text);

    /// Closes all sessions politely.
    void close_all();

    std::size_t count() const { return m_listeners.size(); }

private:
    struct Listener {
        std::string topic;
        std::weak_ptr<SocketSession> session;
    };

    std::map<const SocketSession*, Listener> m_listeners;
};

} // namespace huiyin::server::http
