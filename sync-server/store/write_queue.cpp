#include "sync-server/store/write_queue.h"

#include <utility>

namespace huiyin::server::store {

Result<std::unique_ptr<WriteQueue>> WriteQueue::create(Store& store, const Options& options) {
    auto writer = HUIYIN_TRY(store.open_writer());
    std::unique_ptr<WriteQueue> queue(new WriteQueue(std::move(writer), options));
    queue->m_thread = std::thread([raw = queue.get()] { raw->run(); });
    return queue;
}

WriteQueue::~WriteQueue() {
    stop();
}

bool WriteQueue::try_post(Operation operation) {
    return m_operations.try_push(operation);
}

void WriteQueue::stop() {
    m_operations.close();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void WriteQueue::run() {
    std::optional<Operation> next = m_operations.pop();
    while (next) {
        std::optional<Operation> left = run_batch(std::move(*next));
        next = left ? std::move(left) : m_operations.pop();
    }
}

std::optional<WriteQueue::Operation> WriteQueue::run_batch(Operation first) {
    using Steady = std::chrono::steady_clock;
    const auto until = Steady::now() + m_options.batch_time_max;
    std::vector<Finished> finished;
    std::optional<Operation> left;
    std::size_t weight = 0;
    Result<void> batch = m_writer->begin();
    for (std::optional<Operation> next(std::move(first)); next; next = m_operations.try_pop()) {
        Result<void> result = batch ? begin_part(*next) : batch;
        if (batch && !result && is_retryable(result.error().code) && !finished.empty()) {
            // Another server works in that department; its turn comes when this batch lets go.
            left = std::move(next);
            break;
        }
        if (result) {
            result = run_part(*next);
        }
        weight += next->weight;
        finished.push_back({std::move(next->done), std::move(result)});
        if (!batch || weight >= m_options.batch_weight_max || Steady::now() >= until) {
            break;
        }
    }
    if (batch) {
        batch = m_writer->commit();
        if (!batch) {
            m_writer->rollback();
        }
    }
    for (Finished& operation : finished) {
        operation.done(batch ? std::move(operation.result) : batch);
    }
    return left;
}

Result<void> WriteQueue::begin_part(const Operation& operation) {
    HUIYIN_TRY(m_writer->begin_part());
    Result<void> held =
        operation.department ? m_writer->hold(*operation.department) : Result<void>{};
    if (!held) {
        m_writer->rollback_part();
    }
    return held;
}

Result<void> WriteQueue::run_part(const Operation& operation) {
    Result<void> result = operation.work(*m_writer);
    if (result) {
        result = m_writer->commit_part();
    }
    if (!result) {
        m_writer->rollback_part();
    }
    return result;
}

} // namespace huiyin::server::store
