#include "sync-server/auth/hash_pool.h"

namespace huiyin::server::auth {

HashPool::HashPool(const Options& options)
    : m_jobs(options.queue_max) {
    for (std::size_t i = 0; i < options.threads; ++i) {
        m_threads.emplace_back([this] {
            while (auto job = m_jobs.pop()) {
                (*job)();
            }
        });
    }
}

HashPool::~HashPool() {
    stop();
}

bool HashPool::try_post(std::function<void()> job) {
    return m_jobs.try_push(job);
}

void HashPool::stop() {
    m_jobs.close();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

} // namespace huiyin::server::auth
