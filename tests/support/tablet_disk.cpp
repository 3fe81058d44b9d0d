#include "tests/support/tablet_disk.h"

#include "core/base/assert.h"
#include "core/base/crypto.h"

#include <sqlite3.h>

#include <algorithm>

namespace huiyin::tests {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t some_moment() {
    return FakeClock().now_ms;
}

const Department& department() {
    static const Department made = make_department();
    return made;
}

constexpr std::size_t file_bytes = 9000;

domain::AttachPayload naming(const base::Bytes& content) {
    return {base::hex_from_bytes(base::sha256(content)),
            "现场.jpg",
            "image/jpeg",
            static_cast<std::int64_t>(content.size()),
            FakeClock().now_ms};
}

/// The identity of the draft of that number.
base::Uuid draft_id(int number) {
    base::Uuid id;
    id.bytes[15] = static_cast<std::uint8_t>(number + 1);
    return id;
}

} // namespace

TabletOnDisk::TabletOnDisk(opfs::test::FaultyDisk& disk, std::uint64_t seed)
    : m_name("tablet-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))
    // Shorter than the logs of the workloads, so that crashes meet its inside and its outside.
    , m_vfs({.name = m_name,
             .system = {.fill_random = fill_with_seven, .now_utc_ms = some_moment},
             .wal_reserved_bytes = 64 * 1024},
            disk)
    , m_random(seed) {
    HUIYIN_ASSERT(sqlite3_initialize() == SQLITE_OK);
    HUIYIN_ASSERT(m_vfs.register_with_sqlite() == SQLITE_OK);
}

sqlite::OpenOptions TabletOnDisk::options() const {
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.vfs = m_name;
    options.cache_kib = 64;
    options.exclusive = true;
    return options;
}

Result<void> TabletOnDisk::open() {
    if (m_store == nullptr) {
        m_store = HUIYIN_TRY(store::TabletStore::open(options(), m_clock, m_random));
    }
    return {};
}

Result<void> TabletOnDisk::sign_in() {
    HUIYIN_TRY(open());
    const Department& d = department();
    const auto response = sign_in_response(d, d.acceptor, d.device_a);
    store::Session session;
    session.account = "demo";
    session.person = d.acceptor;
    session.device = d.device_a;
    session.device_code = response.device_code;
    session.secret_key = d.key_a.secret_key;
    session.token = response.token;
    HUIYIN_TRY(m_store->sign_in(session, response));
    m_acknowledged.signed_in = true;
    return {};
}

Result<void> TabletOnDisk::save_draft(int number, std::size_t bytes) {
    HUIYIN_TRY(open());
    const std::string json(bytes, static_cast<char>('a' + m_random.below(26)));
    HUIYIN_TRY(m_store->save_draft({draft_id(number), m_clock.now_ms, json}));
    m_acknowledged.drafts[draft_id(number)] = json;
    return {};
}

Result<void> TabletOnDisk::append(store::NewStep step) {
    m_clock.now_ms += 1000;
    step.actor = department().acceptor;
    const std::optional<base::Uuid> draft = step.draft_done;
    m_acknowledged.own.push_back(HUIYIN_TRY(m_store->append(step)));
    m_acknowledged.placed_seq = std::max(m_acknowledged.placed_seq, m_part_seq);
    if (draft) {
        m_acknowledged.drafts[*draft].clear();
    }
    return {};
}

Result<void> TabletOnDisk::record(std::optional<int> draft) {
    HUIYIN_TRY(open());
    const auto number = HUIYIN_TRY(m_store->next_number(2026));
    store::NewStep step;
    step.complaint = make_uuid(m_clock, m_random);
    step.counter = number.counter;
    step.payload =
        domain::RecordPayload{HUIYIN_TRY(to_text(number)), make_intake(m_clock.now_ms - 500)};
    if (draft) {
        step.draft_done = draft_id(*draft);
    }
    return append(std::move(step));
}

Result<void> TabletOnDisk::note() {
    HUIYIN_TRY(open());
    store::NewStep step;
    step.complaint = m_acknowledged.own.empty() ? page().front().event.complaint
                                                : m_acknowledged.own.front().complaint;
    step.payload = domain::NotePayload{std::string(3000, 'n')};
    return append(std::move(step));
}

base::Bytes TabletOnDisk::content(std::optional<int> number) {
    base::Bytes bytes(file_bytes);
    SeededRandom(static_cast<std::uint64_t>(number.value_or(-1) + 100)).fill(bytes);
    return bytes;
}

Result<void> TabletOnDisk::keep_file(int number, int draft) {
    HUIYIN_TRY(open());
    const base::Bytes bytes = content(number);
    const auto kept =
        m_store->files().keep({.bytes = bytes, .mime = "image/jpeg", .draft = draft_id(draft)});
    if (!kept && kept.error().code == ErrorCode::Conflict) {
        return {}; // its draft could not be saved
    }
    m_acknowledged.files[HUIYIN_TRY(kept)] = bytes;
    return {};
}

Result<void> TabletOnDisk::attach_file(int number, int draft) {
    HUIYIN_TRY(open());
    const base::Bytes bytes = content(number);
    if (m_acknowledged.own.empty() || m_acknowledged.files.count(base::sha256(bytes)) == 0) {
        return {};
    }
    store::NewStep step;
    step.complaint = m_acknowledged.own.front().complaint;
    step.payload = naming(bytes);
    step.draft_done = draft_id(draft);
    return append(std::move(step));
}

Result<void> TabletOnDisk::fetch_file() {
    HUIYIN_TRY(open());
    if (HUIYIN_TRY(m_store->position()).cursor < page().back().change) {
        return {};
    }
    const base::Bytes bytes = content(std::nullopt);
    const base::Hash sha256 = base::sha256(bytes);
    HUIYIN_TRY(m_store->files().want(sha256));
    HUIYIN_TRY(m_store->files().take_chunk(sha256, 0, bytes));
    m_acknowledged.files[sha256] = bytes;
    return {};
}

const std::vector<domain::PlacedEvent>& TabletOnDisk::page() {
    static const std::vector<domain::PlacedEvent> made = [] {
        const Department& d = department();
        FakeClock clock;
        SeededRandom random(77);
        const auto other = make_store(d, d.acceptor, d.device_b, clock, random);
        std::vector<domain::PlacedEvent> events;
        std::int64_t change = 101;
        for (; change <= 120; ++change) {
            clock.now_ms += 1000;
            const auto intake = make_intake(clock.now_ms - 500);
            events.push_back(
                {tests::record(*other, clock, random, intake), change, clock.now_ms, {}, change});
        }
        store::NewStep attach{.complaint = events.front().event.complaint, .actor = d.acceptor};
        attach.payload = naming(content(std::nullopt));
        const auto attached = other->append(attach);
        HUIYIN_ASSERT(attached.has_value());
        events.push_back({*attached, change, clock.now_ms, {}, 0});
        return events;
    }();
    return made;
}

Result<sync::SyncResponse> TabletOnDisk::receipts() {
    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    for (const domain::Event& event : HUIYIN_TRY(m_store->unsent(0, 100, 10'000'000))) {
        const auto change = static_cast<std::int64_t>(event.device_seq); // below the page's
        response.receipts.push_back({event.device_seq, change, m_clock.now_ms, {}, change});
    }
    response.cursor = HUIYIN_TRY(m_store->position()).cursor;
    return response;
}

Result<void> TabletOnDisk::take_page() {
    HUIYIN_TRY(open());
    sync::SyncResponse response = HUIYIN_TRY(receipts());
    response.events = page();
    response.cursor = page().back().change;
    HUIYIN_TRY(m_store->take(response));
    m_acknowledged.cursor = response.cursor;
    return {};
}

Result<void> TabletOnDisk::take_part() {
    HUIYIN_TRY(open());
    const sync::SyncResponse response = HUIYIN_TRY(receipts());
    HUIYIN_TRY(m_store->take(response));
    if (!response.receipts.empty()) {
        m_part_seq = response.receipts.back().device_seq;
    }
    return {};
}

Result<void> TabletOnDisk::shorten_log() {
    HUIYIN_TRY(open());
    return m_store->shorten_log();
}

Result<void> TabletOnDisk::index_some() {
    HUIYIN_TRY(open());
    HUIYIN_TRY(m_store->index_some(100));
    return {};
}

} // namespace huiyin::tests
