// The tablet's side of sync: what is offered, and how an answer is taken.
#include "core/base/stable_order.h"
#include "core/domain/attachment.h"
#include "core/domain/redaction.h"
#include "core/domain/visibility.h"
#include "core/store/event_rows.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>
#include <map>

namespace huiyin::store {

using base::Result;
using domain::PlacedEvent;

namespace {

/// Steps that a person takes by the way: nobody has to hear that one was refused.
bool is_by_the_way(std::string_view kind) {
    return kind == code_of(domain::EventKind::Read) || kind == code_of(domain::EventKind::Print);
}

/// Receipts for what was in force here already, and nothing else.
bool only_applies(const sync::SyncResponse& response) {
    return response.events.empty() &&
           std::all_of(response.receipts.begin(), response.receipts.end(), [](const auto& receipt) {
               return receipt.change != 0 && receipt.device.is_nil() &&
                      receipt.verdict.kind == domain::VerdictKind::Applied;
           });
}

} // namespace

Result<sync::Position> TabletStore::position() {
    sync::Position position = m_standing.position;
    position.others_first = m_standing.has_former && m_standing.former.own_waits;
    return position;
}

Result<std::vector<domain::Event>> TabletStore::unsent(std::uint64_t after_device_seq,
                                                       std::size_t events_max,
                                                       std::size_t payload_bytes_max) {
    std::vector<domain::Event> events;
    if (m_standing.has_former) {
        // Not before the server's new history is here whole, and not ahead of an answer.
        if (!m_standing.is_whole || after_device_seq != 0) {
            return events;
        }
        HUIYIN_TRY(read_former(events_max, payload_bytes_max, events));
        if (!events.empty() || m_standing.former.own_waits) {
            return events;
        }
    }
    events = HUIYIN_TRY(own_unsent(after_device_seq, events_max, payload_bytes_max));
    if (events.empty() && after_device_seq == 0) {
        const Uuid own = own_device();
        sqlite::Statement* carried = HUIYIN_TRY(m_queries->get("carried_events"));
        carried->bind(1, static_cast<std::int64_t>(events_max)).bind(2, own);
        HUIYIN_TRY(read_waiting(*carried, payload_bytes_max, events));
    }
    return events;
}

Result<std::vector<domain::Event>> TabletStore::own_unsent(std::uint64_t after_device_seq,
                                                           std::size_t events_max,
                                                           std::size_t payload_bytes_max) {
    std::vector<domain::Event> events;
    const Uuid own = own_device();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("unsent_events"));
    query->bind(1, static_cast<std::int64_t>(events_max))
        .bind(2, static_cast<std::int64_t>(after_device_seq))
        .bind(3, own);
    HUIYIN_TRY(read_waiting(*query, payload_bytes_max, events));
    return events;
}

Result<void> TabletStore::read_waiting(sqlite::Statement& query,
                                       std::size_t payload_bytes_max,
                                       std::vector<domain::Event>& events) {
    std::size_t bytes = 0;
    while (HUIYIN_TRY(query.step())) {
        PlacedEvent placed = placed_event_from_row(query);
        placed.event.complaint = query.uuid(20);
        bytes += placed.event.payload.size();
        if (!events.empty() && bytes > payload_bytes_max) {
            break;
        }
        events.push_back(std::move(placed.event));
    }
    query.reset();
    return {};
}

Result<void> TabletStore::put_silent_tablets(const sync::SyncResponse& response) {
    if (!response.silent_tablets || *response.silent_tablets == m_standing.silent_tablets) {
        return {};
    }
    std::string codes;
    for (const std::string& code : *response.silent_tablets) {
        codes += code;
    }
    m_standing.silent_tablets = *response.silent_tablets;
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_silent_tablets"));
    put->bind(1, std::string_view(codes));
    return put->run();
}

Result<void> TabletStore::take(const sync::SyncResponse& response) {
    // What a power cut takes from within a page is asked for again: the position moves with its
    // end.
    const bool within_page = response.cursor == m_standing.position.cursor &&
                             response.epoch == m_standing.position.epoch && !response.directory &&
                             !response.starts_over;
    Change transaction = HUIYIN_TRY(
        Change::begin(*this, within_page ? sqlite::Durability::Later : sqlite::Durability::Now));
    sync::Position& position = m_standing.position;
    const bool other_epoch = response.epoch != position.epoch && !position.epoch.empty();
    const bool other_history = other_epoch || response.starts_over;
    if (other_history) {
        // Nothing of this answer fits what the tablet holds, and its directory's version may stand
        // for another one there.
        HUIYIN_TRY(start_new_epoch());
        HUIYIN_TRY(pass_up_to(response.chain_end));
        domain::Directory unknown = m_directory;
        unknown.version = 0;
        HUIYIN_TRY(put_directory(unknown));
        position = {.epoch = response.epoch, .copied = position.copied};
    } else {
        std::vector<Uuid> changed;
        HUIYIN_TRY(take_receipts(response, changed));
        HUIYIN_TRY(pass_up_to(response.chain_end));
        HUIYIN_TRY(take_events(response, changed));
        std::sort(changed.begin(), changed.end());
        changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
        const bool as_it_was = only_applies(response);
        for (const Uuid& complaint : changed) {
            HUIYIN_TRY(refold(complaint, as_it_was ? SearchText::AsItWas : SearchText::MayDiffer));
        }
        for (const Uuid& complaint : response.ended) {
            HUIYIN_TRY(drop_ended(complaint));
        }
        HUIYIN_TRY(pass_former(response.events));
        m_standing.is_whole = m_standing.is_whole || !response.more;
        // With the first part of a page already: from here on something of it is here.
        if (response.mark && (!position.mark || position.mark->change <= response.mark->change)) {
            position.mark = response.mark;
        }
        position.epoch = response.epoch;
        // As it comes: a server that widened this person's sight begins again from a lower one.
        position.cursor = response.cursor;
    }
    if (response.directory) {
        // Behind the events, so that those that came with it are made anew too.
        HUIYIN_TRY(put_directory(*response.directory));
        position.directory_version = response.directory->version;
    }
    HUIYIN_TRY(put_position());
    HUIYIN_TRY(put_silent_tablets(response));
    if (m_standing.has_former) {
        HUIYIN_TRY(count_former());
    }
    HUIYIN_TRY(transaction.commit());
    if (other_history) {
        m_directory.version = 0;
    }
    if (response.directory) {
        m_directory = *response.directory;
    }
    return {};
}

Result<void> TabletStore::take_receipts(const sync::SyncResponse& response,
                                        std::vector<Uuid>& changed) {
    std::map<Uuid, std::uint64_t> newest;
    for (const sync::Receipt& receipt : response.receipts) {
        const Uuid device =
            receipt.device.is_nil() && m_session ? m_session->device : receipt.device;
        const bool carried = m_session && device != m_session->device;
        if (receipt.change == 0) {
            // Not taken: the event stays in the outbox, unless it would be refused each time.
            // What is carried for another tablet never waits for that one here.
            if (carried && m_standing.has_former) {
                m_standing.former.stuck.insert(device);
            }
            if (carried || receipt.verdict.kind == domain::VerdictKind::Quarantined) {
                const Uuid complaint =
                    HUIYIN_TRY(move_apart(device, receipt.device_seq, receipt.verdict.reason));
                if (!complaint.is_nil()) {
                    changed.push_back(complaint);
                }
            }
            if (!carried && receipt.verdict.reason == domain::Reason::ClonedDevice) {
                HUIYIN_TRY(note_copied());
            }
            continue;
        }
        HUIYIN_TRY(drop_former(device, receipt.device_seq));
        const Uuid complaint = HUIYIN_TRY(place(device, receipt));
        if (!complaint.is_nil()) {
            changed.push_back(complaint);
        }
        newest[device] = std::max(newest[device], receipt.device_seq);
    }
    for (const auto& [device, device_seq] : newest) {
        HUIYIN_TRY(pass_places(device, device_seq));
    }
    return {};
}

Result<Uuid> TabletStore::place(const Uuid& device, const sync::Receipt& receipt) {
    const bool carried = m_session && device != m_session->device;
    Uuid complaint;
    sqlite::Statement* place = HUIYIN_TRY(m_queries->get("place_event"));
    place->bind(1, static_cast<std::int64_t>(receipt.device_seq))
        .bind(2, receipt.change)
        .bind(3, receipt.server_time_utc_ms)
        .bind(4, static_cast<std::int64_t>(receipt.verdict.kind))
        .bind(5, static_cast<std::int64_t>(receipt.verdict.reason))
        .bind(6, receipt.register_no)
        .bind(7, device);
    // No row: a receipt that was had before.
    if (HUIYIN_TRY(place->step())) {
        const std::int64_t sequence = place->integer(0);
        domain::Event event;
        complaint = place->uuid(1);
        event.kind = place->text(2);
        event.payload = place->text(3);
        place->reset();
        HUIYIN_TRY(ask_again_for_file_of(event));
        if (receipt.verdict.kind == domain::VerdictKind::Refused && !carried &&
            !is_by_the_way(event.kind)) {
            HUIYIN_TRY(set_aside(sequence, receipt.verdict.reason, /*on_server=*/true));
        }
        if (carried) {
            // It comes back with the others' events, to whoever may see it.
            sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_event"));
            remove->bind(1, sequence);
            HUIYIN_TRY(remove->run());
        }
    }
    place->reset();
    if (device == own_device()) {
        m_standing.position.acknowledged =
            std::max(m_standing.position.acknowledged, receipt.device_seq);
    }
    return complaint;
}

/// The server has the step `device_seq`: it needs no place in front of it any more.
Result<void> TabletStore::pass_places(const Uuid& device, std::uint64_t device_seq) {
    for (const char* name : {"pass_kept_apart", "pass_left_places"}) {
        sqlite::Statement* pass = HUIYIN_TRY(m_queries->get(name));
        pass->bind(1, device).bind(2, static_cast<std::int64_t>(device_seq));
        HUIYIN_TRY(pass->run());
    }
    return {};
}

Result<void> TabletStore::pass_up_to(const std::optional<std::uint64_t>& chain_end) {
    return chain_end && m_session ? pass_places(m_session->device, *chain_end + 1) : Result<void>{};
}

Result<bool> TabletStore::place_waiting(const PlacedEvent& placed, std::vector<Uuid>& changed) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("unsent_hash"));
    find->bind(1, static_cast<std::int64_t>(placed.event.device_seq)).bind(2, placed.event.device);
    const bool is_unsent = HUIYIN_TRY(find->step());
    const auto hash = is_unsent ? base::array_from_bytes<32>(find->blob(0)) : std::nullopt;
    find->reset();
    if (!is_unsent) {
        return false;
    }
    if (hash != placed.event.hash) {
        // Of two copies of one tablet the other one was first.
        if (placed.event.device == own_device()) {
            HUIYIN_TRY(note_copied());
        }
        changed.push_back(HUIYIN_TRY(move_apart(
            placed.event.device, placed.event.device_seq, domain::Reason::ClonedDevice)));
        return false;
    }
    sync::Receipt receipt;
    receipt.device_seq = placed.event.device_seq;
    receipt.change = placed.change;
    receipt.server_time_utc_ms = placed.server_time_utc_ms;
    receipt.verdict = placed.verdict;
    receipt.register_no = placed.register_no;
    HUIYIN_TRY(place(placed.event.device, receipt));
    HUIYIN_TRY(pass_places(placed.event.device, placed.event.device_seq));
    return true;
}

Result<void> TabletStore::note_copied() {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_copied"));
    HUIYIN_TRY(put->run());
    m_standing.position.copied = true;
    return {};
}

/// Until the step was placed, whoever's it is, the server could have given up a file that it had:
/// nothing held it there. So it is asked once more.
Result<void> TabletStore::ask_again_for_file_of(const domain::Event& event) {
    const auto named = domain::attached_file(event);
    if (!named) {
        return {};
    }
    sqlite::Statement* forget = HUIYIN_TRY(m_queries->get("forget_file_there"));
    forget->bind(1, std::span<const std::uint8_t>(named->sha256));
    return forget->run();
}

Result<void> TabletStore::take_events(const sync::SyncResponse& response,
                                      std::vector<Uuid>& changed) {
    if (response.events.empty()) {
        return {};
    }
    sqlite::Statement* last = HUIYIN_TRY(m_queries->get("last_change"));
    HUIYIN_TRY(last->step());
    const std::int64_t last_change = last->integer(0);
    last->reset();
    const Uuid own = own_device();
    sqlite::Statement* carrying = HUIYIN_TRY(m_queries->get("is_carrying"));
    carrying->bind(1, own);
    HUIYIN_TRY(carrying->step());
    const bool carries = carrying->integer(0) != 0;
    carrying->reset();
    // One complaint's events are folded together, whatever came between them.
    std::map<Uuid, std::vector<const PlacedEvent*>> by_complaint;
    for (const PlacedEvent& placed : response.events) {
        const bool is_own = placed.event.device == own;
        // What was carried and came to the server another way waits no longer; it is taken as
        // everybody's.
        const bool waited = (is_own || carries) && HUIYIN_TRY(place_waiting(placed, changed));
        if (is_own && placed.event.device_seq > m_standing.chain.last_device_seq) {
            HUIYIN_TRY(note_copied());
        }
        if (waited && is_own) {
            changed.push_back(placed.event.complaint);
            continue;
        }
        // Only a page that comes again, or a wider sight, brings a change that may be here.
        if (placed.change > last_change || !HUIYIN_TRY(has_change(placed.change))) {
            by_complaint[placed.event.complaint].push_back(&placed);
        }
    }
    for (const auto& [complaint, events] : by_complaint) {
        HUIYIN_TRY(take_complaint(complaint, events));
    }
    return {};
}

Result<bool> TabletStore::has_change(std::int64_t change) {
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("has_change"));
    query->bind(1, change);
    const bool found = HUIYIN_TRY(query->step());
    query->reset();
    return found;
}

Result<void> TabletStore::take_complaint(const Uuid& id,
                                         const std::vector<const PlacedEvent*>& events) {
    const std::optional<Known> before = HUIYIN_TRY(known(id));
    std::vector<const PlacedEvent*> all = events;
    if (before) {
        for (const PlacedEvent& placed : before->events) {
            all.push_back(&placed);
        }
    }
    base::stable_sort(all, [](const PlacedEvent* a, const PlacedEvent* b) {
        // Unsent events, with change 0, stand on top.
        return static_cast<std::uint64_t>(a->change) - 1 <
               static_cast<std::uint64_t>(b->change) - 1;
    });
    std::optional<domain::Complaint> complaint;
    for (const PlacedEvent* placed : all) {
        fold_in(complaint, *placed);
    }
    const std::int64_t ref = HUIYIN_TRY(project(*complaint, before ? &*before : nullptr));
    for (const PlacedEvent* placed : events) {
        HUIYIN_TRY(insert_event(ref, *placed));
        HUIYIN_TRY(ask_again_for_file_of(placed->event));
    }
    return has_redactions(*complaint) || !may_know_complainant(*complaint) ? refold(id)
                                                                           : Result<void>{};
}

Result<void> TabletStore::refold(const Uuid& complaint, SearchText text) {
    std::optional<Known> found = HUIYIN_TRY(known(complaint));
    return found ? refold(*found, folded(found->events), text) : Result<void>{};
}

Result<void>
TabletStore::refold(Known& found, std::optional<domain::Complaint> state, SearchText text) {
    if (!state) {
        // Its only event went.
        return delete_complaint(found.ref);
    }
    if (HUIYIN_TRY(redact_named(*state, found))) {
        state = folded(found.events);
        text = SearchText::MayDiffer;
    }
    HUIYIN_TRY(project(*state, &found, text));
    if (is_let_go(*state) || !may_know_complainant(*state)) {
        // Not now: what shows it again may come with the rest of the same answer.
        sqlite::Statement* want = HUIYIN_TRY(m_queries->get("want_refold_of"));
        want->bind(1, found.ref);
        return want->run();
    }
    return {};
}

Result<void> TabletStore::delete_complaint(std::int64_t ref) {
    for (const char* name : {"leave_places",
                             "owe_files",
                             "delete_events",
                             "delete_pending",
                             "unindex_text",
                             "forget_tasks",
                             "forget_notices",
                             "forget_links",
                             "delete_refold",
                             "delete_complaint_text",
                             "delete_attachments",
                             "delete_step_drafts",
                             "delete_complaint"}) {
        sqlite::Statement* remove = HUIYIN_TRY(m_queries->get(name));
        remove->bind(1, ref);
        HUIYIN_TRY(remove->run());
    }
    m_state_counts.reset();
    return {};
}

Result<void> TabletStore::drop_ended(const Uuid& complaint) {
    const std::optional<Known> found = HUIYIN_TRY(known(complaint));
    const bool all_sent =
        found && std::none_of(found->events.begin(), found->events.end(), [](const auto& placed) {
            return placed.change == 0;
        });
    return all_sent ? delete_complaint(found->ref) : Result<void>{};
}

bool TabletStore::sight_differs(const domain::Directory& directory) const {
    return m_session && domain::readable_keys(m_directory, m_session->person) !=
                            domain::readable_keys(directory, m_session->person);
}

bool TabletStore::is_let_go(const domain::Complaint& complaint) const {
    return m_session && complaint.unsent == 0 &&
           !domain::may_see(m_directory, m_session->person, complaint);
}

Result<void> TabletStore::refold_or_drop(const Uuid& complaint) {
    std::optional<Known> found = HUIYIN_TRY(known(complaint));
    auto state = found ? folded(found->events) : std::nullopt;
    if (!state) {
        return {};
    }
    if (is_let_go(*state)) {
        return delete_complaint(found->ref);
    }
    if (may_know_complainant(*state)) {
        return refold(*found, std::move(state), SearchText::MayDiffer);
    }
    HUIYIN_TRY(forget_identity(*found));
    return refold(complaint);
}

Result<std::vector<std::pair<std::int64_t, Uuid>>> TabletStore::all_complaints() {
    std::vector<std::pair<std::int64_t, Uuid>> complaints;
    sqlite::Statement* all = HUIYIN_TRY(m_queries->get("all_complaints"));
    while (HUIYIN_TRY(all->step())) {
        complaints.emplace_back(all->integer(0), all->uuid(1));
    }
    all->reset();
    return complaints;
}

Result<void> TabletStore::start_new_epoch() {
    m_standing.position.acknowledged = 0;
    // Before the own ones are unsent again and have a place no more.
    HUIYIN_TRY(keep_former());
    const Uuid maker = maker_of_own();
    sqlite::Statement* own = HUIYIN_TRY(m_queries->get("forget_places"));
    own->bind(1, maker);
    HUIYIN_TRY(own->run());
    for (const char* forget : {"forget_files_there",
                               "unpass_kept_apart",
                               "judge_kept_apart_anew",
                               "unpass_left_places"}) {
        sqlite::Statement* all = HUIYIN_TRY(m_queries->get(forget));
        HUIYIN_TRY(all->run());
    }
    sqlite::Statement* remove_foreign = HUIYIN_TRY(m_queries->get("delete_foreign_events"));
    HUIYIN_TRY(remove_foreign->run());
    std::vector<std::int64_t> empty;
    sqlite::Statement* without = HUIYIN_TRY(m_queries->get("complaints_without_events"));
    while (HUIYIN_TRY(without->step())) {
        empty.push_back(without->integer(0));
    }
    without->reset();
    for (const std::int64_t ref : empty) {
        HUIYIN_TRY(delete_complaint(ref));
    }
    const auto left = HUIYIN_TRY(all_complaints());
    for (const auto& [ref, complaint] : left) {
        HUIYIN_TRY(refold(complaint));
    }
    return {};
}

} // namespace huiyin::store
