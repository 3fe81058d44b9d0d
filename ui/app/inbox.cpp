#include "ui/app/inbox.h"

namespace huiyin::app {

void Inbox::reload() {
    m_problem.reset();
    if (auto alerts = m_store.alerts()) {
        m_alerts = std::move(*alerts);
    } else {
        m_problem = alerts.error().code;
    }
    if (auto rows = m_store.tasks(inbox_rows_max)) {
        m_groups.clear();
        m_task_count = rows->size();
        for (store::TaskRow& row : *rows) {
            if (m_groups.empty() || m_groups.back().kind != row.task.kind) {
                m_groups.push_back({row.task.kind, {}});
            }
            m_groups.back().rows.push_back(std::move(row));
        }
    } else {
        m_problem = rows.error().code;
    }
    if (auto notices = m_store.notices(inbox_rows_max)) {
        m_notices = std::move(*notices);
    } else {
        m_problem = notices.error().code;
    }
    m_unread = m_store.unread_count().value_or(m_unread);
}

std::size_t Inbox::due_before(std::int64_t from_utc_ms, std::int64_t to_utc_ms) const {
    std::size_t count = 0;
    for (const Group& group : m_groups) {
        for (const store::TaskRow& row : group.rows) {
            const std::int64_t due = row.task.due_utc_ms;
            count += due != 0 && due >= from_utc_ms && due < to_utc_ms ? 1 : 0;
        }
    }
    return count;
}

std::size_t Inbox::overdue_count() const {
    return due_before(0, m_clock.now_utc_ms());
}

std::size_t Inbox::due_today_count() const {
    const domain::WorkCalendar& calendar = m_store.directory().policy.calendar;
    const std::int64_t now = m_clock.now_utc_ms();
    const domain::Day tomorrow = domain::local_day(calendar, now) + 1;
    return due_before(now, domain::begin_of_day_utc_ms(calendar, tomorrow));
}

} // namespace huiyin::app
