// What the tablet had of others when the server was put back to an older copy: a restore loses
// nothing that any tablet still has. Own events are simply unsent again (tablet_replica.cpp).
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>

namespace huiyin::store {

using base::Result;

namespace {

/// How long events wait that the server could not take: what comes before them in their device's
/// chain is perhaps on another tablet.
constexpr std::int64_t former_pause_ms = 10 * 60 * 1000;

} // namespace

Result<void> TabletStore::count_former() {
    m_standing.has_former = HUIYIN_TRY(counted("has_former_events")) != 0;
    return {};
}

Result<void> TabletStore::keep_former() {
    sqlite::Statement* age = HUIYIN_TRY(m_queries->get("age_former_events"));
    HUIYIN_TRY(age->run());
    sqlite::Statement* keep = HUIYIN_TRY(m_queries->get("keep_former_events"));
    const Uuid maker = maker_of_own();
    keep->bind(1, maker);
    HUIYIN_TRY(keep->run());
    m_standing.is_whole = false;
    m_standing.former_stuck.clear();
    m_standing.former_again_utc_ms = 0;
    return count_former();
}

Result<void> TabletStore::pass_former(const std::vector<domain::PlacedEvent>& events) {
    if (!m_standing.has_former || events.empty()) {
        return {};
    }
    std::int64_t same_until = 0;
    for (const domain::PlacedEvent& placed : events) {
        sqlite::Statement* find = HUIYIN_TRY(m_queries->get("is_former_event"));
        find->bind(1, placed.change).bind(2, placed.event.id);
        const bool is_same = HUIYIN_TRY(find->step());
        find->reset();
        if (is_same) {
            same_until = std::max(same_until, placed.change);
        } else {
            HUIYIN_TRY(drop_former(placed.event.device, placed.event.device_seq));
        }
    }
    // A copy is the beginning of what was lost: where both have one event, they have all before it.
    sqlite::Statement* pass = HUIYIN_TRY(m_queries->get("pass_former_events"));
    pass->bind(1, same_until);
    return pass->run();
}

Result<void> TabletStore::drop_former(const Uuid& device, std::uint64_t device_seq) {
    if (!m_standing.has_former) {
        return {};
    }
    sqlite::Statement* drop = HUIYIN_TRY(m_queries->get("delete_former_event"));
    drop->bind(1, device).bind(2, static_cast<std::int64_t>(device_seq));
    return drop->run();
}

Result<void> TabletStore::read_former(std::size_t events_max,
                                      std::size_t payload_bytes_max,
                                      std::vector<domain::Event>& events) {
    const std::int64_t wait_ms = m_standing.former_again_utc_ms - m_clock.now_utc_ms();
    const bool pauses = wait_ms > 0 && wait_ms <= former_pause_ms;
    if (!m_standing.has_former || !m_standing.is_whole || pauses) {
        return {};
    }
    // One device at a time: where a chain cannot go on, the others' still can.
    Uuid device;
    for (;;) {
        sqlite::Statement* next = HUIYIN_TRY(m_queries->get("former_device"));
        next->bind(1, device);
        if (!HUIYIN_TRY(next->step())) {
            next->reset();
            break;
        }
        device = next->uuid(0);
        next->reset();
        // Of a device that was enrolled since the copy the server cannot check a signature yet.
        const bool is_enrolled = m_directory.device(device) != nullptr;
        if (is_enrolled && m_standing.former_stuck.count(device) == 0) {
            sqlite::Statement* former = HUIYIN_TRY(m_queries->get("former_events"));
            former->bind(1, static_cast<std::int64_t>(events_max)).bind(2, device);
            return read_waiting(*former, payload_bytes_max, events);
        }
    }
    m_standing.former_stuck.clear();
    m_standing.former_again_utc_ms = m_clock.now_utc_ms() + former_pause_ms;
    return {};
}

} // namespace huiyin::store
