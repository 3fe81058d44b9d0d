#include "sync-server/store/read_pool.h"

#include <utility>

namespace huiyin::server::store {

Result<std::unique_ptr<ReadPool>> ReadPool::create(Store& store, const Options& options) {
    std::unique_ptr<ReadPool> pool(new ReadPool(options.queue_max));
    for (std::size_t i = 0; i < options.threads; ++i) {
        pool->m_readers.push_back(HUIYIN_TRY(store.open_reader()));
    }
    for (const auto& reader : pool->m_readers) {
        pool->m_threads.emplace_back([raw = pool.get(), reader = reader.get()] {
            while (auto job = raw->m_jobs.pop()) {
                (*job)(*reader);
            }
        });
    }
    return pool;
}

ReadPool::~ReadPool() {
    stop();
}

bool ReadPool::try_post(Job job) {
    return m_jobs.try_push(job);
}

void ReadPool::stop() {
    m_jobs.close();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

} // namespace huiyin::server::store
