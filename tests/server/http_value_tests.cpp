// The parts of http/ that need no socket.
#include "sync-server/http/connection_table.h"
#include "sync-server/http/content_type.h"
#include "sync-server/http/static_files.h"
#include "sync-server/main/arguments.h"
#include "tests/server/support.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <filesystem>

using namespace huiyin::server;
using namespace huiyin::server::tests;

TEST_CASE("content type: by the last extension only", "[server][http]") {
    CHECK(http::content_type_of("index.html") == "text/html; charset=utf-8");
    CHECK(http::content_type_of("app.0123abcd.js") == "text/javascript; charset=utf-8");
    CHECK(http::content_type_of("huiyin.wasm") == "application/wasm");
    CHECK(http::content_type_of("app.webmanifest") == "application/manifest+json");
    CHECK(http::content_type_of("README") == "application/octet-stream");
    CHECK(http::content_type_of("x.exe") == "application/octet-stream");
}

TEST_CASE("content hash: eight hexadecimal digits between dots", "[server][http]") {
    CHECK(http::has_content_hash("app.0123abcd.js"));
    CHECK(http::has_content_hash("app.0123ABCDEF.wasm"));
    CHECK_FALSE(http::has_content_hash("app.0123abc.js"));
    CHECK_FALSE(http::has_content_hash("app.0123abcz.js"));
    CHECK_FALSE(http::has_content_hash("index.html"));
    CHECK_FALSE(http::has_content_hash("sw.js"));
}

TEST_CASE("accept encoding: weights of zero refuse", "[server][http]") {
    CHECK(http::accepts_encoding("gzip, deflate, br", "br"));
    CHECK(http::accepts_encoding("br;q=1.0, gzip;q=0.5", "gzip"));
    CHECK_FALSE(http::accepts_encoding("br;q=0, gzip", "br"));
    CHECK_FALSE(http::accepts_encoding("br; Q=0.000", "br"));
    CHECK_FALSE(http::accepts_encoding("", "br"));
    CHECK_FALSE(http::accepts_encoding("gzip", "br"));
}

TEST_CASE("static files: links and hidden files are not served", "[server][http]") {
    const TemporaryFolder folder;
    folder.write("web/index.html", "x");
    folder.write("web/.env", "secret");
    folder.write("web/na me.html", "x");
    folder.write("outside", "secret");
    std::filesystem::create_symlink(folder.path("outside"), folder.path("web/link.html"));
    const auto files = must(http::StaticFiles::load(folder.path("web")));
    http::RouteTable routes;
    files.add_routes(routes);
    CHECK(routes.at("/index.html").size() == 2);
    CHECK(routes.at("/").size() == 2);
    CHECK(routes.at("/.env").empty());
    CHECK(routes.at("/link.html").empty());
    CHECK(routes.all().size() == 4);
    CHECK(http::StaticFiles::load(folder.path("nowhere")).error().code ==
          base::ErrorCode::NotFound);
}

TEST_CASE("connection table: both limits hold, and places come back", "[server][http][limits]") {
    http::ConnectionTable table(3, 2);
    auto first = table.admit("a");
    auto second = table.admit("a");
    CHECK(first);
    CHECK(second);
    CHECK_FALSE(table.admit("a"));
    auto third = table.admit("b");
    CHECK(third);
    CHECK_FALSE(table.admit("c"));
    second.reset();
    CHECK(table.count() == 2);
    CHECK(table.admit("a"));
}

TEST_CASE("log: a value cannot forge a field or a line", "[server][http]") {
    const MovableClock clock;
    const KeptLog log(clock);
    log.line("x", {{"code", "a b\n=\"c"}, {"status", 404}});
    const std::string text = log.text();
    CHECK(text.ends_with(" event=x code=a_b___c status=404\n"));
    CHECK(text.starts_with("time=20"));
}

TEST_CASE("arguments: what is wrong is named", "[server][main]") {
    const std::array<std::string_view, 2> known{"database", "port"};
    const auto parse = [&](const std::vector<std::string>& words) {
        return Arguments::parse(words, known);
    };
    CHECK(must(parse({"--database", "x", "--port", "80"})).value_or("database", "") == "x");
    CHECK(must(parse({"--help"})).wants_help());
    CHECK(parse({"word"}).error().detail == "\"word\" is no option");
    CHECK(parse({"--colour", "x"}).error().detail == "unknown option --colour");
    CHECK(parse({"--port"}).error().detail == "--port needs a value");
    CHECK(must(parse({})).required("database").error().detail == "--database is needed");
    const auto port = must(parse({"--port", "70000"})).number_or("port", 1, 0, 65'535);
    CHECK(port.error().detail == "--port must be a number from 0 to 65535");
}
