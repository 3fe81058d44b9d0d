// Sight that ends: what a person may see no longer leaves the tablet, except what waits to be sent.
#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"
#include "tests/support/procedure.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstddef>

using namespace huiyin;
using namespace huiyin::store;

namespace {

struct Tablet {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{11};
    std::unique_ptr<TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);

    domain::Event record() {
        clock.now_ms += 1000;
        return tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 500));
    }

    /// What is done in idle moments after the directory changed.
    void rest() {
        while (*store->refold_some(1)) {
        }
    }

    bool holds(const domain::Event& event) const {
        return store->complaint(event.complaint)->has_value();
    }

    /// As the server's directory is once the acceptor has no role any more.
    domain::Directory without_role() const {
        domain::Directory directory = d.directory;
        ++directory.version;
        for (domain::RoleGrant& grant : directory.grants) {
            if (grant.person == d.acceptor) {
                grant.until_utc_ms = clock.now_ms;
            }
        }
        return directory;
    }
};

sync::SyncResponse answer(std::vector<sync::Receipt> receipts, std::int64_t cursor) {
    sync::SyncResponse response{.protocol = 1, .epoch = "epoch-1"};
    response.receipts = std::move(receipts);
    response.cursor = cursor;
    return response;
}

} // namespace

TEST_CASE("store: a complaint that the server says has ended leaves with everything of it",
          "[core][store][sync]") {
    Tablet tablet;
    const auto ended = tablet.record();
    const auto kept = tablet.record();
    REQUIRE(tablet.store->take(answer({{1, 40, 99, {}, 7}, {2, 41, 99, {}, 8}}, 41)));
    REQUIRE_FALSE(*tablet.store->index_some(100));
    auto response = answer({}, 42);
    response.ended = {ended.complaint};
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->take(response)); // twice is once
    CHECK_FALSE(tablet.holds(ended));
    CHECK(tablet.store->events(ended.complaint)->empty());
    CHECK(tablet.holds(kept));
    CHECK(tablet.store->counts()->all == 1);
    CHECK(tablet.store->list({.search = "TS-2026"})->size() == 1);
    CHECK(tablet.store->position()->cursor == 42);
}

TEST_CASE("store: what is unsent stays, and leaves with its receipt", "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    auto response = answer({}, 42);
    response.ended = {event.complaint};
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.holds(event));
    CHECK(*tablet.store->unsent_count() == 1);
    response = answer({{1, 43, 99, {}, 7}}, 43);
    response.ended = {event.complaint};
    REQUIRE(tablet.store->take(response));
    CHECK_FALSE(tablet.holds(event));
    CHECK(*tablet.store->unsent_count() == 0);
    CHECK(tablet.store->written_count() == 1);
}

TEST_CASE("store: a role that was taken back takes what it showed with it", "[core][store][sync]") {
    Tablet tablet;
    const auto sent = tablet.record();
    const auto unsent = tablet.record();
    REQUIRE(tablet.store->take(answer({{1, 40, 99, {}, 7}}, 40)));
    auto response = answer({}, 40);
    response.directory = tablet.without_role();
    REQUIRE(tablet.store->take(response));
    tablet.rest();
    CHECK_FALSE(tablet.holds(sent));
    CHECK(tablet.holds(unsent));
    // Delivered to a server that shows it to this person no longer: it says so with the receipt.
    response = answer({{2, 41, 99, {}, 8}}, 41);
    response.ended = {unsent.complaint};
    REQUIRE(tablet.store->take(response));
    CHECK_FALSE(tablet.holds(unsent));
}

TEST_CASE("store: signing in with other roles asks from the beginning", "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    auto taken = answer({{1, 40, 99, {}, 7}}, 40);
    taken.mark = sync::Mark{40, base::sha256(base::bytes_of("as it was placed"))};
    REQUIRE(tablet.store->take(taken));
    auto again = tests::sign_in_response(tablet.d, tablet.d.acceptor, tablet.d.device_a);
    const Session session = *tablet.store->session();
    REQUIRE(tablet.store->sign_in(session, again));
    CHECK(tablet.store->position()->cursor == 40);
    again.directory = tablet.without_role();
    REQUIRE(tablet.store->sign_in(session, again));
    CHECK(tablet.store->position()->cursor == 0);
    // What it holds is still of the history that it was of.
    CHECK(tablet.store->position()->mark == taken.mark);
    tablet.rest();
    CHECK_FALSE(tablet.holds(event));
}

TEST_CASE("store: a server that was put back passes over what left with its complaint",
          "[core][store][sync]") {
    Tablet tablet;
    const auto ended = tablet.record();
    const auto kept = tablet.record();
    auto response = answer({{1, 40, 99, {}, 7}, {2, 41, 99, {}, 8}}, 41);
    response.ended = {ended.complaint};
    REQUIRE(tablet.store->take(response));
    REQUIRE_FALSE(tablet.holds(ended));
    CHECK(tablet.store->apart_places(10)->empty());
    response = answer({}, 0);
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->take(response));
    const auto offered = *tablet.store->unsent(0, 10, SIZE_MAX);
    REQUIRE(offered.size() == 1);
    CHECK(offered.front().id == kept.id);
    CHECK(*tablet.store->apart_places(10) == std::vector<sync::ApartPlace>{{1, ended.hash}});
    response = answer({{2, 3, 99, {}, 1}}, 3);
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->apart_places(10)->empty());
}

TEST_CASE("store: places that a server has are not named, however many there are",
          "[core][store][sync][limits]") {
    Tablet tablet;
    const std::size_t many = base::limits::apart_places_max + 1;
    auto response = answer({}, 0);
    std::vector<base::Hash> hashes;
    for (std::size_t i = 0; i < many; ++i) {
        const auto event = tablet.record();
        hashes.push_back(event.hash);
        response.receipts.push_back({i + 1, static_cast<std::int64_t>(i + 1), 99, {}, 1});
        response.ended.push_back(event.complaint);
    }
    response.cursor = static_cast<std::int64_t>(many);
    REQUIRE(tablet.store->take(response));
    REQUIRE(tablet.store->apart_places(many)->empty());
    const auto unsent = tablet.record();
    response = answer({}, 0);
    response.epoch = "epoch-2";
    // All but the newest was in the copy that was put back.
    response.chain_end = many - 1;
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->unsent(0, 10, SIZE_MAX)->front().id == unsent.id);
    CHECK(*tablet.store->apart_places(many) ==
          std::vector<sync::ApartPlace>{{many, hashes.back()}});
    response = answer({}, 0);
    response.epoch = "epoch-2";
    // And another tablet's file has brought that one.
    response.chain_end = many;
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->apart_places(many)->empty());
}

TEST_CASE("store: a refused step whose complaint went is only here once the server was put back",
          "[core][store][sync][keeping]") {
    Tablet tablet;
    const auto refused = tablet.record();
    const domain::Verdict verdict{domain::VerdictKind::Refused, domain::Reason::NumberTaken};
    auto response = answer({{1, 40, 99, verdict, 0}}, 40);
    response.ended = {refused.complaint};
    REQUIRE(tablet.store->take(response));
    REQUIRE_FALSE(tablet.holds(refused));
    REQUIRE(tablet.store->kept_apart(10)->front().on_server);
    response = answer({}, 0);
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    const auto kept = *tablet.store->kept_apart(10);
    REQUIRE(kept.size() == 1);
    CHECK_FALSE(kept.front().on_server);
    CHECK(tablet.store->bundle_unsent()->events.size() == 1);
    // Once, though both its complaint and its refusal left a place.
    CHECK(*tablet.store->apart_places(10) == std::vector<sync::ApartPlace>{{1, refused.hash}});
}

TEST_CASE("store: a server that was put back judges a refused step anew",
          "[core][store][sync][keeping]") {
    Tablet tablet;
    const auto event = tablet.record();
    const domain::Verdict refused{domain::VerdictKind::Refused, domain::Reason::NumberTaken};
    REQUIRE(tablet.store->take(answer({{1, 40, 99, refused, 0}}, 40)));
    REQUIRE(*tablet.store->kept_apart_count() == 1);
    auto response = answer({}, 0);
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->kept_apart_count() == 0);
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->unsent(0, 10, SIZE_MAX)->front().id == event.id);
    CHECK(tablet.store->apart_places(10)->empty());
    response = answer({{1, 3, 99, {}, 1}}, 3);
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->kept_apart_count() == 0);
    CHECK((*tablet.store->complaint(event.complaint))->register_no == 1);
}

TEST_CASE("store: what a person without a role delivers is let go of, also when nobody says so",
          "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    auto response = answer({}, 0);
    response.directory = tablet.without_role();
    REQUIRE(tablet.store->take(response));
    tablet.rest();
    REQUIRE(tablet.holds(event));
    REQUIRE(tablet.store->take(answer({{1, 41, 99, {}, 8}}, 41)));
    // Not before the answer is taken as a whole: its rest could show it again.
    CHECK(tablet.holds(event));
    tablet.rest();
    CHECK_FALSE(tablet.holds(event));
}

TEST_CASE("store: who complains in confidence leaves the tablet of a leader who leads it no longer",
          "[core][store][sync][redaction]") {
    const auto office = tests::make_office();
    tests::Life life(office);
    domain::Intake intake = tests::make_intake(life.now_ms() - 1);
    intake.confidential = true;
    const domain::Identity identity = domain::take_identity(intake);
    life.record(intake);
    const auto step = [&](const Uuid& person, domain::Role role, const domain::Payload& payload) {
        const auto verdict = life.take(person, role, payload);
        INFO(code_of(domain::kind_of(payload)));
        REQUIRE(verdict == domain::Verdict{});
    };
    step(office.acceptor, domain::Role::Acceptor, domain::IdentifyPayload{identity});
    life.reach(domain::State::Handling);
    step(office.manager,
         domain::Role::RelationshipManager,
         domain::ChangeSeverityPayload{domain::Severity::Major, "扩大"});
    step(office.manager,
         domain::Role::RelationshipManager,
         domain::EscalatePayload{office.leader, ""});
    tests::FakeClock clock;
    tests::SeededRandom random{11};
    const auto store = tests::make_store(office, office.leader, office.device_b, clock, random);
    const Uuid id = life.now().id;
    auto page = answer({}, life.last_change());
    page.events = life.events();
    REQUIRE(store->take(page));
    CHECK_FALSE(*store->refold_some(10));
    CHECK((*store->complaint(id))->intake.complainant_name == identity.name);
    CHECK(store->list({.search = identity.name})->size() == 1);
    REQUIRE(store->save_draft({make_uuid(clock, random),
                               1,
                               "{\"told\":\"" + identity.name + "\"}",
                               StepOf{id, domain::EventKind::FeedBack}}));

    const auto known_until = static_cast<std::ptrdiff_t>(life.events().size());
    step(office.leader,
         domain::Role::TeamLeader,
         domain::ConsentPayload{domain::ConsentAbout::Downgrade, ""});
    step(office.manager,
         domain::Role::RelationshipManager,
         domain::ChangeSeverityPayload{domain::Severity::General, "核实后不属重大"});
    page.cursor = life.last_change();
    page.events.assign(life.events().begin() + known_until, life.events().end());
    REQUIRE(store->take(page));
    while (*store->refold_some(10)) {
    }
    REQUIRE((*store->complaint(id)).has_value());
    CHECK((*store->complaint(id))->intake.complainant_name.empty());
    CHECK_FALSE((*store->complaint(id))->identity_known);
    CHECK(store->list({.search = identity.name})->empty());
    CHECK(store->step_drafts(id)->empty());
    const auto events = *store->events(id);
    for (const domain::PlacedEvent& placed : events) {
        CHECK(placed.event.kind != "identify");
    }
}

TEST_CASE("store: the next person leaves the places of the one before in the chain",
          "[core][store][sync]") {
    Tablet tablet;
    const auto before = tablet.record();
    REQUIRE(tablet.store->take(answer({{1, 40, 99, {}, 7}}, 40)));
    Session session = *tablet.store->session();
    session.person = tablet.d.manager;
    REQUIRE(tablet.store->sign_in(
        session, tests::sign_in_response(tablet.d, tablet.d.manager, tablet.d.device_a)));
    auto response = answer({}, 0);
    REQUIRE(tablet.store->take(response));
    response.epoch = "epoch-2";
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->apart_places(10) == std::vector<sync::ApartPlace>{{1, before.hash}});
}

TEST_CASE("store: signing in to a server that was put back drops nothing that it may lack",
          "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    REQUIRE(tablet.store->take(answer({{1, 40, 99, {}, 7}}, 40)));
    auto again = tests::sign_in_response(tablet.d, tablet.d.acceptor, tablet.d.device_a);
    again.epoch = "epoch-2";
    again.directory = tablet.without_role();
    REQUIRE(tablet.store->sign_in(*tablet.store->session(), again));
    tablet.rest();
    CHECK(tablet.holds(event));
    CHECK(*tablet.store->unsent_count() == 1);
    CHECK(tablet.store->position()->cursor == 0);
    CHECK(tablet.store->position()->epoch == "epoch-2");
}

TEST_CASE("store: an own event that comes back is its receipt, or is had again",
          "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    auto response = answer({}, 40);
    response.events = {
        {.event = event, .change = 40, .server_time_utc_ms = 99, .verdict = {}, .register_no = 7}};
    REQUIRE(tablet.store->take(response));
    CHECK(*tablet.store->unsent_count() == 0);
    CHECK((*tablet.store->complaint(event.complaint))->register_no == 7);
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->events(event.complaint)->size() == 1);
    auto ended = answer({}, 41);
    ended.ended = {event.complaint};
    REQUIRE(tablet.store->take(ended));
    REQUIRE_FALSE(tablet.holds(event));
    response.cursor = 42;
    REQUIRE(tablet.store->take(response));
    CHECK((*tablet.store->complaint(event.complaint))->register_no == 7);
}

TEST_CASE("store: an event of a copy of this tablet does not become its own one's receipt",
          "[core][store][sync]") {
    Tablet tablet;
    const auto event = tablet.record();
    domain::Event other = event;
    other.device_time_utc_ms += 1;
    domain::seal(other, tablet.store->session()->secret_key);
    auto response = answer({}, 40);
    response.events = {{.event = other, .change = 40, .server_time_utc_ms = 99}};
    REQUIRE(tablet.store->take(response));
    CHECK(tablet.store->events(event.complaint)->front().event.hash == other.hash);
    // Its author finds the own one set aside: the server will never take it.
    CHECK(*tablet.store->unsent_count() == 0);
    const auto kept = *tablet.store->kept_apart(10);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].event.hash == event.hash);
    CHECK(kept[0].reason == domain::Reason::ClonedDevice);
}

TEST_CASE("wire: what ended travels, and no more of it than a page may name",
          "[core][sync][limits]") {
    Tablet tablet;
    auto response = answer({}, 3);
    const std::size_t most = base::limits::pull_events_max + base::limits::push_events_max;
    for (std::size_t i = 0; i < most; ++i) {
        response.ended.push_back(base::make_uuid(tablet.clock, tablet.random));
    }
    const auto read = sync::sync_response_from_text(to_text(response));
    REQUIRE(read);
    CHECK(read->ended == response.ended);
    response.ended.push_back(response.ended.front());
    CHECK(sync::sync_response_from_text(to_text(response)).error().code ==
          base::ErrorCode::TooLarge);
    const auto odd = sync::sync_response_from_text(
        R"({"protocol":1,"epoch":"e","server_time":1,"receipts":[],"events":[],"cursor":1,"ended":[7]})");
    CHECK(odd.error().detail == "member ended");
}
