// A real server in this process on a free loopback port, a raw client, and a tablet without a
// screen.
#pragma once

#include "core/domain/payload.h"
#include "core/sync/wire.h"
#include "sync-server/main/application.h"
#include "sync-server/main/system.h"
#include "sync-server/store/store.h"
#include "tests/server/test_database.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <type_traits>
#include <utility>
#include <vector>

namespace huiyin::server::tests {

// For test files, which stand outside of every namespace.
namespace base = huiyin::base;
namespace domain = huiyin::domain;
namespace sync = huiyin::sync;
using base::Uuid;

/// The value, or a failed test that shows the error's detail.
template <class T>
T must(base::Result<T> result) {
    if (!result) {
        throw std::runtime_error(std::string(name_of(result.error().code)) + ": " +
                                 result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

/// A folder that is removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string path(std::string_view name) const;

    /// Writes a file, making its folders.
    void write(std::string_view name, std::string_view bytes) const;

private:
    std::string m_path;
};

/// The real clock, moved forward by tests.
class MovableClock final : public base::Clock {
public:
    std::int64_t now_utc_ms() const override { return m_clock.now_utc_ms() + m_ahead_ms; }

    int utc_offset_minutes() const override { return 480; }

    std::int64_t monotonic_ms() const override { return m_clock.monotonic_ms() + m_ahead_ms; }

    void advance(std::int64_t ms) { m_ahead_ms += ms; }

private:
    SystemClock m_clock;
    std::atomic<std::int64_t> m_ahead_ms{0};
};

/// Keeps the lines instead of printing them.
class KeptLog final : public http::Log {
public:
    using http::Log::Log;

    std::string text() const;

protected:
    void write(const std::string& line) const override;

private:
    mutable std::mutex m_mutex;
    mutable std::string m_text;
};

inline constexpr const char* password = "a long enough secret";

/// The people of the test department, by account.
struct Person {
    const char* account;
    domain::Role role;
};

inline constexpr Person people[] = {
    {"acceptor", domain::Role::Acceptor},
    {"colleague", domain::Role::Acceptor},
    {"manager", domain::Role::RelationshipManager},
    {"leader", domain::Role::TeamLeader},
    {"member", domain::Role::GroupMember},
    {"leadership", domain::Role::Leadership},
    {"administrator", domain::Role::Administrator},
};

/// Adds a department with the people above, all with the same password.
void fill_department(store::Writer& writer, std::string_view short_name);

/// A running server over a filled database.
class TestServer {
public:
    /// Options for tests: short deadlines, many connections from one address.
    static ApplicationOptions options();

    explicit TestServer(ApplicationOptions options = TestServer::options(),
                        StoreKind kind = store_kind());

    /// Another server on the database of `first`.
    explicit TestServer(const TestServer& first);
    TestServer& operator=(const TestServer&) = delete;

    std::uint16_t port() const { return m_application->port(); }

    const std::string& database() const { return m_database->location(); }

    /// The database itself, past the server.
    const TestDatabase& stored() const { return *m_database; }

    /// Another connection to the same database.
    std::unique_ptr<store::Writer> writer();

    /// The only department's id.
    Uuid department();

    void stop() { m_application.reset(); }

    Application& application() { return *m_application; }

    void start();

    TemporaryFolder folder;
    MovableClock clock;
    SystemRandom random;
    KeptLog log{clock};

private:
    std::shared_ptr<TestDatabase> m_database;
    ApplicationOptions m_options;
    std::unique_ptr<Application> m_application;
};

struct RawResponse {
    int status = 0;
    std::string head; ///< as received, with the empty line
    std::string body;

    /// Value of a field; empty when it is absent.
    std::string field(std::string_view lower_name) const;
};

/// A connection that sends exactly the bytes it is given.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    virtual ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// Whether all bytes could be handed to the system.
    bool send(std::string_view bytes);

    /// The next answer; status 0 when the connection ended first. `head_only` for HEAD.
    RawResponse read(bool head_only = false);

    /// Bytes until the server closes, at most `bytes_max`.
    std::string read_until_close(std::size_t bytes_max = 1 << 20);

    /// Exactly so many bytes, fewer when the connection ends.
    std::string read_bytes(std::size_t count);

    /// Whether the server closes within ten seconds without sending more.
    bool is_closed();

    /// Whether bytes or the end of the connection came within the time.
    bool wait(int milliseconds);

protected:
    int m_socket = -1;

    /// As ::send and ::recv.
    virtual ssize_t send_some(std::string_view bytes);
    virtual ssize_t receive_some(char* bytes, std::size_t bytes_max);

private:
    std::string m_buffer;

    bool receive();
};

/// A request with Host and, with a body, its length and type.
std::string request_text(std::string_view method,
                         std::string_view target,
                         std::string_view body = {},
                         const std::vector<std::string>& fields = {});

/// One request on a connection of its own.
RawResponse ask(std::uint16_t port,
                std::string_view method,
                std::string_view target,
                std::string_view body = {},
                const std::vector<std::string>& fields = {});

/// A complete intake.
domain::Intake make_intake(std::int64_t complained_at_utc_ms);

/// A tablet: a key, a chain of events, a cursor.
class Tablet {
public:
    explicit Tablet(TestServer& server);

    /// Signs in, enrolling this tablet at the first time.
    RawResponse sign_in(std::string_view account, std::string_view with_password = password);

    sync::SignInRequest sign_in_request(std::string_view account,
                                        std::string_view with_password = password) const;

    domain::Event record(const Uuid& complaint);
    domain::Event reject(const Uuid& complaint);
    domain::Event note(const Uuid& complaint, std::string_view text = "补充说明");
    domain::Event event(const Uuid& complaint, const domain::Payload& payload);

    /// Sends events and pulls; the answer must be 200 and is taken: cursor, epoch, directory.
    sync::SyncResponse sync(std::vector<domain::Event> push = {});

    /// The same without taking it.
    RawResponse post_sync(const sync::SyncRequest& request) const;
    sync::SyncRequest sync_request(std::vector<domain::Event> push = {}) const;

    Uuid new_complaint() { return make_uuid(m_server.clock, m_server.random); }

    base::KeyPair keys;
    Uuid device;
    std::string code;
    std::string token;
    Uuid person;
    domain::Role role = domain::Role::Acceptor;
    std::string epoch;
    std::int64_t cursor = 0;
    domain::Directory directory;
    std::uint64_t seq = 0;
    base::Hash last_hash{};
    std::uint32_t counter = 0;
    std::vector<sync::ApartPlace> apart; ///< goes with every request

private:
    TestServer& m_server;
};

} // namespace huiyin::server::tests
