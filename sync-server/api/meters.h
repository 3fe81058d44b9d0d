// What the endpoints count.
#pragma once

#include "core/sync/wire.h"
#include "sync-server/http/metrics.h"

#include <chrono>
#include <string_view>

namespace huiyin::server::api {

/// Thread-safe.
class Meters {
public:
    using Steady = std::chrono::steady_clock;

    explicit Meters(http::Metrics& metrics);

    /// One answered sync request that began at a moment.
    void count_sync(bool with_push, Steady::time_point begin);

    /// What became of a push, after its commit. `placed` events were new.
    void count_push(const std::vector<sync::Receipt>& receipts, std::int64_t placed);

    /// `result`: ok, password, throttled or busy.
    void count_sign_in(std::string_view result);

    /// A file that was sent whole. `result`: taken, or dropped since it was not what its name says.
    void count_file(std::string_view result);

    const http::Metrics& metrics() const { return m_metrics; }

private:
    http::Metrics& m_metrics;
    http::Counter& m_events;
    http::Histogram& m_pushes;
    http::Histogram& m_pulls;
};

} // namespace huiyin::server::api
