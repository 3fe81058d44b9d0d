#include "sync-server/http/socket_hub.h"

#include "sync-server/http/socket_session.h"

#include <vector>

namespace huiyin::server::http {

void SocketHub::add(const std::string& topic, const std::shared_ptr<SocketSession>& session) {
    m_listeners[session.get()] = Listener{topic, session};
}

void SocketHub::remove(const SocketSession* session) {
    m_listeners.erase(session);
}

void SocketHub::publish(const std::string& topic, const std::string& text) {
    for (const auto& [key, listener] : m_listeners) {
        const auto session = listener.session.lock();
        if (session && listener.topic == topic) {
            session->ring(text);
        }
    }
}

void SocketHub::close_all() {
    for (const auto& [key, listener] : m_listeners) {
        if (const auto session = listener.session.lock()) {
            session->close(websocket::close_code::going_away);
        }
    }
}

} // namespace huiyin::server::http
