// 待办: what the person who is signed in has to do and to know.
#pragma once

#include "core/store/tablet_store.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace huiyin::app {

class Inbox {
public:
    Inbox(store::TabletStore& store, const base::Clock& clock)
        : m_store(store)
        , m_clock(clock) {}

    /// Tasks of one kind, what is due first before.
    struct Group {
        domain::TaskKind kind = domain::TaskKind::Dispatch;
        std::vector<store::TaskRow> rows;
    };

    // Each is read at its first use after a change: most changes happen on other screens.

    /// 重大 whose news has not left this tablet: somebody should be called.
    const std::vector<domain::Complaint>& alerts();

    /// In the order of TaskKind, but 待裁决 after the steps of the procedure: work goes on
    /// meanwhile. Kinds without tasks are absent. At most `inbox_rows_max` tasks.
    const std::vector<Group>& groups();

    /// 督办: late, or soon to be, with somebody else. Read again when a minute has gone, as time
    /// alone brings some.
    const Group& supervised();

    /// Newest first, at most `inbox_rows_max`.
    const std::vector<store::NoticeRow>& notices();

    /// Why what is shown is old: the first reading that failed since; nothing when none did. Reads.
    std::optional<base::ErrorCode> problem();

    /// All tasks, also beyond what groups() gives.
    std::size_t task_count();

    std::int64_t unread_count();

    /// Tasks that are late now, and those due before midnight.
    std::size_t overdue_count();
    std::size_t due_today_count();

    /// Something was written.
    void invalidate();

private:
    store::TabletStore& m_store;
    const base::Clock& m_clock;

    /// What was read last; it stays when reading it again fails.
    template <class Value>
    struct Kept {
        Value value{};
        bool fresh = false;
        std::optional<base::ErrorCode> problem;

        /// Reads it if something was written since; `read` gives a Result.
        template <class Read>
        const Value& get(Read read) {
            if (!fresh) {
                fresh = true;
                auto now = read();
                problem = now ? std::nullopt : std::optional(now.error().code);
                if (now) {
                    value = std::move(*now);
                }
            }
            return value;
        }
    };

    Kept<std::vector<domain::Complaint>> m_alerts;
    Kept<std::vector<Group>> m_groups;
    Kept<Group> m_supervised;
    std::int64_t m_supervised_until_ms = 0; ///< monotonic; then it is read again
    Kept<std::vector<store::NoticeRow>> m_notices;
    Kept<std::int64_t> m_task_count;
    Kept<std::int64_t> m_unread;

    base::Result<std::vector<Group>> grouped_tasks();
    std::size_t due_before(std::int64_t from_utc_ms, std::int64_t to_utc_ms);
};

/// What an inbox shows at most of tasks and of notices.
inline constexpr std::size_t inbox_rows_max = 500;

} // namespace huiyin::app
