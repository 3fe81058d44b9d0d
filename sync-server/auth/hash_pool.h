// The threads that hash passwords: few, since each hash takes 64 MiB.
#pragma once

#include "sync-server/store/bounded_queue.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace huiyin::server::auth {

class HashPool {
public:
    struct Options {
        std::size_t threads = 2;
        std::size_t queue_max = 16;
    };

    explicit HashPool(const Options& options);

    /// Finishes what is queued, then ends.
    ~HashPool();
    HashPool(const HashPool&) = delete;
    HashPool& operator=(const HashPool&) = delete;

    /// Whether there was room; a job that was refused is not run. A job must not throw.
    bool try_post(std::function<void()> job);

    /// How many wait. May be asked from any thread.
    std::size_t depth() const { return m_jobs.size(); }

    bool is_full() const { return m_jobs.is_full(); }

    /// Takes in nothing more and finishes what is queued.
    void stop();

private:
    store::BoundedQueue<std::function<void()>> m_jobs;
    std::vector<std::thread> m_threads;
};

} // namespace huiyin::server::auth
