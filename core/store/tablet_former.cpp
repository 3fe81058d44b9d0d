// What the tablet had when the server was put back to an older copy: a restore loses nothing that
// any tablet still has.
#include "core/store/event_rows.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>
#include <map>
#include <set>

namespace huiyin::store {

using base::Result;

namespace {

/// How long events wait that the server could not take, and those that stand on them: what comes
/// before them in their device's chain is perhaps on another tablet.
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
    HUIYIN_TRY(keep->run());
    m_standing.is_whole = false;
    m_standing.former = {};
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
    m_standing.former.moved = true;
    sqlite::Statement* pass = HUIYIN_TRY(m_queries->get("pass_former_events"));
    pass->bind(1, same_until);
    return pass->run();
}

Result<void> TabletStore::drop_former(const Uuid& device, std::uint64_t device_seq) {
    if (!m_standing.has_former) {
        return {};
    }
    m_standing.former.moved = true;
    sqlite::Statement* drop = HUIYIN_TRY(m_queries->get("delete_former_event"));
    drop->bind(1, device).bind(2, static_cast<std::int64_t>(device_seq));
    return drop->run();
}

Result<void> TabletStore::read_former(std::size_t events_max,
                                      std::size_t payload_bytes_max,
                                      std::vector<domain::Event>& events) {
    Former& former = m_standing.former;
    const std::int64_t wait_ms = former.again_utc_ms - m_clock.now_utc_ms();
    const bool pauses = wait_ms > 0 && wait_ms <= former_pause_ms;
    if (pauses && !former.moved) {
        return {};
    }
    if (!pauses && former.again_utc_ms != 0) {
        former = {.waited = true};
    }
    const Uuid own_device = this->own_device();
    const auto own = HUIYIN_TRY(own_unsent(0, events_max, payload_bytes_max));
    auto next_own = own.begin();
    std::size_t bytes = 0;
    bool has_room = true;
    const auto add = [&](domain::Event event) {
        bytes += event.payload.size();
        has_room = events.empty() || bytes <= payload_bytes_max;
        if (has_room) {
            events.push_back(std::move(event));
            has_room = events.size() < events_max;
        }
    };
    const auto add_own_up_to = [&](std::uint64_t device_seq) {
        for (; has_room && next_own != own.end() && next_own->device_seq <= device_seq;
             ++next_own) {
            add(*next_own);
        }
    };
    // In the order they had, so that none is judged before what its author had seen. Behind one
    // that cannot go now the rest of its device waits, and for a while the rest of its complaint.
    std::set<Uuid> waiting = former.stuck;
    // Of these complaints others' events go along, which perhaps the server cannot take.
    std::map<Uuid, Uuid> unsure;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("former_events"));
    while (has_room && HUIYIN_TRY(query->step())) {
        const Uuid device = query->uuid(3);
        const Uuid complaint = query->uuid(20);
        const auto device_seq = static_cast<std::uint64_t>(query->integer(1));
        const bool is_own = device == own_device;
        const auto along = unsure.find(complaint);
        // Of a device that was enrolled since the copy the server cannot check a signature yet.
        // And in the place of one that waits to be carried, a receipt would be taken for that
        // one's.
        const bool can_go = is_own || (m_directory.device(device) != nullptr &&
                                       !HUIYIN_TRY(waiting_sequence(device, device_seq)));
        const bool stands_on_waiting =
            waiting.count(complaint) != 0 || (along != unsure.end() && along->second != device);
        if (!can_go || waiting.count(device) != 0 || (stands_on_waiting && !former.waited)) {
            waiting.insert({device, complaint});
        } else if (is_own) {
            add_own_up_to(device_seq);
        } else {
            domain::PlacedEvent placed = placed_event_from_row(*query);
            placed.event.complaint = complaint;
            add(std::move(placed.event));
            unsure.emplace(complaint, device);
        }
    }
    query->reset();
    former.own_waits = waiting.count(own_device) != 0;
    if (!former.own_waits) {
        // What was never sent has no place in that order.
        add_own_up_to(UINT64_MAX);
    }
    former.moved = !events.empty();
    if (events.empty() && former.again_utc_ms == 0) {
        former.again_utc_ms = m_clock.now_utc_ms() + former_pause_ms;
    }
    return {};
}

} // namespace huiyin::store
