// The demo department: people, tablets and complaints, made by real signed events.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "sync-server/store/store.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace huiyin::server {

struct DemoOptions {
    std::uint64_t seed = 1;
    std::size_t complaints = 400;
    std::string password; ///< of every account
};

struct DemoReport {
    std::size_t people = 0;
    std::size_t events = 0;
    std::size_t applied = 0;
    std::size_t conflicts = 0;
};

/// Fills an empty store, in one transaction.
///
/// The events are signed by demo tablets and go through the same judge as a sync; `random` makes
/// the keys, `options.seed` everything that is shown. Errors: Conflict when the store has a
/// department; InvalidInput when a made-up event is not taken, which is a defect of the demo.
base::Result<DemoReport> create_demo(store::Writer& writer,
                                     const base::Clock& clock,
                                     base::Random& random,
                                     const DemoOptions& options);

} // namespace huiyin::server
