// What every endpoint works with.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync-server/api/admission.h"
#include "sync-server/api/directory_cache.h"
#include "sync-server/api/meters.h"
#include "sync-server/auth/hash_pool.h"
#include "sync-server/auth/throttle.h"
#include "sync-server/http/log.h"
#include "sync-server/store/read_pool.h"
#include "sync-server/store/write_queue.h"

#include <cstdint>
#include <functional>

namespace huiyin::server::api {

using base::Uuid;

/// Tells all tablets of a department that a change exists. May be called from any thread.
/// With `ask` there may be news besides that change, which have no number: tablets ask in any case.
using RingDoorbell = std::function<void(const Uuid& department, std::int64_t change, bool ask)>;

/// References to what the application owns; all of it may be used from any thread.
struct Parts {
    const base::Clock& clock;
    base::Random& random;
    const http::Log& log;
    store::ReadPool& readers;
    store::WriteQueue& writer;
    auth::HashPool& hashing;
    auth::Throttle& throttle;
    Admission& admission;
    DirectoryCache& directories;
    Meters& meters;
    RingDoorbell ring;
    /// Somebody may have lost the right to listen: asks about every WebSocket.
    std::function<void()> check_sockets;
    std::function<bool()> is_stopping;
};

} // namespace huiyin::server::api
