// Redaction on the way: from the leadership's order over the administrator's tablet to every copy
// (procedure 4.9.16).
#include "core/domain/redaction.h"
#include "core/domain/verification.h"
#include "sync-server/main/commands.h"
#include "tests/server/support.h"
#include "tests/server/whole_tablet.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

constexpr std::string_view told = "请勿外传";

/// What verify prints.
std::string verified(TestServer& server) {
    std::ostringstream out;
    static_cast<void>(must(verify_store(server.writer()->reader(), out)));
    return out.str();
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

std::vector<domain::PlacedEvent> on_server(TestServer& server, const Uuid& complaint) {
    return must(server.writer()->reader().complaint_events(server.department(), complaint));
}

std::string payloads(const std::vector<domain::PlacedEvent>& events) {
    std::string all;
    for (const domain::PlacedEvent& placed : events) {
        all += placed.event.payload;
    }
    return all;
}

/// Three tablets that know one complaint as far as they may.
struct Desk3 {
    TestServer server;
    WholeTablet acceptor{server, "acceptor"};
    WholeTablet leadership{server, "leadership"};
    WholeTablet administrator{server, "administrator"};
    Uuid complaint = acceptor.record();
    std::string name = must(acceptor.store->complaint(complaint))->intake.complainant_name;
    std::string contact = must(acceptor.store->complaint(complaint))->intake.contact;

    Desk3() {
        acceptor.talk();
        leadership.talk();
    }

    void order() {
        auto order = domain::redaction_order(must(leadership.store->events(complaint)));
        order.reason = told;
        leadership.append(complaint, order);
        leadership.talk();
        administrator.talk();
    }

    void carry_out() {
        const auto& waiting = administrator.store->directory().redactions;
        REQUIRE(waiting.size() == 1);
        const domain::WaitingRedaction first = waiting.front();
        administrator.append(first.complaint, domain::RedactPayload{first.order, first.number});
        administrator.talk();
    }

    bool names(WholeTablet& tablet) {
        const std::string all = payloads(must(tablet.store->events(complaint)));
        return says(all, name) || says(all, contact);
    }

    std::size_t found(WholeTablet& tablet, const std::string& words) {
        return must(tablet.store->list({.search = words})).size();
    }
};

} // namespace

TEST_CASE("redaction: what was ordered and carried out is gone from the server and every tablet",
          "[server][redaction]") {
    Desk3 desk;
    REQUIRE(desk.names(desk.acceptor));
    CHECK(desk.found(desk.acceptor, desk.name) == 1);
    desk.order();
    // The administrator hears the number and nothing else; nobody else hears of it this way.
    CHECK(must(desk.administrator.store->events(desk.complaint)).empty());
    CHECK(desk.leadership.store->directory().redactions.empty());
    CHECK(says(payloads(on_server(desk.server, desk.complaint)), desk.name));
    desk.carry_out();
    const auto events = on_server(desk.server, desk.complaint);
    CHECK_FALSE(says(payloads(events), desk.name));
    CHECK_FALSE(says(payloads(events), desk.contact));
    CHECK(domain::shows_as_redacted(domain::fold(events)->intake));
    CHECK(says(verified(desk.server), "1 of them redacted, 0 problems"));
    // Nothing of the complaint stays with the administrator.
    CHECK(must(desk.administrator.store->events(desk.complaint)).empty());
    CHECK(desk.administrator.store->directory().redactions.empty());
    // The tablets that hold the name lose it with their next sync.
    REQUIRE(desk.names(desk.acceptor));
    desk.acceptor.talk();
    desk.leadership.talk();
    for (WholeTablet* tablet : {&desk.acceptor, &desk.leadership}) {
        CHECK_FALSE(desk.names(*tablet));
        CHECK(desk.found(*tablet, desk.name) == 0);
        const auto row = must(tablet->store->list({})).at(0);
        CHECK(row.redacted);
        CHECK(row.complainant.empty());
        const auto check = domain::check_events(must(tablet->store->events(desk.complaint)),
                                                tablet->store->directory());
        CHECK(check.fault == domain::Fault::None);
        CHECK(check.redacted == 1);
    }
    // A tablet that comes later never had it.
    WholeTablet late(desk.server, "manager");
    late.talk();
    CHECK(must(late.store->complaint(desk.complaint))->state == domain::State::Recorded);
    CHECK_FALSE(desk.names(late));
    CHECK(domain::check_events(must(late.store->events(desk.complaint)), late.store->directory())
              .fault == domain::Fault::None);
}

TEST_CASE("redaction: an order that the server cannot confirm is refused", "[server][redaction]") {
    Desk3 desk;
    auto order = domain::redaction_order(must(desk.leadership.store->events(desk.complaint)));
    order.reason = told;
    order.hashes.front() = order.hashes.front() == '0' ? '1' : '0';
    desk.leadership.append(desk.complaint, order);
    desk.leadership.talk();
    const auto kept = must(desk.leadership.store->kept_apart(10));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == domain::Reason::BadPayload);
    desk.administrator.talk();
    CHECK(desk.administrator.store->directory().redactions.empty());
}

TEST_CASE("redaction: a tablet that lost an order's server brings back only the redacted form",
          "[server][redaction]") {
    Desk3 desk;
    desk.order();
    desk.carry_out();
    desk.acceptor.talk();
    // Redacted events travel by file and in a push; a carrier cannot put other words into them.
    auto events = must(desk.acceptor.store->events(desk.complaint));
    REQUIRE_FALSE(events[0].event.redaction.is_nil());
    sync::SyncRequest request{.protocol = 1, .push = {events[0].event}};
    const auto read = must(sync::sync_request_from_text(sync::to_text(request)));
    CHECK(read.push[0].hash == events[0].event.hash);
    CHECK(read.push[0].redaction == events[0].event.redaction);
    CHECK(read.push[0].payload == events[0].event.payload);
}

TEST_CASE("redaction: verify names a payload that no order put there", "[server][redaction]") {
    Desk3 desk;
    desk.order();
    desk.carry_out();
    domain::Event event = on_server(desk.server, desk.complaint)[0].event;
    event.payload += " ";
    auto writer = desk.server.writer();
    must(writer->begin());
    must(writer->redact_event(desk.server.department(), event));
    must(writer->commit());
    const std::string text = verified(desk.server);
    CAPTURE(text);
    CHECK(says(text, "is not what an order put in its place"));
    CHECK(says(text, to_string(event.id)));
    CHECK(says(text, "1 problems"));
}
