// What the sync engine needs from the tablet's store. core/store implements it; the simulator may
// too.
#pragma once

#include "core/base/result.h"
#include "core/sync/wire.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace huiyin::sync {

/// Where this tablet stands towards the server.
struct Position {
    std::string epoch;
    std::int64_t cursor = 0;
    std::int64_t directory_version = 0;
};

class Replica {
public:
    virtual ~Replica() = default;

    virtual base::Result<Position> position() = 0;

    /// Own events without a receipt, in device order: at most `events_max` and `payload_bytes_max`,
    /// but at least one when there is any.
    virtual base::Result<std::vector<domain::Event>> unsent(std::size_t events_max,
                                                            std::size_t payload_bytes_max) = 0;

    /// Takes one answer: receipts, others' events, position and directory, in one transaction.
    virtual base::Result<void> take(const SyncResponse& response) = 0;
};

} // namespace huiyin::sync
