// The real program, killed while it works: what was acknowledged is there afterwards.
//
// Goal: the answer comes after the commit and never before. Method: push until a receipt came,
// kill -9 at a moment the seed chooses while the next push is under way, start again, and ask for
// everything: each acknowledged event exactly once, and the chain unbroken. The page cache
// survives a kill, so this proves the order of commit and answer, not the flush.
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <random>
#include <set>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

/// huiyin-server serve as a process of its own.
class Process {
public:
    explicit Process(const std::string& database) {
        int out[2];
        REQUIRE(pipe(out) == 0);
        std::string program = HUIYIN_SERVER_PROGRAM;
        std::string path = database;
        char* words[] = {program.data(),
                         const_cast<char*>("serve"),
                         const_cast<char*>("--database"),
                         path.data(),
                         const_cast<char*>("--listen"),
                         const_cast<char*>("127.0.0.1:0"),
                         nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        REQUIRE(posix_spawn(&m_pid, program.c_str(), &actions, nullptr, words, environ) == 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(out[1]);
        m_port = read_port(out[0]);
        ::close(out[0]);
    }

    ~Process() {
        if (m_pid > 0) {
            kill();
        }
    }

    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    std::uint16_t port() const { return m_port; }

    void kill() {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = 0;
    }

    /// Asks to stop; gives the exit status.
    int stop() {
        ::kill(m_pid, SIGTERM);
        int status = -1;
        ::waitpid(m_pid, &status, 0);
        m_pid = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_pid = 0;
    std::uint16_t m_port = 0;

    /// The program prints its address once it listens.
    static std::uint16_t read_port(int pipe_end) {
        std::string line;
        char byte = 0;
        while (::read(pipe_end, &byte, 1) == 1 && byte != '\n') {
            line += byte;
        }
        const std::size_t colon = line.rfind(':');
        REQUIRE(colon != std::string::npos);
        return static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
    }
};

unsigned seed_of_run() {
    const char* given = std::getenv("HUIYIN_SEED");
    return given == nullptr ? 1U : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

std::string push_text(Tablet& tablet, const std::vector<domain::Event>& events) {
    return request_text("POST",
                        "/api/v1/sync",
                        to_text(tablet.sync_request(events)),
                        {"Authorization: Bearer " + tablet.token});
}

} // namespace

TEST_CASE("kill: acknowledged events survive kill -9", "[server][kill]") {
    TestServer server;
    Tablet tablet(server);
    REQUIRE(tablet.sign_in("acceptor").status == 200);
    server.stop();
    std::cout << "seed=" << seed_of_run() << "\n";
    std::minstd_rand random(seed_of_run());
    std::set<Uuid> acknowledged;
    std::vector<domain::Event> unsent;
    for (int round = 0; round < 25; ++round) {
        Process process(server.database());
        RawClient client(process.port());
        const int pushes = static_cast<int>(random() % 4);
        for (int i = 0; i <= pushes; ++i) {
            const Uuid complaint = tablet.new_complaint();
            unsent.push_back(tablet.record(complaint));
            unsent.push_back(tablet.note(complaint));
            REQUIRE(client.send(push_text(tablet, unsent)));
            if (i == pushes) {
                // Killed while this push is somewhere between the socket and the disk.
                client.wait(static_cast<int>(random() % 4));
                break;
            }
            const auto answer = must(sync::sync_response_from_text(client.read().body));
            REQUIRE(answer.receipts.size() == unsent.size());
            for (const domain::Event& event : std::exchange(unsent, {})) {
                acknowledged.insert(event.id);
            }
        }
        process.kill();
    }
    // The last, unacknowledged push is repeated: it is taken once, whatever became of it before.
    server.start();
    const auto last = tablet.sync(unsent);
    for (const auto& receipt : last.receipts) {
        CHECK(receipt.verdict.kind == domain::VerdictKind::Applied);
    }
    const auto writer = server.writer();
    std::multiset<Uuid> stored;
    must(writer->reader().for_each_event(
        server.department(), [&stored](const domain::PlacedEvent& placed) -> base::Result<void> {
            stored.insert(placed.event.id);
            return {};
        }));
    for (const Uuid& id : acknowledged) {
        CHECK(stored.count(id) == 1);
    }
    CHECK(stored.size() == tablet.seq);
    if (store_kind() == StoreKind::Sqlite) {
        CHECK(server.stored().value("PRAGMA integrity_check") == "ok");
    }
}

TEST_CASE("serve: stops with status 0 on SIGTERM", "[server][kill]") {
    TestServer server;
    server.stop();
    Process process(server.database());
    CHECK(ask(process.port(), "GET", "/healthz").status == 200);
    CHECK(process.stop() == 0);
}
