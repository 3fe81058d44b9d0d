// Threads that read, each with its own connection.
#pragma once

#include "sync-server/store/bounded_queue.h"
#include "sync-server/store/store.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace huiyin::server::store {

class ReadPool {
public:
    using Job = std::function<void(Reader&)>;

    struct Options {
        std::size_t threads = 2;
        std::size_t queue_max = 1024;
    };

    static Result<std::unique_ptr<ReadPool>> create(Store& store, const Options& options);

    /// Finishes what is queued, then ends.
    ~ReadPool();
    ReadPool(const ReadPool&) = delete;
    ReadPool& operator=(const ReadPool&) = delete;

    /// Whether there was room; a job that was refused is not run. A job must not throw.
    bool try_post(Job job);

    /// How many wait. May be asked from any thread.
    std::size_t depth() const { return m_jobs.size(); }

    bool is_full() const { return m_jobs.is_full(); }

    /// Takes in nothing more and finishes what is queued.
    void stop();

private:
    explicit ReadPool(std::size_t queue_max)
        : m_jobs(queue_max) {}

    BoundedQueue<Job> m_jobs;
    std::vector<std::unique_ptr<Reader>> m_readers;
    std::vector<std::thread> m_threads;
};

} // namespace huiyin::server::store
