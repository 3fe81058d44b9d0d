// Who gets in: every operation there is, with every kind of token that is none, and every
// administrator's command with every other role.
//
// The lists are the program's own, so an operation that is added is tried here too.
#include "sync-server/api/admin_command.h"
#include "sync-server/api/routes.h"
#include "sync-server/auth/token.h"
#include "tests/server/desk.h"
#include "tests/server/doorbell_client.h"
#include "tests/server/openapi_file.h"

#include <catch_amalgamated.hpp>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

std::string name_of(const http::Route& route) {
    return std::string(text_of(route.method)) + " " + route.path;
}

/// All operations but those that are asked before there is a token.
std::vector<http::Route> guarded_operations() {
    http::RouteTable table;
    api::add_routes(table);
    const std::set<std::string> open{"GET /healthz", "GET /readyz", "POST /api/v1/sign-in"};
    std::vector<http::Route> guarded;
    for (const http::Route& route : table.all()) {
        if (!open.contains(name_of(route))) {
            guarded.push_back(route);
        }
    }
    CHECK(guarded.size() == table.all().size() - open.size());
    return guarded;
}

std::string request_for(const http::Route& route, const std::string& token) {
    if (route.kind == http::RouteKind::Socket) {
        return Upgrade{.token = token}.text();
    }
    std::string text = name_of(route) + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.empty()) {
        text += "Authorization: Bearer " + token + "\r\n";
    }
    // Nothing that could be understood, so what is answered comes before it is read.
    const std::string body = route.body_type.empty() ? "" : "[";
    if (!route.body_type.empty()) {
        text += "Content-Type: " + route.body_type + "\r\nContent-Length: 1\r\n";
    }
    return text + "\r\n" + body;
}

RawResponse
answer_to(const TestServer& server, const http::Route& route, const std::string& token) {
    RawClient client(server.port());
    client.send(request_for(route, token));
    return client.read();
}

/// Whether every operation turns the token away, and says how to do better.
bool is_turned_away(const TestServer& server, const std::string& token) {
    bool everywhere = true;
    for (const http::Route& route : guarded_operations()) {
        const RawResponse answer = answer_to(server, route, token);
        const bool turned_away = answer.status == 401 &&
                                 answer.field("www-authenticate") == "Bearer" &&
                                 answer.body.find("\"unauthenticated\"") != std::string::npos;
        CAPTURE(name_of(route), answer.status, answer.body);
        CHECK(turned_away);
        everywhere = everywhere && turned_away;
    }
    return everywhere;
}

/// Whether every operation looks at what is asked.
bool is_let_in(const TestServer& server, const std::string& token) {
    bool everywhere = true;
    for (const http::Route& route : guarded_operations()) {
        const RawResponse answer = answer_to(server, route, token);
        const std::set<int> looked_at{101, 400, 403, 404};
        CAPTURE(name_of(route), answer.status, answer.body);
        CHECK(looked_at.contains(answer.status));
        everywhere = everywhere && looked_at.contains(answer.status);
    }
    return everywhere;
}

} // namespace

TEST_CASE("access: openapi names the operations that need no bearer", "[server][access]") {
    // The doorbell has its token in a subprotocol, since a page can give a WebSocket no fields.
    CHECK(described_api().without_bearer ==
          std::set<std::string>{
              "GET /healthz", "GET /readyz", "POST /api/v1/sign-in", "GET /api/v1/doorbell"});
}

TEST_CASE("access: no operation answers without a token", "[server][access]") {
    Desk desk;
    CHECK(is_let_in(desk.server, desk.acceptor.token));
    CHECK(is_turned_away(desk.server, ""));
    const std::string& right = desk.acceptor.token;
    const auth::NewToken unknown = auth::make_token(desk.server.random);
    std::string other_case = right;
    for (char& c : other_case) {
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    REQUIRE(other_case != right);
    for (const std::string& garbage : {std::string("x"),
                                       std::string(43, 'A'),
                                       unknown.text,
                                       right + "A",
                                       right.substr(1),
                                       right + right,
                                       other_case,
                                       to_string(desk.acceptor.device),
                                       std::string(1000, 'a')}) {
        CAPTURE(garbage);
        CHECK(is_turned_away(desk.server, garbage));
    }
    // By another way than the one that is spoken: as basic credentials, or in the query.
    for (const http::Route& route : guarded_operations()) {
        if (route.kind == http::RouteKind::Socket) {
            continue;
        }
        CAPTURE(name_of(route));
        std::string basic = request_for(route, right);
        basic.replace(basic.find("Bearer"), 6, "Basic");
        RawClient client(desk.server.port());
        client.send(basic);
        CHECK(client.read().status == 401);
        http::Route asked = route;
        asked.path += "?token=" + right;
        CHECK(answer_to(desk.server, asked, "").status == 401);
    }
    CHECK(is_let_in(desk.server, right));
}

TEST_CASE("access: no operation answers to a token that ended", "[server][access]") {
    Desk desk;
    // Signed in again.
    const std::string former = desk.acceptor.token;
    REQUIRE(desk.acceptor.sign_in("acceptor").status == 200);
    CHECK(is_turned_away(desk.server, former));
    CHECK(is_let_in(desk.server, desk.acceptor.token));
    // The tablet is revoked.
    const auto done = [&desk](const std::string& json) {
        return post_admin(desk.server, desk.administrator, json).status == 200;
    };
    REQUIRE(done("{'command':'revoke_device','device':'" + to_string(desk.member.device) + "'}"));
    CHECK(is_turned_away(desk.server, desk.member.token));
    // The person is gone.
    REQUIRE(done("{'command':'set_person_active','person':'" + to_string(desk.leader.person) +
                 "','active':false}"));
    CHECK(is_turned_away(desk.server, desk.leader.token));
    // The password is another.
    REQUIRE(done("{'command':'set_password','account':'manager','password':'a-new-beginning'}"));
    CHECK(is_turned_away(desk.server, desk.manager.token));
    CHECK(is_let_in(desk.server, desk.leadership.token));
    // Not used for too long.
    desk.server.clock.advance(auth::token_idle_ms_max);
    CHECK(is_turned_away(desk.server, desk.leadership.token));
}

TEST_CASE("access: every administrator's command is refused to every other role",
          "[server][access][admin]") {
    Desk desk;
    Tablet nobody(desk.server);
    // The members are looked at after the role, so the command alone is enough.
    const auto status_of = [&desk](const Tablet& tablet, std::string_view name) {
        return post_admin(desk.server, tablet, "{'command':'" + std::string(name) + "'}").status;
    };
    const std::vector<std::string_view> names = api::admin_command_names();
    REQUIRE(names.size() >= 19);
    for (const std::string_view name : names) {
        CAPTURE(name);
        const bool is_question = name.starts_with("list_");
        CHECK(status_of(desk.administrator, name) == (is_question ? 200 : 400));
        // What the relationship manager may besides, and nothing else.
        const bool for_manager = name == "set_service_volume";
        CHECK(status_of(desk.manager, name) == (for_manager ? 400 : 403));
        for (const Tablet* tablet :
             {&desk.acceptor, &desk.leader, &desk.member, &desk.leadership}) {
            CHECK(status_of(*tablet, name) == 403);
        }
        CHECK(status_of(nobody, name) == 401);
    }
}
