// The bytes of attachments on the tablet: kept once, held by drafts and complaints, swept when
// nobody holds them, never half kept.
#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/store/search_tokenizer.h"
#include "core/store/tablet_store.h"
#include "huiyin/embedded/core_store_schema_0001_init.h"
#include "huiyin/embedded/core_store_schema_0002_attachments.h"
#include "tests/support/fakes.h"
#include "tests/support/faulty_disk.h"
#include "wasm/opfs/vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using namespace huiyin::store;
namespace limits = base::limits;

namespace {

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t some_moment() {
    return 1'795'140'000'000;
}

struct Tablet {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{11};
    std::unique_ptr<TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);

    FileStore& files() { return store->files(); }

    base::Bytes content(std::size_t bytes) {
        base::Bytes content(bytes);
        random.fill(content);
        return content;
    }

    base::Hash keep(const base::Bytes& content, std::optional<base::Uuid> draft = std::nullopt) {
        const auto kept = files().keep({.bytes = content, .mime = "image/jpeg", .draft = draft});
        REQUIRE(kept);
        return *kept;
    }

    base::Uuid save_draft() {
        const base::Uuid id = make_uuid(clock, random);
        REQUIRE(store->save_draft({id, clock.now_ms, "{}"}));
        return id;
    }

    domain::Event record() {
        clock.now_ms += 1000;
        return tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 500));
    }

    NewStep attach_step(const base::Uuid& complaint, const base::Hash& sha256, std::size_t bytes) {
        clock.now_ms += 1000;
        NewStep step{.complaint = complaint, .actor = d.acceptor};
        step.payload = domain::AttachPayload{base::hex_from_bytes(sha256),
                                             "现场.jpg",
                                             "image/jpeg",
                                             static_cast<std::int64_t>(bytes),
                                             clock.now_ms};
        return step;
    }

    /// A placed event of the manager's on another tablet that names a file.
    sync::SyncResponse foreign_attach(const base::Uuid& complaint,
                                      const base::Hash& sha256,
                                      std::size_t bytes,
                                      domain::Verdict verdict = {}) {
        NewStep step = attach_step(complaint, sha256, bytes);
        domain::PlacedEvent placed;
        placed.event.complaint = complaint;
        placed.event.device = d.device_b;
        placed.event.device_seq = 1;
        placed.event.actor = d.manager;
        placed.event.role = domain::Role::RelationshipManager;
        placed.event.kind = code_of(domain::EventKind::Attach);
        placed.event.payload = domain::payload_text(step.payload);
        placed.event.device_time_utc_ms = clock.now_ms;
        seal(placed.event, d.key_b.secret_key);
        placed.change = 2;
        placed.verdict = verdict;
        sync::SyncResponse response;
        response.epoch = "epoch-1";
        response.receipts = {{1, 1, clock.now_ms, {}, 1}};
        response.events = {placed};
        response.cursor = 2;
        return response;
    }

    void sweep() {
        while (*files().sweep_some()) {
        }
    }
};

} // namespace

TEST_CASE("files: what is kept comes back, whole and in as many chunks as it takes",
          "[core][store][files]") {
    Tablet tablet;
    constexpr std::size_t chunk = limits::attachment_chunk_bytes;
    for (const std::size_t bytes : {std::size_t{1}, chunk - 1, chunk, chunk + 1, 3 * chunk}) {
        const base::Bytes content = tablet.content(bytes);
        const base::Hash sha256 = tablet.keep(content);
        CHECK(sha256 == base::sha256(content));
        CHECK(*tablet.files().bytes(sha256) == content);
        const auto state = **tablet.files().state(sha256);
        CHECK(state.file_bytes == static_cast<std::int64_t>(bytes));
        CHECK(state.chunks == (bytes + chunk - 1) / chunk);
        CHECK(state.chunks_here == state.chunks);
        CHECK(state.complete_here);
        CHECK_FALSE(state.complete_there);
        CHECK(state.chunks_there == 0);
        CHECK(state.mime == "image/jpeg");
    }
    CHECK(*tablet.files().state(base::Hash{1}) == std::nullopt);
    CHECK(tablet.files().bytes(base::Hash{1}).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("files: the same content is one file, and gets its thumbnail also later",
          "[core][store][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(1000);
    const base::Bytes picture{1, 2, 3};
    const base::Hash sha256 = tablet.keep(content);
    CHECK(tablet.files().thumbnail(sha256)->empty());
    const auto again = tablet.files().keep(
        {.bytes = content, .mime = "image/jpeg", .thumbnail = picture, .draft = std::nullopt});
    CHECK(*again == sha256);
    CHECK(*tablet.files().thumbnail(sha256) == picture);
    CHECK((**tablet.files().state(sha256)).chunks_here == 1);
    REQUIRE(tablet.files().put_thumbnail(sha256, base::Bytes{4}));
    CHECK(*tablet.files().thumbnail(sha256) == base::Bytes{4});
    CHECK(tablet.files().put_thumbnail(base::Hash{}, picture).error().code ==
          base::ErrorCode::NotFound);
}

TEST_CASE("files: sizes end at their limits", "[core][store][files][limits]") {
    Tablet tablet;
    base::Bytes content(limits::attachment_bytes_max, 7);
    const base::Hash sha256 = tablet.keep(content);
    CHECK((**tablet.files().state(sha256)).chunks == limits::attachment_chunks_max);
    content.push_back(7);
    const auto over = tablet.files().keep({.bytes = content, .mime = "", .draft = std::nullopt});
    CHECK(over.error().code == base::ErrorCode::TooLarge);
    const auto empty = tablet.files().keep({.bytes = {}, .mime = "", .draft = std::nullopt});
    CHECK(empty.error().code == base::ErrorCode::InvalidInput);

    base::Bytes thumbnail(limits::thumbnail_bytes_max, 7);
    CHECK(tablet.files().put_thumbnail(sha256, thumbnail));
    thumbnail.push_back(7);
    CHECK(tablet.files().put_thumbnail(sha256, thumbnail).error().code ==
          base::ErrorCode::TooLarge);
    // With a thumbnail that is too large nothing of the file is kept either.
    const base::Bytes other = tablet.content(10);
    const auto refused = tablet.files().keep(
        {.bytes = other, .mime = "", .thumbnail = thumbnail, .draft = std::nullopt});
    CHECK(refused.error().code == base::ErrorCode::TooLarge);
    CHECK(*tablet.files().state(base::sha256(other)) == std::nullopt);
}

TEST_CASE("files: a saved draft holds its files in their order until it is gone",
          "[core][store][files]") {
    Tablet tablet;
    const base::Uuid draft = tablet.save_draft();
    const base::Hash first = tablet.keep(tablet.content(10), draft);
    const base::Hash second = tablet.keep(tablet.content(20), draft);
    const base::Hash third = tablet.keep(tablet.content(30), draft);
    CHECK(*tablet.files().files_of_draft(draft) == std::vector{first, second, third});
    REQUIRE(tablet.files().release(draft, second));
    // Saving the form again changes nothing of what it holds.
    REQUIRE(tablet.store->save_draft({draft, tablet.clock.now_ms, "{\"more\":1}"}));
    CHECK(*tablet.files().files_of_draft(draft) == std::vector{first, third});

    tablet.clock.now_ms += limits::unused_file_ms_max + 1;
    tablet.sweep();
    CHECK((**tablet.files().state(first)).complete_here);
    CHECK(*tablet.files().state(second) == std::nullopt);

    REQUIRE(tablet.store->delete_draft(draft));
    CHECK(tablet.files().files_of_draft(draft)->empty());
    tablet.sweep();
    CHECK(*tablet.files().state(first) == std::nullopt);

    const base::Bytes content = tablet.content(10);
    const auto unsaved = tablet.files().keep({.bytes = content, .mime = "", .draft = base::Uuid{}});
    CHECK(unsaved.error().code == base::ErrorCode::Conflict);
    CHECK(*tablet.files().state(base::sha256(content)) == std::nullopt);
}

TEST_CASE("files: what a complaint names stays when its draft goes", "[core][store][files]") {
    Tablet tablet;
    const base::Uuid draft = tablet.save_draft();
    const base::Bytes content = tablet.content(300'000);
    const base::Hash sha256 = tablet.keep(content, draft);
    const auto recorded = tablet.record();
    NewStep step = tablet.attach_step(recorded.complaint, sha256, content.size());
    step.draft_done = draft;
    REQUIRE(tablet.store->append(step));
    CHECK(tablet.files().files_of_draft(draft)->empty());
    CHECK(*tablet.files().unsent_count() == 1);
    tablet.clock.now_ms += 2 * limits::unused_file_ms_max;
    tablet.sweep();
    CHECK(*tablet.files().bytes(sha256) == content);
    // A rebuild notes the same.
    REQUIRE(tablet.store->rebuild());
    tablet.sweep();
    CHECK(*tablet.files().bytes(sha256) == content);
    CHECK(*tablet.files().unsent_count() == 1);
}

TEST_CASE("files: what is not delivered outlives its complaint", "[core][store][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(1000);
    const base::Hash sha256 = tablet.keep(content);
    const auto recorded = tablet.record();
    REQUIRE(tablet.store->append(tablet.attach_step(recorded.complaint, sha256, content.size())));
    // The steps are there, and show that the complaint is nothing to this person any more.
    sync::SyncResponse response{.protocol = 1, .epoch = "epoch-1"};
    response.receipts = {{1, 1, 99, {}, 1}, {2, 2, 99, {}, 0}};
    response.ended = {recorded.complaint};
    response.cursor = 2;
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->events(recorded.complaint)->empty());
    CHECK(*tablet.files().unsent_count() == 1);
    CHECK(tablet.files().files_to_send(10)->size() == 1);
    tablet.clock.now_ms += 2 * limits::unused_file_ms_max;
    tablet.sweep();
    CHECK(*tablet.files().bytes(sha256) == content);
    // Then it has nothing more to do here.
    REQUIRE(tablet.files().put_there(sha256, 1, true));
    CHECK(*tablet.files().unsent_count() == 0);
    tablet.sweep();
    CHECK(*tablet.files().state(sha256) == std::nullopt);
}

TEST_CASE("files: what a server had before it was put back is offered again",
          "[core][store][files]") {
    Tablet tablet;
    const base::Hash sha256 = tablet.keep(tablet.content(1000));
    const auto recorded = tablet.record();
    REQUIRE(tablet.store->append(tablet.attach_step(recorded.complaint, sha256, 1000)));
    sync::SyncResponse response{.protocol = 1, .epoch = "epoch-1"};
    response.receipts = {{1, 1, 99, {}, 1}, {2, 2, 99, {}, 0}};
    response.ended = {recorded.complaint};
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.files().put_there(sha256, 1, true));
    REQUIRE(tablet.files().files_to_send(10)->empty());
    response = {.protocol = 1, .epoch = "epoch-2"};
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.files().files_to_send(10)->size() == 1);
}

TEST_CASE("files: what a step names that was set aside waits for its author",
          "[core][store][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(1000);
    const base::Hash sha256 = tablet.keep(content);
    const auto recorded = tablet.record();
    REQUIRE(tablet.store->append(tablet.attach_step(recorded.complaint, sha256, content.size())));
    REQUIRE(tablet.store->keep_apart(tablet.d.device_a, 2, domain::Reason::NotLetThrough));
    sync::SyncResponse response{.protocol = 1, .epoch = "epoch-1"};
    response.receipts = {{1, 1, 99, {}, 1}};
    response.ended = {recorded.complaint};
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.files().put_there(sha256, 1, true));
    tablet.clock.now_ms += 2 * limits::unused_file_ms_max;
    tablet.sweep();
    CHECK(*tablet.files().bytes(sha256) == content);
    REQUIRE(tablet.store->settle_kept_apart({tablet.d.device_a, 2}));
    tablet.sweep();
    CHECK(*tablet.files().state(sha256) == std::nullopt);
}

TEST_CASE("files: nobody's file goes after its time and not before", "[core][store][files]") {
    Tablet tablet;
    std::vector<base::Hash> kept;
    for (int i = 0; i < 12; ++i) {
        kept.push_back(tablet.keep(tablet.content(100)));
    }
    const base::Bytes again = *tablet.files().bytes(kept.front());
    tablet.clock.now_ms += limits::unused_file_ms_max;
    CHECK_FALSE(*tablet.files().sweep_some());
    tablet.clock.now_ms += 1;
    // Taken once more: it is somebody's again.
    tablet.keep(again);
    tablet.sweep();
    CHECK(*tablet.files().bytes(kept.front()) == again);
    for (std::size_t i = 1; i < kept.size(); ++i) {
        CHECK(*tablet.files().state(kept[i]) == std::nullopt);
    }
}

TEST_CASE("files: what another tablet attached can be asked for by its name",
          "[core][store][files]") {
    Tablet tablet;
    const auto recorded = tablet.record();
    const base::Bytes content = tablet.content(600'000);
    const base::Hash sha256 = base::sha256(content);
    CHECK(tablet.files().want(sha256).error().code == base::ErrorCode::NotFound);
    REQUIRE(tablet.store->take(tablet.foreign_attach(recorded.complaint, sha256, content.size())));
    auto state = **tablet.files().state(sha256);
    CHECK(state.chunks == 3);
    CHECK(state.chunks_here == 0);
    CHECK_FALSE(state.wanted);
    REQUIRE(tablet.files().want(sha256));
    REQUIRE(tablet.files().want(sha256));
    state = **tablet.files().state(sha256);
    CHECK(state.wanted);
    CHECK(state.mime == "image/jpeg");
    // Somebody chooses the very same file here: it has come.
    tablet.keep(content);
    state = **tablet.files().state(sha256);
    CHECK(state.complete_here);
    CHECK_FALSE(state.wanted);
    REQUIRE(tablet.files().want(sha256));
    CHECK_FALSE((**tablet.files().state(sha256)).wanted);
}

TEST_CASE("files: the server is asked once more for a file that another tablet's step names",
          "[core][store][files]") {
    Tablet tablet;
    const auto recorded = tablet.record();
    const base::Bytes content = tablet.content(1000);
    // It came here in a sealed file, say, and went on to the server before its step did.
    const base::Hash sha256 = tablet.keep(content);
    REQUIRE(tablet.files().put_there(sha256, 1, true));
    REQUIRE(tablet.store->take(tablet.foreign_attach(recorded.complaint, sha256, content.size())));
    CHECK_FALSE((**tablet.files().state(sha256)).complete_there);
    const auto to_send = tablet.files().files_to_send(8);
    REQUIRE(to_send);
    REQUIRE(to_send->size() == 1);
    CHECK(to_send->front().sha256 == sha256);
}

TEST_CASE("files: what others could not attach is not there to be asked for",
          "[core][store][files]") {
    Tablet tablet;
    const auto recorded = tablet.record();
    REQUIRE(tablet.store->take(
        tablet.foreign_attach(recorded.complaint,
                              base::Hash{7},
                              100,
                              {domain::VerdictKind::Refused, domain::Reason::RoleNotHeld})));
    CHECK(tablet.files().want(base::Hash{7}).error().code == base::ErrorCode::NotFound);
    REQUIRE(tablet.store->rebuild());
    CHECK(tablet.files().want(base::Hash{7}).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("files: another person finds no file of the one before, and none is lost on the way",
          "[core][store][files]") {
    Tablet tablet;
    const base::Hash sha256 = tablet.keep(tablet.content(100));
    const auto recorded = tablet.record();
    REQUIRE(tablet.store->append(tablet.attach_step(recorded.complaint, sha256, 100)));
    sync::SyncResponse placed;
    placed.epoch = "epoch-1";
    placed.receipts = {{1, 1, 0, {}, 1}, {2, 2, 0, {}, 0}};
    placed.cursor = 2;
    REQUIRE(tablet.store->take(placed));
    const auto response = tests::sign_in_response(tablet.d, tablet.d.manager, tablet.d.device_a);
    Session session = *tablet.store->session();
    session.person = tablet.d.manager;
    // Its events are sent, its file is not.
    CHECK(*tablet.store->unsent_count() == 0);
    CHECK(tablet.store->sign_in(session, response).error().code == base::ErrorCode::Conflict);
    CHECK((**tablet.files().state(sha256)).complete_here);
    // Once the server has it, the next person may come.
    const base::Uuid draft = tablet.save_draft();
    const base::Hash drafted = tablet.keep(tablet.content(20), draft);
    REQUIRE(tablet.files().put_there(sha256, 1, true));
    REQUIRE(tablet.store->sign_in(session, response));
    CHECK(*tablet.files().state(sha256) == std::nullopt);
    // A draft stays on the tablet, and what it holds with it.
    CHECK((**tablet.files().state(drafted)).complete_here);
}

TEST_CASE("files: those of the person's tasks are to be fetched without being asked for",
          "[core][store][files]") {
    Tablet tablet;
    tests::SeededRandom random{12};
    const auto recorder =
        tests::make_store(tablet.d, tablet.d.acceptor, tablet.d.device_b, tablet.clock, random);
    tablet.store = tests::make_store(
        tablet.d, tablet.d.manager, tablet.d.device_a, tablet.clock, tablet.random);
    const auto recorded = tests::record(
        *recorder, tablet.clock, random, tests::make_intake(tablet.clock.now_ms - 500));
    REQUIRE(recorder->append(tablet.attach_step(recorded.complaint, base::Hash{5}, 600'000)));
    sync::SyncResponse page;
    page.epoch = "epoch-1";
    const auto events = *recorder->unsent(0, 10, SIZE_MAX);
    for (const domain::Event& event : events) {
        page.events.push_back(
            {event, static_cast<std::int64_t>(event.device_seq), tablet.clock.now_ms, {}, 1});
    }
    REQUIRE(page.events.size() == 2);
    REQUIRE(tablet.store->take(page));
    REQUIRE(*tablet.store->task_count() > 0);
    auto files = *tablet.files().files_to_fetch(10);
    REQUIRE(files.size() == 1);
    CHECK(files[0].sha256 == base::Hash{5});
    CHECK(files[0].file_bytes == 600'000);
    CHECK_FALSE(files[0].opened);
    // Once opened it is not told twice.
    REQUIRE(tablet.files().want(base::Hash{5}));
    files = *tablet.files().files_to_fetch(10);
    REQUIRE(files.size() == 1);
    CHECK(files[0].opened);
    // Who recorded it has nothing to do with it now, and what is here is not fetched.
    CHECK(recorder->files().files_to_fetch(10)->empty());
}

TEST_CASE("files: one that went bad on the disk is found out and is to be fetched again",
          "[core][store][files]") {
    auto database = sqlite::Database::open({.path = ":memory:"});
    REQUIRE(database);
    REQUIRE(register_tokenizer(database->handle()));
    REQUIRE(database->execute(embedded::core_store_schema_0001_init));
    REQUIRE(database->execute(embedded::core_store_schema_0002_attachments));
    const tests::FakeClock clock;
    FileStore files(*database, clock);
    const base::Bytes content(limits::attachment_chunk_bytes + 1, 7);
    const auto sha256 = files.keep({.bytes = content, .mime = "a/b", .draft = std::nullopt});
    REQUIRE(sha256);
    CHECK(*files.check(*sha256));
    REQUIRE(database->execute("UPDATE chunk SET bytes = x'08' WHERE place = 1"));
    CHECK_FALSE(*files.check(*sha256));
    const auto state = **files.state(*sha256);
    CHECK_FALSE(state.complete_here);
    CHECK(state.chunks_here == 0);
    CHECK(state.wanted);
    CHECK_FALSE(*files.check(*sha256));
    // Whoever has it still can put it back.
    REQUIRE(files.keep({.bytes = content, .mime = "a/b", .draft = std::nullopt}));
    CHECK(*files.bytes(*sha256) == content);
}

TEST_CASE("files: a full disk keeps the file whole or not at all, and what was there stays",
          "[core][store][files][limits]") {
    REQUIRE(sqlite3_initialize() == SQLITE_OK);
    tests::FakeClock clock;
    tests::SeededRandom random{3};
    opfs::test::FaultyDisk disk;
    opfs::Vfs vfs({.name = "files-full",
                   .system = {.fill_random = fill_with_seven, .now_utc_ms = some_moment},
                   .wal_reserved_bytes = 64 * 1024},
                  disk);
    REQUIRE(vfs.register_with_sqlite() == SQLITE_OK);
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.vfs = "files-full";
    options.exclusive = true;
    auto opened = TabletStore::open(options, clock, random);
    REQUIRE(opened);
    FileStore& files = (*opened)->files();
    base::Bytes small(50'000);
    random.fill(small);
    const auto kept = files.keep({.bytes = small, .mime = "a/b", .draft = std::nullopt});
    REQUIRE(kept);
    base::Bytes big(2'000'000);
    random.fill(big);
    disk.capacity_bytes =
        disk.bytes("huiyin.db").size() + disk.bytes("huiyin.db-wal").size() + 1'000'000;
    const auto full = files.keep({.bytes = big, .mime = "a/b", .draft = std::nullopt});
    REQUIRE_FALSE(full);
    CHECK(full.error().code == base::ErrorCode::StorageFull);
    CHECK(*files.state(base::sha256(big)) == std::nullopt);
    CHECK(*files.bytes(*kept) == small);
    // Room again: it is kept.
    disk.capacity_bytes = opfs::test::FaultyDisk::never;
    REQUIRE(files.keep({.bytes = big, .mime = "a/b", .draft = std::nullopt}));
    CHECK(*files.bytes(base::sha256(big)) == big);
    opened->reset();
}

TEST_CASE("files: a bundle takes the attachments it has room for, and says how many it left out",
          "[core][store][files][keeping][limits]") {
    Tablet tablet;
    const auto event = tablet.record();
    const auto attach = [&](std::size_t bytes) {
        const base::Hash sha256 = tablet.keep(tablet.content(bytes));
        REQUIRE(tablet.store->append(tablet.attach_step(event.complaint, sha256, bytes)));
    };
    attach(limits::attachment_bytes_max);
    attach(limits::bundle_files_bytes_max - limits::attachment_bytes_max);
    tablet.keep(tablet.content(100)); // of a draft: not recorded yet
    CHECK(tablet.store->bundle_unsent()->files.size() == 2);
    CHECK(tablet.store->bundle_unsent()->files_left_out == 0);
    attach(1);
    const auto bundle = tablet.store->bundle_unsent();
    REQUIRE(bundle);
    CHECK(bundle->files.size() == 2);
    CHECK(bundle->files_left_out == 1);
    CHECK(bundle->events.size() == 4);
}
