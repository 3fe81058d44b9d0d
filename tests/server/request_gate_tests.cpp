// Every refusal of the request gate, over bytes.
#include "sync-server/api/routes.h"
#include "sync-server/http/request_gate.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

using namespace huiyin::server;
using http::check_request;
using http::find_header_end;

namespace {

http::RouteTable routes() {
    http::RouteTable table;
    api::add_routes(table);
    table.add({.method = http::Method::Get, .path = "/", .kind = http::RouteKind::StaticFile});
    return table;
}

const std::vector<std::string> hosts{"localhost", "127.0.0.1", "[::1]"};

/// The status of a refusal, or 0 when the gate lets the request through.
int status_of(const std::string& header) {
    static const http::RouteTable table = routes();
    const auto checked = check_request(header, {table, hosts});
    return checked ? 0 : checked.error().status;
}

std::string get(const std::string& fields, const std::string& target = "/healthz") {
    return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields) {
    return "POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

const std::string json = "Content-Type: application/json\r\n";
const std::string host = "Host: localhost\r\n";

} // namespace

TEST_CASE("gate: plain requests pass", "[server][gate]") {
    CHECK(status_of(get(host)) == 0);
    CHECK(status_of(get("Host: LOCALHOST:8080\r\n")) == 0);
    CHECK(status_of(get("Host: [::1]:8080\r\n")) == 0);
    CHECK(status_of(get(host, "/?source=pwa")) == 0);
    CHECK(status_of("HEAD / HTTP/1.1\r\n" + host + "\r\n") == 0);
    CHECK(status_of(post(json + "Content-Length: 2\r\n")) == 0);
    CHECK(status_of(post(json + "Content-Length: 0\r\n")) == 0);
    CHECK(status_of(get(host + "X-Empty:\r\nX-Tab:\ta\tb \r\n")) == 0);
}

TEST_CASE("gate: framings that parsers read differently are refused", "[server][gate]") {
    struct Row {
        std::string header;
        int status;
    };

    const std::string length = "Content-Length: 2\r\n";
    const std::vector<Row> rows{
        // Any Transfer-Encoding, alone or with a length, in any spelling.
        {post(json + "Transfer-Encoding: chunked\r\n"), 501},
        {post(json + length + "Transfer-Encoding: chunked\r\n"), 501},
        {post(json + length + "Transfer-Encoding: gzip\r\n"), 501},
        {post(json + "Transfer-Encoding: gzip\r\n"), 501},
        {post(json + "Transfer-Encoding: chunked, gzip\r\n"), 501},
        {post(json + "tRANSFER-eNCODING: identity\r\n"), 501},
        {post(json + length + "Transfer-Encoding:\r\n"), 501},
        {get(host + "Transfer-Encoding: chunked\r\n"), 501},
        {post(json + length + "Transfer-Encoding : chunked\r\n"), 400},
        {post(json + length + " Transfer-Encoding: chunked\r\n"), 400},
        {post(json + length + "X: a\r\n\tTransfer-Encoding: chunked\r\n"), 400},
        // Lengths.
        {post(json), 411},
        {post(json + length + length), 411},
        {post(json + length + "Content-Length: 3\r\n"), 411},
        {post(json + "Content-Length: 2, 2\r\n"), 400},
        {post(json + "Content-Length: +2\r\n"), 400},
        {post(json + "Content-Length: -1\r\n"), 400},
        {post(json + "Content-Length: 0x2\r\n"), 400},
        {post(json + "Content-Length: 02\r\n"), 400},
        {post(json + "Content-Length: 2 2\r\n"), 400},
        {post(json + "Content-Length:\r\n"), 400},
        {post(json + "Content-Length: 99999999999999999999999\r\n"), 413},
        {get(host + "Content-Length: 0\r\n"), 400},
        {get(host + "Content-Length: 5\r\n"), 400},
        // Lines.
        {"GET /healthz HTTP/1.1\nHost: localhost\n\n", 400},
        {"GET /healthz HTTP/1.1\r\nHost: localhost\n\r\n", 400},
        {"GET /healthz HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n", 400},
        {"\r\n\r\n", 400},
        {"\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {get(host + "No colon\r\n"), 400},
        {get(host + ": no name\r\n"), 400},
        {get(host + "Na me: x\r\n"), 400},
        {get(host + "Name : x\r\n"), 400},
        {get(host + "X: a\x01"
                    "b\r\n"),
         400},
        {get(host + std::string("X: a\0b\r\n", 8)), 400},
        {get(host + "X: a\r\n b\r\n"), 400},
        {get(host + "X: a\x7F\r\n"), 400},
    };
    for (const Row& row : rows) {
        CAPTURE(row.header);
        CHECK(status_of(row.header) == row.status);
    }
}

TEST_CASE("gate: version, method, target and host are exact", "[server][gate]") {
    struct Row {
        std::string header;
        int status;
    };

    const std::vector<Row> rows{
        {"GET /healthz HTTP/1.0\r\n" + host + "\r\n", 505},
        {"GET /healthz HTTP/2.0\r\n" + host + "\r\n", 505},
        {"GET /healthz HTTP/1.10\r\n" + host + "\r\n", 505},
        {"GET /healthz HTTP/1.1 \r\n" + host + "\r\n", 400},
        {"GET /healthz http/1.1\r\n" + host + "\r\n", 400},
        {"GET  /healthz HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET\t/healthz HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /healthz\r\n" + host + "\r\n", 400},
        {"GET\r\n" + host + "\r\n", 400},
        {"G{}T /healthz HTTP/1.1\r\n" + host + "\r\n", 400},
        {"PRI * HTTP/2.0\r\n\r\n", 505},
        {"get /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
        {"DELETE /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
        {"POST /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
        {"GET /api/v1/sync HTTP/1.1\r\n" + host + "\r\n", 405},
        {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
        {"CONNECT localhost:80 HTTP/1.1\r\n" + host + "\r\n", 400},
        {get(host, "http://localhost/healthz"), 400},
        {get(host, "//localhost/healthz"), 400},
        {get(host, "healthz"), 400},
        {get(host, "/healthz#x"), 400},
        {get(host, "/a\\b"), 400},
        {get(host, "/\xE5\x9B\x9E"), 400},
        {get(host, "/nothing"), 404},
        {get(host, "/healthz/"), 404},
        {get(host, "/../healthz"), 404},
        {get(host, "/%68ealthz"), 404},
        {get(""), 400},
        {get(host + host), 400},
        {get(host + "Host: example.org\r\n"), 400},
        {get("Host:\r\n"), 400},
        {get("Host: localhost:\r\n"), 0},
        {get("Host: localhost:123456\r\n"), 400},
        {get("Host: localhost:8x\r\n"), 400},
        {get("Host: [::1\r\n"), 400},
        {get("Host: example.org\r\n"), 421},
        {get("Host: localhost.example.org\r\n"), 421},
        {get("Host: user@localhost\r\n"), 421},
    };
    for (const Row& row : rows) {
        CAPTURE(row.header);
        CHECK(status_of(row.header) == row.status);
    }
}

TEST_CASE("gate: bodies have the exact type", "[server][gate]") {
    const std::string length = "Content-Length: 2\r\n";
    CHECK(status_of(post(length)) == 415);
    CHECK(status_of(post(length + "Content-Type: text/plain\r\n")) == 415);
    CHECK(status_of(post(length + "Content-Type: application/json; charset=utf-8\r\n")) == 415);
    CHECK(status_of(post(length + "Content-Type: Application/JSON\r\n")) == 415);
    CHECK(status_of(post(length + json + json)) == 400);
    CHECK(status_of(post(length + json + "Content-Encoding: gzip\r\n")) == 415);
    CHECK(status_of(post(length + json + "Expect: 100-continue\r\n")) == 417);
    CHECK(status_of(post(length + json + "Authorization: a\r\nAuthorization: b\r\n")) == 400);
}

TEST_CASE("gate: an upgrade must be one of RFC 6455", "[server][gate]") {
    const auto doorbell = [](const std::string& fields) {
        return status_of(get(host + fields, "/api/v1/doorbell"));
    };
    const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const std::string version = "Sec-WebSocket-Version: 13\r\n";
    const std::string upgrade = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n";
    CHECK(doorbell(upgrade + version + key) == 0);
    CHECK(doorbell("") == 426);
    CHECK(doorbell(upgrade + version) == 426);
    CHECK(doorbell(upgrade + key) == 426);
    CHECK(doorbell(upgrade + key + "Sec-WebSocket-Version: 8\r\n") == 426);
    CHECK(doorbell("Connection: Upgrade\r\nUpgrade: h2c\r\n" + version + key) == 426);
    CHECK(doorbell(upgrade + version + key + key) == 400);
}

TEST_CASE("gate: limits hold at their edge and one beyond", "[server][gate][limits]") {
    const auto target_of = [](std::size_t bytes) { return "/" + std::string(bytes - 1, 'a'); };
    CHECK(status_of(get(host, target_of(http::target_bytes_max))) == 404);
    CHECK(status_of(get(host, target_of(http::target_bytes_max + 1))) == 414);

    std::string fields = host;
    for (std::size_t i = 1; i < http::fields_max; ++i) {
        fields += "X: y\r\n";
    }
    CHECK(status_of(get(fields)) == 0);
    CHECK(status_of(get(fields + "X: y\r\n")) == 431);

    const std::size_t rest = get(host + "X: \r\n").size();
    const auto header_of = [&](std::size_t bytes) {
        return get(host + "X: " + std::string(bytes - rest, 'a') + "\r\n");
    };
    CHECK(header_of(http::header_bytes_max).size() == http::header_bytes_max);
    CHECK(status_of(header_of(http::header_bytes_max)) == 0);
    CHECK(status_of(header_of(http::header_bytes_max + 1)) == 431);

    const std::size_t body_max = huiyin::base::limits::request_body_bytes_max;
    CHECK(status_of(post(json + "Content-Length: " + std::to_string(body_max) + "\r\n")) == 0);
    CHECK(status_of(post(json + "Content-Length: " + std::to_string(body_max + 1) + "\r\n")) ==
          413);
}

TEST_CASE("gate: a 405 names the methods that are there", "[server][gate]") {
    const http::RouteTable table = routes();
    const auto checked = check_request("PUT / HTTP/1.1\r\n" + host + "\r\n", {table, hosts});
    REQUIRE_FALSE(checked);
    CHECK(checked.error().allow == "HEAD, GET");
}

TEST_CASE("gate: the end of a header is found the same in any pieces", "[server][gate]") {
    const std::string header = get(host);
    for (std::size_t cut = 0; cut < header.size(); ++cut) {
        const auto part = find_header_end(std::string_view(header).substr(0, cut), 0);
        REQUIRE(part);
        CHECK_FALSE(*part);
        const auto whole = find_header_end(header + "body", cut);
        REQUIRE(whole);
        CHECK(*whole == header.size());
    }
    CHECK(find_header_end("GET / HTTP/1.1\n", 0).error().status == 400);
    CHECK(find_header_end("GET / HTTP/1.1\rX", 0).error().status == 400);
    CHECK(find_header_end(std::string(http::header_bytes_max, 'a'), 0).has_value());
    CHECK(find_header_end(std::string(http::header_bytes_max + 1, 'a'), 0).error().status == 431);
}

TEST_CASE("gate: a connection is kept unless either side says otherwise", "[server][gate]") {
    const http::RouteTable table = routes();
    const auto kept = [&](const std::string& fields) {
        return check_request(get(host + fields), {table, hosts})->keep_alive;
    };
    CHECK(kept(""));
    CHECK(kept("Connection: keep-alive\r\n"));
    CHECK_FALSE(kept("Connection: close\r\n"));
    CHECK_FALSE(kept("Connection: TE, Close\r\n"));
    CHECK_FALSE(kept("Connection: keep-alive\r\nConnection: close\r\n"));
}
