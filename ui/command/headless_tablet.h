// A tablet without a screen: the app on a database file, its requests answered one after the other.
#pragma once

#include "core/store/tablet_store.h"
#include "ui/app/app.h"
#include "ui/command/http_client.h"
#include "ui/command/system.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::command {

class HeadlessTablet final : private app::Transport {
public:
    /// Opens the file, making it when it is not there. `server` may be empty for work offline.
    /// Errors: those of TabletStore::open and server_address.
    static base::Result<std::unique_ptr<HeadlessTablet>> open(const std::string& database,
                                                              const std::string& server);

    app::App& app() { return *m_app; }

    store::TabletStore& store() { return *m_store; }

    const base::Clock& clock() const { return m_clock; }

    /// Sends what waits and takes what comes, until the server has nothing more or a problem
    /// stands in the way; then sync_status() tells which.
    void talk();

    /// What a screen would say, and behind it why the last request had no answer.
    std::string with_network_problem(std::string_view sentence) const;

    /// Errors: Unauthenticated with the sentence a screen would show.
    base::Result<void> sign_in(const std::string& account, const std::string& password);

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::optional<ServerAddress> m_server;
    std::deque<app::Request> m_requests;
    std::unique_ptr<store::TabletStore> m_store;
    std::optional<app::App> m_app;
    std::string m_network_problem; ///< of the last request; empty when it was answered

    HeadlessTablet() = default;

    void send(const app::Request& request) override { m_requests.push_back(request); }

    void keep_doorbell(const std::string&) override {}

    void ask_doorbell() override {}

    /// Answers every request that the app has made, and those that come of it.
    void answer_requests();
};

} // namespace huiyin::command
