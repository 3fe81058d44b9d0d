#include "tests/simulation/simulated_server.h"

#include "core/base/limits.h"
#include "sync-server/api/pull.h"
#include "sync-server/store/open.h"
#include "tests/simulation/simulated_tablet.h"

namespace huiyin::simulation {

namespace limits = base::limits;
namespace api = server::api;
using server::store::Writer;

namespace {

/// Of a page, by the seed: so few that a first sync is several.
constexpr std::size_t page_events_least = 4;
constexpr std::size_t page_events_most = 60;
constexpr std::size_t changes_per_open_most = 8;

} // namespace

SimulatedServer::SimulatedServer(const Options& options,
                                 ServerPlace& place,
                                 tests::SeededRandom& random,
                                 std::int64_t& now_ms,
                                 Ledger& ledger)
    : m_options(options)
    , m_place(place)
    , m_random(random)
    , m_now_ms(now_ms)
    , m_ledger(ledger)
    , m_office(tests::make_office())
    , m_page_shape{page_events_least + random.below(page_events_most - page_events_least),
                   static_cast<std::int64_t>(random.below(changes_per_open_most) + 1)} {
    open();
    domain::Directory& directory = m_office.directory;
    must(m_writer->begin());
    directory.department = make_uuid(SimulatedClock(m_now_ms, 0), m_random);
    must(m_writer->add_department({directory.department, "sim", "模拟部门", "TS"}));
    for (const domain::Person& person : directory.people) {
        must(m_writer->add_person(department(), person));
    }
    for (const domain::Team& team : directory.teams) {
        must(m_writer->add_team(department(), team));
    }
    for (const domain::Group& group : directory.groups) {
        must(m_writer->add_group(department(), group));
    }
    for (const domain::RoleGrant& grant : directory.grants) {
        must(m_writer->add_grant(department(), grant));
    }
    must(m_writer->commit());
}

void SimulatedServer::open() {
    // Apart from the run's: a place may begin as a copy of one that was opened before.
    tests::SeededRandom random(ServerPlace::first_opened_by);
    m_store = must(server::store::open(m_place.location(), random));
    m_writer = must(m_store->open_writer());
    m_directories = std::make_unique<api::DirectoryCache>();
}

std::shared_ptr<const domain::Directory> SimulatedServer::directory() {
    return must(m_directories->get(reader(), department()));
}

void SimulatedServer::close() {
    m_writer.reset();
    m_store.reset();
}

bool SimulatedServer::plants(Plant plant, std::size_t percent) {
    return m_options.plant == plant && m_random.below(100) < percent;
}

std::int64_t SimulatedServer::change_last() const {
    return must(reader().change_last(department()));
}

SignedIn SimulatedServer::sign_in(const Newcomer& newcomer) {
    must(m_writer->begin());
    std::optional<server::store::DeviceRow> row;
    if (!newcomer.device.is_nil()) {
        row = must(reader().device(department(), newcomer.device));
    }
    if (!row) {
        row = server::store::DeviceRow{.id = newcomer.device.is_nil()
                                                 ? make_uuid(SimulatedClock(m_now_ms, 0), m_random)
                                                 : newcomer.device,
                                       .name = "tablet",
                                       .public_key = newcomer.public_key,
                                       .enrolled_by = newcomer.person,
                                       .enrolled_at_utc_ms = m_now_ms};
        must(m_writer->enrol_device(department(), *row));
    }
    SignedIn signed_in;
    ++m_tokens;
    signed_in.token[0] = static_cast<std::uint8_t>(m_tokens);
    signed_in.token[1] = static_cast<std::uint8_t>(m_tokens >> 8);
    must(m_writer->add_token({.token_hash = signed_in.token,
                              .department = department(),
                              .device = row->id,
                              .person = newcomer.person,
                              .created_at_utc_ms = m_now_ms}));
    must(m_writer->commit());
    signed_in.response.device = row->id;
    signed_in.response.device_code = row->code;
    signed_in.response.person = newcomer.person;
    signed_in.response.epoch = must(reader().epoch());
    signed_in.response.directory = *directory();
    return signed_in;
}

Answered SimulatedServer::answer(const Caller& caller, const std::string& body) {
    if (body.size() > limits::request_body_bytes_max) {
        m_ledger.violated("I9", "a request is too long");
    }
    const auto token = must(reader().token(caller.token));
    if (!token) {
        return {{401, {}, 0}, {}};
    }
    auto request = must(sync::sync_request_from_text(body));
    if (request.protocol > m_protocol) {
        return {{426, {}, 0}, {}};
    }
    sync::SyncResponse response = api::begin_answer(request, must(reader().epoch()), m_now_ms);
    if (must(api::knows_another_history(reader(), *token, request, response.epoch))) {
        must(api::start_over(reader(), *token, response));
        return {{200, sync::to_text(response), 0}, {}};
    }
    must(m_writer->begin());
    const api::Offer offer{
        .device = caller.device,
        .events = must(api::offered_events(reader(), department(), std::move(request.push))),
        .apart = std::move(request.apart)};
    api::PushOutcome outcome = take_push(offer);
    response.receipts = std::move(outcome.receipts);
    give_page(*token, request, offer.events, response);
    std::string text = sync::to_text(response);
    if (plants(Plant::LongAnswers, 5)) {
        text.resize(limits::response_body_bytes_max + 1, ' ');
    }
    if (!request.open_after || response.cursor > 0) {
        check_order(response);
    }
    if (text.size() > limits::response_body_bytes_max ||
        response.events.size() > limits::pull_events_max + limits::complaint_events_max) {
        m_ledger.violated("I9", "an answer is too long");
    }
    Answered answered{{200, std::move(text), 0}, {}};
    for (std::size_t i = 0; i < response.receipts.size(); ++i) {
        if (response.receipts[i].change != 0) {
            answered.taken.push_back(offer.events[i].event.id);
        }
    }
    return answered;
}

/// I5: as a puller sees it, change numbers rise, and the cursor leaves none of them behind.
void SimulatedServer::check_order(const sync::SyncResponse& response) {
    std::int64_t before = 0;
    for (const domain::PlacedEvent& placed : response.events) {
        if (placed.change <= before || placed.change > response.cursor) {
            m_ledger.violated("I5", "a page is not in the order of changes");
        }
        before = placed.change;
    }
}

api::PushOutcome SimulatedServer::take_push(const api::Offer& offer) {
    const auto known = directory();
    if (plants(Plant::ForgetRegister, 10)) {
        static_cast<void>(must(m_writer->next_register_no(department(), 2026)));
    }
    if (plants(Plant::SkipAChange, 10)) {
        static_cast<void>(must(m_writer->next_change(department())));
    }
    auto outcome = must(api::apply_push(*m_writer, department(), *known, offer, {m_now_ms, 480}));
    if (outcome.change_last != 0 && plants(Plant::AnswerWithoutStoring, 20)) {
        m_writer->rollback();
    } else {
        must(m_writer->commit());
    }
    if (m_options.plant == Plant::ForgetConflicts) {
        m_place.execute("UPDATE event SET verdict = 'applied' WHERE verdict = 'conflict'");
    }
    return outcome;
}

void SimulatedServer::give_page(const server::store::TokenRow& token,
                                const sync::SyncRequest& request,
                                std::span<const api::OfferedEvent> offered,
                                sync::SyncResponse& response) {
    const auto known = directory();
    auto shown = *known;
    if (m_options.plant == Plant::ShowEverything) {
        shown.grants.push_back({.person = token.person, .role = domain::Role::Leadership});
    }
    must(api::add_page(reader(), token, shown, request, offered, response, m_page_shape));
    if (response.directory) {
        response.directory = *known;
    }
    if (response.events.size() > 1 && plants(Plant::SkipAnEvent, 20)) {
        response.events.pop_back();
    }
}

sync::Answer SimulatedServer::answer_file(const Caller& caller, const sync::FileRequest& request) {
    const auto token = must(reader().token(caller.token));
    if (!token) {
        return {401, {}, 0};
    }
    if (request.body.size() > limits::attachment_chunk_bytes) {
        m_ledger.violated("I9", "a chunk is too long");
    }
    auto body = file_answer({*token, m_now_ms}, request);
    return body ? sync::Answer{200, std::move(*body), 0}
                : sync::Answer{http_status(body.error().code), {}, 0};
}

base::Result<std::string> SimulatedServer::file_answer(const api::FileSender& sender,
                                                       const sync::FileRequest& request) {
    if (request.path == sync::files_path) {
        std::vector<sync::FileAnswer> answers;
        for (const auto& offered : must(sync::offered_files_from_text(request.body))) {
            answers.push_back(must(api::answer_for(reader(), sender, offered)));
        }
        return sync::to_text(answers);
    }
    const std::string_view query =
        std::string_view(request.path).substr(sync::chunk_path.size() + 1);
    if (!request.is_post) {
        const auto chunk = must(sync::chunk_from_get_query(query));
        return api::chunk_for(reader(), sender, *directory(), chunk);
    }
    return take_chunk(sender, must(sync::chunk_from_put_query(query)), request.body);
}

base::Result<std::string> SimulatedServer::take_chunk(const api::FileSender& sender,
                                                      const sync::ChunkName& chunk,
                                                      const std::string& bytes) {
    must(api::check_chunk(chunk, bytes));
    must(m_writer->begin());
    if (const auto stored = api::store_chunk(*m_writer, sender, chunk, bytes); !stored) {
        m_writer->rollback();
        return tl::unexpected(stored.error());
    }
    must(m_writer->commit());
    if (must(api::is_to_be_checked(reader(), sender, chunk))) {
        HUIYIN_ASSERT(must(api::is_what_it_is_named(reader(), sender, chunk)));
        must(m_writer->begin());
        must(m_writer->complete_file(department(), sender.name_of(chunk.sha256)));
        must(m_writer->commit());
    }
    const auto answer = must(api::answer_for(reader(), sender, {chunk.sha256, chunk.file_bytes}));
    if (answer.missing.empty()) {
        m_ledger.files[chunk.sha256].delivered = true;
    }
    if (answer.missing.empty() && plants(Plant::LoseAFile, 50)) {
        must(m_writer->begin());
        must(m_writer->delete_file(department(), sender.name_of(chunk.sha256)));
        must(m_writer->commit());
    }
    return sync::to_text(std::vector{answer});
}

void SimulatedServer::change_a_role() {
    const bool mate = m_random.below(2) == 0;
    domain::RoleGrant grant{.person = mate ? m_office.group_mate : m_office.other_member,
                            .role = domain::Role::GroupMember,
                            .group = mate ? m_office.group : m_office.other_group};
    const bool held = directory()->holds(grant.person, domain::Role::GroupMember);
    must(m_writer->begin());
    if (held) {
        grant.until_utc_ms = ++m_now_ms;
        must(m_writer->end_grant(department(), grant));
    } else {
        must(m_writer->add_grant(department(), grant));
    }
    must(m_writer->raise_directory_version(department()));
    must(m_writer->commit());
    m_ledger.note(held ? "role taken" : "role given");
}

void SimulatedServer::back_up() {
    if (m_place.is_copied_open()) {
        m_place.make_copy();
    } else {
        close();
        m_place.make_copy();
        open();
    }
    m_backed_up = true;
    m_ledger.note("backed up");
}

void SimulatedServer::restore(bool by_hand) {
    close();
    m_place.put_back_copy();
    open();
    if (by_hand) {
        m_ledger.note("restored by hand");
        return;
    }
    const std::int64_t last = change_last();
    must(m_writer->begin());
    must(m_writer->begin_new_history(m_random, m_now_ms));
    must(m_writer->commit());
    m_left_out[last] = change_last();
    m_ledger.note("restored");
}

bool SimulatedServer::is_known_to(const SimulatedTablet& tablet) const {
    const sync::Position position = must(tablet.store().position());
    return !must(api::knows_another_history(reader(),
                                            {.department = department(), .device = tablet.device()},
                                            {.protocol = limits::protocol_version,
                                             .epoch = position.epoch,
                                             .cursor = position.cursor,
                                             .mark = position.mark,
                                             .acknowledged = position.acknowledged,
                                             .directory_version = position.directory_version},
                                            must(reader().epoch())));
}

std::vector<domain::PlacedEvent> SimulatedServer::all_events() {
    std::vector<domain::PlacedEvent> all;
    must(reader().for_each_event(department(), [&all](const domain::PlacedEvent& placed) {
        all.push_back(placed);
        return base::Result<void>{};
    }));
    return all;
}

std::string SimulatedServer::file(const base::Hash& sha256, const Uuid& device) {
    const auto row = must(reader().file(department(), {sha256, device}));
    std::string whole;
    for (std::size_t place = 0; row && row->complete && whole.size() < std::size_t(row->file_bytes);
         ++place) {
        whole += must(reader().file_chunk(department(), row->name, place));
    }
    return whole;
}

} // namespace huiyin::simulation
