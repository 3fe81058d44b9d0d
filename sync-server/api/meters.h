// What the endpoints count.
#pragma once

#include "core/base/uuid.h"
#include "core/sync/wire.h"
#include "sync-server/http/metrics.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
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

    /// A tablet asked for what comes after the change `asked` and was given what there is up to
    /// `given`.
    void note_place(const base::Uuid& device, std::int64_t asked, std::int64_t given);

    /// Up to which change each tablet has its department, of those that asked since the start.
    std::map<base::Uuid, std::int64_t> places() const;

    const http::Metrics& metrics() const { return m_metrics; }

private:
    struct Place {
        std::int64_t has = 0;
        std::int64_t given = 0;
    };

    http::Metrics& m_metrics;
    http::Counter& m_events;
    http::Histogram& m_pushes;
    http::Histogram& m_pulls;
    mutable std::mutex m_places_mutex;
    std::map<base::Uuid, Place> m_places; ///< of tablets that signed in, so no more than there are
};

} // namespace huiyin::server::api
