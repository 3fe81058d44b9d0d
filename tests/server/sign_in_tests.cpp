// POST /api/v1/sign-in over real sockets.
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "sync-server/auth/token.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <chrono>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

std::string code_of_error(const RawResponse& response) {
    const auto json = must(base::parse_json(response.body, 10'000));
    const auto* error = base::find(json, "error");
    return error == nullptr ? "" : base::find_string(*error, "code").value_or("");
}

RawResponse post(TestServer& server, const sync::SignInRequest& request) {
    return ask(server.port(), "POST", "/api/v1/sign-in", to_text(request));
}

} // namespace

TEST_CASE("sign-in: enrols a tablet and gives it a code", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    const RawResponse response = tablet.sign_in("acceptor");
    REQUIRE(response.status == 200);
    CHECK(domain::is_device_code(tablet.code));
    CHECK(tablet.directory.people.size() == std::size(people));
    CHECK(tablet.directory.device(tablet.device)->public_key == tablet.keys.public_key);
    CHECK(tablet.directory.name_of(tablet.person) == "acceptor");
    Tablet other(server);
    other.sign_in("acceptor");
    CHECK(other.code != tablet.code);
    CHECK(other.device != tablet.device);
}

TEST_CASE("sign-in: wrong password and unknown account get the same answer", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    const auto begin = std::chrono::steady_clock::now();
    const RawResponse wrong = tablet.sign_in("acceptor", "not the password");
    const auto middle = std::chrono::steady_clock::now();
    const RawResponse unknown = tablet.sign_in("nobody");
    const auto end = std::chrono::steady_clock::now();
    CHECK(wrong.status == 401);
    CHECK(unknown.status == 401);
    CHECK(wrong.body == unknown.body);
    // Both hash once; a generous factor keeps a busy machine from failing this.
    CHECK(end - middle > (middle - begin) / 4);
    auto elsewhere = tablet.sign_in_request("acceptor");
    elsewhere.department = "no such department";
    CHECK(post(server, elsewhere).body == wrong.body);
}

TEST_CASE("sign-in: an enrolled tablet proves itself", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    const std::string first_token = tablet.token;
    const std::string first_code = tablet.code;
    REQUIRE(tablet.sign_in("manager").status == 200);
    CHECK(tablet.code == first_code);
    CHECK(tablet.token != first_token);
    // The earlier sign-in of this tablet has ended.
    const std::string new_token = std::exchange(tablet.token, first_token);
    CHECK(tablet.post_sync(tablet.sync_request()).status == 401);
    tablet.token = new_token;
    CHECK(tablet.post_sync(tablet.sync_request()).status == 200);
}

TEST_CASE("sign-in: another's tablet cannot be taken over", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    Tablet thief(server);
    // Knows the password, but not the tablet's key.
    auto request = thief.sign_in_request("acceptor");
    request.device = tablet.device;
    const std::string text = sync::sign_in_proof_text(tablet.device, "acceptor");
    request.proof = base::sign(base::bytes_of(text), thief.keys.secret_key);
    CHECK(post(server, request).status == 403);
    CHECK(code_of_error(post(server, request)) == "proof");
    // A proof for another account does not count either.
    auto moved = tablet.sign_in_request("colleague");
    moved.account = "manager";
    CHECK(code_of_error(post(server, moved)) == "proof");
    request.device = tablet.new_complaint();
    CHECK(code_of_error(post(server, request)) == "device_unknown");
    // Enrolling the victim's public key again.
    auto again = thief.sign_in_request("colleague");
    again.public_key = tablet.keys.public_key;
    CHECK(code_of_error(post(server, again)) == "key_known");
    CHECK(tablet.post_sync(tablet.sync_request()).status == 200);
}

TEST_CASE("sign-in: a lost answer to an enrolment can be asked again", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    const auto request = tablet.sign_in_request("acceptor");
    const auto first = must(sync::sign_in_response_from_text(post(server, request).body));
    const auto second = must(sync::sign_in_response_from_text(post(server, request).body));
    CHECK(first.device == second.device);
    CHECK(first.device_code == second.device_code);
    CHECK(first.token != second.token);
}

TEST_CASE("sign-in: one person enrols so many tablets a day and no more",
          "[server][sign-in][limits]") {
    TestServer server;
    const auto enrol = [&](std::string_view account) {
        Tablet tablet(server);
        return tablet.sign_in(account);
    };
    Tablet first(server);
    REQUIRE(first.sign_in("acceptor").status == 200);
    const auto writer = server.writer();
    must(writer->begin());
    must(writer->hold(server.department()));
    for (std::size_t i = 2; i < base::limits::enrolments_per_day_max; ++i) {
        store::DeviceRow device;
        device.id = make_uuid(server.clock, server.random);
        device.public_key = base::make_key_pair(server.random).public_key;
        device.enrolled_by = first.person;
        device.enrolled_at_utc_ms = server.clock.now_utc_ms();
        must(writer->enrol_device(server.department(), device));
    }
    must(writer->commit());
    REQUIRE(enrol("acceptor").status == 200);
    const RawResponse refused = enrol("acceptor");
    CHECK(refused.status == 403);
    CHECK(refused.body.find("too_many_tablets") != std::string::npos);
    CHECK(enrol("manager").status == 200);
    server.clock.advance(std::int64_t{24} * 3'600'000);
    CHECK(enrol("acceptor").status == 200);
}

TEST_CASE("sign-in: a revoked tablet stays out", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    const auto writer = server.writer();
    must(writer->begin());
    must(writer->revoke_device(server.department(), tablet.device, server.clock.now_utc_ms()));
    must(writer->commit());
    CHECK(tablet.post_sync(tablet.sync_request()).status == 401);
    CHECK(code_of_error(tablet.sign_in("acceptor")) == "device_revoked");
}

TEST_CASE("sign-in: guessing is slowed, the owner's tablet is not", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    Tablet attacker(server);
    int tries = 0;
    RawResponse response;
    do {
        response = attacker.sign_in("acceptor", "guess " + std::to_string(tries));
    } while (response.status == 401 && ++tries < 100);
    CHECK(tries == 8);
    CHECK(response.status == 429);
    CHECK(std::stoi(response.field("retry-after")) > 0);
    CHECK(tablet.sign_in("acceptor").status == 200);
    server.clock.advance(20'000);
    CHECK(attacker.sign_in("acceptor", "guess again").status == 401);
}

TEST_CASE("sign-in: a full hashing queue is a 429", "[server][sign-in][limits]") {
    ApplicationOptions options = TestServer::options();
    options.hashing = {.threads = 1, .queue_max = 1};
    TestServer server(options);
    Tablet tablet(server);
    const std::string body = to_text(tablet.sign_in_request("acceptor", "wrong password"));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send(request_text("POST", "/api/v1/sign-in", body));
    }
    int refused = 0;
    for (const auto& client : clients) {
        const RawResponse response = client->read();
        refused += response.status == 429 ? 1 : 0;
        CHECK((response.status == 401 || response.status == 429));
    }
    CHECK(refused >= 3);
}

TEST_CASE("sign-in: malformed requests are refused", "[server][sign-in]") {
    TestServer server;
    const auto status = [&](std::string_view body) {
        return ask(server.port(), "POST", "/api/v1/sign-in", body).status;
    };
    CHECK(status("") == 400);
    CHECK(status("{") == 400);
    CHECK(status("[]") == 400);
    CHECK(status(R"({"protocol":99})") == 426);
    CHECK(status(R"({"protocol":1,"account":"a","password":7})") == 400);
    CHECK(status(std::string(16 * 1024 + 1, ' ')) == 413);
}

TEST_CASE("token: ends after 30 days without use and 90 in any case", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    for (int i = 0; i < 4; ++i) {
        server.clock.advance(auth::token_idle_ms_max - 3'600'000);
        CAPTURE(i);
        CHECK(tablet.post_sync(tablet.sync_request()).status == (i < 3 ? 200 : 401));
    }
    tablet.sign_in("acceptor");
    server.clock.advance(auth::token_idle_ms_max);
    CHECK(tablet.post_sync(tablet.sync_request()).status == 401);
}

TEST_CASE("token: every operation but health and sign-in needs one", "[server][sign-in]") {
    TestServer server;
    for (const char* field :
         {"X: none",
          "Authorization: Bearer",
          "Authorization: Bearer ",
          "Authorization: Basic YTpi",
          "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
        const RawResponse response = ask(server.port(), "POST", "/api/v1/sync", "{}", {field});
        CHECK(response.status == 401);
        CHECK(response.field("www-authenticate") == "Bearer");
    }
}

TEST_CASE("log: holds no account, password, token or address", "[server][sign-in]") {
    TestServer server;
    Tablet tablet(server);
    tablet.sign_in("acceptor");
    tablet.sign_in("acceptor", "wrong password 4711");
    tablet.sign_in("somebody-unknown");
    tablet.sync({tablet.record(tablet.new_complaint())});
    const std::string log = server.log.text();
    CHECK(log.find("event=signed_in") != std::string::npos);
    for (const std::string& secret : {std::string("acceptor"),
                                      std::string("somebody"),
                                      std::string("4711"),
                                      std::string(password),
                                      tablet.token,
                                      std::string("127.0.0.1"),
                                      std::string("王建国")}) {
        CAPTURE(secret);
        CHECK(log.find(secret) == std::string::npos);
    }
}
