#include "tests/server/whole_tablet.h"

#include "core/domain/numbering.h"

namespace huiyin::server::tests {

WholeTablet::WholeTablet(TestServer& server, const char* account, const std::string& database)
    : m_server(server)
    , m_identity(server)
    , m_account(account) {
    huiyin::sqlite::OpenOptions options;
    options.path = database;
    store = must(huiyin::store::TabletStore::open(options, server.clock, server.random));
    sign_in();
    engine.emplace(*store, server.random);
}

int WholeTablet::sign_in() {
    const RawResponse response = m_identity.sign_in(m_account);
    if (response.status != 200) {
        return response.status;
    }
    const auto answer = must(sync::sign_in_response_from_text(response.body));
    huiyin::store::Session session;
    session.account = m_account;
    session.person = answer.person;
    session.device = answer.device;
    session.device_code = answer.device_code;
    session.secret_key = m_identity.keys.secret_key;
    session.token = answer.token;
    must(store->sign_in(session, answer));
    return response.status;
}

int WholeTablet::sign_in_again() {
    const int status = sign_in();
    engine->signed_in();
    return status;
}

int WholeTablet::sign_in_as(const char* account) {
    m_account = account;
    return sign_in_again();
}

Uuid WholeTablet::record() {
    const Uuid complaint = m_identity.new_complaint();
    const auto number = must(store->next_number(2026));
    append(complaint,
           domain::RecordPayload{must(domain::to_text(number)),
                                 make_intake(m_server.clock.now_utc_ms() - 1000)},
           number.counter);
    return complaint;
}

void WholeTablet::note(const Uuid& complaint) {
    append(complaint, domain::NotePayload{"补充说明"}, 0);
}

int WholeTablet::talk() {
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

void WholeTablet::append(const Uuid& complaint, domain::Payload payload, std::uint32_t counter) {
    const Uuid person = store->session()->person;
    const domain::Role role = store->directory().roles_of(person).at(0);
    must(store->append({.complaint = complaint,
                        .actor = person,
                        .role = role,
                        .payload = std::move(payload),
                        .counter = counter,
                        .draft_done = std::nullopt}));
}

} // namespace huiyin::server::tests
