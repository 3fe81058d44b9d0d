// How the tablets are doing: in numbers without names, and which of them are silent.
#pragma once

#include "core/domain/directory.h"
#include "sync-server/store/store.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::api {

/// A span of time with its name in a label.
struct Span {
    std::string_view name;
    std::int64_t ms = 0;
};

inline constexpr std::array<Span, 4> tablet_spans{Span{"15m", 15LL * 60 * 1000},
                                                  Span{"1h", 60LL * 60 * 1000},
                                                  Span{"1d", 24LL * 3600 * 1000},
                                                  Span{"7d", 7 * 24LL * 3600 * 1000}};

/// A number of changes with its name in a label.
struct Lag {
    std::string_view name;
    std::int64_t changes = 0;
};

inline constexpr std::array<Lag, 4> tablet_lags{
    Lag{"10", 10}, Lag{"100", 100}, Lag{"1000", 1000}, Lag{"10000", 10'000}};

/// Of all departments, without those that are revoked.
struct TabletCounts {
    std::int64_t tablets = 0;
    /// Heard of within each span; a contact is noted to within ten minutes.
    std::array<std::int64_t, tablet_spans.size()> seen{};
    /// With something unsent that is older than each span, as of their last contact.
    std::array<std::int64_t, tablet_spans.size()> waiting{};
    std::int64_t silent_ms_most = 0; ///< since the contact that is longest ago
    std::int64_t outbox_ms_most = 0; ///< age of the oldest unsent event of all
    /// Of which is known what they lack, and those that lack more changes than each number.
    std::int64_t placed = 0;
    std::array<std::int64_t, tablet_lags.size()> behind{};
    std::int64_t behind_most = 0; ///< changes that the tablet furthest behind lacks
};

/// `places` tells up to which change a tablet has its department (Meters). Errors: those of the
/// reader.
store::Result<TabletCounts> count_tablets(store::Reader& reader,
                                          const std::map<base::Uuid, std::int64_t>& places,
                                          std::int64_t now_utc_ms);

/// 未同步终端: codes of the tablets in use that were not heard of for the policy's
/// `silent_device_days`, the longest silent first, at most limits::silent_tablets_max. Without
/// `asking`, which is heard of now; nil = none is left out. Errors: those of the reader.
store::Result<std::vector<std::string>> silent_tablets(store::Reader& reader,
                                                       const domain::Directory& directory,
                                                       const base::Uuid& asking,
                                                       std::int64_t now_utc_ms);

/// As gauges in the text form of http::Metrics.
void append_tablets(std::string& out, const TabletCounts& counts);

} // namespace huiyin::server::api
