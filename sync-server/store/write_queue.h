// The one thread that writes. Operations that wait together are committed together.
#pragma once

#include "sync-server/store/bounded_queue.h"
#include "sync-server/store/store.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace huiyin::server::store {

class WriteQueue {
public:
    /// `work` runs inside the transaction; when it fails, only its own changes are undone. `done`
    /// is called with its result after the commit, or with the commit's error: whoever answers in
    /// `done` never acknowledges what is not durable. Neither may throw.
    struct Operation {
        std::size_t weight = 1; ///< events in it
        /// Held before `work` runs, so that it reads what no other server is changing.
        std::optional<Uuid> department{};
        std::function<Result<void>(Writer&)> work;
        std::function<void(Result<void>)> done;
    };

    struct Options {
        std::size_t queue_max = 256;
        /// A commit takes in what is waiting, up to this weight and time. It never waits for more:
        /// while one commit is under way the next batch gathers by itself.
        std::size_t batch_weight_max = 200;
        std::chrono::milliseconds batch_time_max{5};
    };

    static Result<std::unique_ptr<WriteQueue>> create(Store& store, const Options& options);

    /// Finishes what is queued, then ends.
    ~WriteQueue();
    WriteQueue(const WriteQueue&) = delete;
    WriteQueue& operator=(const WriteQueue&) = delete;

    /// Whether there was room; an operation that was refused is not run.
    bool try_post(Operation operation);

    /// How many wait. May be asked from any thread.
    std::size_t depth() const { return m_operations.size(); }

    bool is_full() const { return m_operations.is_full(); }

    /// Takes in nothing more and finishes what is queued.
    void stop();

private:
    WriteQueue(std::unique_ptr<Writer> writer, const Options& options)
        : m_options(options)
        , m_writer(std::move(writer))
        , m_operations(options.queue_max) {}

    struct Finished {
        std::function<void(Result<void>)> done;
        Result<void> result;
    };

    Options m_options;
    std::unique_ptr<Writer> m_writer;
    BoundedQueue<Operation> m_operations;
    std::thread m_thread;

    void run();
    /// Gives back the operation that must begin the next batch.
    std::optional<Operation> run_batch(Operation first);
    Result<void> begin_part(const Operation& operation);
    Result<void> run_part(const Operation& operation);
};

} // namespace huiyin::server::store
