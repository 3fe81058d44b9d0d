// Work that is not delivered: what nobody takes is set aside, so that it delays nothing and is
// never lost, and everything that waits can leave by file.
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/store/event_rows.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>
#include <set>

namespace huiyin::store {

using base::Result;

namespace {

/// kept_apart.passed of an event that the server has, with its refusal.
constexpr std::int64_t passed_on_server = 2;

/// What an event has around its payload in a bundle's text, at most; a place less than a tenth.
constexpr std::size_t bundled_event_bytes = 1024;
/// Of the events of a bundle as text, beside the places that are kept apart.
constexpr std::size_t bundle_payload_bytes_max =
    base::limits::bundle_text_bytes_max - base::limits::bundle_events_max * 100 - 1024;

KeptApart kept_from_row(const sqlite::Statement& row) {
    KeptApart kept{.event = placed_event_from_row(row).event,
                   .on_server = row.integer(25) == passed_on_server,
                   .reason = static_cast<domain::Reason>(row.integer(21)),
                   .kept_at_utc_ms = row.integer(22),
                   .number = std::string(row.text(23)),
                   .title = std::string(row.text(24))};
    kept.event.complaint = row.uuid(20);
    return kept;
}

} // namespace

Result<void> TabletStore::set_aside(std::int64_t sequence, domain::Reason reason, bool on_server) {
    sqlite::Statement* keep = HUIYIN_TRY(m_queries->get("keep_apart"));
    keep->bind(1, sequence)
        .bind(2, static_cast<std::int64_t>(reason))
        .bind(3, m_clock.now_utc_ms())
        .bind(4, on_server ? passed_on_server : 0);
    return keep->run();
}

Result<std::optional<std::int64_t>> TabletStore::waiting_sequence(const Uuid& device,
                                                                  std::uint64_t device_seq) {
    std::optional<std::int64_t> sequence;
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("waiting_event"));
    find->bind(1, device).bind(2, static_cast<std::int64_t>(device_seq));
    if (HUIYIN_TRY(find->step())) {
        sequence = find->integer(0);
    }
    find->reset();
    return sequence;
}

Result<Uuid>
TabletStore::move_apart(const Uuid& device, std::uint64_t device_seq, domain::Reason reason) {
    const auto sequence = HUIYIN_TRY(waiting_sequence(device, device_seq));
    if (!sequence) {
        return Uuid{};
    }
    HUIYIN_TRY(set_aside(*sequence, reason, /*on_server=*/false));
    if (device == own_device()) {
        HUIYIN_TRY(drop_former(device, device_seq));
    }
    sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_event"));
    remove->bind(1, *sequence);
    HUIYIN_TRY(remove->run());
    sqlite::Statement* complaint = HUIYIN_TRY(m_queries->get("complaint_id"));
    complaint->bind(1, *sequence >> 20);
    HUIYIN_TRY(complaint->step());
    const Uuid id = complaint->uuid(0);
    complaint->reset();
    return id;
}

Result<void>
TabletStore::keep_apart(const Uuid& device, std::uint64_t device_seq, domain::Reason reason) {
    Change transaction = HUIYIN_TRY(Change::begin(*this));
    const Uuid complaint = HUIYIN_TRY(move_apart(device, device_seq, reason));
    if (!complaint.is_nil()) {
        HUIYIN_TRY(refold(complaint));
    } else if (m_standing.has_former) {
        m_standing.former.stuck.insert(device);
    }
    return transaction.commit();
}

Result<std::vector<sync::ApartPlace>> TabletStore::apart_places(std::size_t places_max) {
    std::vector<sync::ApartPlace> places;
    const Uuid own = own_device();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("apart_places"));
    query->bind(1, own).bind(2, static_cast<std::int64_t>(places_max));
    while (HUIYIN_TRY(query->step())) {
        const auto hash = base::array_from_bytes<32>(query->blob(1));
        places.push_back({.device_seq = static_cast<std::uint64_t>(query->integer(0)),
                          .hash = hash.value_or(base::Hash{})});
    }
    query->reset();
    return places;
}

Result<std::vector<KeptApart>> TabletStore::kept_apart(std::size_t rows_max) {
    std::vector<KeptApart> rows;
    const Uuid person = own_person();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("kept_apart_shown"));
    query->bind(1, static_cast<std::int64_t>(rows_max)).bind(2, person);
    while (HUIYIN_TRY(query->step())) {
        rows.push_back(kept_from_row(*query));
    }
    query->reset();
    return rows;
}

Result<std::int64_t> TabletStore::kept_apart_count() {
    const Uuid person = own_person();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("count_kept_apart"));
    query->bind(1, person);
    HUIYIN_TRY(query->step());
    const std::int64_t count = query->integer(0);
    query->reset();
    return count;
}

Result<void> TabletStore::settle_kept_apart(const AsideKey& key) {
    sqlite::Statement* settle = HUIYIN_TRY(m_queries->get("settle_kept_apart"));
    settle->bind(1, key.device).bind(2, static_cast<std::int64_t>(key.device_seq));
    return settle->run();
}

Result<sync::EventBundle> TabletStore::bundle_unsent(const KeptApart* only) {
    if (!m_session) {
        return base::failure(base::ErrorCode::Unauthenticated, "not signed in");
    }
    std::vector<domain::Event> events;
    if (only != nullptr) {
        events.push_back(only->event);
    } else {
        events = HUIYIN_TRY(waiting_events());
    }
    sync::EventBundle bundle{.department = m_directory.department,
                             .device = m_session->device,
                             .made_at_utc_ms = m_clock.now_utc_ms(),
                             .events = std::move(events),
                             .apart = HUIYIN_TRY(apart_places(base::limits::bundle_events_max))};
    leave_out_events(bundle);
    HUIYIN_TRY(add_unsent_files(bundle, only == nullptr));
    return bundle;
}

/// The last ones, when there is no room for all: what is taken stands on nothing that is not.
void TabletStore::leave_out_events(sync::EventBundle& bundle) {
    std::size_t room = bundle_payload_bytes_max;
    const auto fits = [&room](const domain::Event& event) {
        const std::size_t bytes = bundled_event_bytes + 2 * event.payload.size();
        room -= std::min(bytes, room);
        return room > 0;
    };
    const auto in_number = bundle.events.begin() +
                           static_cast<std::ptrdiff_t>(
                               std::min(bundle.events.size(), base::limits::bundle_events_max));
    const auto end = std::find_if_not(bundle.events.begin(), in_number, fits);
    bundle.events_left_out = static_cast<std::size_t>(bundle.events.end() - end);
    bundle.events.erase(end, bundle.events.end());
}

/// Of the events, and `others` that a complaint names; as many as there is room for.
Result<void> TabletStore::add_unsent_files(sync::EventBundle& bundle, bool others) {
    std::vector<base::Hash> wanted;
    if (others) {
        wanted = HUIYIN_TRY(m_files.unsent());
    }
    for (const domain::Event& event : bundle.events) {
        if (const auto named = domain::attached_file(event)) {
            wanted.push_back(named->sha256);
        }
    }
    std::set<base::Hash> seen;
    std::size_t room = base::limits::bundle_files_bytes_max;
    for (const base::Hash& sha256 : wanted) {
        const auto state = HUIYIN_TRY(m_files.state(sha256));
        if (!state || !state->complete_here || state->complete_there ||
            !seen.insert(sha256).second) {
            continue;
        }
        const auto file_bytes = static_cast<std::size_t>(state->file_bytes);
        if (file_bytes > room || bundle.files.size() == base::limits::bundle_files_max) {
            ++bundle.files_left_out;
            continue;
        }
        bundle.files.push_back({sha256, state->mime, HUIYIN_TRY(m_files.bytes(sha256))});
        room -= file_bytes;
    }
    return {};
}

Result<std::vector<domain::Event>> TabletStore::waiting_events() {
    std::vector<domain::Event> events;
    const std::int64_t rows_max = -1; // all
    const Uuid own = own_device();
    sqlite::Statement* unsent = HUIYIN_TRY(m_queries->get("unsent_events"));
    unsent->bind(1, rows_max).bind(2, std::int64_t{0}).bind(3, own);
    HUIYIN_TRY(read_waiting(*unsent, SIZE_MAX, events));
    sqlite::Statement* carried = HUIYIN_TRY(m_queries->get("carried_events"));
    carried->bind(1, rows_max).bind(2, own);
    HUIYIN_TRY(read_waiting(*carried, SIZE_MAX, events));
    // Last: what nobody takes may not come before what can be taken.
    sqlite::Statement* apart = HUIYIN_TRY(m_queries->get("kept_apart_waiting"));
    while (HUIYIN_TRY(apart->step())) {
        events.push_back(kept_from_row(*apart).event);
    }
    apart->reset();
    return events;
}

Result<bool> TabletStore::is_known(const domain::Event& event) {
    for (const char* name : {"waiting_event", "is_kept_apart"}) {
        sqlite::Statement* find = HUIYIN_TRY(m_queries->get(name));
        find->bind(1, event.device).bind(2, static_cast<std::int64_t>(event.device_seq));
        const bool found = HUIYIN_TRY(find->step());
        find->reset();
        if (found) {
            return true;
        }
    }
    const std::optional<Known> complaint = HUIYIN_TRY(known(event.complaint));
    return complaint &&
           std::any_of(complaint->events.begin(), complaint->events.end(), [&](const auto& placed) {
               return placed.event.id == event.id;
           });
}

Result<Brought> TabletStore::take_bundle(const sync::EventBundle& bundle) {
    if (!m_session) {
        return base::failure(base::ErrorCode::Unauthenticated, "not signed in");
    }
    if (bundle.department != m_directory.department) {
        return base::failure(base::ErrorCode::Forbidden, "a file of another department");
    }
    Brought brought;
    // First: what names an attachment never stands here without it.
    for (const sync::BundledFile& file : bundle.files) {
        HUIYIN_TRY(m_files.keep({.bytes = file.bytes,
                                 .mime = file.mime,
                                 .thumbnail = {},
                                 .draft = std::nullopt,
                                 .owed = true}));
        ++brought.files;
    }
    Change transaction = HUIYIN_TRY(Change::begin(*this));
    for (const domain::Event& event : bundle.events) {
        const domain::Device* device = m_directory.device(event.device);
        if (device != nullptr && !is_authentic(event, device->public_key)) {
            ++brought.not_genuine;
            continue;
        }
        // What this tablet made itself is here, or was and is on the server.
        if (event.device == m_session->device || HUIYIN_TRY(is_known(event))) {
            ++brought.here_before;
            continue;
        }
        domain::PlacedEvent placed;
        placed.event = event;
        HUIYIN_TRY(take_complaint(event.complaint, {&placed}));
        ++brought.added;
    }
    HUIYIN_TRY(transaction.commit());
    return brought;
}

} // namespace huiyin::store
