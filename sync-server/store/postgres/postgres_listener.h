// Hears through LISTEN what other servers commit into the database.
#pragma once

#include "sync-server/store/postgres/postgres_connection.h"
#include "sync-server/store/store.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace huiyin::server::store {

class PostgresListener final : public Listener {
public:
    /// Listens when this returns. Notifications of the store `own_name` are left out.
    /// Errors: as Link::ensure.
    static Result<std::unique_ptr<Listener>>
    start(const std::string& url, const std::string& own_name, Store::Heard heard);

    ~PostgresListener() override;

private:
    PostgresListener(const std::string& url, const std::string& own_name, Store::Heard heard);

    PostgresConnection m_connection;
    std::string m_own_name;
    Store::Heard m_heard;
    std::uint64_t m_listening = 0; ///< the link's generation that listens
    std::atomic<bool> m_stopping{false};
    int m_wake = -1; ///< an eventfd
    std::thread m_thread;

    void run();
    Result<void> listen();
    void hear_missed();
    void hear_pending();
    void hear(std::string_view payload);
    void wait();
};

} // namespace huiyin::server::store
