// Writers that stall between taking change numbers and their commit, and somebody who pulls.
//
// Goal: a puller sees every change once and in order, whatever the writers do. Method: eight
// writers with a connection each take numbers, store events and then wait until the puller has read
// twice, before they commit. A counter that is not commit-ordered shows up as changes the puller
// has passed; the last test plants one.
#include "tests/server/support.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <functional>
#include <iostream>
#include <thread>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

constexpr int writers = 8;
constexpr int batch_changes = 50;

struct Seen {
    std::int64_t count = 0;
    std::int64_t last = 0;
    std::int64_t skipped = 0;
    std::int64_t twice = 0; ///< or out of order
};

class Race {
public:
    /// Takes the batch's first number before its transaction begins, which is wrong; null = every
    /// number comes from the store, which is right.
    using TakeEarly = std::function<std::int64_t()>;

    explicit Race(int batches)
        : m_batches(batches)
        , m_store(m_database.open()) {
        const auto writer = must(m_store->open_writer());
        fill_department(*writer, "race");
        m_department = must(writer->reader().departments()).front().id;
        must(writer->begin());
        for (int i = 0; i < writers; ++i) {
            m_devices.push_back({.id = make_uuid(m_clock, m_random), .name = "writer"});
            m_devices.back().public_key[0] = static_cast<std::uint8_t>(i + 1);
            must(writer->enrol_device(m_department, m_devices.back()));
        }
        must(writer->commit());
    }

    Seen run(const TakeEarly& take_early = {}) {
        std::vector<std::thread> threads;
        for (int i = 0; i < writers; ++i) {
            threads.emplace_back([this, i, &take_early] { write(i, take_early); });
        }
        const auto reader = must(m_store->open_reader());
        const std::int64_t total = std::int64_t{m_batches} * batch_changes;
        while (m_written < total) {
            const int news = m_news;
            pull(*reader);
            m_pulls.fetch_add(1);
            m_pulls.notify_all();
            if (m_stalling == 0 && m_written < total) {
                m_news.wait(news);
            }
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        while (m_cursor < must(reader->change_last(m_department))) {
            pull(*reader);
        }
        return m_seen;
    }

private:
    TestDatabase m_database;
    SystemRandom m_random;
    SystemClock m_clock;
    int m_batches;
    std::unique_ptr<store::Store> m_store;
    Uuid m_department;
    std::vector<store::DeviceRow> m_devices;
    std::atomic<int> m_begun{0};
    std::atomic<std::int64_t> m_written{0};
    std::atomic<int> m_pulls{0};
    std::atomic<int> m_stalling{0};
    std::atomic<int> m_news{0}; ///< a writer stalls or has committed
    std::int64_t m_cursor = 0;
    Seen m_seen;

    /// A whole pull is begun and ended meanwhile.
    void stall() {
        ++m_stalling;
        tell();
        const int before = m_pulls;
        for (int now = before; now < before + 2; now = m_pulls) {
            m_pulls.wait(now);
        }
        --m_stalling;
    }

    void tell() {
        ++m_news;
        m_news.notify_all();
    }

    void write(int index, const TakeEarly& take_early) {
        const auto writer = must(m_store->open_writer());
        std::uint64_t seq = 0;
        while (m_begun.fetch_add(1) < m_batches) {
            std::int64_t early = take_early ? take_early() : 0;
            // SQLite gives up after five seconds behind the others.
            while (!writer->begin()) {
            }
            const Uuid complaint = make_uuid(m_clock, m_random);
            for (int i = 0; i < batch_changes; ++i) {
                domain::PlacedEvent placed;
                placed.change = must(writer->next_change(m_department));
                placed.change = take_early ? early++ : placed.change;
                placed.event.id = make_uuid(m_clock, m_random);
                placed.event.complaint = complaint;
                placed.event.device = m_devices[static_cast<std::size_t>(index)].id;
                placed.event.device_seq = ++seq;
                placed.event.kind = "note";
                placed.event.payload = "{}";
                must(writer->add_event(m_department, placed));
                if (i == 0) {
                    must(writer->add_scope(m_department, complaint, "all", placed.change));
                }
            }
            stall();
            must(writer->commit());
            m_written += batch_changes;
            tell();
        }
    }

    void pull(store::Reader& reader) {
        const auto page = must(reader.page({.department = m_department,
                                            .scopes = {"all"},
                                            .cursor = m_cursor,
                                            .events_max = 500,
                                            .payload_bytes_max = 1 << 20}));
        for (const domain::PlacedEvent& placed : page.events) {
            ++m_seen.count;
            m_seen.twice += placed.change <= m_seen.last ? 1 : 0;
            m_seen.skipped += placed.change > m_seen.last + 1 ? placed.change - m_seen.last - 1 : 0;
            m_seen.last = std::max(m_seen.last, placed.change);
        }
        m_cursor = page.cursor;
    }
};

} // namespace

TEST_CASE("race: 100 000 changes of stalled writers, none skipped, none seen twice",
          "[server][store][race]") {
    Race race(2000);
    const Seen seen = race.run();
    CHECK(seen.count == 100'000);
    CHECK(seen.last == 100'000);
    CHECK(seen.skipped == 0);
    CHECK(seen.twice == 0);
}

TEST_CASE("race: numbers taken before the transaction are noticed", "[server][store][race]") {
    Race race(60);
    std::atomic<std::int64_t> next{1};
    const Seen seen = race.run([&next] { return next.fetch_add(batch_changes); });
    CHECK(seen.skipped > 0);
}
