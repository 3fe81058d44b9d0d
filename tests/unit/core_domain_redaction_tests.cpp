// Redaction: what an order names, what is left of it, and that the chain still proves the rest
// (procedure 4.9.16).
#include "core/domain/redaction.h"
#include "core/domain/verification.h"
#include "tests/support/procedure.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>

using namespace huiyin;
using namespace huiyin::domain;
using namespace huiyin::tests;

namespace {

constexpr std::string_view name = "赵国栋";
constexpr std::string_view contact = "13817645208";

OrderRedactionPayload order_of(const Life& life) {
    OrderRedactionPayload order = redaction_order(life.events());
    order.reason = "用户依法要求删除个人信息";
    return order;
}

Uuid last_event(const Life& life) {
    return life.events().back().event.id;
}

/// Orders and carries out; gives the order's event id.
Uuid redact_all(Life& life) {
    const Office& office = life.office();
    REQUIRE(life.take(office.leadership, Role::Leadership, order_of(life)) == Verdict{});
    const Uuid order = last_event(life);
    REQUIRE(life.take(office.administrator, Role::Administrator, RedactPayload{order, {}}) ==
            Verdict{});
    return order;
}

/// As a store keeps them afterwards.
std::vector<PlacedEvent> stored(const Life& life) {
    auto events = life.events();
    for (PlacedEvent& placed : events) {
        redact(placed.event, life.now());
    }
    return events;
}

bool holds_text(const std::vector<PlacedEvent>& events, std::string_view text) {
    return std::any_of(events.begin(), events.end(), [&](const PlacedEvent& placed) {
        return placed.event.payload.find(text) != std::string::npos;
    });
}

Life fed_back(const Office& office) {
    Life life(office);
    Intake intake = make_intake(life.now_ms() - 1);
    intake.complainant_name = name;
    intake.contact = contact;
    life.record(intake);
    CHECK(life.take(office.manager,
                    Role::RelationshipManager,
                    CorrectPayload{"contact", "\"13817645209\"", "写错一位"}) == Verdict{});
    return life;
}

} // namespace

TEST_CASE("redaction: an order takes the complainant out of every event that it names",
          "[core][domain][redaction]") {
    const auto office = make_office();
    Life life = fed_back(office);
    CHECK(life.now().naming.size() == 2);
    const Uuid order = redact_all(life);
    CHECK(has_redactions(life.now()));
    const auto events = stored(life);
    CHECK_FALSE(holds_text(events, name));
    CHECK_FALSE(holds_text(events, "1381764520"));
    CHECK(events[0].event.redaction == order);
    CHECK(events[0].event.hash == life.events()[0].event.hash);
    const auto after = fold(events);
    REQUIRE(after);
    CHECK(shows_as_redacted(after->intake));
    CHECK(after->intake.content == life.now().intake.content);
    CHECK(after->number == life.now().number);
    CHECK(after->naming.empty());
    CHECK(after->steps[0].redacted);
    CHECK_FALSE(after->steps.back().redacted);
    CHECK(after->head_hash == life.now().head_hash);
}

TEST_CASE("redaction: once is as good as twice, and what is folded again stays the same",
          "[core][domain][redaction]") {
    const auto office = make_office();
    Life life = fed_back(office);
    redact_all(life);
    auto events = stored(life);
    const auto after = fold(events);
    for (PlacedEvent& placed : events) {
        CHECK_FALSE(redact(placed.event, *after));
        const auto again = redacted_payload(placed.event);
        CHECK((placed.event.redaction.is_nil() || again == placed.event.payload));
    }
}

TEST_CASE("redaction: ordered by leadership alone, carried out by the administrator alone, once",
          "[core][domain][redaction][matrix]") {
    const auto office = make_office();
    Life life = fed_back(office);
    const auto order = order_of(life);
    const auto by = [&](const Uuid& person, Role role, const Payload& payload) {
        return life.take(person, role, payload).reason;
    };
    CHECK(by(office.manager, Role::RelationshipManager, order) == Reason::RoleNotEntitled);
    CHECK(by(office.administrator, Role::Administrator, order) == Reason::RoleNotEntitled);
    CHECK(by(office.administrator, Role::Administrator, RedactPayload{order.events[0], {}}) ==
          Reason::NoSuchOrder);
    OrderRedactionPayload wrong = order;
    wrong.reason = " ";
    CHECK(by(office.leadership, Role::Leadership, wrong) == Reason::ReasonMissing);
    wrong = order;
    wrong.hashes.pop_back();
    CHECK(by(office.leadership, Role::Leadership, wrong) == Reason::BadPayload);
    wrong = order;
    wrong.events.push_back(wrong.events.front());
    wrong.hashes += wrong.hashes.substr(0, 64);
    CHECK(by(office.leadership, Role::Leadership, wrong) == Reason::BadPayload);
    CHECK(by(office.leadership, Role::Leadership, order) == Reason::None);
    const Uuid event = last_event(life);
    CHECK(by(office.leadership, Role::Leadership, order) == Reason::AlreadyOrdered);
    CHECK_FALSE(has_redactions(life.now()));
    CHECK(by(office.leadership, Role::Leadership, RedactPayload{event, {}}) ==
          Reason::RoleNotEntitled);
    CHECK(by(office.administrator, Role::Administrator, RedactPayload{event, {}}) == Reason::None);
    CHECK(by(office.administrator, Role::Administrator, RedactPayload{event, {}}) ==
          Reason::NoSuchOrder);
}

TEST_CASE("redaction: leadership is offered the order as long as somebody is named",
          "[core][domain][redaction][matrix]") {
    const auto office = make_office();
    Life life = fed_back(office);
    const auto obstacle_to = [&](const Complaint& complaint) {
        for (const NextStep& step : next_steps(
                 complaint, office.leadership, office.device_a, life.now_ms(), office.directory)) {
            if (step.kind == EventKind::OrderRedaction) {
                return std::optional<Reason>(step.obstacle);
            }
        }
        return std::optional<Reason>();
    };
    CHECK(obstacle_to(life.now()) == Reason::None);
    REQUIRE(life.take(office.leadership, Role::Leadership, order_of(life)) == Verdict{});
    CHECK(obstacle_to(life.now()) == Reason::AlreadyOrdered);
    REQUIRE(life.take(office.administrator,
                      Role::Administrator,
                      RedactPayload{last_event(life), {}}) == Verdict{});
    CHECK(obstacle_to(*fold(stored(life))) == Reason::NothingToRedact);
}

TEST_CASE(
    "redaction: an event that the server places later than the order is redacted all the same",
    "[core][domain][redaction]") {
    const auto office = make_office();
    Life life = fed_back(office);
    const PlacedEvent late = life.events()[1];
    redact_all(life);
    Event event = late.event;
    CHECK(redact(event, life.now()));
    // One that the order does not name stays, and can be ordered away like the first.
    REQUIRE(life.take(office.manager,
                      Role::RelationshipManager,
                      CorrectPayload{"complainant_name", "\"李四\"", "补记"}) == Verdict{});
    Event unnamed = life.events().back().event;
    CHECK_FALSE(redact(unnamed, life.now()));
    const auto now = fold(stored(life));
    CHECK(now->intake.complainant_name == "李四");
    CHECK_FALSE(shows_as_redacted(now->intake));
    CHECK(redaction_order(stored(life)).events == std::vector{unnamed.id});
}

TEST_CASE("redaction: an identity that is kept apart, and who was told, go as well",
          "[core][domain][redaction]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = make_intake(life.now_ms() - 1);
    intake.confidential = true;
    take_identity(intake);
    life.record(intake);
    REQUIRE(life.take(office.acceptor,
                      Role::Acceptor,
                      IdentifyPayload{{std::string(name), "调度中心", std::string(contact)}}) ==
            Verdict{});
    redact_all(life);
    const auto events = stored(life);
    CHECK_FALSE(holds_text(events, name));
    CHECK_FALSE(holds_text(events, contact));
    CHECK(shows_as_redacted(fold(events)->intake));
    const Payload told =
        redacted(FeedBackPayload{1, Means::Phone, std::string(name), "修好了", {}});
    CHECK(std::get<FeedBackPayload>(told).told == redacted_name);
    const Payload written = FeedBackPayload{.ink = "1,2,3", .signed_name = std::string(name)};
    CHECK(names_complainant(written));
    CHECK(payload_text(redacted(written)) == payload_text(FeedBackPayload{}));
    CHECK_FALSE(names_complainant(told));
}

TEST_CASE("redaction: the chain proves a redacted event, and finds any other change",
          "[core][domain][redaction][verification]") {
    const auto office = make_office();
    Life life = fed_back(office);
    redact_all(life);
    // Of Life's events the last of each device has no key; these are signed as a tablet signs.
    auto events = life.events();
    Directory directory = office.directory;
    std::map<Uuid, std::pair<std::uint64_t, base::Hash>> ends;
    for (PlacedEvent& placed : events) {
        placed.event.device = office.device_a;
        auto& [seq, hash] = ends[office.device_a];
        placed.event.device_seq = ++seq;
        placed.event.prev_hash = hash;
        seal(placed.event, office.key_a.secret_key);
        hash = placed.event.hash;
    }
    const auto complaint = fold(events);
    auto kept = events;
    for (PlacedEvent& placed : kept) {
        redact(placed.event, *complaint);
    }
    const auto check = check_events(kept, directory);
    CHECK(check.fault == Fault::None);
    CHECK(check.redacted == 2);
    SECTION("another payload") {
        kept[0].event.payload += " ";
        CHECK(check_events(kept, directory).fault == Fault::NotAuthentic);
        CHECK(check_events(kept, directory).event == kept[0].event.id);
    }
    SECTION("a payload that was taken out without an order") {
        kept.erase(kept.end() - 2, kept.end());
        CHECK(check_events(kept, directory).fault == Fault::NotAuthentic);
    }
    SECTION("an order that nobody carried out") {
        kept.pop_back();
        CHECK(check_events(kept, directory).fault == Fault::NotAuthentic);
    }
    SECTION("an order whose signature is wrong") {
        kept[kept.size() - 2].event.signature[0] ^= 1;
        CHECK(check_events(kept, directory).fault == Fault::NotAuthentic);
        CHECK(check_events(kept, directory).event == kept[0].event.id);
    }
    SECTION("an event that says of itself that it is redacted") {
        auto forged = events;
        forged[0].event.payload = "{}";
        forged[0].event.redaction = forged[0].event.id;
        CHECK(check_events(forged, directory).fault == Fault::NotAuthentic);
    }
}

TEST_CASE("redaction: nobody writes a step that is redacted from the beginning",
          "[core][domain][redaction]") {
    const auto office = make_office();
    Life life(office);
    Intake intake = make_intake(life.now_ms() - 1);
    intake.redacted = true;
    const Verdict verdict = life.take(
        office.acceptor, Role::Acceptor, RejectIntakePayload{std::move(intake), "身份核实不了"});
    CHECK(verdict == Verdict{VerdictKind::Refused, Reason::BadPayload});
}

TEST_CASE("redaction: an administrator's tablet carries out what the directory says waits",
          "[core][domain][redaction]") {
    auto office = make_office();
    const Uuid order = office.group;
    const Actor actor{office.administrator, Role::Administrator, office.device_a, 1};
    const RedactPayload payload{order, "TS-2026-A7K-0001-X"};
    CHECK(refusal_of({}, payload, actor, office.directory)->reason == Reason::NoSuchOrder);
    office.directory.redactions.push_back({order, office.team, payload.number, {}, 1});
    CHECK_FALSE(refusal_of({}, payload, actor, office.directory));
    std::optional<Complaint> complaint;
    PlacedEvent own;
    own.event.complaint = office.team;
    apply(complaint, own, payload);
    CHECK(complaint->number == payload.number);
    CHECK(refusal_of(complaint, payload, actor, office.directory)->reason == Reason::NoSuchOrder);
}
