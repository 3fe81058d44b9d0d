#include "sync-server/http/socket_hub.h"

#include "sync-server/http/socket_session.h"

#include <algorithm>

namespace huiyin::server::http {

void SocketHub::add(const SocketGrant& grant, const std::shared_ptr<SocketSession>& session) {
    m_listeners[session.get()] = Listener{grant.topic, grant.key, session};
    m_count = m_listeners.size();
}

void SocketHub::remove(const SocketSession* session) {
    m_listeners.erase(session);
    m_count = m_listeners.size();
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

std::vector<std::string> SocketHub::keys() const {
    std::vector<std::string> keys;
    for (const auto& [session, listener] : m_listeners) {
        keys.push_back(listener.key);
    }
    return keys;
}

void SocketHub::close(const std::vector<std::string>& keys) {
    for (const auto& [key, listener] : m_listeners) {
        const auto session = listener.session.lock();
        if (session && std::find(keys.begin(), keys.end(), listener.key) != keys.end()) {
            session->close(websocket::close_code::policy_error);
        }
    }
}

} // namespace huiyin::server::http
