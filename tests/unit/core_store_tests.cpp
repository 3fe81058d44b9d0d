#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "core/store/search_tokenizer.h"
#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using namespace huiyin::store;

namespace {

struct Tablet {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{11};
    std::unique_ptr<TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);

    domain::Event record(const std::string& content, const std::string& name = "赵国栋") {
        clock.now_ms += 1000;
        domain::Intake intake = tests::make_intake(clock.now_ms - 500);
        intake.content = content;
        intake.complainant_name = name;
        return tests::record(*store, clock, random, intake);
    }

    std::vector<ListRow> search(const std::string& query, std::size_t rows_max = 50) {
        ListQuery list_query;
        list_query.search = query;
        list_query.rows_max = rows_max;
        return *store->list(list_query);
    }

    std::size_t found(const std::string& query) { return search(query).size(); }
};

sync::SyncResponse answer_with(std::vector<sync::Receipt> receipts,
                               std::vector<domain::PlacedEvent> events,
                               std::int64_t cursor) {
    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    response.receipts = std::move(receipts);
    response.events = std::move(events);
    response.cursor = cursor;
    return response;
}

} // namespace

TEST_CASE("store: a recorded complaint is there with its number, unsent", "[core][store]") {
    Tablet tablet;
    const auto event = tablet.record("终端黑屏，没人来。");
    const auto complaint = tablet.store->complaint(event.complaint);
    REQUIRE(complaint);
    REQUIRE(*complaint);
    CHECK((*complaint)->state == domain::State::Recorded);
    CHECK((*complaint)->unsent == 1);
    const auto number = domain::complaint_number_from_text((*complaint)->number);
    REQUIRE(number);
    CHECK(number->device_code == "A7K");
    CHECK(number->counter == 1);
    CHECK(*tablet.store->unsent_count() == 1);
    const auto rows = *tablet.store->list({});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].title == "终端黑屏，没人来");
    CHECK(rows[0].unsent == 1);
}

TEST_CASE("store: events form a chain that verifies", "[core][store]") {
    Tablet tablet;
    tablet.record("第一件投诉内容");
    tablet.record("第二件投诉内容");
    const auto events = *tablet.store->unsent(0, 10, 100'000);
    REQUIRE(events.size() == 2);
    CHECK(events[0].device_seq == 1);
    CHECK(events[0].prev_hash == base::Hash{});
    CHECK(events[1].prev_hash == events[0].hash);
    CHECK(is_authentic(events[0], tablet.d.key_a.public_key));
    CHECK(is_authentic(events[1], tablet.d.key_a.public_key));
}

TEST_CASE("store: a receipt places the event; a repeated receipt changes nothing",
          "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record("终端黑屏，没人来。");
    const auto response = answer_with({{1, 40, 99, {}, 7}}, {}, 40);
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->unsent_count() == 0);
    const auto complaint = **tablet.store->complaint(event.complaint);
    CHECK(complaint.unsent == 0);
    CHECK(complaint.last_change == 40);
    CHECK(complaint.register_no == 7);
    CHECK(complaint.steps[0].server_time_utc_ms == 99);
    CHECK(tablet.store->position()->cursor == 40);
    CHECK((*tablet.store->counts()).unsent == 0);
}

TEST_CASE("store: the cursor is the server's, also when it goes back", "[core][store][sync]") {
    Tablet tablet;
    REQUIRE(tablet.store->take(answer_with({}, {}, 40)));
    REQUIRE(tablet.store->take(answer_with({}, {}, 7)));
    CHECK(tablet.store->position()->cursor == 7);
}

TEST_CASE("store: an event that the server did not take stays in the outbox",
          "[core][store][sync]") {
    Tablet tablet;
    tablet.record("终端黑屏，没人来。");
    REQUIRE(tablet.store->take(answer_with(
        {{1, 0, 99, {domain::VerdictKind::Refused, domain::Reason::SequenceGap}, 0}}, {}, 0)));
    CHECK(*tablet.store->unsent_count() == 1);
}

TEST_CASE("store: a quarantined event is kept apart with its reason and its place",
          "[core][store][sync][keeping]") {
    Tablet tablet;
    const auto first = tablet.record("第一件投诉内容");
    const auto second = tablet.record("第二件投诉内容");
    const domain::Verdict verdict{domain::VerdictKind::Quarantined, domain::Reason::BadSignature};
    const auto response = answer_with({{1, 0, 99, verdict, 0}}, {}, 0);
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->unsent_count() == 1);
    CHECK_FALSE(*tablet.store->complaint(first.complaint));
    CHECK(tablet.store->counts()->all == 1);
    const auto kept = *tablet.store->kept_apart(10);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == domain::Reason::BadSignature);
    CHECK(kept[0].title == "第一件投诉内容");
    CHECK(kept[0].event.complaint == first.complaint);
    CHECK(kept[0].event.payload == first.payload);
    CHECK(hash_of(kept[0].event) == first.hash);
    const std::vector<sync::ApartPlace> place{{1, first.hash}};
    CHECK(*tablet.store->apart_places(10) == place);
    // Once the server has taken a later one, the place is behind it.
    REQUIRE(tablet.store->take(answer_with({{2, 1, 99, {}, 1}}, {}, 1)));
    CHECK(tablet.store->apart_places(10)->empty());
    CHECK(*tablet.store->unsent_count() == 0);
    // Another history knows nothing of it.
    auto restored = answer_with({}, {}, 0);
    restored.epoch = "epoch-2";
    REQUIRE(tablet.store->take(restored));
    CHECK(*tablet.store->apart_places(10) == place);
    CHECK(*tablet.store->unsent_count() == 1);
    CHECK(tablet.store->complaint(second.complaint)->has_value());
}

namespace {

/// A tablet and a second one that works under its identity with a copy of its data.
struct Copies {
    Tablet first;
    Tablet second;

    Copies() { second.random = tests::SeededRandom{12}; }

    /// What the first one wrote, as the server hands it out.
    domain::PlacedEvent placed_by_first(std::int64_t change) {
        domain::PlacedEvent placed;
        placed.event = first.record("第一台写的投诉内容");
        placed.change = change;
        placed.server_time_utc_ms = 99;
        return placed;
    }

    bool second_knows() const { return second.store->position()->copied; }

    base::Result<void> enrol_second(const std::string& epoch = "epoch-1") {
        const tests::Department& d = second.d;
        auto response = tests::sign_in_response(d, d.acceptor, d.device_b);
        response.epoch = epoch;
        return second.store->sign_in({.account = "demo",
                                      .person = d.acceptor,
                                      .device = d.device_b,
                                      .device_code = response.device_code,
                                      .secret_key = d.key_b.secret_key,
                                      .token = response.token},
                                     response);
    }
};

} // namespace

TEST_CASE("store: a step under its identity that it did not make tells a tablet of its copy",
          "[core][store][sync][keeping]") {
    Copies copies;
    CHECK_FALSE(copies.second_knows());
    const auto placed = copies.placed_by_first(1);
    REQUIRE(copies.second.store->take(answer_with({}, {placed}, 1)));
    CHECK(copies.second_knows());
    CHECK(copies.second.store->complaint(placed.event.complaint)->has_value());
    // The same tablet again is still one of two; work goes on meanwhile.
    const auto session = *copies.second.store->session();
    auto again = tests::sign_in_response(copies.second.d, session.person, session.device);
    REQUIRE(copies.second.store->sign_in(session, again));
    CHECK(copies.second_knows());
    const auto written = copies.second.record("第二台写的投诉内容");
    // As a tablet of its own it carries what it wrote before.
    REQUIRE(copies.enrol_second());
    CHECK_FALSE(copies.second_knows());
    const auto unsent = *copies.second.store->unsent(0, 10, SIZE_MAX);
    REQUIRE(unsent.size() == 1);
    CHECK(unsent[0].id == written.id);
    CHECK(unsent[0].device == copies.second.d.device_a);
    CHECK(copies.second.record("另一件投诉的内容").device == copies.second.d.device_b);
    // What made the tablet known as a copy is nobody's news to it any more.
    auto more = copies.placed_by_first(2);
    REQUIRE(copies.second.store->take(answer_with({}, {more}, 2)));
    CHECK_FALSE(copies.second_knows());
}

TEST_CASE("store: of two copies' steps in one place the server's is taken, the other set aside",
          "[core][store][sync][keeping]") {
    Copies copies;
    const auto written = copies.second.record("第二台写的投诉内容");
    const auto placed = copies.placed_by_first(1);
    REQUIRE(written.device_seq == placed.event.device_seq);
    SECTION("when it comes with the others' steps") {
        REQUIRE(copies.second.store->take(answer_with({}, {placed}, 1)));
        CHECK(copies.second.store->complaint(placed.event.complaint)->has_value());
    }
    SECTION("when the server says so") {
        const domain::Verdict verdict{domain::VerdictKind::Quarantined,
                                      domain::Reason::ClonedDevice};
        REQUIRE(copies.second.store->take(answer_with({{1, 0, 99, verdict, 0}}, {}, 0)));
    }
    CHECK(copies.second_knows());
    CHECK(*copies.second.store->unsent_count() == 0);
    const auto kept = *copies.second.store->kept_apart(10);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == domain::Reason::ClonedDevice);
    CHECK(kept[0].event.id == written.id);
}

TEST_CASE("store: a copy of a tablet can sign in to a server that was put back",
          "[core][store][sync][keeping]") {
    Copies copies;
    const auto placed = copies.placed_by_first(1);
    REQUIRE(copies.second.store->take(answer_with({}, {placed}, 1)));
    // In the place that the other one's step has.
    const auto written = copies.second.record("第二台写的投诉内容");
    REQUIRE(written.device_seq == placed.event.device_seq);
    REQUIRE(copies.enrol_second("epoch-2"));
    auto restored = answer_with({}, {}, 0);
    restored.epoch = "epoch-2";
    REQUIRE(copies.second.store->take(restored));
    // Both are offered to it: what was written here, then what is known of the other one.
    auto offered = *copies.second.store->unsent(0, 10, SIZE_MAX);
    REQUIRE(offered.size() == 1);
    CHECK(offered[0].id == written.id);
    const domain::Verdict refused{domain::VerdictKind::Refused, domain::Reason::BrokenChain};
    restored.receipts = {{1, 0, 99, refused, 0, copies.second.d.device_a}};
    REQUIRE(copies.second.store->take(restored));
    CHECK(copies.second.store->kept_apart(10)->size() == 1);
}

TEST_CASE("store: what the rules refused is shown to its author until it is dealt with",
          "[core][store][sync][keeping]") {
    Tablet tablet;
    const auto event = tablet.record("第一件投诉内容");
    const domain::Verdict verdict{domain::VerdictKind::Refused, domain::Reason::NumberTaken};
    REQUIRE(tablet.store->take(answer_with({{1, 4, 99, verdict, 0, {}}}, {}, 4)));
    const auto kept = *tablet.store->kept_apart(10);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].on_server);
    CHECK(kept[0].reason == domain::Reason::NumberTaken);
    // The server has it: it is no gap in the chain, and no unsent work.
    CHECK(tablet.store->apart_places(10)->empty());
    CHECK(tablet.store->bundle_unsent()->events.empty());
    // A step in its place settles it in the same transaction.
    NewStep again;
    again.complaint = event.complaint;
    again.actor = tablet.d.acceptor;
    again.payload = domain::NotePayload{"换一种说法"};
    again.in_place_of = AsideKey{event.device, 1};
    REQUIRE(tablet.store->append(again));
    CHECK(*tablet.store->kept_apart_count() == 0);
}

TEST_CASE("pain 17: unsent work goes by file to another tablet, twice is once",
          "[core][store][sync][keeping]") {
    Tablet broken;
    broken.record("第一件投诉内容");
    const auto second = broken.record("第二件投诉内容");
    broken.record("第三件投诉内容");
    REQUIRE(broken.store->keep_apart(broken.d.device_a, 3, domain::Reason::NotLetThrough));
    const auto bundle = *broken.store->bundle_unsent();
    CHECK(bundle.events.size() == 3);
    CHECK(bundle.apart.size() == 1);
    const auto read = sync::event_bundle_from_bytes(sync::to_bytes(bundle));
    REQUIRE(read);
    CHECK(read->apart == bundle.apart);

    const auto courier = tests::make_store(
        broken.d, broken.d.manager, broken.d.device_b, broken.clock, broken.random);
    const auto brought = courier->take_bundle(*read);
    REQUIRE(brought);
    CHECK(brought->added == 3);
    CHECK(*courier->unsent_count() == 3);
    CHECK(courier->take_bundle(*read)->here_before == 3);
    CHECK(*courier->unsent_count() == 3);
    REQUIRE(courier->complaint(second.complaint)->has_value());
    // They are offered as they are, and with receipts they come back as others' events.
    const auto offered = *courier->unsent(0, 10, SIZE_MAX);
    REQUIRE(offered.size() == 3);
    CHECK(is_authentic(offered[0], broken.d.key_a.public_key));
    std::vector<sync::Receipt> receipts;
    for (const auto& event : offered) {
        const auto change = static_cast<std::int64_t>(event.device_seq);
        receipts.push_back({event.device_seq, change, 99, {}, 0, event.device});
    }
    domain::PlacedEvent placed;
    placed.event = second;
    placed.change = 2;
    placed.server_time_utc_ms = 99;
    REQUIRE(courier->take(answer_with(receipts, {placed}, 3)));
    CHECK(*courier->unsent_count() == 0);
    // What this person may not see went when it was delivered.
    CHECK(courier->counts()->all == 1);
    CHECK((*courier->complaint(second.complaint))->last_change == 2);
    // The file may come again.
    CHECK(courier->take_bundle({read->department, read->device, 0, {second}, {}})->here_before ==
          1);
}

TEST_CASE("store: a carried event that the server cannot take does not stay in the way",
          "[core][store][sync][keeping]") {
    Tablet broken;
    broken.record("第一件投诉内容");
    const auto courier = tests::make_store(
        broken.d, broken.d.manager, broken.d.device_b, broken.clock, broken.random);
    REQUIRE(courier->take_bundle(*broken.store->bundle_unsent()));
    const domain::Verdict gap{domain::VerdictKind::Refused, domain::Reason::SequenceGap};
    REQUIRE(courier->take(answer_with({{1, 0, 99, gap, 0, broken.d.device_a}}, {}, 0)));
    CHECK(*courier->unsent_count() == 0);
    // It is not lost: it leaves again with the next file.
    CHECK(courier->bundle_unsent()->events.size() == 1);
}

TEST_CASE("store: a carried event that came to the server another way waits no longer",
          "[core][store][sync][keeping]") {
    Tablet broken;
    const auto event = broken.record("第一件投诉内容");
    const auto courier = tests::make_store(
        broken.d, broken.d.manager, broken.d.device_b, broken.clock, broken.random);
    REQUIRE(courier->take_bundle(*broken.store->bundle_unsent()));
    REQUIRE(courier->take(answer_with({}, {{event, 7, 99, {}, 1}}, 7)));
    CHECK(*courier->unsent_count() == 0);
    CHECK(courier->events(event.complaint)->size() == 1);
    CHECK((*courier->complaint(event.complaint))->register_no == 1);
    // The receipt of the push that was under way meanwhile.
    REQUIRE(courier->take(answer_with({{1, 7, 99, {}, 1, event.device}}, {}, 7)));
    CHECK(courier->events(event.complaint)->size() == 1);
}

TEST_CASE("store: a file of another department, or with a changed event, brings nothing",
          "[core][store][keeping]") {
    Tablet tablet;
    tablet.record("第一件投诉内容");
    auto bundle = *tablet.store->bundle_unsent();
    const auto courier = tests::make_store(
        tablet.d, tablet.d.manager, tablet.d.device_b, tablet.clock, tablet.random);
    bundle.events[0].payload[20] ^= 1;
    CHECK(courier->take_bundle(bundle)->not_genuine == 1);
    CHECK(*courier->unsent_count() == 0);
    bundle.department.bytes[3] ^= 1;
    CHECK(courier->take_bundle(bundle).error().code == base::ErrorCode::Forbidden);
}

TEST_CASE("store: what is kept apart is shown until a person has dealt with it",
          "[core][store][keeping]") {
    Tablet tablet;
    const auto event = tablet.record("第一件投诉内容");
    REQUIRE(tablet.store->keep_apart(event.device, 1, domain::Reason::NotLetThrough));
    REQUIRE(tablet.store->keep_apart(event.device, 7, domain::Reason::NotLetThrough));
    CHECK(*tablet.store->kept_apart_count() == 1);
    REQUIRE(tablet.store->settle_kept_apart({event.device, 1}));
    CHECK(*tablet.store->kept_apart_count() == 0);
    CHECK(tablet.store->kept_apart(10)->empty());
    CHECK(tablet.store->apart_places(10)->size() == 1);
}

TEST_CASE("store: others' events are folded in change order under the own unsent ones",
          "[core][store][sync]") {
    Tablet a;
    const auto recorded = a.record("终端黑屏，没人来。");
    // The server places the record; then the manager's note arrives while the acceptor's own note
    // is unsent.
    REQUIRE(a.store->take(answer_with({{1, 1, 99, {}, 1}}, {}, 1)));
    NewStep own;
    own.complaint = recorded.complaint;
    own.actor = a.d.acceptor;
    own.payload = domain::NotePayload{"本机补充"};
    REQUIRE(a.store->append(own));

    domain::Event foreign;
    foreign.complaint = recorded.complaint;
    foreign.device = a.d.device_b;
    foreign.device_seq = 1;
    foreign.actor = a.d.manager;
    foreign.role = domain::Role::RelationshipManager;
    foreign.kind = "note";
    foreign.payload = domain::payload_text(domain::NotePayload{"经理补充"});
    foreign.device_time_utc_ms = a.clock.now_ms;
    seal(foreign, a.d.key_b.secret_key);
    const auto page = answer_with({}, {{foreign, 2, 100, {}, 0}}, 2);
    REQUIRE(a.store->take(page));
    REQUIRE(a.store->take(page)); // the same page twice is once

    const auto complaint = **a.store->complaint(recorded.complaint);
    REQUIRE(complaint.steps.size() == 3);
    CHECK(complaint.steps[1].text == "经理补充");
    CHECK(complaint.steps[2].text == "本机补充");
    CHECK(complaint.unsent == 1);
    CHECK(complaint.last_change == 2);
}

TEST_CASE("store: two tablets that took the same events have the same complaint",
          "[core][store][sync]") {
    Tablet a;
    Tablet b;
    b.store = tests::make_store(b.d, b.d.manager, b.d.device_b, b.clock, b.random);
    std::vector<domain::PlacedEvent> placed;
    std::vector<sync::Receipt> receipts;
    for (int i = 0; i < 20; ++i) {
        const auto event = a.record("第 " + std::to_string(i) + " 件投诉内容");
        placed.push_back({event, i + 1, 99, {}, i + 1});
        receipts.push_back({event.device_seq, i + 1, 99, {}, i + 1});
    }
    REQUIRE(a.store->take(answer_with(receipts, {}, 20)));
    REQUIRE(b.store->take(answer_with({}, placed, 20)));
    const auto rows_a = *a.store->list({});
    const auto rows_b = *b.store->list({});
    REQUIRE(rows_a.size() == 20);
    REQUIRE(rows_b.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(rows_a[i].id == rows_b[i].id);
        CHECK(rows_a[i].number == rows_b[i].number);
        CHECK(rows_a[i].title == rows_b[i].title);
    }
}

TEST_CASE("store: a new epoch offers every own event again and drops others'",
          "[core][store][sync]") {
    Tablet a;
    const auto mine = a.record("终端黑屏，没人来。");
    REQUIRE(a.store->take(answer_with({{1, 1, 99, {}, 1}}, {}, 1)));
    domain::Event foreign = mine;
    foreign.complaint = a.d.manager;
    foreign.device = a.d.device_b;
    REQUIRE(a.store->take(answer_with({}, {{foreign, 2, 99, {}, 2}}, 2)));
    CHECK((*a.store->counts()).all == 2);
    auto restored = answer_with({}, {}, 1);
    restored.epoch = "epoch-2";
    REQUIRE(a.store->take(restored));
    CHECK(a.store->position()->epoch == "epoch-2");
    CHECK(a.store->position()->cursor == 0);
    // What of it is missing there shows when the new history is here whole.
    CHECK(a.store->unsent(0, 10, 100'000)->empty());
    REQUIRE(a.store->take(restored));
    const auto offered = *a.store->unsent(0, 10, 100'000);
    REQUIRE(offered.size() == 2);
    CHECK(offered[0].hash == mine.hash);
    CHECK(offered[1].id == foreign.id);
    CHECK((*a.store->counts()).all == 1);
}

TEST_CASE("store: a server that starts over within its epoch is offered every own event again",
          "[core][store][sync]") {
    Tablet a;
    const auto mine = a.record("终端黑屏，没人来。");
    auto placed = answer_with({{1, 1, 99, {}, 1}}, {}, 1);
    placed.mark = sync::Mark{1, mine.hash};
    REQUIRE(a.store->take(placed));
    CHECK(a.store->position()->mark == placed.mark);
    // A wider sight begins lower: what is here already is still the newest.
    auto lower = answer_with({}, {}, 0);
    lower.mark = sync::Mark{0, {}};
    REQUIRE(a.store->take(lower));
    CHECK(a.store->position()->mark == placed.mark);
    CHECK(a.store->position()->acknowledged == 1);
    CHECK(a.store->unsent(0, 10, 100'000)->empty());
    auto other = answer_with({}, {}, 0);
    other.starts_over = true;
    REQUIRE(a.store->take(other));
    CHECK(a.store->position()->epoch == "epoch-1");
    CHECK(a.store->position()->cursor == 0);
    CHECK_FALSE(a.store->position()->mark);
    CHECK(a.store->position()->acknowledged == 0);
    CHECK(a.store->unsent(0, 10, 100'000)->empty());
    REQUIRE(a.store->take(lower));
    REQUIRE(a.store->unsent(0, 10, 100'000)->size() == 1);
    CHECK(a.store->unsent(0, 10, 100'000)->at(0).hash == mine.hash);
}

TEST_CASE("store: a bundle takes the steps it has room for, and says how many it left out",
          "[core][store][keeping][limits]") {
    Tablet a;
    // Quotes only: as text in a text each of them takes four bytes.
    const std::string content(base::limits::content_chars_max, '"');
    const std::size_t enough = base::limits::bundle_text_bytes_max / (4 * content.size()) + 1;
    for (std::size_t made = 0; made < enough; ++made) {
        a.record(content);
    }
    const auto bundle = a.store->bundle_unsent();
    REQUIRE(bundle);
    CHECK(bundle->events_left_out > 0);
    CHECK(bundle->events.size() + bundle->events_left_out ==
          static_cast<std::size_t>(*a.store->unsent_count()));
    const auto bytes = to_bytes(*bundle);
    CHECK(bytes.size() <= base::limits::bundle_text_bytes_max);
    const auto read = sync::event_bundle_from_bytes(bytes);
    REQUIRE(read);
    CHECK(read->events_left_out == bundle->events_left_out);
}

TEST_CASE("store: unsent respects its limits but always gives one", "[core][store][sync]") {
    Tablet tablet;
    for (int i = 0; i < 5; ++i) {
        tablet.record("终端黑屏，没人来。");
    }
    CHECK((*tablet.store->unsent(0, 3, 100'000)).size() == 3);
    CHECK((*tablet.store->unsent(0, 10, 1)).size() == 1);
    CHECK((*tablet.store->unsent(0, 10, 100'000)).size() == 5);
}

TEST_CASE(
    "store: another person signs in only when nothing waits, and sees nothing of the one before",
    "[core][store]") {
    Tablet tablet;
    tablet.record("终端黑屏，没人来。");
    Session other = *tablet.store->session();
    other.person = tablet.d.member;
    const auto response = tests::sign_in_response(tablet.d, tablet.d.member, tablet.d.device_a);
    const auto refused = tablet.store->sign_in(other, response);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::Conflict);
    REQUIRE(tablet.store->take(answer_with({{1, 1, 99, {}, 1}}, {}, 1)));
    REQUIRE(tablet.store->sign_in(other, response));
    CHECK((*tablet.store->counts()).all == 0);
    CHECK(tablet.found("终端") == 0);
    CHECK(tablet.store->position()->cursor == 0);
    // The device keeps its chain and its counter: numbers are never given twice.
    CHECK(tablet.store->next_number(2026)->counter == 2);
    const auto next = tablet.record("另一件投诉内容");
    CHECK(next.device_seq == 2);
}

TEST_CASE("store: drafts are kept, replaced and removed by the step that completes them",
          "[core][store]") {
    Tablet tablet;
    const base::Uuid id = make_uuid(tablet.clock, tablet.random);
    REQUIRE(tablet.store->save_draft({id, 1, "{\"content\":\"一\"}"}));
    REQUIRE(tablet.store->save_draft({id, 2, "{\"content\":\"二\"}"}));
    REQUIRE(tablet.store->drafts()->size() == 1);
    CHECK(tablet.store->drafts()->front().json == "{\"content\":\"二\"}");
    NewStep step;
    step.complaint = id;
    step.actor = tablet.d.acceptor;
    const auto number = *tablet.store->next_number(2026);
    step.counter = number.counter;
    step.payload = domain::RecordPayload{*to_text(number), tests::make_intake(tablet.clock.now_ms)};
    step.draft_done = id;
    REQUIRE(tablet.store->append(step));
    CHECK(tablet.store->drafts()->empty());
}

TEST_CASE("store: nothing can be written before somebody has signed in", "[core][store]") {
    tests::FakeClock clock;
    tests::SeededRandom random(1);
    sqlite::OpenOptions options;
    options.path = ":memory:";
    auto opened = TabletStore::open(options, clock, random);
    REQUIRE(opened);
    CHECK_FALSE((*opened)->session());
    const auto refused = (*opened)->append(NewStep{});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::Unauthenticated);
    CHECK(*(*opened)->unsent_count() == 0);
}

TEST_CASE("store: lists are newest first and continue behind the last row", "[core][store][list]") {
    Tablet tablet;
    for (int i = 0; i < 125; ++i) {
        tablet.record("第 " + std::to_string(i) + " 件投诉内容");
    }
    ListQuery query;
    std::vector<std::string> titles;
    for (;;) {
        const auto rows = *tablet.store->list(query);
        if (rows.empty()) {
            break;
        }
        CHECK(rows.size() <= 50);
        for (const ListRow& row : rows) {
            titles.push_back(row.title);
        }
        query.after = rows.back();
    }
    REQUIRE(titles.size() == 125);
    CHECK(titles.front() == "第 124 件投诉内容");
    CHECK(titles.back() == "第 0 件投诉内容");
    const auto counts = *tablet.store->counts();
    CHECK(counts.all == 125);
    CHECK(counts.recorded == 125);
    CHECK(counts.unsent == 125);
    query = {};
    query.filter = ListFilter::IntakeRejected;
    CHECK(tablet.store->list(query)->empty());
}

TEST_CASE("search: finds two characters, a phone fragment, a number fragment; indexed or not",
          "[core][store][search]") {
    Tablet tablet;
    tablet.record("办公区网络时断时续，报修两次没有解决。", "孙丽");
    tablet.record("站台 PIS 屏黑屏，承诺当日修复未兑现。", "何文斌");
    tablet.record("ＡＴＳ终端卡顿，络绎不绝的告警。", "马建军");
    for (const bool indexed : {false, true}) {
        CAPTURE(indexed);
        if (indexed) {
            CHECK_FALSE(*tablet.store->index_some(100));
        }
        CHECK(tablet.found("网络") == 1);
        CHECK(tablet.found("网") == 1);
        CHECK(tablet.found("络") == 2);
        CHECK(tablet.found("丽") == 1);
        CHECK(tablet.found("时断时续") == 1);
        CHECK(tablet.found("时续断") == 0);
        CHECK(tablet.found("1764") == 3);
        CHECK(tablet.found("13817645208") == 3);
        CHECK(tablet.found("138 1764") == 3);
        CHECK(tablet.found("0002") == 1);
        CHECK(tablet.found("a7k-0003") == 1);
        CHECK(tablet.found("A7K") == 3);
        CHECK(tablet.found("pis") == 1);
        CHECK(tablet.found("ats终端") == 1);
        CHECK(tablet.found("没有这个词") == 0);
        CHECK(tablet.found("\" OR text:") == 0);
        CHECK(tablet.found("NEAR(") == 0);
        CHECK(tablet.found("*") == 0);
    }
}

TEST_CASE("search: results are the newest arrivals first and go on behind the last row",
          "[core][store][search]") {
    Tablet tablet;
    for (int i = 0; i < 30; ++i) {
        tablet.record("网络故障第 " + std::to_string(i) + " 次");
        if (i == 14) {
            REQUIRE(tablet.store->index_some(100));
        }
    }
    ListQuery query;
    query.search = "网络";
    query.rows_max = 20;
    const auto first = *tablet.store->list(query);
    REQUIRE(first.size() == 20);
    CHECK(first.front().title == "网络故障第 29 次");
    query.after = first.back();
    const auto second = *tablet.store->list(query);
    REQUIRE(second.size() == 10);
    CHECK(second.back().title == "网络故障第 0 次");
}

TEST_CASE("search: agrees with looking through every text", "[core][store][search]") {
    // Goal: the index never hides a match. Method: random texts and queries over a small alphabet,
    // compared with instr over the same folded text, half of them indexed.
    Tablet tablet;
    tests::SeededRandom random(tests::seed_of_run());
    CAPTURE(tests::seed_of_run());
    const std::vector<std::string> alphabet{
        "网", "络", "站", "台", "A", "b", "7", "0", " ", "，", "-"};
    const auto some_text = [&](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) {
            text += alphabet[random.below(alphabet.size())];
        }
        return text;
    };
    std::vector<std::string> texts;
    for (int i = 0; i < 120; ++i) {
        texts.push_back("投诉内容" + some_text(12));
        tablet.record(texts.back());
        if (i == 60) {
            REQUIRE(tablet.store->index_some(1000));
        }
    }
    for (int i = 0; i < 200; ++i) {
        // Words are found from their beginning, and from any place when they hold a digit: so
        // queries of Chinese characters and digits alone must agree exactly.
        std::string query;
        for (std::size_t k = 0; k < 1 + random.below(3); ++k) {
            query += alphabet[random.below(4)];
        }
        const auto expected =
            std::count_if(texts.begin(), texts.end(), [&](const std::string& text) {
                return text.find(query) != std::string::npos;
            });
        // The fixed parts of every intake hold 站 and 台 too.
        const bool in_all = std::string("滨江大道站综控室").find(query) != std::string::npos;
        CAPTURE(query);
        CHECK(tablet.search(query, 1000).size() ==
              (in_all ? texts.size() : static_cast<std::size_t>(expected)));
    }
}

TEST_CASE("store: rebuilding the projection changes nothing", "[core][store]") {
    Tablet tablet;
    const auto recorded = tablet.record("办公区网络时断时续，报修两次没有解决。");
    tablet.record("站台 PIS 屏黑屏，承诺当日修复未兑现。");
    REQUIRE(tablet.store->index_some(100));
    NewStep note;
    note.complaint = recorded.complaint;
    note.actor = tablet.d.acceptor;
    note.payload = domain::NotePayload{"已联系"};
    REQUIRE(tablet.store->append(note));
    const auto before = *tablet.store->list({});
    REQUIRE(tablet.store->rebuild());
    const auto after = *tablet.store->list({});
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(before[i].id == after[i].id);
        CHECK(before[i].title == after[i].title);
        CHECK(before[i].unsent == after[i].unsent);
    }
    CHECK(tablet.found("网络") == 1);
    REQUIRE(tablet.store->index_some(100));
    CHECK(tablet.found("网络") == 1);
}

TEST_CASE("register: the complaints of a period come in the order of recording, its end excluded",
          "[core][store][register]") {
    const auto department = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random(1);
    auto store =
        tests::make_store(department, department.acceptor, department.device_a, clock, random);
    std::vector<base::Uuid> recorded;
    const std::int64_t first_ms = clock.now_ms;
    for (int i = 0; i < 4; ++i) {
        recorded.push_back(
            tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 1)).complaint);
        clock.now_ms += 1000;
    }
    const auto found = store->recorded_between(first_ms + 1000, first_ms + 3000);
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK((*found)[0].id == recorded[1]);
    CHECK((*found)[1].id == recorded[2]);
    CHECK((*found)[0].unsent == 1);
    CHECK(store->recorded_between(first_ms + 3001, first_ms + 9000)->empty());
}
