#include "ui/app/inbox.h"

#include <algorithm>

namespace huiyin::app {

namespace {

constexpr std::int64_t supervised_kept_ms = 60'000;

} // namespace

void Inbox::invalidate() {
    m_alerts.fresh = false;
    m_groups.fresh = false;
    m_supervised.fresh = false;
    m_notices.fresh = false;
    m_task_count.fresh = false;
    m_unread.fresh = false;
}

const std::vector<domain::Complaint>& Inbox::alerts() {
    return m_alerts.get([this] { return m_store.alerts(); });
}

base::Result<std::vector<Inbox::Group>> Inbox::grouped_tasks() {
    std::vector<Group> groups;
    auto rows = HUIYIN_TRY(m_store.tasks(inbox_rows_max));
    for (store::TaskRow& row : rows) {
        if (groups.empty() || groups.back().kind != row.task.kind) {
            groups.push_back({row.task.kind, {}});
        }
        groups.back().rows.push_back(std::move(row));
    }
    if (!groups.empty() && groups.front().kind == domain::TaskKind::Settle) {
        const auto behind = std::find_if(groups.begin(), groups.end(), [](const Group& group) {
            return group.kind > domain::TaskKind::Close;
        });
        std::rotate(groups.begin(), groups.begin() + 1, behind);
    }
    return groups;
}

const std::vector<Inbox::Group>& Inbox::groups() {
    return m_groups.get([this] { return grouped_tasks(); });
}

const Inbox::Group& Inbox::supervised() {
    const std::int64_t now = m_clock.monotonic_ms();
    if (now >= m_supervised_until_ms) {
        m_supervised.fresh = false;
    }
    return m_supervised.get([&]() -> base::Result<Group> {
        m_supervised_until_ms = now + supervised_kept_ms;
        auto rows = HUIYIN_TRY(m_store.supervised(inbox_rows_max));
        return Group{domain::TaskKind::Supervise, std::move(rows)};
    });
}

const std::vector<store::NoticeRow>& Inbox::notices() {
    return m_notices.get([this] { return m_store.notices(inbox_rows_max); });
}

std::optional<base::ErrorCode> Inbox::problem() {
    alerts();
    groups();
    supervised();
    notices();
    for (const auto& problem :
         {m_alerts.problem, m_groups.problem, m_supervised.problem, m_notices.problem}) {
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

std::size_t Inbox::task_count() {
    return static_cast<std::size_t>(m_task_count.get([this] { return m_store.task_count(); }));
}

std::int64_t Inbox::unread_count() {
    return m_unread.get([this] { return m_store.unread_count(); });
}

std::size_t Inbox::due_before(std::int64_t from_utc_ms, std::int64_t to_utc_ms) {
    std::size_t count = 0;
    for (const Group& group : groups()) {
        for (const store::TaskRow& row : group.rows) {
            const std::int64_t due = row.task.due_utc_ms;
            count += due != 0 && due >= from_utc_ms && due < to_utc_ms ? 1 : 0;
        }
    }
    return count;
}

std::size_t Inbox::overdue_count() {
    return due_before(0, m_clock.now_utc_ms());
}

std::size_t Inbox::due_today_count() {
    const domain::WorkCalendar& calendar = m_store.directory().policy.calendar;
    const std::int64_t now = m_clock.now_utc_ms();
    const domain::Day tomorrow = domain::local_day(calendar, now) + 1;
    return due_before(now, domain::begin_of_day_utc_ms(calendar, tomorrow));
}

} // namespace huiyin::app
