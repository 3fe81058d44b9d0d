// A queue between threads that never grows beyond its limit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace huiyin::server::store {

template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t items_max)
        : m_items_max(items_max) {}

    /// Whether there was room. The item is untouched when there was none.
    bool try_push(T& item) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_items.size() >= m_items_max) {
                return false;
            }
            m_items.push_back(std::move(item));
        }
        m_changed.notify_one();
        return true;
    }

    /// The next item; waits for one. Nothing once the queue is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_items.empty(); });
        return take();
    }

    /// The next item when there is one now.
    std::optional<T> try_pop() {
        const std::lock_guard lock(m_mutex);
        return take();
    }

    std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_items.size();
    }

    bool is_full() const {
        const std::lock_guard lock(m_mutex);
        return m_items.size() >= m_items_max;
    }

    /// Nothing more is taken in; what is there can still be popped.
    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_items;
    std::size_t m_items_max;
    bool m_closed = false;

    std::optional<T> take() {
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front()));
        m_items.pop_front();
        return item;
    }
};

} // namespace huiyin::server::store
