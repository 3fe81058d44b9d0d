// TLS: versions, certificates and their change, deadlines, WebSockets.
#include "tests/server/doorbell_client.h"
#include "tests/server/process.h"
#include "tests/server/support.h"
#include "tests/server/tls_client.h"

#include <catch_amalgamated.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

const std::string health = request_text("GET", "/healthz");

/// An authority, a certificate on disk, and the options of a server that shows it.
struct Certified {
    TemporaryFolder folder;
    PrivateCa ca;
    http::TlsFiles files{folder.path("desk.pem"), folder.path("desk.key")};

    Certified() { ca.issue(files.certificate, files.key); }

    ApplicationOptions options() const {
        ApplicationOptions options = TestServer::options();
        options.http.hosts = {"desk.test"};
        options.http.tls = files;
        options.web_folder = "web";
        options.http.handshake_deadline = milliseconds(300);
        return options;
    }
};

std::int64_t ms_since(Steady::time_point begin) {
    return std::chrono::duration_cast<milliseconds>(Steady::now() - begin).count();
}

std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Asks until the text stands in the file; the writer is another process.
bool file_comes_to_hold(const std::string& path, std::string_view text) {
    const auto begin = Steady::now();
    while (ms_since(begin) < 10'000) {
        if (file_text(path).find(text) != std::string::npos) {
            return true;
        }
        std::this_thread::yield();
    }
    return false;
}

} // namespace

TEST_CASE("tls: versions 1.2 and 1.3 are spoken, older ones refused", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient client(
            server.port(), certified.ca, {.version_min = version, .version_max = version});
        REQUIRE(client.problem().empty());
        CHECK(client.version() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
        client.send(health + health);
        CHECK(client.read().status == 200);
        CHECK(client.read().status == 200);
    }
    for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
        const TlsClient client(
            server.port(), certified.ca, {.version_min = version, .version_max = version});
        // The server's own alert, so it was the server that refused.
        CHECK(client.problem() == "tlsv1 alert protocol version");
    }
}

TEST_CASE("tls: only HTTP/1.1 is agreed on", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    const TlsClient browser(server.port(), certified.ca, {.protocols = "\x02h2\x08http/1.1"});
    CHECK(browser.protocol() == "http/1.1");
    const TlsClient other(server.port(), certified.ca, {.protocols = "\x04smtp"});
    CHECK(other.problem() == "tlsv1 alert no application protocol");
}

TEST_CASE("tls: a plain request is closed without an answer", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    RawClient plain(server.port());
    plain.send(health);
    const auto begin = Steady::now();
    CHECK(plain.read_until_close().find("HTTP/") == std::string::npos);
    CHECK(ms_since(begin) < 1000);
    CHECK(server.log.text().find("event=tls_refused") != std::string::npos);
}

TEST_CASE("tls: names are bound to TLS, localhost is not", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    const auto ask_as = [&](const std::string& name, const std::string& target) {
        TlsClient client(server.port(), certified.ca, {.name = name});
        client.send("GET " + target + " HTTP/1.1\r\nHost: " + name + "\r\n\r\n");
        return client.read();
    };
    for (const char* target : {"/healthz", "/"}) {
        const RawResponse named = ask_as("desk.test", target);
        CHECK(named.status == 200);
        CHECK(named.field("strict-transport-security") == "max-age=31536000");
        CHECK(ask_as("localhost", target).field("strict-transport-security").empty());
    }
    const std::string policy = ask_as("desk.test", "/").field("content-security-policy");
    CHECK(policy.find("wss://desk.test;") != std::string::npos);
    CHECK(policy.find("ws://desk.test ") == std::string::npos);
}

TEST_CASE("tls: the answer arrives before the connection ends", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    TlsClient client(server.port(), certified.ca);
    client.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n" + std::string(100'000, 'x'));
    const RawResponse response = client.read();
    CHECK(response.status == 404);
    CHECK(response.body.find("not_found") != std::string::npos);
    CHECK(client.is_closed());
}

TEST_CASE("tls: a large answer comes whole", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    Tablet tablet(server);
    TlsClient client(server.port(), certified.ca);
    client.send(
        request_text("POST", "/api/v1/sign-in", to_text(tablet.sign_in_request("acceptor"))));
    const RawResponse response = client.read();
    CHECK(response.status == 200);
    CHECK(sync::sign_in_response_from_text(response.body).has_value());
}

TEST_CASE("tls: a handshake that stalls is closed at its deadline", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    // Silent, silent after the first bytes of a ClientHello, and a byte of it now and then.
    RawClient silent(server.port());
    RawClient stopped(server.port());
    RawClient dribbling(server.port());
    const auto begin = Steady::now();
    const std::string hello("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11);
    stopped.send(hello);
    std::size_t sent = 0;
    while (!dribbling.wait(20) && ms_since(begin) < 5000) {
        dribbling.send(sent < hello.size() ? hello.substr(sent, 1) : std::string(1, 'r'));
        ++sent;
    }
    CHECK(ms_since(begin) >= 250);
    CHECK(ms_since(begin) < 1300);
    CHECK(silent.is_closed());
    CHECK(stopped.is_closed());
    CHECK(ms_since(begin) < 1400);
}

TEST_CASE("tls: a new certificate is shown to new connections, open ones stay", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    TlsClient before(server.port(), certified.ca);
    REQUIRE(before.problem().empty());
    certified.ca.issue(certified.files.certificate, certified.files.key);
    REQUIRE(server.application().reload_certificate().has_value());
    TlsClient after(server.port(), certified.ca);
    REQUIRE(after.problem().empty());
    CHECK(after.serial() != before.serial());
    for (TlsClient* client : {&before, &after}) {
        client->send(health);
        CHECK(client->read().status == 200);
    }
}

TEST_CASE("tls: a bad new certificate leaves the one in use", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    const std::string in_use = TlsClient(server.port(), certified.ca).serial();
    const auto reload_problem = [&] {
        const auto reloaded = server.application().reload_certificate();
        return reloaded ? std::string() : reloaded.error().detail;
    };
    // The key of another certificate: half of a renewal.
    certified.ca.issue(certified.folder.path("other.pem"), certified.files.key);
    CHECK(reload_problem().find("desk.key: key values mismatch") != std::string::npos);
    std::ofstream(certified.files.certificate) << "no certificate";
    CHECK(reload_problem().find("desk.pem: no start line") != std::string::npos);
    std::ofstream(certified.files.certificate).flush();
    CHECK_FALSE(reload_problem().empty());
    TlsClient client(server.port(), certified.ca);
    CHECK(client.problem().empty());
    CHECK(client.serial() == in_use);
}

TEST_CASE("tls: a server without a right certificate does not start", "[server][tls]") {
    const Certified certified;
    TestServer server;
    const auto problem = [&](const http::TlsFiles& files) {
        ApplicationOptions options = certified.options();
        options.database = server.database();
        options.web_folder.clear();
        options.http.tls = files;
        const auto started = Application::start(options, {server.clock, server.random, server.log});
        return started ? std::string() : started.error().detail;
    };
    CHECK(problem(certified.files).empty());
    const std::string missing = certified.folder.path("missing.pem");
    CHECK(problem({missing, certified.files.key}).find(missing) != std::string::npos);
    CHECK(problem({certified.files.certificate, missing}).find(missing) != std::string::npos);
    CHECK(problem({certified.files.key, certified.files.key}).find("desk.key") !=
          std::string::npos);
}

TEST_CASE("tls: the doorbell rings over TLS, for pages that came over TLS", "[server][tls]") {
    const Certified certified;
    TestServer server(certified.options());
    Tablet tablet(server);
    TlsClient asking(server.port(), certified.ca);
    asking.send(
        request_text("POST", "/api/v1/sign-in", to_text(tablet.sign_in_request("acceptor"))));
    const auto signed_in = must(sync::sign_in_response_from_text(asking.read().body));
    TlsClient plain_page(server.port(), certified.ca);
    plain_page.send(Upgrade{.token = signed_in.token}.text());
    CHECK(plain_page.read().status == 403);
    TlsClient listening(server.port(), certified.ca);
    listening.send(Upgrade{.token = signed_in.token, .origin = "https://localhost"}.text());
    REQUIRE(listening.read().status == 101);
    listening.send(client_frame(9, "hi"));
    CHECK(read_frame(listening).payload == "hi");
    listening.send(client_frame(8, "\x03\xE8"));
    CHECK(read_frame(listening).opcode == 8);
    CHECK(listening.is_closed());
}

TEST_CASE("serve: SIGHUP reads the certificate again and says how it went", "[server][tls]") {
    const Certified certified;
    TestServer server;
    server.stop();
    const std::string log = certified.folder.path("log");
    Process process({.database = server.database(),
                     .more = {"--tls-certificate",
                              certified.files.certificate,
                              "--tls-key",
                              certified.files.key},
                     .log_file = log});
    TlsClient before(process.port(), certified.ca);
    REQUIRE(before.problem().empty());
    certified.ca.issue(certified.files.certificate, certified.files.key);
    process.signal(SIGHUP);
    REQUIRE(file_comes_to_hold(log, "event=certificate_reloaded"));
    TlsClient after(process.port(), certified.ca);
    CHECK(after.serial() != before.serial());
    std::ofstream(certified.files.key) << "no key";
    process.signal(SIGHUP);
    REQUIRE(file_comes_to_hold(log, "event=certificate_kept"));
    CHECK(TlsClient(process.port(), certified.ca).serial() == after.serial());
    before.send(health);
    CHECK(before.read().status == 200);
    CHECK(process.stop() == 0);
}
