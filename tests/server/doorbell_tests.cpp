// GET /api/v1/doorbell: a WebSocket by hand, byte by byte (RFC 6455).
#include "tests/server/desk.h"
#include "tests/server/doorbell_client.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;

TEST_CASE("doorbell: rings after each commit of the department", "[server][doorbell]") {
    TestServer server;
    Tablet acceptor(server);
    acceptor.sign_in("acceptor");
    Tablet manager(server);
    manager.sign_in("manager");
    RawClient listening(server.port());
    listening.send(Upgrade{.token = manager.token}.text());
    const RawResponse upgraded = listening.read();
    REQUIRE(upgraded.status == 101);
    CHECK(upgraded.field("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    CHECK(upgraded.field("sec-websocket-protocol") == "huiyin.v1");
    CHECK(upgraded.field("sec-websocket-extensions").empty());
    // The pull proves that the server has passed the upgrade before the first ring.
    manager.sync();
    for (int change = 1; change <= 3; ++change) {
        acceptor.sync({acceptor.record(acceptor.new_complaint())});
        const Frame frame = read_frame(listening);
        CHECK(frame.opcode == 1);
        CHECK(frame.payload == "{\"change\":" + std::to_string(change) + "}");
    }
    // A pull and a repeat ring nobody; a ping is answered.
    manager.sync();
    listening.send(client_frame(9, "hi"));
    const Frame pong = read_frame(listening);
    CHECK(pong.opcode == 10);
    CHECK(pong.payload == "hi");
    listening.send(client_frame(8, "\x03\xE8"));
    CHECK(read_frame(listening).opcode == 8);
    CHECK(listening.is_closed());
}

TEST_CASE("doorbell: a command of the administration tells even who has the change to ask",
          "[server][doorbell][admin]") {
    TestServer server;
    Tablet administrator(server);
    administrator.sign_in("administrator");
    RawClient listening(server.port());
    listening.send(Upgrade{.token = administrator.token}.text());
    REQUIRE(listening.read().status == 101);
    administrator.sync();
    const RawResponse done =
        post_admin(server,
                   administrator,
                   "{'command':'add_person','staff_no':'TH9','name':'新人','phone':''}");
    REQUIRE(done.status == 200);
    CHECK(read_frame(listening).payload == "{\"change\":0,\"ask\":true}");
}

TEST_CASE("doorbell: a push at one server rings at another", "[server][doorbell][postgres]") {
    TestServer first(TestServer::options(), StoreKind::Postgres);
    TestServer second(first);
    Tablet acceptor(first);
    acceptor.sign_in("acceptor");
    Tablet manager(second);
    manager.sign_in("manager");
    RawClient listening(second.port());
    listening.send(Upgrade{.token = manager.token}.text());
    REQUIRE(listening.read().status == 101);
    manager.sync();
    for (int change = 1; change <= 3; ++change) {
        acceptor.sync({acceptor.record(acceptor.new_complaint())});
        CHECK(read_frame(listening).payload ==
              "{\"change\":" + std::to_string(change) + ",\"ask\":true}");
    }
    // A server that listened to nobody for a while rings for everything it may have missed.
    first.stored().execute("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                           " WHERE datname = current_database() AND query LIKE 'LISTEN%'");
    CHECK(read_frame(listening).payload == "{\"change\":3,\"ask\":true}");
    acceptor.sync({acceptor.record(acceptor.new_complaint())});
    CHECK(read_frame(listening).payload == "{\"change\":4,\"ask\":true}");
    // What the own server commits rings once.
    Tablet beside(second);
    beside.sign_in("acceptor");
    beside.sync({beside.record(beside.new_complaint())});
    CHECK(read_frame(listening).payload == "{\"change\":5}");
    listening.send(client_frame(9, "after"));
    CHECK(read_frame(listening).opcode == 10);
}

TEST_CASE("doorbell: needs a token and the own origin", "[server][doorbell]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    const auto status = [&](const Upgrade& upgrade) {
        RawClient client(server.port());
        client.send(upgrade.text());
        const RawResponse response = client.read();
        if (response.status != 101) {
            CHECK(client.is_closed());
        }
        return response.status;
    };
    CHECK(status({.token = tablet.token}) == 101);
    CHECK(status({.token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) == 401);
    CHECK(status({.token = tablet.token, .subprotocols = "token."}) == 401);
    CHECK(status({.token = "", .subprotocols = "huiyin.v1"}) == 401);
    CHECK(status({.token = tablet.token, .origin = "http://evil.example"}) == 403);
    CHECK(status({.token = tablet.token, .origin = "null"}) == 403);
    CHECK(ask(server.port(), "GET", "/api/v1/doorbell").status == 426);
}

TEST_CASE("doorbell: says the newest change when it is asked, and sends away who asks too much",
          "[server][doorbell][limits]") {
    TestServer server;
    Tablet acceptor(server);
    acceptor.sign_in("acceptor");
    acceptor.sync({acceptor.record(acceptor.new_complaint())});
    RawClient asking(server.port());
    asking.send(Upgrade{.token = acceptor.token}.text());
    REQUIRE(asking.read().status == 101);
    asking.send(client_frame(1, "?"));
    const Frame answer = read_frame(asking);
    CHECK(answer.opcode == 1);
    CHECK(answer.payload == R"({"now":1})");
    // Ten a second are answered, as are pings; the eleventh is too much.
    RawClient greedy(server.port());
    greedy.send(Upgrade{.token = acceptor.token}.text());
    REQUIRE(greedy.read().status == 101);
    std::string questions;
    for (int i = 0; i <= 10; ++i) {
        questions += client_frame(1, "?");
    }
    greedy.send(questions);
    Frame frame = read_frame(greedy);
    while (frame.opcode == 1) {
        frame = read_frame(greedy);
    }
    CHECK(close_code_of(frame) == 1008);
}

TEST_CASE("doorbell: a client that talks is closed", "[server][doorbell]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    const auto closed_with = [&](const std::string& bytes) {
        RawClient client(server.port());
        client.send(Upgrade{.token = tablet.token}.text());
        REQUIRE(client.read().status == 101);
        client.send(bytes);
        return close_code_of(read_frame(client));
    };
    CHECK(closed_with(client_frame(1, "hello")) == 1008);
    // A frame that is said to be longer than allowed.
    CHECK(closed_with(std::string("\x81\xFE\x01\x01\0\0\0\0", 8)) == 1009);
    // An unmasked frame.
    CHECK(closed_with("\x81\x02hi") == 1002);
}

TEST_CASE("doorbell: departments ring apart", "[server][doorbell]") {
    TestServer server;
    Tablet acceptor(server);
    acceptor.sign_in("acceptor");
    fill_department(*server.writer(), "other");
    Tablet stranger(server);
    auto request = stranger.sign_in_request("manager");
    request.department = "other";
    const auto answer = must(sync::sign_in_response_from_text(
        ask(server.port(), "POST", "/api/v1/sign-in", to_text(request)).body));
    RawClient listening(server.port());
    listening.send(Upgrade{.token = answer.token}.text());
    REQUIRE(listening.read().status == 101);
    acceptor.sync({acceptor.record(acceptor.new_complaint())});
    listening.send(client_frame(9, "after"));
    // The first thing heard is the answer to the ping that was sent after the foreign commit.
    CHECK(read_frame(listening).opcode == 10);
}

TEST_CASE("doorbell: silence is answered by a ping, then by the end", "[server][doorbell]") {
    ApplicationOptions options = TestServer::options();
    options.http.idle_deadline = std::chrono::milliseconds(600);
    TestServer server(options);
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    RawClient client(server.port());
    client.send(Upgrade{.token = tablet.token}.text());
    REQUIRE(client.read().status == 101);
    CHECK(read_frame(client).opcode == 9);
    CHECK(client.is_closed());
}

TEST_CASE("doorbell: ends after its lifetime, and when the server stops", "[server][doorbell]") {
    ApplicationOptions options = TestServer::options();
    options.http.socket_lifetime = std::chrono::milliseconds(300);
    TestServer server(options);
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    RawClient client(server.port());
    client.send(Upgrade{.token = tablet.token}.text());
    REQUIRE(client.read().status == 101);
    const Frame frame = read_frame(client);
    CHECK(frame.opcode == 8);
    CHECK(frame.payload == "\x03\xF5"); // 1013, try again later
}
