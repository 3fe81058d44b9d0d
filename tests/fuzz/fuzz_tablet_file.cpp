// A tablet's database file with any bytes changed: opening and using it must end, with values or
// errors.
//
// The input is a list of changes to a real small database: three bytes of offset, one of length,
// then that many bytes. What is left at the end is cut off the file when it is one byte: so many
// 512-byte pages.
#include "core/base/assert.h"
#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"
#include "wasm/opfs/memory_files.h"
#include "wasm/opfs/vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace {

using namespace huiyin;
using Bytes = std::vector<std::uint8_t>;

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t some_moment() {
    return tests::FakeClock().now_ms;
}

/// A VFS over files in memory, known to SQLite while it lives.
struct MemoryDisk {
    opfs::MemoryFiles files;
    opfs::Vfs vfs{
        {.name = "fuzz", .system = {.fill_random = fill_with_seven, .now_utc_ms = some_moment}},
        files};

    MemoryDisk() {
        HUIYIN_ASSERT(sqlite3_initialize() == SQLITE_OK);
        HUIYIN_ASSERT(vfs.register_with_sqlite() == SQLITE_OK);
    }

    static sqlite::OpenOptions options() {
        sqlite::OpenOptions options;
        options.path = opfs::database_name;
        options.vfs = "fuzz";
        options.page_bytes = 512;
        options.exclusive = true;
        return options;
    }
};

Bytes small_database() {
    tests::FakeClock clock;
    tests::SeededRandom random(5);
    const tests::Department d = tests::make_department();
    MemoryDisk disk;
    {
        auto opened = store::TabletStore::open(MemoryDisk::options(), clock, random);
        HUIYIN_ASSERT(opened.has_value());
        store::TabletStore& tablet = **opened;
        const auto answer = tests::sign_in_response(d, d.acceptor, d.device_a);
        store::Session session;
        session.person = d.acceptor;
        session.device = d.device_a;
        session.device_code = answer.device_code;
        session.secret_key = d.key_a.secret_key;
        HUIYIN_ASSERT(tablet.sign_in(session, answer).has_value());
        for (int i = 0; i < 3; ++i) {
            clock.now_ms += 1000;
            tests::record(tablet, clock, random, tests::make_intake(clock.now_ms - 500));
        }
        HUIYIN_ASSERT(tablet.index_some(2).has_value());
        HUIYIN_ASSERT(tablet.save_draft({d.acceptor, 1, "{}"}).has_value());
    }
    opfs::BlockFile* file = disk.files.find(opfs::database_name);
    Bytes bytes(static_cast<std::size_t>(file->size_bytes().value_or(0)));
    HUIYIN_ASSERT(file->read(0, bytes) == bytes.size());
    return bytes;
}

void change(Bytes& file, std::span<const std::uint8_t> input) {
    while (input.size() > 4) {
        const std::size_t at =
            (input[0] | std::size_t{input[1]} << 8U | std::size_t{input[2]} << 16U) % file.size();
        const std::size_t length = std::min<std::size_t>(input[3], input.size() - 4);
        const std::size_t fits = std::min(length, file.size() - at);
        std::copy_n(input.begin() + 4, fits, file.begin() + static_cast<std::ptrdiff_t>(at));
        input = input.subspan(4 + length);
    }
    if (input.size() == 1) {
        file.resize(file.size() - std::min(file.size() - 1, std::size_t{input[0]} * 512));
    }
}

/// Asks for everything that a screen asks for.
void read_all(store::TabletStore& tablet) {
    store::ListQuery query;
    for (int filter = 0; filter <= static_cast<int>(store::ListFilter::IntakeRejected); ++filter) {
        query.filter = static_cast<store::ListFilter>(filter);
        const auto rows = tablet.list(query);
        for (const store::ListRow& row : rows ? *rows : std::vector<store::ListRow>{}) {
            static_cast<void>(tablet.complaint(row.id));
            static_cast<void>(tablet.events(row.id));
        }
    }
    query.filter = store::ListFilter::All;
    query.search = "调度";
    static_cast<void>(tablet.list(query));
    static_cast<void>(tablet.counts());
    static_cast<void>(tablet.tasks(50));
    static_cast<void>(tablet.drafts());
    static_cast<void>(tablet.setting("language"));
    if (const auto unsent = tablet.unsent(0, 100, 1'000'000)) {
        sync::SyncRequest request;
        request.push = *unsent;
        static_cast<void>(to_text(request));
    }
}

void write_some(store::TabletStore& tablet, const base::Clock& clock, base::Random& random) {
    const auto number = tablet.next_number(2026);
    if (number && to_text(*number)) {
        store::NewStep step;
        step.complaint = make_uuid(clock, random);
        step.actor = tablet.session()->person;
        step.counter = number->counter;
        step.payload = domain::RecordPayload{*to_text(*number), tests::make_intake(1)};
        static_cast<void>(tablet.append(step));
    }
    sync::SyncResponse response;
    response.epoch = "epoch-1";
    response.cursor = 1;
    response.receipts = {{1, 1, 99, {}, 1}};
    static_cast<void>(tablet.take(response));
    static_cast<void>(tablet.index_some(100));
    static_cast<void>(tablet.refold_some(100));
    static_cast<void>(tablet.rebuild());
    static_cast<void>(tablet.shorten_log());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Bytes whole = small_database();
    Bytes bytes = whole;
    change(bytes, {data, size});
    MemoryDisk disk;
    HUIYIN_ASSERT(disk.files.find(opfs::database_name)->write(0, bytes) == opfs::IoStatus::Ok);
    const tests::FakeClock clock;
    tests::SeededRandom random(6);
    const auto tablet = store::TabletStore::open(MemoryDisk::options(), clock, random);
    if (tablet) {
        read_all(**tablet);
        write_some(**tablet, clock, random);
        read_all(**tablet);
    }
    return 0;
}
