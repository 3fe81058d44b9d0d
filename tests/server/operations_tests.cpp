// What whoever runs the server asks: health, readiness, metrics; and how it stops.
#include "sync-server/http/metrics.h"
#include "tests/server/doorbell_client.h"
#include "tests/server/metrics_client.h"
#include "tests/server/process.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

ApplicationOptions with_metrics() {
    ApplicationOptions options = TestServer::options();
    options.metrics_port = 0;
    return options;
}

} // namespace

TEST_CASE("metrics: values are counted where they belong", "[server][operations]") {
    http::Metrics metrics;
    metrics.counter("a_total", "A.", http::metric_label("kind", "x")).add(3);
    metrics.counter("a_total", "A.", http::metric_label("kind", "x")).add();
    http::Histogram& times = metrics.histogram("b_seconds", "B.");
    times.observe(1'000); // exactly the first bound
    times.observe(1'001);
    times.observe(10'000'001);
    metrics.gauge("c", "C.", [] { return 0.5; });
    CHECK(metrics.text().starts_with("# HELP a_total A.\n# TYPE a_total counter\n"
                                     "a_total{kind=\"x\"} 4\n# HELP b_seconds B.\n"
                                     "# TYPE b_seconds histogram\n"
                                     "b_seconds_bucket{le=\"0.001\"} 1\n"
                                     "b_seconds_bucket{le=\"0.0025\"} 2\n"));
    CHECK(metrics.text().ends_with("b_seconds_bucket{le=\"10\"} 2\n"
                                   "b_seconds_bucket{le=\"+Inf\"} 3\nb_seconds_sum 10.002002\n"
                                   "b_seconds_count 3\n# HELP c C.\n# TYPE c gauge\nc 0.5\n"));
    CHECK(http::metric_label("reason", "a\"b\\c\nd") == "reason=\"a_b_c_d\"");
}

TEST_CASE("metrics: on a loopback port of their own, not on the tablets'", "[server][operations]") {
    TestServer server(with_metrics());
    CHECK(ask(server.port(), "GET", "/metrics").status == 404);
    CHECK(ask(server.application().metrics_port(), "GET", "/healthz").status == 200);
    CHECK(ask(server.application().metrics_port(), "GET", "/readyz").status == 200);
    CHECK(ask(server.application().metrics_port(), "POST", "/api/v1/sync", "{}").status == 404);
    TestServer without;
    CHECK(without.application().metrics_port() == 0);
}

TEST_CASE("metrics: say what happened, without names", "[server][operations]") {
    TestServer server(with_metrics());
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    Tablet(server).sign_in("acceptor", "a wrong password");
    const Uuid complaint = tablet.new_complaint();
    const std::vector<domain::Event> events{tablet.record(complaint), tablet.note(complaint)};
    tablet.sync(events);
    tablet.sync(events);
    tablet.sync();
    CHECK(ask(server.port(), "GET", "/nothing").status == 404);
    RawClient listening(server.port());
    listening.send(Upgrade{.token = tablet.token}.text());
    REQUIRE(listening.read().status == 101);
    listening.send(client_frame(9, "hi"));
    REQUIRE(read_frame(listening).opcode == 10);

    const std::string metrics = metrics_of(server);
    CAPTURE(metrics);
    CHECK(value_of(metrics, "huiyin_events_accepted_total") == 2);
    CHECK(value_of(metrics, "huiyin_receipts_total{verdict=\"applied\"}") == 4);
    CHECK(value_of(metrics, "huiyin_sync_seconds_count{kind=\"push\"}") == 2);
    CHECK(value_of(metrics, "huiyin_sync_seconds_count{kind=\"pull\"}") == 1);
    CHECK(value_of(metrics, "huiyin_sync_seconds_sum{kind=\"push\"}") > 0);
    CHECK(value_of(metrics, "huiyin_sign_ins_total{result=\"ok\"}") == 1);
    CHECK(value_of(metrics, "huiyin_sign_ins_total{result=\"password\"}") == 1);
    CHECK(value_of(metrics, "huiyin_refusals_total{reason=\"not_found\"}") == 1);
    CHECK(value_of(metrics, "huiyin_sockets") == 1);
    CHECK(value_of(metrics, "huiyin_connections") >= 1);
    CHECK(value_of(metrics, "huiyin_writer_queue") == 0);
    CHECK(value_of(metrics, "huiyin_tablets") == 1);
    CHECK(value_of(metrics, "huiyin_tablets_seen{within=\"15m\"}") == 1);
    CHECK(value_of(metrics, "huiyin_tablets_waiting{over=\"15m\"}") == 0);
    for (const std::string& secret :
         {std::string("acceptor"), tablet.token, tablet.code, to_string(tablet.device)}) {
        CHECK(metrics.find(secret) == std::string::npos);
    }
}

TEST_CASE("metrics: behind a push that was taken more may wait", "[server][operations]") {
    TestServer server(with_metrics());
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    constexpr std::int64_t hour_ms = 3'600'000;
    const std::int64_t now = server.clock.now_utc_ms();
    auto request = tablet.sync_request({tablet.record(tablet.new_complaint())});
    request.status = sync::TabletStatus{.app_version = "1.2",
                                        .outbox_since_utc_ms = now - 5 * hour_ms,
                                        .outbox_rest_since_utc_ms = now - 2 * hour_ms};
    REQUIRE(tablet.post_sync(request).status == 200);
    CHECK(value_of(metrics_of(server), "huiyin_tablets_waiting{over=\"1h\"}") == 1);
    const double age = value_of(metrics_of(server), "huiyin_tablet_outbox_age_seconds_max");
    CHECK((age >= 2 * 3600 && age < 4 * 3600));
    request = tablet.sync_request({tablet.record(tablet.new_complaint())});
    request.status =
        sync::TabletStatus{.app_version = "1.2", .outbox_since_utc_ms = now - 2 * hour_ms};
    REQUIRE(tablet.post_sync(request).status == 200);
    CHECK(value_of(metrics_of(server), "huiyin_tablets_waiting{over=\"1h\"}") == 0);
}

TEST_CASE("metrics: tablets that are silent or cannot send are seen", "[server][operations]") {
    TestServer server(with_metrics());
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    // The second event without the first is not taken, so it waits on.
    tablet.record(tablet.new_complaint());
    auto request = tablet.sync_request({tablet.note(tablet.new_complaint())});
    constexpr std::int64_t hour_ms = 3'600'000;
    request.status = sync::TabletStatus{
        .app_version = "1.2", .outbox_since_utc_ms = server.clock.now_utc_ms() - 2 * hour_ms};
    REQUIRE(tablet.post_sync(request).status == 200);
    CHECK(value_of(metrics_of(server), "huiyin_tablets_waiting{over=\"1h\"}") == 1);
    CHECK(value_of(metrics_of(server), "huiyin_tablets_waiting{over=\"1d\"}") == 0);
    CHECK(value_of(metrics_of(server), "huiyin_tablet_outbox_age_seconds_max") >= 7200);
    server.clock.advance(25 * hour_ms);
    const std::string later = metrics_of(server);
    CHECK(value_of(later, "huiyin_tablets_seen{within=\"1d\"}") == 0);
    CHECK(value_of(later, "huiyin_tablets_seen{within=\"7d\"}") == 1);
    CHECK(value_of(later, "huiyin_tablet_silent_seconds_max") >= 25 * 3600);
}

TEST_CASE("metrics: tablets that lack changes are seen", "[server][operations][limits]") {
    TestServer server(with_metrics());
    Tablet busy(server);
    Tablet idle(server);
    REQUIRE(busy.sign_in("acceptor").status == 200);
    REQUIRE(idle.sign_in("acceptor").status == 200);
    CHECK(value_of(metrics_of(server), "huiyin_tablets_placed") == 0);
    idle.sync();
    const auto push = [&busy](int events) {
        std::vector<domain::Event> offered{busy.record(busy.new_complaint())};
        while (static_cast<int>(offered.size()) < events) {
            offered.push_back(busy.note(offered.front().complaint));
        }
        busy.sync(offered);
    };
    push(10);
    std::string metrics = metrics_of(server);
    // Who pushed has it all; who asked before lacks what came since.
    CHECK(value_of(metrics, "huiyin_tablets_placed") == 2);
    CHECK(value_of(metrics, "huiyin_tablet_behind_changes_max") == 10);
    CHECK(value_of(metrics, "huiyin_tablets_behind{over=\"10\"}") == 0);
    push(91);
    metrics = metrics_of(server);
    CHECK(value_of(metrics, "huiyin_tablet_behind_changes_max") == 101);
    CHECK(value_of(metrics, "huiyin_tablets_behind{over=\"10\"}") == 1);
    CHECK(value_of(metrics, "huiyin_tablets_behind{over=\"100\"}") == 1);
    CHECK(value_of(metrics, "huiyin_tablets_behind{over=\"1000\"}") == 0);
    // Given a page, it has it; asking for the same again, it had not.
    const auto before = idle.sync_request();
    idle.sync();
    CHECK(value_of(metrics_of(server), "huiyin_tablet_behind_changes_max") == 0);
    REQUIRE(idle.post_sync(before).status == 200);
    CHECK(value_of(metrics_of(server), "huiyin_tablet_behind_changes_max") == 101);
    idle.sync();
    CHECK(value_of(metrics_of(server), "huiyin_tablets_behind{over=\"10\"}") == 0);
    // A revoked tablet is nobody's lag.
    REQUIRE(idle.post_sync(before).status == 200);
    const auto writer = server.writer();
    must(writer->begin());
    must(writer->revoke_device(server.department(), idle.device, server.clock.now_utc_ms()));
    must(writer->commit());
    CHECK(value_of(metrics_of(server), "huiyin_tablets_placed") == 1);
    CHECK(value_of(metrics_of(server), "huiyin_tablet_behind_changes_max") == 0);
}

TEST_CASE("ready: a full queue of writing is told with 503",
          "[server][operations][limits][sqlite]") {
    ApplicationOptions options = with_metrics();
    options.writer.queue_max = 1;
    TestServer server(options);
    CHECK(ask(server.port(), "GET", "/readyz").status == 200);
    Tablet first(server);
    REQUIRE(first.sign_in("acceptor").status == 200);
    // Another connection holds the write lock: one push is being written, the next one waits.
    const auto blocking = server.writer();
    must(blocking->begin());
    RawClient one(server.port());
    RawClient two(server.port());
    const auto push = [&](RawClient& client, std::vector<domain::Event> events) {
        client.send(request_text("POST",
                                 "/api/v1/sync",
                                 to_text(first.sync_request(std::move(events))),
                                 {"Authorization: Bearer " + first.token}));
    };
    push(one, {first.record(first.new_complaint())});
    RawResponse full;
    // The queue is also full for a moment before the first push is taken out of it.
    for (int tries = 0; tries < 2000 && (tries <= 50 || full.status != 503); ++tries) {
        if (tries == 50) {
            push(two, {first.record(first.new_complaint())});
        }
        full = ask(server.port(), "GET", "/readyz");
    }
    CHECK(full.status == 503);
    CHECK(full.body.find("writer") != std::string::npos);
    CHECK(full.field("retry-after") == "2");
    CHECK(ask(server.port(), "GET", "/healthz").status == 200);
    blocking->rollback();
    CHECK(one.read().status == 200);
    CHECK(two.read().status == 200);
    CHECK(ask(server.port(), "GET", "/readyz").status == 200);
}

TEST_CASE("serve: SIGTERM finishes what is under way, says goodbye and leaves one file",
          "[server][operations][sqlite]") {
    TestServer server;
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    server.stop();
    Process process({.database = server.database(), .more = {"--metrics-port", "0"}});
    CHECK(ask(process.metrics_port(), "GET", "/readyz").status == 200);
    RawClient listening(process.port());
    listening.send(Upgrade{.token = tablet.token}.text());
    REQUIRE(listening.read().status == 101);
    // A request of which the last byte is still to come when the signal does.
    const std::string push =
        request_text("POST",
                     "/api/v1/sync",
                     to_text(tablet.sync_request({tablet.record(tablet.new_complaint())})),
                     {"Authorization: Bearer " + tablet.token});
    RawClient client(process.port());
    client.send(push.substr(0, push.size() - 1));
    // An answer to what was sent later: the server has read what was sent before.
    CHECK(ask(process.port(), "GET", "/healthz").status == 200);
    process.signal(SIGTERM);
    CHECK(close_code_of(read_frame(listening)) == 1001);
    listening.send(client_frame(8, "\x03\xE9"));
    client.send(push.substr(push.size() - 1));
    const RawResponse answer = client.read();
    CHECK(answer.status == 200);
    CHECK(answer.field("connection") == "close");
    CHECK_THROWS(RawClient(process.port()));
    CHECK(process.stop() == 0);
    CHECK_FALSE(std::filesystem::exists(server.database() + "-wal"));
    CHECK(must(server.writer()->reader().change_last(server.department())) == 1);
}

TEST_CASE("serve: a request that never ends does not hold up the end", "[server][operations]") {
    TestServer server;
    server.stop();
    const std::string log = server.folder.path("log");
    Process process(
        {.database = server.database(), .more = {"--stop-grace-ms", "300"}, .log_file = log});
    RawClient client(process.port());
    client.send(request_text("POST", "/api/v1/sync", std::string(100, ' ')).substr(0, 150));
    RawClient idle(process.port());
    idle.send(request_text("GET", "/healthz"));
    REQUIRE(idle.read().status == 200);
    const auto begin = std::chrono::steady_clock::now();
    CHECK(process.stop() == 0);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
    CHECK(idle.is_closed());
    std::ifstream in(log);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CAPTURE(text);
    CHECK(text.find("event=stopped_over connections=") != std::string::npos);
}
