// Attacks on the real process, while somebody works with it.
//
// Goal: no attack holds what it took longer than its deadline, none slows good requests down, and
// in the end the process is as it was. Method: one process with short deadlines; a thread that
// asks as tablets do and measures; attack after attack; the server's own gauge tells when the last
// attacking connection is gone. Prints what was measured.
#include "core/base/limits.h"
#include "tests/server/bombs.h"
#include "tests/server/doorbell_client.h"
#include "tests/server/process.h"
#include "tests/server/support.h"

#include <algorithm>
#include <atomic>
#include <catch_amalgamated.hpp>
#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <sys/resource.h>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using Steady = std::chrono::steady_clock;

namespace {

constexpr std::int64_t deadline_ms = 1000;
constexpr std::int64_t slack_ms = 1000;
constexpr std::size_t memory_bytes_max = 256 * 1024 * 1024;
constexpr std::size_t good_requests_min = 200;
constexpr std::size_t big_file_bytes = 8 * 1024 * 1024;

/// Of the program as it is built for use.
constexpr double good_p99_ms_max = 50;

double ms_since(Steady::time_point begin) {
    return std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
}

double percentile(std::vector<double> times, double part) {
    if (times.empty()) {
        return 0;
    }
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

/// Both ends of a thousand connections are in these processes' limits.
void allow_many_files() {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
    setrlimit(RLIMIT_NOFILE, &files);
}

/// Asks as tablets do, again and again.
class GoodClient {
public:
    GoodClient(std::uint16_t port, std::string sync_request)
        : m_thread([this, port, request = std::move(sync_request)] {
            while (!m_enough) {
                const auto begin = Steady::now();
                RawClient client(port);
                client.send(m_count++ % 2 == 0 ? request_text("GET", "/healthz") : request);
                const int status = client.read().status;
                const std::lock_guard lock(m_mutex);
                m_times.push_back(ms_since(begin));
                m_failed += status == 200 ? 0 : 1;
            }
        }) {}

    ~GoodClient() {
        m_enough = true;
        m_thread.join();
    }

    GoodClient(const GoodClient&) = delete;
    GoodClient& operator=(const GoodClient&) = delete;

    /// What was measured since the last call, in milliseconds.
    std::vector<double> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_times, {});
    }

    /// How often the answer was not 200.
    int failed() {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }

private:
    std::mutex m_mutex;
    std::vector<double> m_times;
    int m_failed = 0;
    int m_count = 0;
    std::atomic<bool> m_enough{false};
    std::thread m_thread;
};

using Swarm = std::vector<std::unique_ptr<RawClient>>;

struct Battlefield {
    TestServer origin{with_big_file()};
    Tablet tablet{origin};
    std::unique_ptr<Process> process;
    std::unique_ptr<GoodClient> good;

    static ApplicationOptions with_big_file() {
        ApplicationOptions options = TestServer::options();
        options.web_folder = "web";
        return options;
    }

    Battlefield() {
        allow_many_files();
        REQUIRE(tablet.sign_in("acceptor").status == 200);
        origin.folder.write("web/big.bin", std::string(big_file_bytes, 'x'));
        origin.stop();
        const std::string ms = std::to_string(deadline_ms);
        process = std::make_unique<Process>(Process::Options{.database = origin.database(),
                                                             .more = {"--metrics-port",
                                                                      "0",
                                                                      "--web",
                                                                      origin.folder.path("web"),
                                                                      "--connections",
                                                                      "1500",
                                                                      "--connections-per-address",
                                                                      "1500",
                                                                      "--header-deadline-ms",
                                                                      ms,
                                                                      "--body-deadline-ms",
                                                                      ms,
                                                                      "--idle-deadline-ms",
                                                                      ms,
                                                                      "--bytes-per-second-min",
                                                                      "1000000000"}});
        good =
            std::make_unique<GoodClient>(process->port(),
                                         request_text("POST",
                                                      "/api/v1/sync",
                                                      to_text(tablet.sync_request()),
                                                      {"Authorization: Bearer " + tablet.token}));
    }

    Swarm swarm(int count, std::string_view first_bytes) const {
        Swarm clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<RawClient>(process->port()));
            clients.back()->send(first_bytes);
        }
        return clients;
    }

    int connections() const {
        const std::string metrics = ask(process->metrics_port(), "GET", "/metrics").body;
        return std::stoi(metrics.substr(metrics.find("\nhuiyin_connections ") + 20));
    }

    /// Milliseconds until only the good client is connected; `meanwhile` is called again and again.
    double until_alone(const std::function<void()>& meanwhile = [] {}) const {
        const auto begin = Steady::now();
        // No gauge counts what waits to be accepted, but it is accepted in turn: once this one is
        // answered, nobody who came before still waits.
        CHECK(ask(process->port(), "GET", "/healthz").status == 200);
        while (connections() > 1 && ms_since(begin) < 20'000) {
            meanwhile();
        }
        return ms_since(begin);
    }

    /// One kind of attack: each must be over in time, and good requests must not have suffered.
    void survives(const char* name, const std::function<double()>& attack) {
        good->take();
        double closed_ms = 0;
        std::vector<double> times;
        // Quick attacks are repeated until there is something to measure.
        while (times.size() < good_requests_min) {
            closed_ms = std::max(closed_ms, attack());
            const std::vector<double> more = good->take();
            times.insert(times.end(), more.begin(), more.end());
        }
        const double p99 = percentile(times, 0.99);
        std::cout << "abuse " << name << ": over after " << static_cast<int>(closed_ms)
                  << " ms; good requests " << times.size() << ", p50 " << percentile(times, 0.5)
                  << " ms, p99 " << p99 << " ms\n";
        CAPTURE(name);
        CHECK(closed_ms <= static_cast<double>(deadline_ms + slack_ms));
        // Sanitizers alone cost more than the bound allows.
        if (server_is_built_for_use()) {
            CHECK(p99 <= good_p99_ms_max);
        }
    }
};

std::string post_head(std::size_t body_bytes, std::string_view more = {}) {
    std::string head("POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\n");
    head.append(more).append("Content-Type: application/json\r\nContent-Length: ");
    return head + std::to_string(body_bytes) + "\r\n\r\n";
}

/// A byte of each, at most ten times a second.
std::function<void()> dribble(const Swarm& clients, const char* byte) {
    return [&clients, byte, last = Steady::time_point{}]() mutable {
        if (ms_since(last) >= 100) {
            last = Steady::now();
            for (const auto& client : clients) {
                client->send(byte);
            }
        }
    };
}

int upgraded(RawClient& client, const std::string& token) {
    client.send(Upgrade{.token = token}.text());
    return client.read().status;
}

} // namespace

TEST_CASE("abuse: attacks end in time, good requests are answered meanwhile",
          "[server][abuse][limits]") {
    Battlefield field;
    const std::size_t descriptors = field.process->descriptors();
    const auto begin = Steady::now();
    while (ms_since(begin) < 1000) {
        field.connections();
    }
    std::cout << "abuse: undisturbed p99 " << percentile(field.good->take(), 0.99) << " ms\n";

    field.survives("slow headers", [&] {
        const Swarm slow = field.swarm(200, "GET / HTTP/1.1\r\nHost: loc");
        return field.until_alone(dribble(slow, "a"));
    });
    field.survives("slow bodies", [&] {
        const Swarm slow = field.swarm(200, post_head(100'000));
        return field.until_alone(dribble(slow, " "));
    });
    field.survives("slow readers", [&] {
        const Swarm slow = field.swarm(30, request_text("GET", "/big.bin"));
        return field.until_alone();
    });
    field.survives("a thousand idle connections", [&] {
        const Swarm idle = field.swarm(1000, {});
        // The first may reach their deadline before the last are accepted, so no single moment
        // shows them all.
        int most = 0;
        const double closed_ms =
            field.until_alone([&] { most = std::max(most, field.connections()); });
        CHECK(most > 500);
        return closed_ms;
    });
    field.survives("connections opened and dropped", [&] {
        for (int i = 0; i < 200; ++i) {
            field.swarm(1, "GET / HT");
        }
        return field.until_alone();
    });
    field.survives("a byte too many", [&] {
        for (int i = 0; i < 20; ++i) {
            RawClient body(field.process->port());
            body.send(post_head(base::limits::request_body_bytes_max + 1));
            CHECK(body.read().status == 413);
            RawClient header(field.process->port());
            const std::string start("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ");
            header.send(start + std::string(8 * 1024 - start.size() - 3, 'x') + "\r\n\r\n");
            CHECK(header.read().status == 431);
        }
        return field.until_alone();
    });
    field.survives("deep JSON", [&] {
        const std::string authorized = "Authorization: Bearer " + field.tablet.token + "\r\n";
        const std::size_t most = base::limits::request_body_bytes_max;
        for (int i = 0; i < 20; ++i) {
            RawClient client(field.process->port());
            client.send(post_head(most, authorized) + std::string(most, '['));
            CHECK(client.read().status == 400);
        }
        return field.until_alone();
    });
    field.survives("compressed bombs", [&] {
        // Nothing is inflated: a body with a coding is refused by its header alone.
        Swarm bombing;
        const auto throw_at = [&](const char* path, std::string_view token, const Bomb& bomb) {
            std::string head("POST ");
            head.append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(token);
            head.append("Content-Encoding: ").append(bomb.coding);
            head.append("\r\nContent-Type: application/json\r\nContent-Length: ");
            head.append(std::to_string(bomb.bytes.size())).append("\r\n\r\n");
            bombing.push_back(std::make_unique<RawClient>(field.process->port()));
            bombing.back()->send(head);
            // Before the first byte of the body is sent.
            CHECK(bombing.back()->read().status == 415);
            bombing.back()->send(bomb.bytes);
            bombing.push_back(std::make_unique<RawClient>(field.process->port()));
            bombing.back()->send(head + bomb.bytes);
            CHECK(bombing.back()->read().status == 415);
        };
        const std::string authorized = "Authorization: Bearer " + field.tablet.token + "\r\n";
        for (const Bomb& bomb : {gzip_bomb(220'000), deflate_bomb(220'000), brotli_bomb()}) {
            throw_at("/api/v1/sync", authorized, bomb);
        }
        // As long as a sign-in may be.
        for (const Bomb& bomb : {gzip_bomb(16 * 1024), deflate_bomb(16 * 1024), brotli_bomb()}) {
            throw_at("/api/v1/sign-in", {}, bomb);
        }
        return field.until_alone();
    });
    field.survives("ping floods", [&] {
        std::vector<std::unique_ptr<RawClient>> flooding;
        for (int i = 0; i < 20; ++i) {
            flooding.push_back(std::make_unique<RawClient>(field.process->port()));
            REQUIRE(upgraded(*flooding.back(), field.tablet.token) == 101);
        }
        std::string pings;
        for (int i = 0; i < 500; ++i) {
            pings += client_frame(9, "flood");
        }
        for (const auto& client : flooding) {
            client->send(pings);
        }
        for (const auto& client : flooding) {
            Frame frame = read_frame(*client);
            while (frame.opcode == 10) {
                frame = read_frame(*client);
            }
            CHECK(close_code_of(frame) == 1008);
        }
        return field.until_alone();
    });
    field.survives("WebSocket frames that must not be", [&] {
        const auto closed_with = [&](const std::string& bytes) {
            RawClient client(field.process->port());
            REQUIRE(upgraded(client, field.tablet.token) == 101);
            client.send(bytes);
            return close_code_of(read_frame(client));
        };
        // One byte more than a message may have, at once and in two fragments.
        const std::string mask(4, '\0');
        CHECK(closed_with(std::string("\x82\xFE\x01\x01", 4) + mask + std::string(257, 'x')) ==
              1009);
        CHECK(closed_with(std::string("\x02\xFE\x01\x00", 4) + mask + std::string(256, 'x') +
                          std::string("\x80\x81", 2) + mask + "x") == 1009);
        // Compression is not agreed on, not even when it is asked for, so no message may be
        // compressed (RFC 6455 5.2).
        std::string asking = Upgrade{.token = field.tablet.token}.text();
        asking.insert(asking.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        RawClient compressing(field.process->port());
        compressing.send(asking);
        const RawResponse agreed = compressing.read();
        CHECK(agreed.status == 101);
        CHECK(agreed.field("sec-websocket-extensions").empty());
        std::string compressed = client_frame(1, raw_deflate_bomb(125));
        compressed.front() = static_cast<char>(0xC1);
        compressing.send(compressed);
        CHECK(close_code_of(read_frame(compressing)) == 1002);
        CHECK(closed_with(compressed) == 1002);
        RawClient foreign(field.process->port());
        foreign.send(Upgrade{.token = field.tablet.token, .origin = "https://evil.example"}.text());
        CHECK(foreign.read().status == 403);
        return field.until_alone();
    });

    CHECK(field.good->failed() == 0);
    field.good.reset();
    const auto ended = Steady::now();
    while (field.process->descriptors() > descriptors && ms_since(ended) < 5000) {
        field.connections();
    }
    CHECK(field.process->descriptors() <= descriptors);
    const std::size_t memory = field.process->memory_bytes_most();
    std::cout << "abuse: memory at most " << memory / (1024 * 1024) << " MiB\n";
    if (server_is_built_for_use()) {
        CHECK(memory <= memory_bytes_max);
    }
    CHECK(field.process->stop() == 0);
}

TEST_CASE("abuse: guessing passwords neither locks anybody out nor tells who exists",
          "[server][abuse]") {
    Battlefield field;
    field.good.reset();
    const std::uint16_t port = field.process->port();
    const auto try_to_sign_in = [&](const sync::SignInRequest& request) {
        const auto begin = Steady::now();
        const int status = ask(port, "POST", "/api/v1/sign-in", to_text(request)).status;
        return std::pair(status, ms_since(begin));
    };
    std::vector<double> known;
    std::vector<double> unknown;
    Tablet guessing(field.origin);
    for (int i = 0; i < 7; ++i) {
        const auto right_name = try_to_sign_in(guessing.sign_in_request("manager", "wrong guess"));
        const auto no_name = try_to_sign_in(guessing.sign_in_request("nobody", "wrong guess"));
        CHECK(right_name.first == 401);
        CHECK(no_name.first == 401);
        known.push_back(right_name.second);
        unknown.push_back(no_name.second);
    }
    const double ratio = percentile(unknown, 0.5) / percentile(known, 0.5);
    std::cout << "abuse: wrong password " << percentile(known, 0.5) << " ms, unknown account "
              << percentile(unknown, 0.5) << " ms\n";
    CHECK(ratio > 0.5);
    CHECK(ratio < 2);
    // On and on: the pair of address and account is held up, then the whole address.
    int throttled = 0;
    for (int i = 0; i < 30; ++i) {
        throttled += try_to_sign_in(guessing.sign_in_request("acceptor", "wrong")).first == 429;
    }
    CHECK(throttled >= 15);
    // The owner behind the same address has a tablet that proves itself.
    CHECK(try_to_sign_in(field.tablet.sign_in_request("acceptor")).first == 200);
    CHECK(field.process->memory_bytes_most() <=
          (server_is_built_for_use() ? 1 : 4) * memory_bytes_max);
}

TEST_CASE("abuse: who is revoked hears nothing more, whoever revoked", "[server][abuse]") {
    ApplicationOptions options = TestServer::options();
    options.http.socket_check = std::chrono::milliseconds(200);
    TestServer server(options);
    Tablet administrator(server);
    Tablet acceptor(server);
    Tablet manager(server);
    REQUIRE(administrator.sign_in("administrator").status == 200);
    REQUIRE(acceptor.sign_in("acceptor").status == 200);
    REQUIRE(manager.sign_in("manager").status == 200);
    RawClient by_person(server.port());
    RawClient by_device(server.port());
    RawClient staying(server.port());
    REQUIRE(upgraded(by_person, acceptor.token) == 101);
    REQUIRE(upgraded(by_device, manager.token) == 101);
    REQUIRE(upgraded(staying, administrator.token) == 101);
    const auto ended_with = [](RawClient& client) {
        Frame frame = read_frame(client);
        while (frame.opcode == 1) {
            frame = read_frame(client);
        }
        return close_code_of(frame);
    };
    // By this process: a person, at once.
    const std::string command = R"({"command":"set_person_active","person":")" +
                                to_string(acceptor.person) + R"(","active":false})";
    REQUIRE(ask(server.port(),
                "POST",
                "/api/v1/admin",
                command,
                {"Authorization: Bearer " + administrator.token})
                .status == 200);
    CHECK(ended_with(by_person) == 1008);
    CHECK(acceptor.post_sync(acceptor.sync_request()).status == 401);
    // By another process in the database: a tablet, at the next check.
    const CommandResult revoked = run_command_line(
        {"device", "revoke", "--database", server.database(), "--code", manager.code});
    REQUIRE(revoked.status == 0);
    CHECK(ended_with(by_device) == 1008);
    CHECK(manager.post_sync(manager.sync_request()).status == 401);
    staying.send(client_frame(9, "still"));
    Frame answer = read_frame(staying);
    while (answer.opcode == 1) {
        answer = read_frame(staying);
    }
    CHECK(answer.opcode == 10);
}
