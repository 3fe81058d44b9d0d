// Benchmark program: the product's own path. A commit is what the tablet does for 登记: rules,
// number, event, hash, signature, projection, search; the bulk load is what it does with pages that
// come from the server. Driven by web/engines/program.js.
#include "core/domain/rules.h"
#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"
#include "wasm/opfs/vfs.h"

#include <charconv>
#include <cstring>
#include <emscripten.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace huiyin;

namespace {

/// The fields of web/record.js in their order.
enum Field : std::size_t {
    Id,
    Number,
    Status,
    ReceivedAt,
    ComplainantName,
    ComplainantOrg,
    ComplainantKind,
    Contact,
    Confidential,
    TriggerSource,
    Basis,
    Form,
    Channel,
    Category,
    SubCategory,
    Respondent,
    Location,
    System,
    Content,
    RemedySought,
    InfoCheck,
    InfoCheckNote,
    FieldCount
};

using Record = std::vector<std::string>;

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

std::unique_ptr<Bench> bench;

constexpr int failed = 1;

std::int64_t integer_of(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

domain::Intake intake_of(const Record& record) {
    domain::Intake intake;
    intake.complained_at_utc_ms = integer_of(record[ReceivedAt]);
    intake.complainant_name = record[ComplainantName];
    intake.complainant_org = record[ComplainantOrg];
    intake.complainant_kind = domain::from_code<domain::ComplainantKind>(record[ComplainantKind]);
    intake.contact = record[Contact];
    intake.confidential = record[Confidential] == "1";
    intake.trigger_source = domain::from_code<domain::TriggerSource>(record[TriggerSource]);
    intake.basis = domain::from_code<domain::Basis>(record[Basis]);
    intake.form = domain::from_code<domain::Form>(record[Form]);
    intake.channel = domain::from_code<domain::Channel>(record[Channel]);
    intake.category = domain::from_code<domain::Category>(record[Category]);
    intake.sub_category = domain::from_code<domain::SubCategory>(record[SubCategory]);
    intake.respondent = record[Respondent];
    intake.location = record[Location];
    intake.system = record[System];
    intake.content = record[Content];
    intake.remedy_sought = record[RemedySought];
    intake.info_check = domain::from_code<domain::InfoCheck>(record[InfoCheck]);
    intake.info_check_note = record[InfoCheckNote];
    return intake;
}

template <class Enum>
std::string code_text(const std::optional<Enum>& value) {
    return value ? std::string(domain::code_of(*value)) : std::string();
}

Record record_of(const domain::Complaint& complaint) {
    const domain::Intake& intake = complaint.intake;
    Record record(FieldCount);
    record[Id] = base::to_string(complaint.id);
    record[Number] = complaint.number;
    record[Status] = domain::code_of(complaint.state);
    record[ReceivedAt] = std::to_string(intake.complained_at_utc_ms);
    record[ComplainantName] = intake.complainant_name;
    record[ComplainantOrg] = intake.complainant_org;
    record[ComplainantKind] = code_text(intake.complainant_kind);
    record[Contact] = intake.contact;
    record[Confidential] = intake.confidential ? "1" : "0";
    record[TriggerSource] = code_text(intake.trigger_source);
    record[Basis] = code_text(intake.basis);
    record[Form] = code_text(intake.form);
    record[Channel] = code_text(intake.channel);
    record[Category] = code_text(intake.category);
    record[SubCategory] = code_text(intake.sub_category);
    record[Respondent] = intake.respondent;
    record[Location] = intake.location;
    record[System] = intake.system;
    record[Content] = intake.content;
    record[RemedySought] = intake.remedy_sought;
    record[InfoCheck] = code_text(intake.info_check);
    record[InfoCheckNote] = intake.info_check_note;
    return record;
}

base::Result<void> open_store(int page_bytes) {
    bench->clock.now_ms = now_utc_ms;
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.page_bytes = page_bytes;
    options.exclusive = true;
    bench->store = HUIYIN_TRY(store::TabletStore::open(options, bench->clock, bench->random));
    const tests::Department& department = bench->department;
    const auto response =
        tests::sign_in_response(department, department.acceptor, department.device_a);
    store::Session session;
    session.account = "bench";
    session.person = department.acceptor;
    session.device = department.device_a;
    session.device_code = response.device_code;
    session.secret_key = department.key_a.secret_key;
    session.token = response.token;
    return bench->store->sign_in(session, response);
}

/// As the app does it when 登记 is pressed.
base::Result<void> record_one(const Record& record) {
    store::TabletStore& tablet = *bench->store;
    bench->clock.now_ms += 1;
    const auto number = HUIYIN_TRY(tablet.next_number(number_year));
    store::NewStep step;
    step.complaint = base::uuid_from_string(record[Id]).value_or(base::Uuid{});
    step.actor = tablet.session()->person;
    step.counter = number.counter;
    step.payload = domain::RecordPayload{HUIYIN_TRY(domain::to_text(number)), intake_of(record)};
    const auto before = HUIYIN_TRY(tablet.complaint(step.complaint));
    const domain::Actor actor{
        step.actor, step.role, tablet.session()->device, bench->clock.now_utc_ms()};
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
    event.id = base::make_uuid(bench->clock, bench->random);
    event.complaint = base::uuid_from_string(record[Id]).value_or(base::Uuid{});
    event.device = bench->department.device_b;
    event.device_seq = ++bench->foreign_seq;
    event.actor = bench->department.acceptor;
    event.kind = domain::code_of(domain::EventKind::Record);
    event.payload = domain::payload_text(domain::RecordPayload{record[Number], intake_of(record)});
    event.device_time_utc_ms = bench->clock.now_utc_ms();
    event.prev_hash = bench->foreign_hash;
    event.hash = domain::hash_of(event);
    bench->foreign_hash = event.hash;
    placed.change = ++bench->change;
    placed.server_time_utc_ms = event.device_time_utc_ms;
    placed.register_no = placed.change;
    return placed;
}

} // namespace

extern "C" {

/// 0, or not 0 when it failed; so do all that give int.
EMSCRIPTEN_KEEPALIVE int bench_open(int page_bytes) {
    bench = std::make_unique<Bench>();
    return open_store(page_bytes) ? 0 : failed;
}

/// Takes one record into the program, before the clock runs: 22 texts, each ended by a zero byte.
/// `is_bulk`: it goes into a page as the server's answers are after they were read.
EMSCRIPTEN_KEEPALIVE void bench_stage(const char* fields, int, int is_bulk) {
    Record record;
    for (std::size_t i = 0; i < FieldCount; ++i) {
        record.emplace_back(fields);
        fields += record.back().size() + 1;
    }
    bench->stored.push_back(base::uuid_from_string(record[Id]).value_or(base::Uuid{}));
    if (is_bulk != 0) {
        bench->staged_page.events.push_back(foreign_event(record));
    } else {
        bench->staged_record = std::move(record);
    }
}

/// Stores what was staged as one durable transaction.
EMSCRIPTEN_KEEPALIVE int bench_commit() {
    if (bench->staged_record) {
        const auto done = record_one(*bench->staged_record);
        bench->staged_record.reset();
        return done ? 0 : failed;
    }
    bench->staged_page.epoch = "bench";
    bench->staged_page.cursor = bench->change;
    const auto done = bench->store->take(bench->staged_page);
    bench->staged_page.events.clear();
    return done ? 0 : failed;
}

/// The next record as one line, valid until the next call; null after the last.
EMSCRIPTEN_KEEPALIVE const char* bench_next_line() {
    if (bench->lines_read == bench->stored.size()) {
        return nullptr;
    }
    const auto complaint = bench->store->complaint(bench->stored[bench->lines_read++]);
    bench->line.clear();
    if (complaint && *complaint) {
        for (const std::string& field : record_of(**complaint)) {
            bench->line += bench->line.empty() ? "" : "\x1f";
            bench->line += field;
        }
    }
    return bench->line.c_str();
}

EMSCRIPTEN_KEEPALIVE int bench_close() {
    bench.reset();
    return 0;
}
}
