#include "core/domain/payload.h"
#include "core/domain/verification.h"
#include "tests/support/fakes.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::domain;

namespace {

/// Events of one complaint, as two devices chained and signed them and the server placed them.
struct History {
    tests::Department d = tests::make_department();
    std::vector<PlacedEvent> events;
    ChainEnd ends[2];

    History() {
        add(0); // A7K 1
        add(0); // A7K 2
        add(1); // C3M 1
        skip(0);
        add(0); // A7K 4: another complaint's event lies between
        add(1); // C3M 2
    }

    /// An event of another complaint in the device's chain.
    void skip(int device) { ends[device].seq += 1; }

    void add(int device) {
        Event event;
        tests::SeededRandom random(events.size() + 7);
        event.id = make_uuid(tests::FakeClock(), random);
        event.device = device == 0 ? d.device_a : d.device_b;
        event.device_seq = ends[device].seq + 1;
        event.prev_hash = ends[device].hash;
        event.kind = code_of(EventKind::Note);
        event.payload = payload_text(NotePayload{"说明"});
        seal(event, (device == 0 ? d.key_a : d.key_b).secret_key);
        static_cast<void>(continues(ends[device], event));
        PlacedEvent placed;
        placed.event = event;
        placed.change = static_cast<std::int64_t>(events.size()) * 3 + 1;
        events.push_back(placed);
    }

    ComplaintCheck check() const { return check_events(events, d.directory); }

    bool blames(std::size_t index, Fault fault) const {
        const ComplaintCheck found = check();
        return found.fault == fault && found.event == events[index].event.id;
    }
};

} // namespace

TEST_CASE("verification: a genuine history has no fault, unsent steps included", "[core][domain]") {
    History history;
    CHECK(history.check().fault == Fault::None);
    CHECK(history.check().events == 5);
    history.events.back().change = 0;
    CHECK(history.check().fault == Fault::None);
}

TEST_CASE("verification: every kind of change is found at its event", "[core][domain]") {
    SECTION("one byte of a payload") {
        History history;
        history.events[1].event.payload[3] ^= 1;
        CHECK(history.blames(1, Fault::NotAuthentic));
    }
    SECTION("another author") {
        History history;
        history.events[4].event.actor = history.d.manager;
        CHECK(history.blames(4, Fault::NotAuthentic));
    }
    SECTION("sealed anew with another key") {
        History history;
        history.events[2].event.payload = payload_text(NotePayload{"别的"});
        seal(history.events[2].event, history.d.key_a.secret_key);
        CHECK(history.blames(2, Fault::NotAuthentic));
    }
    SECTION("replaced by the device itself, which breaks the chain") {
        History history;
        history.events[0].event.payload = payload_text(NotePayload{"别的"});
        seal(history.events[0].event, history.d.key_a.secret_key);
        CHECK(history.blames(1, Fault::ChainBroken));
    }
    SECTION("two events of one device exchanged") {
        History history;
        std::swap(history.events[0].event, history.events[1].event);
        CHECK(history.blames(1, Fault::ChainBroken));
    }
    SECTION("a change number twice") {
        History history;
        history.events[3].change = history.events[2].change;
        CHECK(history.blames(3, Fault::OutOfOrder));
    }
    SECTION("a device that nobody enrolled") {
        History history;
        history.d.directory.devices.pop_back();
        CHECK(history.blames(2, Fault::UnknownDevice));
    }
}

TEST_CASE("verification: the very next event continues a chain, nothing else", "[core][domain]") {
    History history;
    ChainEnd end;
    CHECK(continues(end, history.events[0].event));
    CHECK(continues(end, history.events[1].event));
    CHECK_FALSE(continues(end, history.events[3].event)); // number 3 is missing
    CHECK(end.seq == 4);
}
