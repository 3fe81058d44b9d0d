#include "sync-server/api/tablets.h"

#include "core/base/limits.h"
#include "sync-server/http/metrics.h"

#include <algorithm>

namespace huiyin::server::api {

namespace {

double seconds(std::int64_t ms) {
    return static_cast<double>(ms) / 1000;
}

/// One line for each of the bounds, which are spans of time or numbers of changes.
template <class Bound, std::size_t size>
void append_bounds(std::string& out,
                   std::string_view name,
                   std::string_view help,
                   std::string_view key,
                   const std::array<Bound, size>& bounds,
                   const std::array<std::int64_t, size>& counts) {
    http::append_metric_head(out, name, help, "gauge");
    for (std::size_t i = 0; i < size; ++i) {
        http::append_metric(
            out, name, http::metric_label(key, bounds[i].name), static_cast<double>(counts[i]));
    }
}

void append_one(std::string& out, std::string_view name, std::string_view help, double value) {
    http::append_metric_head(out, name, help, "gauge");
    http::append_metric(out, name, {}, value);
}

std::int64_t last_contact(const store::DeviceRow& device) {
    return std::max(device.last_sync_at_utc_ms, device.enrolled_at_utc_ms);
}

void count(TabletCounts& counts, const store::DeviceRow& device, std::int64_t now_utc_ms) {
    ++counts.tablets;
    const std::int64_t silent_ms = std::max<std::int64_t>(0, now_utc_ms - last_contact(device));
    const std::int64_t outbox_ms =
        device.status.outbox_since_utc_ms == 0
            ? 0
            : std::max<std::int64_t>(0, now_utc_ms - device.status.outbox_since_utc_ms);
    counts.silent_ms_most = std::max(counts.silent_ms_most, silent_ms);
    counts.outbox_ms_most = std::max(counts.outbox_ms_most, outbox_ms);
    for (std::size_t i = 0; i < tablet_spans.size(); ++i) {
        counts.seen[i] += silent_ms <= tablet_spans[i].ms ? 1 : 0;
        counts.waiting[i] += outbox_ms > tablet_spans[i].ms ? 1 : 0;
    }
}

void count_lag(TabletCounts& counts, std::int64_t lacking) {
    ++counts.placed;
    counts.behind_most = std::max(counts.behind_most, lacking);
    for (std::size_t i = 0; i < tablet_lags.size(); ++i) {
        counts.behind[i] += lacking > tablet_lags[i].changes ? 1 : 0;
    }
}

} // namespace

store::Result<TabletCounts> count_tablets(store::Reader& reader,
                                          const std::map<base::Uuid, std::int64_t>& places,
                                          std::int64_t now_utc_ms) {
    TabletCounts counts;
    for (const store::Department& department : HUIYIN_TRY(reader.departments())) {
        const std::int64_t newest = HUIYIN_TRY(reader.change_last(department.id));
        for (const store::DeviceRow& device : HUIYIN_TRY(reader.devices(department.id))) {
            if (device.revoked_at_utc_ms != 0) {
                continue;
            }
            count(counts, device, now_utc_ms);
            if (const auto place = places.find(device.id); place != places.end()) {
                count_lag(counts, newest - place->second);
            }
        }
    }
    return counts;
}

store::Result<std::vector<std::string>> silent_tablets(store::Reader& reader,
                                                       const domain::Directory& directory,
                                                       const base::Uuid& asking,
                                                       std::int64_t now_utc_ms) {
    constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;
    const std::int64_t since = now_utc_ms - directory.policy.silent_device_days * day_ms;
    std::vector<store::DeviceRow> devices = HUIYIN_TRY(reader.devices(directory.department));
    std::erase_if(devices, [&](const store::DeviceRow& device) {
        return device.revoked_at_utc_ms != 0 || device.id == asking ||
               last_contact(device) >= since;
    });
    std::sort(devices.begin(), devices.end(), [](const auto& a, const auto& b) {
        return last_contact(a) < last_contact(b);
    });
    std::vector<std::string> codes;
    for (const store::DeviceRow& device : devices) {
        if (codes.size() == base::limits::silent_tablets_max) {
            break;
        }
        codes.push_back(device.code);
    }
    return codes;
}

void append_tablets(std::string& out, const TabletCounts& counts) {
    append_one(out,
               "huiyin_tablets",
               "Enrolled tablets that are not revoked.",
               static_cast<double>(counts.tablets));
    append_bounds(out,
                  "huiyin_tablets_seen",
                  "Tablets heard of within a time.",
                  "within",
                  tablet_spans,
                  counts.seen);
    append_bounds(out,
                  "huiyin_tablets_waiting",
                  "Tablets with something unsent older than a time.",
                  "over",
                  tablet_spans,
                  counts.waiting);
    append_one(out,
               "huiyin_tablets_placed",
               "Tablets that asked for changes since the server started.",
               static_cast<double>(counts.placed));
    append_bounds(out,
                  "huiyin_tablets_behind",
                  "Placed tablets that lack more changes of their department than a number.",
                  "over",
                  tablet_lags,
                  counts.behind);
    append_one(out,
               "huiyin_tablet_behind_changes_max",
               "Changes that the placed tablet furthest behind lacks.",
               static_cast<double>(counts.behind_most));
    append_one(out,
               "huiyin_tablet_silent_seconds_max",
               "Since the tablet that was silent longest was heard of.",
               seconds(counts.silent_ms_most));
    append_one(out,
               "huiyin_tablet_outbox_age_seconds_max",
               "Age of the oldest event that some tablet has not sent.",
               seconds(counts.outbox_ms_most));
}

} // namespace huiyin::server::api
