// Who complains in a 保密 complaint reaches those who may know it, and nobody else (procedure 4.7).
#include "core/base/limits.h"
#include "core/domain/visibility.h"
#include "tests/server/desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using namespace huiyin::domain;

namespace {

constexpr const char* secret_name = "不愿透露者";

/// Records a confidential complaint with its identity in an event of its own.
Uuid record_confidential(Desk& desk, const std::vector<Uuid>& respondents = {}) {
    Intake intake = make_intake(desk.server.clock.now_utc_ms() - 60'000);
    intake.confidential = true;
    intake.respondents = respondents;
    take_identity(intake);
    const Uuid complaint = desk.record(intake);
    const IdentifyPayload identify{{secret_name, "客运一部", "62280000", false}};
    REQUIRE(desk.step(desk.acceptor, complaint, identify) == applied);
    return complaint;
}

bool knows_who(Tablet& tablet) {
    return holds_text(pull_all(tablet), secret_name);
}

void dispatch(Desk& desk, const Uuid& complaint) {
    REQUIRE(desk.step(desk.manager, complaint, ChangeSeverityPayload{Severity::General, "一般"}) ==
            applied);
    REQUIRE(desk.step(desk.manager, complaint, DispatchPayload{desk.group(), {}, {}}) == applied);
}

} // namespace

TEST_CASE("identity: manager, leadership and acceptor get it, the rest never",
          "[server][identity]") {
    Desk desk;
    Tablet second_own(desk.server);
    second_own.sign_in("acceptor");
    Tablet colleague(desk.server);
    colleague.sign_in("colleague");
    const Uuid complaint = record_confidential(desk);
    CHECK(knows_who(desk.manager));
    CHECK(knows_who(desk.leadership));
    CHECK(knows_who(second_own));
    CHECK_FALSE(knows_who(colleague));
    CHECK(pull_all(desk.administrator).empty());
    dispatch(desk, complaint);
    // Both see the complaint, its content and its later steps, but not who complains.
    const Events members = pull_all(desk.member);
    CHECK(members.size() == 3);
    CHECK(holds_text(members, "滨江路站"));
    CHECK_FALSE(holds_text(members, secret_name));
    REQUIRE(desk.step(desk.member, complaint, ReceivePayload{}) == applied);
    CHECK_FALSE(knows_who(desk.member));
    CHECK_FALSE(knows_who(desk.leader));
}

TEST_CASE("identity: what is open comes first to whom it is shown, and with no more than ever",
          "[server][identity]") {
    Desk desk;
    const Uuid complaint = record_confidential(desk);
    dispatch(desk, complaint);
    const auto writer = desk.server.writer();
    const auto what_is_open = [&](const Tablet& tablet) {
        const Directory directory = must(writer->reader().directory(desk.server.department()));
        return must(writer->reader().open_page({.department = desk.server.department(),
                                                .scopes = readable_keys(directory, tablet.person),
                                                .pushed = {},
                                                .events_max = base::limits::pull_events_max,
                                                .payload_bytes_max = base::limits::pull_bytes_max,
                                                .changes_per_open = 1},
                                               Uuid{}));
    };
    for (Tablet* tablet :
         {&desk.manager, &desk.leadership, &desk.member, &desk.leader, &desk.administrator}) {
        tablet->cursor = 0;
        const Events always = pull_all(*tablet);
        const auto page = what_is_open(*tablet);
        CHECK(page.events.size() == always.size());
        CHECK(holds_text(page.events, secret_name) == holds_text(always, secret_name));
    }
    // Closed or withdrawn, it comes in its turn only.
    REQUIRE(desk.step(desk.manager, complaint, CancelPayload{CancelCode::Mistake, "误录"}) ==
            applied);
    CHECK(what_is_open(desk.leadership).events.empty());
}

TEST_CASE("identity: the receipt is the same as for any event", "[server][identity]") {
    Desk desk;
    record_confidential(desk);
    const auto repeated = desk.acceptor.sync_request();
    CHECK(repeated.cursor == 2);
    CHECK(desk.manager.sync().cursor == 2);
    // Nor does the cursor of somebody who may not know lag behind.
    pull_all(desk.member);
    CHECK(desk.member.cursor == 2);
}

TEST_CASE("identity: the leader of a 重大 gets it when it is raised", "[server][identity]") {
    Desk desk;
    const Uuid complaint = record_confidential(desk);
    dispatch(desk, complaint);
    CHECK(pull_all(desk.leader).size() == 3);
    REQUIRE(desk.step(desk.manager,
                      complaint,
                      ChangeSeverityPayload{Severity::Major, "影响行车"}) == applied);
    CHECK_FALSE(knows_who(desk.leader));
    REQUIRE(desk.step(desk.manager, complaint, EscalatePayload{desk.leader.person, "影响行车"}) ==
            applied);
    const Events news = pull_all(desk.leader);
    CHECK(holds_text(news, secret_name));
    // The escalation, and of the past only what was hidden.
    CHECK(news.size() == 2);
    CHECK_FALSE(knows_who(desk.member));
}

TEST_CASE("identity: a new role brings it", "[server][identity]") {
    Desk desk;
    const Uuid complaint = record_confidential(desk);
    dispatch(desk, complaint);
    CHECK_FALSE(knows_who(desk.member));
    const auto writer = desk.server.writer();
    must(writer->begin());
    must(writer->add_grant(desk.server.department(),
                           {.person = desk.member.person, .role = Role::Leadership}));
    must(writer->raise_directory_version(desk.server.department()));
    must(writer->commit());
    CHECK(knows_who(desk.member));
}

TEST_CASE("identity: a manager who is a respondent does not get it", "[server][identity]") {
    Desk desk;
    record_confidential(desk, {desk.manager.person});
    const Events managers = pull_all(desk.manager);
    CHECK(managers.size() == 1);
    CHECK_FALSE(holds_text(managers, secret_name));
    CHECK(knows_who(desk.leadership));
    // Team leaders stand in for the only manager.
    CHECK(knows_who(desk.leader));
}

TEST_CASE("identity: who turns out to be a respondent gets no more of it", "[server][identity]") {
    Desk desk;
    const Uuid complaint = record_confidential(desk);
    const std::string who = "[\"" + to_string(desk.manager.person) + "\"]";
    REQUIRE(desk.step(desk.acceptor, complaint, CorrectPayload{"respondents", who, "补充"}) ==
            applied);
    // Another tablet of the manager starts from nothing.
    Tablet second(desk.server);
    second.sign_in("manager");
    CHECK_FALSE(knows_who(second));
    CHECK(knows_who(desk.leadership));
}
