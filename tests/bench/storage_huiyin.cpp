// Benchmark program: the product's own path. A commit is what the tablet does for 登记: rules,
// number, event, hash, signature, projection, search; the bulk load is what it does with pages that
// come from the server. Driven by web/engines/program.js.
#include "core/domain/rules.h"
#include "core/store/tablet_store.h"
#include "tests/bench/bench_record.h"
#include "tests/support/fakes.h"
#include "wasm/opfs/vfs.h"

#include <cstring>
#include <emscripten.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace huiyin;
using namespace huiyin::bench;

namespace {

/// Later than any complaint of the benchmark, as a complaint cannot come from the future.
constexpr std::int64_t now_utc_ms = 1'798'761'600'000; // 2027-01-01
constexpr int number_year = 2026;

struct Bench {
    tests::FakeClock clock;
    tests::SeededRandom random{5};
    tests::Department department = tests::make_department();
    std::unique_ptr<store::TabletStore> store;
    std::optional<Record> staged_record; ///< for a commit
    sync::SyncResponse staged_page;      ///< for a bulk load
    std::vector<base::Uuid> stored;
    std::size_t lines_read = 0;
    std::int64_t change = 0;       ///< last change number of the pretended server
    std::uint64_t foreign_seq = 0; ///< last event of the other device
    base::Hash foreign_hash{};     ///< of that event
    std::string line;
};

std::unique_ptr<Bench> run;

constexpr int failed = 1;

base::Result<void> open_store(int page_bytes) {
    run->clock.now_ms = now_utc_ms;
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.page_bytes = page_bytes;
    options.exclusive = true;
    run->store = HUIYIN_TRY(store::TabletStore::open(options, run->clock, run->random));
    const tests::Department& department = run->department;
    const auto response =
        tests::sign_in_response(department, department.acceptor, department.device_a);
    store::Session session;
    session.account = "bench";
    session.person = department.acceptor;
    session.device = department.device_a;
    session.device_code = response.device_code;
    session.secret_key = department.key_a.secret_key;
    session.token = response.token;
    return run->store->sign_in(session, response);
}

/// As the app does it when 登记 is pressed.
base::Result<void> record_one(const Record& record) {
    store::TabletStore& tablet = *run->store;
    run->clock.now_ms += 1;
    const auto number = HUIYIN_TRY(tablet.next_number(number_year));
    store::NewStep step;
    step.complaint = base::uuid_from_string(record[Id]).value_or(base::Uuid{});
    step.actor = tablet.session()->person;
    step.counter = number.counter;
    step.payload = domain::RecordPayload{HUIYIN_TRY(domain::to_text(number)), intake_of(record)};
    const auto before = HUIYIN_TRY(tablet.complaint(step.complaint));
    const domain::Actor actor{
        step.actor, step.role, tablet.session()->device, run->clock.now_utc_ms()};
    if (refusal_of(before, step.payload, actor, tablet.directory())) {
        return base::failure(base::ErrorCode::Conflict, "the rules refuse the step");
    }
    HUIYIN_TRY(tablet.append(step));
    return {};
}

/// The record as an event of another device, as it comes from the server. Not signed: the tablet
/// does not make foreign signatures.
domain::PlacedEvent foreign_event(const Record& record) {
    domain::PlacedEvent placed;
    domain::Event& event = placed.event;
    event.id = base::make_uuid(run->clock, run->random);
    event.complaint = base::uuid_from_string(record[Id]).value_or(base::Uuid{});
    event.device = run->department.device_b;
    event.device_seq = ++run->foreign_seq;
    event.actor = run->department.acceptor;
    event.kind = domain::code_of(domain::EventKind::Record);
    event.payload = domain::payload_text(domain::RecordPayload{record[Number], intake_of(record)});
    event.device_time_utc_ms = run->clock.now_utc_ms();
    event.prev_hash = run->foreign_hash;
    event.hash = domain::hash_of(event);
    run->foreign_hash = event.hash;
    placed.change = ++run->change;
    placed.server_time_utc_ms = event.device_time_utc_ms;
    placed.register_no = placed.change;
    return placed;
}

} // namespace

extern "C" {

/// 0, or not 0 when it failed; so do all that give int.
EMSCRIPTEN_KEEPALIVE int bench_open(int page_bytes) {
    run = std::make_unique<Bench>();
    return open_store(page_bytes) ? 0 : failed;
}

/// Takes one record into the program, before the clock runs: 22 texts, each ended by a zero byte.
/// `is_bulk`: it goes into a page as the server's answers are after they were read.
EMSCRIPTEN_KEEPALIVE void bench_stage(const char* fields, int, int is_bulk) {
    Record record = record_from(fields);
    run->stored.push_back(base::uuid_from_string(record[Id]).value_or(base::Uuid{}));
    if (is_bulk != 0) {
        run->staged_page.events.push_back(foreign_event(record));
    } else {
        run->staged_record = std::move(record);
    }
}

/// Stores what was staged as one durable transaction.
EMSCRIPTEN_KEEPALIVE int bench_commit() {
    if (run->staged_record) {
        const auto done = record_one(*run->staged_record);
        run->staged_record.reset();
        return done ? 0 : failed;
    }
    run->staged_page.epoch = "bench";
    run->staged_page.cursor = run->change;
    const auto done = run->store->take(run->staged_page);
    run->staged_page.events.clear();
    return done ? 0 : failed;
}

/// The next record as one line, valid until the next call; null after the last.
EMSCRIPTEN_KEEPALIVE const char* bench_next_line() {
    if (run->lines_read == run->stored.size()) {
        return nullptr;
    }
    const auto complaint = run->store->complaint(run->stored[run->lines_read++]);
    run->line = complaint && *complaint ? line_of(**complaint) : std::string();
    return run->line.c_str();
}

EMSCRIPTEN_KEEPALIVE int bench_close() {
    run.reset();
    return 0;
}
}
