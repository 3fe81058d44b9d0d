#include "sync-server/api/push.h"

#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/domain/numbering.h"
#include "core/domain/redaction.h"
#include "core/domain/rules.h"
#include "core/domain/visibility.h"
#include "sync-server/api/redaction.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

namespace huiyin::server::api {

using domain::Event;
using domain::EventKind;
using domain::Payload;
using domain::Reason;
using domain::Verdict;
using domain::VerdictKind;

namespace {

/// Events kept apart of one device; more would only be the same trouble again.
constexpr std::int64_t quarantined_max = 1000;

int local_year(const PushTime& time) {
    using namespace std::chrono;
    const milliseconds local(time.now_utc_ms + std::int64_t{time.utc_offset_minutes} * 60'000);
    const year_month_day date{floor<days>(sys_time<milliseconds>(local))};
    return static_cast<int>(date.year());
}

/// The event's content; nothing when it cannot be read.
std::optional<Payload> payload_of(const Event& event) {
    const auto kind = domain::from_code<EventKind>(event.kind);
    auto payload = kind ? domain::payload_from_text(*kind, event.payload)
                        : base::failure(base::ErrorCode::InvalidInput, "unknown kind");
    return payload ? std::optional<Payload>(std::move(*payload)) : std::nullopt;
}

/// The number of an event that records a complaint, else null.
const std::string* number_of(const std::optional<Payload>& payload) {
    const auto* record = payload ? std::get_if<domain::RecordPayload>(&*payload) : nullptr;
    return record == nullptr ? nullptr : &record->number;
}

/// The receipt at the place of an event in its device's chain; nothing behind the chain's end,
/// without asking. `device` is nothing when it is unknown.
Result<std::optional<store::StoredReceipt>>
receipt_at(store::Reader& reader,
           const Uuid& department,
           const std::optional<store::DeviceRow>& device,
           const Event& event) {
    if (device && event.device_seq > device->last_seq) {
        return std::nullopt;
    }
    return reader.receipt(department, event.device, event.device_seq);
}

/// One push. Remembers what it has read and written, so that each is read and written once: a
/// database server is a way off, and a push asks it for each event.
class Push {
public:
    Push(store::Writer& writer,
         const Uuid& department,
         const domain::Directory& directory,
         const Offer& offer,
         const PushTime& time)
        : m_writer(writer)
        , m_department(department)
        , m_directory(directory)
        , m_offer(offer)
        , m_time(time) {}

    /// Asks at once for what would be asked for each event.
    Result<void> prepare();

    Result<sync::Receipt> take(const OfferedEvent& offered);

    /// Writes the ends of the devices' chains.
    Result<void> finish();

    std::int64_t change_last() const { return m_change_last; }

    std::int64_t placed() const { return m_placed; }

    int quarantined() const { return m_quarantined; }

private:
    store::Writer& m_writer;
    const Uuid& m_department;
    const domain::Directory& m_directory;
    const Offer& m_offer;
    const PushTime& m_time;
    std::map<Uuid, std::optional<store::DeviceRow>> m_devices;
    std::map<Uuid, std::optional<domain::Complaint>> m_complaints;
    std::map<std::pair<Uuid, Uuid>, bool> m_signed_in; ///< device and person
    std::map<Uuid, std::vector<std::string>> m_scopes; ///< of complaints, as this push left them
    std::set<Uuid> m_stored_events;
    std::map<std::string, Uuid> m_number_owners;
    std::set<Uuid> m_advanced;
    std::int64_t m_change_last = 0;
    std::int64_t m_placed = 0;
    int m_quarantined = 0;

    sync::Receipt not_taken(const Event& event, const Verdict& verdict) const;
    sync::Receipt disbelieved(const Event& event);
    Result<void> pass_apart_places(store::DeviceRow& row, const Event& event);
    Result<sync::Receipt> keep_apart(const Event& event, Reason reason);
    static sync::Receipt repeated(const Event& event, const store::StoredReceipt& stored);
    Result<std::optional<store::DeviceRow>*> device(const Uuid& id);
    Result<std::optional<domain::Complaint>*> complaint(const Uuid& id);
    Result<bool> has_signed_in(const Event& event);
    Result<bool> is_of_lost_time(const Event& event);
    Result<bool> has_its_master(const Payload& payload);
    Result<Verdict> judge(const Event& event,
                          const std::optional<Payload>& payload,
                          const std::optional<domain::Complaint>& before);
    Result<sync::Receipt> place(const OfferedEvent& offered, store::DeviceRow& device);
    Result<void> store_placed(const domain::PlacedEvent& placed, const std::string* number);
    Result<void>
    put_scopes(const Uuid& id, const domain::Complaint& complaint, std::int64_t change);
};

/// Not believed, and not kept.
sync::Receipt Push::disbelieved(const Event& event) {
    ++m_quarantined;
    return not_taken(event, {VerdictKind::Quarantined, Reason::BadSignature});
}

sync::Receipt Push::not_taken(const Event& event, const Verdict& verdict) const {
    return {.device_seq = event.device_seq,
            .change = 0,
            .server_time_utc_ms = m_time.now_utc_ms,
            .verdict = verdict};
}

/// Moves the chain over the places that its own tablet keeps apart, if they lead to `event`.
Result<void> Push::pass_apart_places(store::DeviceRow& row, const Event& event) {
    const auto& apart = m_offer.apart;
    const auto begin = std::find_if(apart.begin(), apart.end(), [&](const auto& place) {
        return place.device_seq == row.last_seq + 1;
    });
    auto end = begin;
    for (std::uint64_t seq = row.last_seq + 1;
         end != apart.end() && end->device_seq == seq && seq < event.device_seq;
         ++seq) {
        ++end;
    }
    // Nobody else can say what a tablet keeps apart, and its own event confirms it.
    const bool leads_there = row.id == m_offer.device && begin != end &&
                             std::prev(end)->device_seq + 1 == event.device_seq &&
                             std::prev(end)->hash == event.prev_hash;
    for (auto place = begin; leads_there && place != end; ++place) {
        Event kept;
        kept.device = row.id;
        kept.device_seq = place->device_seq;
        kept.hash = place->hash;
        HUIYIN_TRY(
            m_writer.add_quarantined(m_department, kept, Reason::KeptApart, m_time.now_utc_ms));
        row.last_seq = place->device_seq;
        row.last_hash = place->hash;
        m_advanced.insert(row.id);
    }
    return {};
}

Result<sync::Receipt> Push::keep_apart(const Event& event, Reason reason) {
    ++m_quarantined;
    const auto kept = HUIYIN_TRY(m_writer.reader().quarantine_count(m_department, event.device));
    if (kept < quarantined_max) {
        HUIYIN_TRY(m_writer.add_quarantined(m_department, event, reason, m_time.now_utc_ms));
    }
    return not_taken(event, {VerdictKind::Quarantined, reason});
}

sync::Receipt Push::repeated(const Event& event, const store::StoredReceipt& stored) {
    return sync::Receipt{.device_seq = event.device_seq,
                         .change = stored.change,
                         .server_time_utc_ms = stored.server_time_utc_ms,
                         .verdict = stored.verdict,
                         .register_no = stored.register_no};
}

Result<std::optional<store::DeviceRow>*> Push::device(const Uuid& id) {
    const auto found = m_devices.find(id);
    if (found != m_devices.end()) {
        return &found->second;
    }
    auto row = HUIYIN_TRY(m_writer.reader().device(m_department, id));
    return &m_devices.emplace(id, std::move(row)).first->second;
}

Result<std::optional<domain::Complaint>*> Push::complaint(const Uuid& id) {
    const auto found = m_complaints.find(id);
    if (found != m_complaints.end()) {
        return &found->second;
    }
    const auto events = HUIYIN_TRY(m_writer.reader().complaint_events(m_department, id));
    return &m_complaints.emplace(id, domain::fold(events)).first->second;
}

Result<void> Push::prepare() {
    std::vector<Uuid> events;
    std::set<Uuid> complaints;
    std::vector<std::string> numbers;
    for (const OfferedEvent& offered : m_offer.events) {
        events.push_back(offered.event.id);
        complaints.insert(offered.event.complaint);
        const std::string* number = number_of(offered.payload);
        // What is no number is refused without asking whose it is.
        if (number != nullptr && domain::complaint_number_from_text(*number)) {
            numbers.push_back(*number);
        }
    }
    store::Reader& reader = m_writer.reader();
    m_stored_events = HUIYIN_TRY(reader.stored_events(m_department, events));
    m_number_owners = HUIYIN_TRY(reader.number_owners(m_department, numbers));
    const std::vector<Uuid> asked(complaints.begin(), complaints.end());
    const auto stored = HUIYIN_TRY(reader.stored_complaints(m_department, asked));
    for (const Uuid& id : asked) {
        if (stored.count(id) == 0) {
            m_complaints.emplace(id, std::nullopt);
            m_scopes.emplace(id, std::vector<std::string>{});
        }
    }
    return {};
}

Result<sync::Receipt> Push::take(const OfferedEvent& offered) {
    const Event& event = offered.event;
    std::optional<store::DeviceRow>* known = HUIYIN_TRY(device(event.device));
    const auto stored = HUIYIN_TRY(receipt_at(m_writer.reader(), m_department, *known, event));
    if (stored && stored->hash == event.hash) {
        return repeated(event, *stored);
    }
    if (!*known || !offered.authentic) {
        // Of another tablet it would be anybody's word, and take the room of what is its own.
        return event.device == m_offer.device ? keep_apart(event, Reason::BadSignature)
                                              : disbelieved(event);
    }
    if (stored) {
        // Two copies of one tablet are at work: both signatures are right.
        HUIYIN_TRY(m_writer.mark_cloned(m_department, event.device, m_time.now_utc_ms));
        return keep_apart(event, Reason::ClonedDevice);
    }
    store::DeviceRow& row = **known;
    // What was made before somebody else brings; a clock that is turned back gains nothing, since
    // the tablet itself is no longer let in.
    const bool brought = m_offer.device != row.id || m_offer.by_hand;
    if (row.revoked_at_utc_ms != 0 &&
        !(brought && event.device_time_utc_ms < row.revoked_at_utc_ms)) {
        return keep_apart(event, Reason::DeviceRevoked);
    }
    HUIYIN_TRY(pass_apart_places(row, event));
    if (event.device_seq != row.last_seq + 1) {
        return not_taken(event, {VerdictKind::Refused, Reason::SequenceGap});
    }
    if (event.prev_hash != row.last_hash) {
        return not_taken(event, {VerdictKind::Refused, Reason::BrokenChain});
    }
    if (m_stored_events.count(event.id) != 0) {
        return keep_apart(event, Reason::BadPayload);
    }
    if (!is_credible(event, m_offer.device, *HUIYIN_TRY(complaint(event.complaint)))) {
        return keep_apart(event, Reason::BadSignature);
    }
    return place(offered, row);
}

Result<Verdict> Push::judge(const Event& event,
                            const std::optional<Payload>& payload,
                            const std::optional<domain::Complaint>& before) {
    // A tablet's key speaks for the people who have signed in on it, and for nobody else.
    if (!HUIYIN_TRY(has_signed_in(event))) {
        return Verdict{VerdictKind::Refused, Reason::UnknownActor};
    }
    if (!payload) {
        return domain::judge(before, event, m_directory);
    }
    const Verdict verdict = domain::judge(before, event, *payload, m_directory);
    if (verdict.kind == VerdictKind::Applied && !HUIYIN_TRY(has_its_master(*payload))) {
        return Verdict{VerdictKind::Refused, Reason::MasterMissing};
    }
    if (verdict.kind == VerdictKind::Applied) {
        const Reason reason =
            HUIYIN_TRY(redaction_refusal(m_writer.reader(), m_department, event, *payload, before));
        if (reason != Reason::None) {
            return Verdict{VerdictKind::Refused, reason};
        }
    }
    const std::string* number = number_of(payload);
    if (verdict.kind == VerdictKind::Applied && number != nullptr) {
        const auto owner = m_number_owners.find(*number);
        if (owner != m_number_owners.end() && owner->second != event.complaint) {
            return Verdict{VerdictKind::Refused, Reason::NumberTaken};
        }
    }
    return verdict;
}

Result<bool> Push::has_signed_in(const Event& event) {
    const std::pair both(event.device, event.actor);
    const auto found = m_signed_in.find(both);
    if (found != m_signed_in.end()) {
        return found->second;
    }
    const bool has =
        HUIYIN_TRY(m_writer.reader().has_signed_in(m_department, event.device, event.actor));
    if (!has) {
        return is_of_lost_time(event);
    }
    m_signed_in.emplace(both, has);
    return has;
}

/// After a restore the server does not know who signed in since the copy: what was made before it
/// is then taken on the signature of its device alone, for as long as tablets may come back with
/// it.
Result<bool> Push::is_of_lost_time(const Event& event) {
    const std::int64_t restored_at = HUIYIN_TRY(m_writer.reader().restored_at());
    return event.device_time_utc_ms < restored_at &&
           m_time.now_utc_ms < restored_at + base::limits::lost_time_ms_max;
}

/// 并案 needs a complaint to merge into that is there and not cancelled.
Result<bool> Push::has_its_master(const Payload& payload) {
    const auto* cancel = std::get_if<domain::CancelPayload>(&payload);
    if (cancel == nullptr || cancel->master.is_nil()) {
        return true;
    }
    const auto* master = HUIYIN_TRY(complaint(cancel->master));
    return *master && (*master)->taken_down && (*master)->state != domain::State::Cancelled;
}

Result<sync::Receipt> Push::place(const OfferedEvent& offered, store::DeviceRow& row) {
    const Event& event = offered.event;
    std::optional<domain::Complaint>* before = HUIYIN_TRY(complaint(event.complaint));
    domain::PlacedEvent placed;
    placed.event = event;
    placed.server_time_utc_ms = m_time.now_utc_ms;
    auto payload = offered.payload;
    placed.verdict = HUIYIN_TRY(judge(event, payload, *before));
    if (*before && domain::redact(placed.event, **before)) {
        // The order came first; what it names is never stored as it was.
        payload = payload_of(placed.event);
    }
    const std::string* number = number_of(payload);
    if (placed.verdict.kind == VerdictKind::Applied && number != nullptr) {
        placed.register_no =
            HUIYIN_TRY(m_writer.next_register_no(m_department, local_year(m_time)));
    }
    placed.change = HUIYIN_TRY(m_writer.next_change(m_department));
    HUIYIN_TRY(store_placed(placed, number));
    if (payload) {
        domain::apply(*before, placed, std::move(*payload));
    } else {
        domain::apply(*before, placed);
    }
    HUIYIN_TRY(follow_redaction(m_writer, m_department, placed, *before));
    HUIYIN_TRY(put_scopes(event.complaint, **before, placed.change));
    row.last_seq = event.device_seq;
    row.last_hash = event.hash;
    m_advanced.insert(row.id);
    m_change_last = placed.change;
    ++m_placed;
    return sync::Receipt{.device_seq = event.device_seq,
                         .change = placed.change,
                         .server_time_utc_ms = placed.server_time_utc_ms,
                         .verdict = placed.verdict,
                         .register_no = placed.register_no};
}

/// By whom the complaint may be seen from this change on.
Result<void>
Push::put_scopes(const Uuid& id, const domain::Complaint& complaint, std::int64_t change) {
    auto keys = domain::scope_keys(complaint, m_directory);
    if (complaint.is_open()) {
        keys.emplace_back(store::open_key);
    }
    const auto known = m_scopes.find(id);
    if (known == m_scopes.end() || known->second != keys) {
        for (const std::string& key : keys) {
            HUIYIN_TRY(m_writer.add_scope(m_department, id, key, change));
        }
        const bool is_new = known != m_scopes.end() && known->second.empty();
        if (!is_new) {
            HUIYIN_TRY(m_writer.end_scopes(m_department, id, keys, change));
        }
    }
    if (complaint.intake.confidential) {
        // Somebody who turns out to be a respondent, or leads it no longer as 重大, knows no more.
        HUIYIN_TRY(m_writer.retain_identity_scopes(m_department, id, keys));
    }
    m_scopes[id] = std::move(keys);
    return {};
}

Result<void> Push::store_placed(const domain::PlacedEvent& placed, const std::string* number) {
    HUIYIN_TRY(m_writer.add_event(m_department, placed));
    m_stored_events.insert(placed.event.id);
    if (placed.register_no != 0) {
        HUIYIN_TRY(m_writer.add_number(m_department, *number, placed.event.complaint));
        m_number_owners.emplace(*number, placed.event.complaint);
    }
    const auto file = domain::attached_file(placed.event);
    if (file && placed.verdict.kind != VerdictKind::Refused) {
        HUIYIN_TRY(m_writer.add_attachment(m_department, file->sha256, placed.event.complaint));
    }
    return {};
}

Result<void> Push::finish() {
    for (const Uuid& id : m_advanced) {
        HUIYIN_TRY(m_writer.advance_device(m_department, *m_devices[id]));
    }
    return {};
}

} // namespace

Result<std::vector<OfferedEvent>>
offered_events(store::Reader& reader, const Uuid& department, std::vector<domain::Event> events) {
    std::map<Uuid, std::optional<store::DeviceRow>> devices;
    std::vector<OfferedEvent> offered;
    offered.reserve(events.size());
    for (domain::Event& event : events) {
        if (devices.count(event.device) == 0) {
            devices[event.device] = HUIYIN_TRY(reader.device(department, event.device));
        }
        const auto& device = devices[event.device];
        bool authentic = false;
        if (device) {
            const auto stored = HUIYIN_TRY(receipt_at(reader, department, device, event));
            const bool is_here = stored && stored->hash == event.hash;
            authentic = !is_here && domain::is_authentic(event, device->public_key);
        }
        auto payload = authentic ? payload_of(event) : std::nullopt;
        offered.push_back({std::move(event), authentic, std::move(payload)});
    }
    return offered;
}

Result<PushOutcome> apply_push(store::Writer& writer,
                               const Uuid& department,
                               const domain::Directory& directory,
                               const Offer& offer,
                               const PushTime& time) {
    Push push(writer, department, directory, offer, time);
    PushOutcome outcome;
    outcome.receipts.reserve(offer.events.size());
    HUIYIN_TRY(push.prepare());
    for (const OfferedEvent& offered : offer.events) {
        outcome.receipts.push_back(HUIYIN_TRY(push.take(offered)));
        if (offered.event.device != offer.device) {
            outcome.receipts.back().device = offered.event.device;
        }
    }
    HUIYIN_TRY(push.finish());
    outcome.change_last = push.change_last();
    outcome.placed = push.placed();
    outcome.quarantined = push.quarantined();
    return outcome;
}

} // namespace huiyin::server::api
