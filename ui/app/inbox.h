// 待办: what the person who is signed in has to do and to know.
#pragma once

#include "core/store/tablet_store.h"

#include <cstdint>
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

    /// 重大 whose news has not left this tablet: somebody should be called.
    const std::vector<domain::Complaint>& alerts() const { return m_alerts; }

    /// In the order of TaskKind; kinds without tasks are absent.
    const std::vector<Group>& groups() const { return m_groups; }

    /// Newest first, at most `inbox_rows_max`.
    const std::vector<store::NoticeRow>& notices() const { return m_notices; }

    /// Why the last reading failed; nothing when it did not. What is shown is then old.
    const std::optional<base::ErrorCode>& problem() const { return m_problem; }

    std::size_t task_count() const { return m_task_count; }

    std::int64_t unread_count() const { return m_unread; }

    /// Tasks that are late now, and those due before midnight.
    std::size_t overdue_count() const;
    std::size_t due_today_count() const;

    /// Something was written: reads again.
    void reload();

private:
    store::TabletStore& m_store;
    const base::Clock& m_clock;
    std::vector<domain::Complaint> m_alerts;
    std::vector<Group> m_groups;
    std::vector<store::NoticeRow> m_notices;
    std::size_t m_task_count = 0;
    std::int64_t m_unread = 0;
    std::optional<base::ErrorCode> m_problem;

    std::size_t due_before(std::int64_t from_utc_ms, std::int64_t to_utc_ms) const;
};

/// What an inbox shows at most of tasks and of notices.
inline constexpr std::size_t inbox_rows_max = 500;

} // namespace huiyin::app
