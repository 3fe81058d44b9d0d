// The link to a PostgreSQL server: made, lost, made again.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

struct pg_conn;

namespace huiyin::server::store {

/// Used by one thread at a time.
class Link {
public:
    /// `url` as libpq takes it: what it leaves out comes from the PG* variables, the service file
    /// and the password file.
    explicit Link(std::string url);

    /// Linked after this; links again when the link was lost. After a failed try the next one waits
    /// from 100 ms, doubled up to 5 s, and until then this fails at once.
    ///
    /// Errors: InvalidInput for a URL that cannot be read, StorageBusy when there is no server. No
    /// detail holds a password.
    base::Result<void> ensure();

    bool lost() const;

    /// Counts the links made; what a session held is gone when it changes.
    std::uint64_t generation() const { return m_generation; }

    /// When ensure() may try again.
    std::chrono::milliseconds wait() const;

    pg_conn* handle() const { return m_handle.get(); }

private:
    using Steady = std::chrono::steady_clock;

    struct Finish {
        void operator()(pg_conn* handle) const;
    };

    std::string m_url;
    std::unique_ptr<pg_conn, Finish> m_handle;
    std::uint64_t m_generation = 0;
    std::chrono::milliseconds m_delay{0};
    Steady::time_point m_next_try{};

    base::Result<void> connect();
};

} // namespace huiyin::server::store
