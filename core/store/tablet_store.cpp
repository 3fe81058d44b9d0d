// Opening, signing in, appending and projecting. Lists and drafts: tablet_lists.cpp; sync:
// tablet_replica.cpp.
#include "core/store/tablet_store.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/attachment.h"
#include "core/domain/numbering.h"
#include "core/store/event_rows.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/search_tokenizer.h"
#include "huiyin/embedded/core_store_queries.h"
#include "huiyin/embedded/core_store_schema_0001_init.h"
#include "huiyin/embedded/core_store_schema_0002_attachments.h"
#include "huiyin/embedded/core_store_schema_0003_keeping.h"
#include "huiyin/embedded/core_store_schema_0004_outliving.h"
#include "huiyin/embedded/core_store_schema_0005_redaction.h"
#include "huiyin/embedded/core_store_schema_0006_former.h"
#include "huiyin/embedded/core_store_schema_0007_step_draft.h"
#include "huiyin/embedded/core_store_schema_0008_copied.h"
#include "huiyin/embedded/core_store_schema_0009_mark.h"
#include "huiyin/embedded/core_store_schema_0010_silent_tablets.h"
#include "huiyin/embedded/core_store_schema_0011_link.h"

#include <algorithm>

namespace huiyin::store {

using base::ErrorCode;
using base::failure;
using base::Result;
using domain::Complaint;
using domain::PlacedEvent;
namespace limits = base::limits;

namespace {

constexpr sqlite::Migration migrations[] = {
    {1, embedded::core_store_schema_0001_init},
    {2, embedded::core_store_schema_0002_attachments},
    {3, embedded::core_store_schema_0003_keeping},
    {4, embedded::core_store_schema_0004_outliving},
    {5, embedded::core_store_schema_0005_redaction},
    {6, embedded::core_store_schema_0006_former},
    {7, embedded::core_store_schema_0007_step_draft},
    {8, embedded::core_store_schema_0008_copied},
    {9, embedded::core_store_schema_0009_mark},
    {10, embedded::core_store_schema_0010_silent_tablets},
    {11, embedded::core_store_schema_0011_link},
};

} // namespace

TabletStore::TabletStore(sqlite::Database database, const base::Clock& clock, base::Random& random)
    : m_database(std::move(database))
    , m_clock(clock)
    , m_random(random)
    , m_queries(std::make_unique<Queries>(m_database, embedded::core_store_queries))
    , m_files(m_database, m_clock) {}

TabletStore::~TabletStore() = default;

Result<std::unique_ptr<TabletStore>> TabletStore::open(const sqlite::OpenOptions& options,
                                                       const base::Clock& clock,
                                                       base::Random& random) {
    sqlite::Database database = HUIYIN_TRY(sqlite::Database::open(options));
    HUIYIN_TRY(register_tokenizer(database.handle()));
    HUIYIN_TRY(sqlite::migrate(database, migrations));
    std::unique_ptr<TabletStore> store(new TabletStore(std::move(database), clock, random));
    HUIYIN_TRY(store->load());
    return store;
}

Result<void> TabletStore::load() {
    HUIYIN_TRY(load_tablet());
    HUIYIN_TRY(count_former());
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("directory"));
    if (!HUIYIN_TRY(query->step())) {
        return {};
    }
    const base::Json json =
        HUIYIN_TRY(base::parse_json(query->text(0), limits::response_body_bytes_max));
    m_directory = HUIYIN_TRY(sync::directory_from_json(json));
    m_standing.position.directory_version = m_directory.version;
    query->reset();
    return {};
}

Result<void> TabletStore::load_tablet() {
    sqlite::Statement* row = HUIYIN_TRY(m_queries->get("tablet"));
    if (!HUIYIN_TRY(row->step())) {
        return {};
    }
    const auto key = base::array_from_bytes<64>(row->blob(4));
    const auto hash = base::array_from_bytes<32>(row->blob(7));
    if (!key || !hash) {
        return failure(ErrorCode::StorageCorrupt, "the tablet's key or chain");
    }
    m_session = Session{.account = std::string(row->text(0)),
                        .person = row->uuid(1),
                        .device = row->uuid(2),
                        .device_code = std::string(row->text(3)),
                        .secret_key = *key,
                        .token = std::string(row->text(5))};
    m_standing.chain = {static_cast<std::uint64_t>(row->integer(6)),
                        *hash,
                        static_cast<std::uint32_t>(row->integer(8))};
    m_standing.position.epoch = row->text(9);
    m_standing.position.cursor = row->integer(10);
    m_standing.position.copied = row->integer(11) != 0;
    if (const auto mark = base::array_from_bytes<32>(row->blob(12))) {
        m_standing.position.mark = {row->integer(14), *mark};
    }
    m_standing.position.acknowledged = static_cast<std::uint64_t>(row->integer(13));
    m_standing.silent_tablets.clear();
    const std::string_view silent = row->text(15);
    for (std::size_t at = 0; at < silent.size(); at += domain::device_code_chars) {
        m_standing.silent_tablets.emplace_back(silent.substr(at, domain::device_code_chars));
    }
    row->reset();
    return {};
}

Result<void> TabletStore::put_directory(const domain::Directory& directory) {
    const std::string json = base::to_text(sync::json_from_directory(directory));
    sqlite::Statement* old = HUIYIN_TRY(m_queries->get("directory"));
    const bool is_first = !HUIYIN_TRY(old->step());
    const bool is_same = !is_first && old->text(0) == json;
    old->reset();
    if (is_same) {
        return {};
    }
    if (!is_first) {
        // Whose task something is, and when it is due, may be another now; and with other roles
        // some of it may be nothing to this person any more.
        HUIYIN_TRY(
            m_queries->run_script(sight_differs(directory) ? "want_refold_of_all" : "want_refold"));
    }
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_directory"));
    put->bind(1, std::string_view(json));
    return put->run();
}

Result<void> TabletStore::sign_in(const Session& session, const sync::SignInResponse& response) {
    const bool other_person = m_session && m_session->person != session.person;
    if (other_person &&
        (HUIYIN_TRY(unsent_count()) > 0 || HUIYIN_TRY(m_files.unsent_count()) > 0)) {
        return failure(ErrorCode::Conflict, "events or files of another person wait to be sent");
    }
    const bool new_epoch =
        response.epoch != m_standing.position.epoch && !m_standing.position.epoch.empty();
    Change transaction = HUIYIN_TRY(Change::begin(*this));
    if (new_epoch) {
        // Before anything is dropped that this server's history may lack: then another person too
        // has in hand what this tablet made, until the server has it again.
        HUIYIN_TRY(start_new_epoch());
    } else if (other_person) {
        HUIYIN_TRY(m_queries->run_script("forget_complaints"));
        m_state_counts.reset();
    }
    if (new_epoch || other_person) {
        m_standing.position.epoch = response.epoch;
        HUIYIN_TRY(put_beginning());
        m_standing.is_whole = false;
    }
    const bool other_device = !m_session || m_session->device != session.device;
    const base::Hash no_hash{};
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_tablet"));
    put->bind(1, std::string_view(session.account))
        .bind(2, session.person)
        .bind(3, session.device)
        .bind(4, std::string_view(session.device_code))
        .bind(5, std::span<const std::uint8_t>(session.secret_key))
        .bind(6, std::string_view(session.token))
        .bind(7, std::span<const std::uint8_t>(no_hash));
    HUIYIN_TRY(put->run());
    if (other_device) {
        sqlite::Statement* chain = HUIYIN_TRY(m_queries->get("put_chain"));
        chain->bind(1, std::int64_t{0})
            .bind(2, std::span<const std::uint8_t>(no_hash))
            .bind(3, std::int64_t{0});
        HUIYIN_TRY(chain->run());
        m_standing.position.acknowledged = 0;
        HUIYIN_TRY(put_position());
    }
    if (!other_person && sight_differs(response.directory)) {
        // Other roles than those that were known here show complaints older than the cursor. What
        // is here stays, and so does its mark.
        m_standing.position.cursor = 0;
        HUIYIN_TRY(put_position());
    }
    HUIYIN_TRY(put_directory(response.directory));
    if (other_person) {
        HUIYIN_TRY(m_queries->run_script("want_refold_of_all"));
    }
    HUIYIN_TRY(transaction.commit());
    m_directory = response.directory;
    m_standing.position.directory_version = m_directory.version;
    return load_tablet();
}

Result<void> TabletStore::put_position() {
    const sync::Position& position = m_standing.position;
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_position"));
    put->bind(1, std::string_view(position.epoch))
        .bind(2, position.cursor)
        .bind(4, static_cast<std::int64_t>(position.acknowledged));
    if (position.mark) {
        put->bind(3, std::span<const std::uint8_t>(position.mark->hash))
            .bind(5, position.mark->change);
    } else {
        put->bind_null(3).bind(5, std::int64_t{0});
    }
    return put->run();
}

Result<void> TabletStore::put_beginning() {
    m_standing.position.cursor = 0;
    m_standing.position.mark.reset();
    return put_position();
}

Result<void> TabletStore::forget_token() {
    sqlite::Statement* clear = HUIYIN_TRY(m_queries->get("clear_token"));
    HUIYIN_TRY(clear->run());
    if (m_session) {
        m_session->token.clear();
    }
    return {};
}

Result<domain::ComplaintNumber> TabletStore::next_number(int year) const {
    if (!m_session) {
        return failure(ErrorCode::Unauthenticated, "not signed in");
    }
    const domain::ComplaintNumber number{.prefix = m_directory.number_prefix,
                                         .year = year,
                                         .device_code = m_session->device_code,
                                         .counter = 0};
    return domain::next_number(number, m_standing.chain.last_counter);
}

Result<domain::Event> TabletStore::sealed(const NewStep& step,
                                          const std::optional<Complaint>& before) {
    if (!m_session) {
        return failure(ErrorCode::Unauthenticated, "not signed in");
    }
    domain::Event event;
    event.id = base::make_uuid(m_clock, m_random);
    event.complaint = step.complaint;
    event.device = m_session->device;
    event.device_seq = m_standing.chain.last_device_seq + 1;
    if (before) {
        event.seen = {before->last_change, before->unsent};
    }
    event.actor = step.actor;
    event.role = step.role;
    event.kind = code_of(domain::kind_of(step.payload));
    event.payload = domain::payload_text(step.payload);
    event.device_time_utc_ms = m_clock.now_utc_ms();
    event.utc_offset_minutes = m_clock.utc_offset_minutes();
    event.prev_hash = m_standing.chain.last_hash;
    if (event.payload.size() > limits::event_payload_bytes_max) {
        return failure(ErrorCode::TooLarge, "payload");
    }
    seal(event, m_session->secret_key);
    return event;
}

Result<domain::Event> TabletStore::append(const NewStep& step) {
    auto events = HUIYIN_TRY(append_all(std::span<const NewStep>(&step, 1)));
    return std::move(events.front());
}

Result<std::vector<domain::Event>> TabletStore::append_all(std::span<const NewStep> steps) {
    Change transaction = HUIYIN_TRY(Change::begin(*this));
    std::vector<domain::Event> events;
    for (const NewStep& step : steps) {
        events.push_back(HUIYIN_TRY(append_one(step)));
    }
    HUIYIN_TRY(put_chain());
    HUIYIN_TRY(transaction.commit());
    return events;
}

Result<domain::Event> TabletStore::append_one(const NewStep& step) {
    std::optional<Known> before = HUIYIN_TRY(known(step.complaint));
    std::optional<Complaint> complaint;
    if (before) {
        complaint = folded(before->events);
    }
    PlacedEvent placed;
    placed.event = HUIYIN_TRY(sealed(step, complaint));
    const domain::Actor actor{
        step.actor, step.role, placed.event.device, placed.event.device_time_utc_ms};
    // As judge() would find, without reading the payload that was just written.
    if (const auto refusal = refusal_of(complaint, step.payload, actor, m_directory)) {
        placed.verdict = {domain::VerdictKind::Refused, refusal->reason};
    }
    domain::apply(complaint, placed, step.payload);
    const std::int64_t ref = HUIYIN_TRY(project(*complaint, before ? &*before : nullptr));
    HUIYIN_TRY(insert_event(ref, placed));
    m_standing.chain = {placed.event.device_seq,
                        placed.event.hash,
                        std::max(m_standing.chain.last_counter, step.counter)};
    if (step.draft_done) {
        HUIYIN_TRY(delete_draft(*step.draft_done));
    }
    if (step.in_place_of) {
        HUIYIN_TRY(settle_kept_apart(*step.in_place_of));
    }
    return std::move(placed.event);
}

Result<void> TabletStore::put_chain() {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_chain"));
    put->bind(1, static_cast<std::int64_t>(m_standing.chain.last_device_seq))
        .bind(2, std::span<const std::uint8_t>(m_standing.chain.last_hash))
        .bind(3, static_cast<std::int64_t>(m_standing.chain.last_counter));
    return put->run();
}

Result<std::optional<TabletStore::Known>> TabletStore::known(const Uuid& complaint) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("complaint_ref"));
    find->bind(1, complaint);
    if (!HUIYIN_TRY(find->step())) {
        return std::nullopt;
    }
    Known found{.ref = find->integer(0),
                .order = {.state = code_at<domain::State>(find->integer(1)),
                          .updated_at_utc_ms = find->integer(2),
                          .accepted_at_utc_ms = find->integer(3),
                          .validity = find->integer(4),
                          .due_utc_ms = find->integer(5),
                          .is_live = find->integer(6) != 0},
                .events = {}};
    find->reset();
    sqlite::Statement* events = HUIYIN_TRY(m_queries->get("events_of"));
    events->bind(1, found.ref);
    while (HUIYIN_TRY(events->step())) {
        found.events.push_back(placed_event_from_row(*events));
        found.events.back().event.complaint = complaint;
    }
    events->reset();
    return found;
}

void TabletStore::fold_in(std::optional<Complaint>& complaint, const PlacedEvent& placed) const {
    if (placed.change != 0) {
        domain::apply(complaint, placed);
        return;
    }
    PlacedEvent judged = placed;
    judged.verdict = judge(complaint, placed.event, m_directory);
    domain::apply(complaint, judged);
}

std::optional<Complaint> TabletStore::folded(const std::vector<PlacedEvent>& events) const {
    std::optional<Complaint> complaint;
    for (const PlacedEvent& placed : events) {
        fold_in(complaint, placed);
    }
    return complaint;
}

Result<void> TabletStore::insert_event(std::int64_t ref, const PlacedEvent& placed) {
    sqlite::Statement* insert = HUIYIN_TRY(m_queries->get("insert_event"));
    bind_event(*insert, ref, placed);
    HUIYIN_TRY(insert->run());
    return note_file(ref, placed);
}

Result<void> TabletStore::note_file(std::int64_t ref, const PlacedEvent& placed) {
    const bool is_own = m_session && placed.event.device == m_session->device;
    if (placed.verdict.kind == domain::VerdictKind::Refused && !is_own) {
        // What others could not attach is nobody's to fetch. What is here of an own refused step
        // stays with it.
        return {};
    }
    const auto named = domain::attached_file(placed.event);
    if (!named) {
        return {};
    }
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_attachment"));
    put->bind(1, ref)
        .bind(2, std::span<const std::uint8_t>(named->sha256))
        .bind(3, std::string_view(named->mime))
        .bind(4, named->file_bytes);
    return put->run();
}

Result<std::optional<Complaint>> TabletStore::complaint(const Uuid& id) {
    std::optional<Known> found = HUIYIN_TRY(known(id));
    if (!found) {
        return std::nullopt;
    }
    return folded(found->events);
}

Result<std::vector<PlacedEvent>> TabletStore::events(const Uuid& complaint) {
    std::optional<Known> found = HUIYIN_TRY(known(complaint));
    return found ? std::move(found->events) : std::vector<PlacedEvent>{};
}

Result<void> TabletStore::rebuild() {
    const auto complaints = HUIYIN_TRY(all_complaints());
    Change transaction = HUIYIN_TRY(Change::begin(*this));
    HUIYIN_TRY(m_queries->run_script("forget_projections"));
    for (const auto& [ref, id] : complaints) {
        HUIYIN_TRY(refold(id));
        for (const PlacedEvent& placed : HUIYIN_TRY(events(id))) {
            HUIYIN_TRY(note_file(ref, placed));
        }
    }
    return transaction.commit();
}

} // namespace huiyin::store
