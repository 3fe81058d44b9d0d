// What is being written and not saved: whose it is, and when it goes.
#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"
#include "tests/support/procedure.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::store;

namespace {

struct Tablet {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{17};
    std::unique_ptr<TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);

    Uuid record() {
        clock.now_ms += 1000;
        return tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 500))
            .complaint;
    }

    Draft step(const Uuid& complaint, domain::EventKind kind, std::string json) {
        return {make_uuid(clock, random), ++clock.now_ms, std::move(json), StepOf{complaint, kind}};
    }

    std::vector<Draft> drafts_of(const Uuid& complaint) { return *store->step_drafts(complaint); }
};

} // namespace

TEST_CASE("store: drafts of steps are those of their complaint, newest first, and no forms",
          "[core][store][drafts]") {
    Tablet tablet;
    const Uuid complaint = tablet.record();
    const Uuid other = tablet.record();
    const Draft note = tablet.step(complaint, domain::EventKind::Note, "{\"n\":1}");
    const Draft closing = tablet.step(complaint, domain::EventKind::CloseSatisfied, "{\"n\":2}");
    const Draft form{make_uuid(tablet.clock, tablet.random), 5, "{}"};
    for (const Draft& draft : {note, closing, form}) {
        REQUIRE(tablet.store->save_draft(draft));
    }
    const auto found = tablet.drafts_of(complaint);
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == closing.id);
    CHECK(found[0].json == closing.json);
    CHECK(found[0].step == closing.step);
    CHECK(found[0].saved_at_utc_ms == closing.saved_at_utc_ms);
    CHECK(found[1].id == note.id);
    CHECK(tablet.drafts_of(other).empty());
    REQUIRE(tablet.store->drafts()->size() == 1);
    CHECK(tablet.store->drafts()->front().id == form.id);
    CHECK_FALSE(tablet.store->drafts()->front().step);
    REQUIRE(tablet.store->delete_draft(closing.id));
    CHECK(tablet.drafts_of(complaint).size() == 1);
}

TEST_CASE("store: nobody sees what another person was writing, and nobody takes it away",
          "[core][store][drafts]") {
    Tablet tablet;
    const Uuid complaint = tablet.record();
    REQUIRE(tablet.store->save_draft(tablet.step(complaint, domain::EventKind::Note, "{}")));
    REQUIRE(tablet.store->save_draft({make_uuid(tablet.clock, tablet.random), 5, "{}"}));
    // Whose work waits to be sent keeps the tablet.
    sync::SyncResponse sent{.protocol = 1, .epoch = "epoch-1"};
    sent.receipts = {{1, 40, 99, {}, 7}};
    sent.cursor = 40;
    REQUIRE(tablet.store->take(sent));
    const auto sign_in = [&](const Uuid& person) {
        Session session = *tablet.store->session();
        session.person = person;
        REQUIRE(tablet.store->sign_in(
            session, tests::sign_in_response(tablet.d, person, tablet.d.device_a)));
    };
    sign_in(tablet.d.manager);
    CHECK(tablet.drafts_of(complaint).empty());
    CHECK(tablet.store->drafts()->empty());
    sign_in(tablet.d.acceptor);
    CHECK(tablet.drafts_of(complaint).size() == 1);
    CHECK(tablet.store->drafts()->size() == 1);
}
