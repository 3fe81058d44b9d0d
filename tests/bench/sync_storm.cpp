// Load program: many tablets push at once against one server process.
//
//   sync_storm SERVER_PROGRAM DATABASE [TABLETS]
//
// DATABASE is a new SQLite file, or the URL of an empty PostgreSQL database.
//
// Every tablet has a person and a key of its own, and 100 signed events in two pushes of 50. All
// begin together; a push that is answered 503 or 429 comes again after Retry-After and some jitter,
// as the tablet's engine does. Prints one JSON line. Exit status 1: an answer that is none of
// these, a push without Retry-After, or an event missing in the end.
#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "core/domain/payload.h"
#include "core/sync/wire.h"
#include "sync-server/auth/token.h"
#include "sync-server/main/system.h"
#include "sync-server/store/open.h"
#include "tests/support/fakes.h"
#include "ui/command/http_client.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <mutex>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace huiyin;

namespace {

constexpr int pushes = 2;
constexpr int events_per_push = 50;
constexpr int year = 2026;
/// A tablet gives up after so many refusals, which is an error of this program.
constexpr int tries_max = 200;

template <class T>
T must(base::Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

struct StormTablet {
    std::string token;
    std::vector<std::string> bodies;
};

/// One tablet's device, person, token and events.
class Maker {
public:
    Maker(server::store::Writer& writer, const base::Uuid& department)
        : m_writer(writer)
        , m_department(department) {}

    StormTablet enrol(int number) {
        m_seq = 0;
        m_last_hash = {};
        m_keys = base::make_key_pair(m_random);
        domain::Person person;
        person.id = make_uuid(m_clock, m_random);
        person.staff_no = std::to_string(number);
        person.name = "storm";
        must(m_writer.add_person(m_department, person));
        must(m_writer.add_grant(m_department, {person.id, domain::Role::Acceptor, {}, {}}));
        m_person = person.id;
        m_device = {.id = make_uuid(m_clock, m_random),
                    .name = "storm",
                    .public_key = m_keys.public_key,
                    .enrolled_by = person.id,
                    .enrolled_at_utc_ms = m_clock.now_utc_ms()};
        must(m_writer.enrol_device(m_department, m_device));
        const auto token = server::auth::make_token(m_random);
        must(m_writer.add_token({.token_hash = token.hash,
                                 .department = m_department,
                                 .device = m_device.id,
                                 .person = person.id,
                                 .created_at_utc_ms = m_clock.now_utc_ms(),
                                 .used_at_utc_ms = m_clock.now_utc_ms()}));
        return {token.text, {}};
    }

    /// Of the tablet that was enrolled last.
    std::vector<domain::Event> events() {
        std::vector<domain::Event> made;
        domain::ComplaintNumber number{
            .prefix = "TS", .year = year, .device_code = m_device.code, .counter = 0};
        while (made.size() < events_per_push * pushes) {
            number = must(domain::next_number(number, number.counter));
            const base::Uuid complaint = make_uuid(m_clock, m_random);
            made.push_back(
                sealed(complaint,
                       domain::RecordPayload{must(domain::to_text(number)),
                                             tests::make_intake(m_clock.now_utc_ms() - 60'000)}));
            made.push_back(sealed(complaint, domain::NotePayload{"已电话告知用户预计恢复时间"}));
            made.back().seen.unsent = 1;
            reseal(made.back());
        }
        return made;
    }

private:
    server::store::Writer& m_writer;
    base::Uuid m_department;
    server::SystemClock m_clock;
    server::SystemRandom m_random;
    base::KeyPair m_keys;
    base::Uuid m_person;
    server::store::DeviceRow m_device;
    std::uint64_t m_seq = 0;
    base::Hash m_last_hash{};

    domain::Event sealed(const base::Uuid& complaint, const domain::Payload& payload) {
        domain::Event event;
        event.id = make_uuid(m_clock, m_random);
        event.complaint = complaint;
        event.device = m_device.id;
        event.device_seq = ++m_seq;
        event.actor = m_person;
        event.kind = code_of(domain::kind_of(payload));
        event.payload = domain::payload_text(payload);
        event.device_time_utc_ms = m_clock.now_utc_ms();
        event.prev_hash = m_last_hash;
        reseal(event);
        return event;
    }

    void reseal(domain::Event& event) {
        seal(event, m_keys.secret_key);
        m_last_hash = event.hash;
    }
};

std::vector<StormTablet> make_tablets(const std::string& database, int count) {
    server::SystemRandom random;
    const server::SystemClock clock;
    const auto store = must(server::store::open(database, random));
    const auto writer = must(store->open_writer());
    const base::Uuid department = make_uuid(clock, random);
    std::vector<StormTablet> tablets;
    must(writer->begin());
    must(writer->add_department({department, "storm", "Storm", "TS"}));
    Maker maker(*writer, department);
    std::vector<std::vector<domain::Event>> events;
    for (int i = 0; i < count; ++i) {
        tablets.push_back(maker.enrol(i));
        events.push_back(maker.events());
    }
    must(writer->raise_directory_version(department));
    must(writer->commit());
    // A tablet that has been in use knows the directory.
    const std::int64_t version = must(writer->reader().directory_version(department));
    const std::string epoch = must(writer->reader().epoch());
    for (std::size_t i = 0; i < tablets.size(); ++i) {
        for (int push = 0; push < pushes; ++push) {
            const auto begin = events[i].begin() + push * events_per_push;
            tablets[i].bodies.push_back(
                sync::to_text(sync::SyncRequest{.protocol = base::limits::protocol_version,
                                                .epoch = epoch,
                                                .cursor = 0,
                                                .directory_version = version,
                                                .push = {begin, begin + events_per_push}}));
        }
    }
    return tablets;
}

/// huiyin-server serve; gives its port.
class ServerProcess {
public:
    ServerProcess(std::string program, std::string database) {
        int out[2];
        if (pipe(out) != 0) {
            throw std::runtime_error("no pipe");
        }
        std::vector<std::string> words{program,
                                       "serve",
                                       "--database",
                                       database,
                                       "--listen",
                                       "127.0.0.1:0",
                                       "--connections",
                                       "4096",
                                       "--connections-per-address",
                                       "4096"};
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
        // Its log has a line for every answer.
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        const int failed =
            posix_spawn(&m_pid, arguments[0], &files, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&files);
        ::close(out[1]);
        FILE* lines = fdopen(out[0], "r");
        char line[200] = {};
        if (failed != 0 || lines == nullptr || std::fgets(line, sizeof line, lines) == nullptr) {
            throw std::runtime_error("the server did not start");
        }
        m_url = std::string(line).substr(0, std::string_view(line).find('\n'));
        std::fclose(lines);
    }

    ~ServerProcess() {
        ::kill(m_pid, SIGTERM);
        ::waitpid(m_pid, nullptr, 0);
    }

    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    const std::string& url() const { return m_url; }

private:
    pid_t m_pid = 0;
    std::string m_url;
};

class Storm {
public:
    explicit Storm(const command::ServerAddress& server)
        : m_server(server) {}

    void run(const StormTablet& tablet, unsigned seed) {
        while (!m_begun.load()) {
            m_begun.wait(false);
        }
        tests::SeededRandom random(seed);
        for (const std::string& body : tablet.bodies) {
            push(tablet.token, body, random);
        }
    }

    void begin() {
        m_begun = true;
        m_begun.notify_all();
    }

    std::vector<double> accepted_ms;
    std::atomic<int> refused{0};
    std::atomic<int> errors{0};

private:
    command::ServerAddress m_server;
    std::atomic<bool> m_begun{false};
    std::mutex m_mutex;

    void push(const std::string& token, const std::string& body, tests::SeededRandom& random) {
        using Steady = std::chrono::steady_clock;
        for (int tried = 0; tried < tries_max; ++tried) {
            const auto begin = Steady::now();
            const auto asked =
                command::ask(m_server, {.path = "/api/v1/sync", .token = token, .body = body});
            const std::chrono::duration<double, std::milli> took = Steady::now() - begin;
            if (!asked) {
                ++errors;
                std::cerr << asked.error().detail << "\n";
                return;
            }
            const sync::Answer& answer = *asked;
            if (answer.http_status == 200) {
                check(answer.body);
                const std::lock_guard lock(m_mutex);
                accepted_ms.push_back(took.count());
                return;
            }
            const bool busy = answer.http_status == 503 || answer.http_status == 429;
            if (!busy || answer.retry_after_ms <= 0) {
                ++errors;
                std::cerr << "status " << answer.http_status << "\n";
                return;
            }
            ++refused;
            const auto jitter = static_cast<std::int64_t>(random.below(2000));
            std::this_thread::sleep_for(std::chrono::milliseconds(answer.retry_after_ms + jitter));
        }
        ++errors;
    }

    void check(const std::string& body) {
        const auto response = sync::sync_response_from_text(body);
        const bool whole =
            response && response->receipts.size() == events_per_push &&
            std::all_of(response->receipts.begin(),
                        response->receipts.end(),
                        [](const sync::Receipt& receipt) {
                            return receipt.change != 0 &&
                                   receipt.verdict.kind == domain::VerdictKind::Applied;
                        });
        if (!whole) {
            ++errors;
            std::cerr << "receipts that do not fit\n";
        }
    }
};

std::int64_t stored_events(const std::string& database) {
    server::SystemRandom random;
    const auto store = must(server::store::open(database, random));
    const auto reader = must(store->open_reader());
    return must(reader->change_last(must(reader->departments()).front().id));
}

/// A socket for every tablet, here and in the server, which inherits it.
void allow_many_files() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
        static_cast<void>(setrlimit(RLIMIT_NOFILE, &files));
    }
}

int run(const std::string& program, const std::string& database, int count) {
    const std::vector<StormTablet> tablets = make_tablets(database, count);
    const auto begin = std::chrono::steady_clock::now();
    double seconds = 0;
    int errors = 0;
    std::vector<double> accepted_ms;
    int refused = 0;
    {
        const ServerProcess server(program, database);
        Storm storm(must(command::server_address(server.url())));
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < tablets.size(); ++i) {
            threads.emplace_back(
                [&storm, &tablets, i] { storm.run(tablets[i], static_cast<unsigned>(i + 1)); });
        }
        storm.begin();
        for (std::thread& thread : threads) {
            thread.join();
        }
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        errors = storm.errors;
        refused = storm.refused;
        accepted_ms = std::move(storm.accepted_ms);
    }
    std::sort(accepted_ms.begin(), accepted_ms.end());
    const auto at = [&accepted_ms](double share) {
        return accepted_ms.empty() ? 0
                                   : accepted_ms[static_cast<std::size_t>(
                                         share * static_cast<double>(accepted_ms.size() - 1))];
    };
    const std::int64_t expected = std::int64_t{count} * pushes * events_per_push;
    errors += stored_events(database) == expected ? 0 : 1;
    std::cout << "{\"p50_ms\":" << at(0.5) << ",\"p99_ms\":" << at(0.99) << ",\"max_ms\":" << at(1)
              << ",\"refused\":" << refused << ",\"errors\":" << errors
              << ",\"seconds\":" << seconds << "}\n";
    return errors == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "sync_storm SERVER_PROGRAM DATABASE [TABLETS]\n";
        return 2;
    }
    try {
        allow_many_files();
        return run(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 1000);
    } catch (const std::exception& error) {
        std::cerr << "sync_storm: " << error.what() << "\n";
        return 1;
    }
}
