// The tablet's real store and engine against the real server: what one writes the other reads.
#include "core/domain/numbering.h"
#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "tests/server/support.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

/// A tablet with everything but a screen.
class WholeTablet {
public:
    WholeTablet(TestServer& server, const char* account)
        : m_server(server)
        , m_identity(server) {
        huiyin::sqlite::OpenOptions options;
        options.path = ":memory:";
        store = must(huiyin::store::TabletStore::open(options, server.clock, server.random));
        const RawResponse response = m_identity.sign_in(account);
        const auto answer = must(sync::sign_in_response_from_text(response.body));
        huiyin::store::Session session;
        session.account = account;
        session.person = answer.person;
        session.device = answer.device;
        session.device_code = answer.device_code;
        session.secret_key = m_identity.keys.secret_key;
        session.token = answer.token;
        must(store->sign_in(session, answer));
        engine.emplace(*store, server.random);
    }

    Uuid record() {
        const Uuid complaint = m_identity.new_complaint();
        const auto number = must(store->next_number(2026));
        append(complaint,
               domain::RecordPayload{must(domain::to_text(number)),
                                     make_intake(m_server.clock.now_utc_ms() - 1000)},
               number.counter);
        return complaint;
    }

    void note(const Uuid& complaint) { append(complaint, domain::NotePayload{"补充说明"}, 0); }

    /// Talks until the engine has nothing more to say; gives how many requests that took.
    int talk() {
        int requests = 0;
        engine->poke();
        while (requests < 50) {
            const std::int64_t now = m_server.clock.monotonic_ms();
            const auto body = engine->next_request(now);
            if (!body) {
                break;
            }
            ++requests;
            const RawResponse response = ask(m_server.port(),
                                             "POST",
                                             "/api/v1/sync",
                                             *body,
                                             {"Authorization: Bearer " + store->session()->token});
            engine->answered({response.status, response.body, 0}, now, m_server.clock.now_utc_ms());
        }
        return requests;
    }

    std::unique_ptr<huiyin::store::TabletStore> store;
    std::optional<sync::Engine> engine;

private:
    TestServer& m_server;
    Tablet m_identity;

    void append(const Uuid& complaint, domain::Payload payload, std::uint32_t counter) {
        const Uuid person = store->session()->person;
        const domain::Role role = store->directory().roles_of(person).at(0);
        must(store->append({.complaint = complaint,
                            .actor = person,
                            .role = role,
                            .payload = std::move(payload),
                            .counter = counter,
                            .draft_done = std::nullopt}));
    }
};

} // namespace

TEST_CASE("tablet: what is recorded on one arrives on the other", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    const Uuid complaint = acceptor.record();
    acceptor.note(complaint);
    CHECK(must(acceptor.store->unsent_count()) == 2);
    CHECK(acceptor.talk() == 1);
    CHECK(acceptor.engine->status().synced);
    CHECK(must(acceptor.store->unsent_count()) == 0);
    CHECK(manager.talk() == 1);
    const auto seen = must(manager.store->complaint(complaint));
    const auto own = must(acceptor.store->complaint(complaint));
    REQUIRE(seen);
    CHECK(seen->register_no == 1);
    CHECK(own->register_no == 1);
    CHECK(seen->steps.size() == 2);
    manager.note(complaint);
    manager.talk();
    acceptor.talk();
    CHECK(must(acceptor.store->complaint(complaint))->steps.size() == 3);
}

TEST_CASE("tablet: a thousand unsent events go through in pages", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    for (int i = 0; i < 300; ++i) {
        acceptor.note(acceptor.record());
    }
    CHECK(acceptor.talk() == 3);
    CHECK(must(acceptor.store->unsent_count()) == 0);
    CHECK(manager.talk() == 2);
    CHECK(must(manager.store->counts()).all == 300);
}

TEST_CASE("tablet: offers everything again to a server that lost it", "[server][tablet]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    const Uuid complaint = acceptor.record();
    acceptor.talk();
    // A database of another epoch that knows the tablet, but none of its events.
    // The chain begins with zeros, as the first event says.
    server.stored().execute(
        "UPDATE device SET last_seq = 0, last_hash = (SELECT prev_hash FROM event WHERE change = "
        "1);"
        "UPDATE deployment SET epoch = 'another'; DELETE FROM event; DELETE FROM scope;"
        "DELETE FROM complaint_number; UPDATE department SET change_last = 0");
    acceptor.talk();
    CHECK(must(acceptor.store->unsent_count()) == 0);
    WholeTablet manager(server, "manager");
    manager.talk();
    CHECK(must(manager.store->complaint(complaint)));
}
