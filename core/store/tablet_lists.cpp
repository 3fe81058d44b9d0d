// Lists, counts, drafts. What they are searched for: tablet_search.cpp.
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/store/list_rows.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>
#include <numeric>

namespace huiyin::store {

using base::Result;
namespace limits = base::limits;

Result<std::vector<ListRow>> TabletStore::list(const ListQuery& query) {
    const std::string folded_query = base::folded_for_search(
        base::trimmed(base::first_chars(query.search, limits::search_query_chars_max)));
    if (!folded_query.empty()) {
        return found_rows(query, folded_query);
    }
    const bool sorts_by_recording = state_of(query.filter) || query.filter == ListFilter::All;
    // An order that a filter does not have falls back to the usual one.
    if (query.drill || (query.sort == ListSort::Recorded && query.filter == ListFilter::All)) {
        return rows_by_recording(query);
    }
    if (query.sort == ListSort::Due && query.filter != ListFilter::Unsent) {
        return rows_by_target(query);
    }
    const auto state = state_of(query.filter);
    const bool recorded = query.sort == ListSort::Recorded && sorts_by_recording;
    const char* name = recorded                             ? "list_state_recorded"
                       : state                              ? "list_state"
                       : query.filter == ListFilter::Unsent ? "list_unsent"
                       : query.filter == ListFilter::Mine   ? "list_mine"
                       : is_live(query.filter)              ? "list_live"
                                                            : "list_all";
    const auto last_time = [&query, recorded] {
        return recorded ? query.after->recorded_at_utc_ms : query.after->updated_at_utc_ms;
    };
    sqlite::Statement* list = HUIYIN_TRY(m_queries->get(name));
    list->bind(1, query.after ? last_time() : INT64_MAX)
        .bind(2, query.after ? query.after->ref : INT64_MAX)
        .bind(3, static_cast<std::int64_t>(query.rows_max));
    if (state) {
        list->bind(4, static_cast<std::int64_t>(*state));
    } else if (is_live(query.filter)) {
        bind_live(*list, query.filter, m_clock.now_utc_ms(), is_only_open(query.filter));
    }
    return rows_of(*list);
}

Result<std::vector<ListRow>> TabletStore::rows_by_recording(const ListQuery& query) {
    sqlite::Statement* list = HUIYIN_TRY(m_queries->get("list_recorded"));
    // Bound by reference: it lives until the rows are read.
    const Drill drill = query.drill.value_or(Drill{.to_utc_ms = INT64_MAX});
    // What was recorded at `to` itself is not in the period.
    list->bind(1, query.after ? query.after->recorded_at_utc_ms : drill.to_utc_ms)
        .bind(2, query.after ? query.after->ref : std::int64_t{0})
        .bind(3, static_cast<std::int64_t>(query.rows_max));
    bind_drill(*list, drill, m_clock.now_utc_ms());
    return rows_of(*list);
}

Result<std::vector<ListRow>> TabletStore::rows_by_target(const ListQuery& query) {
    sqlite::Statement* list = HUIYIN_TRY(m_queries->get("list_due"));
    list->bind(1, query.after ? query.after->due_utc_ms : std::int64_t{0})
        .bind(2, query.after ? query.after->ref : std::int64_t{0})
        .bind(3, static_cast<std::int64_t>(query.rows_max));
    bind_live(*list, query.filter, m_clock.now_utc_ms(), /*only_open=*/false);
    list->bind(9, place_of(state_of(query.filter)))
        .bind(10, std::int64_t{query.filter == ListFilter::Mine});
    return rows_of(*list);
}

std::int64_t ListCounts::of(ListFilter filter) const {
    switch (filter) {
    case ListFilter::All:
        return all;
    case ListFilter::Mine:
        return mine;
    case ListFilter::Unsent:
        return unsent;
    case ListFilter::Open:
        return open;
    case ListFilter::Overdue:
        return overdue;
    case ListFilter::Major:
        return major;
    case ListFilter::Conflicted:
        return conflicted;
    case ListFilter::ToDispatch:
        return recorded;
    case ListFilter::ToReceive:
        return assigned;
    case ListFilter::Handling:
        return handling;
    case ListFilter::ToFeedBack:
        return handled;
    case ListFilter::ToFollowUp:
        return fed_back;
    case ListFilter::Closed:
        return closed;
    case ListFilter::Cancelled:
        return cancelled;
    case ListFilter::IntakeRejected:
        return intake_rejected;
    }
    return 0;
}

Result<const TabletStore::StateCounts*> TabletStore::state_counts() {
    if (!m_state_counts) {
        StateCounts counts{};
        sqlite::Statement* states = HUIYIN_TRY(m_queries->get("count_by_state"));
        while (HUIYIN_TRY(states->step())) {
            counts.at(static_cast<std::size_t>(states->integer(0)) % counts.size()) =
                states->integer(1);
        }
        states->reset();
        m_state_counts = counts;
    }
    return &*m_state_counts;
}

Result<ListCounts> TabletStore::counts() {
    ListCounts counts;
    const StateCounts& by_state = *HUIYIN_TRY(state_counts());
    counts.all = std::accumulate(by_state.begin(), by_state.end(), std::int64_t{0});
    const auto of = [&by_state](domain::State state) {
        return by_state[static_cast<std::size_t>(state)];
    };
    counts.recorded = of(domain::State::Recorded);
    counts.assigned = of(domain::State::Assigned);
    counts.handling = of(domain::State::Handling);
    counts.handled = of(domain::State::Handled);
    counts.fed_back = of(domain::State::FedBack);
    counts.closed = of(domain::State::Closed);
    counts.cancelled = of(domain::State::Cancelled);
    counts.intake_rejected = of(domain::State::IntakeRejected);
    sqlite::Statement* live = HUIYIN_TRY(m_queries->get("count_live"));
    live->bind(1, m_clock.now_utc_ms());
    HUIYIN_TRY(live->step());
    counts.open = live->integer(0);
    counts.overdue = live->integer(1);
    counts.major = live->integer(2);
    counts.conflicted = live->integer(3);
    live->reset();
    counts.mine = HUIYIN_TRY(counted("count_tasks"));
    counts.unsent = HUIYIN_TRY(counted("count_unsent_complaints"));
    return counts;
}

Result<std::vector<TaskRow>> TabletStore::tasks(std::size_t rows_max) {
    std::vector<TaskRow> rows;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("tasks"));
    query->bind(1, static_cast<std::int64_t>(rows_max));
    while (HUIYIN_TRY(query->step())) {
        const domain::Task task{
            code_at<domain::TaskKind>(query->integer(0)), query->integer(2), query->integer(1)};
        rows.push_back({task, list_row_from(*query, 3)});
    }
    query->reset();
    return rows;
}

Result<std::vector<TaskRow>> TabletStore::supervised(std::size_t rows_max) {
    std::vector<TaskRow> rows;
    const Uuid person = own_person();
    const std::int64_t now = m_clock.now_utc_ms();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("supervised"));
    query->bind(1, now + domain::supervised_ahead_ms).bind(2, static_cast<std::int64_t>(rows_max));
    while (HUIYIN_TRY(query->step())) {
        ListRow row = list_row_from(*query, 0);
        const auto until = domain::supervised_until(row.group, person, m_directory, now);
        if (until && row.due_utc_ms < *until) {
            rows.push_back({{domain::TaskKind::Supervise, 0, row.due_utc_ms}, std::move(row)});
        }
    }
    query->reset();
    return rows;
}

Result<std::vector<NoticeRow>> TabletStore::notices(std::size_t rows_max) {
    std::vector<NoticeRow> rows;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("notices"));
    query->bind(1, static_cast<std::int64_t>(rows_max));
    while (HUIYIN_TRY(query->step())) {
        rows.push_back({code_at<domain::NoticeKind>(query->integer(0)),
                        query->uuid(1),
                        query->integer(2),
                        query->integer(3) != 0,
                        list_row_from(*query, 4)});
    }
    query->reset();
    return rows;
}

Result<std::int64_t> TabletStore::counted(std::string_view name) {
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get(name));
    HUIYIN_TRY(count->step());
    const std::int64_t rows = count->integer(0);
    count->reset();
    return rows;
}

Result<std::int64_t> TabletStore::task_count() {
    return counted("count_task_rows");
}

Result<std::int64_t> TabletStore::unread_count() {
    return counted("count_unread");
}

Result<std::int64_t> TabletStore::unsent_count() {
    return counted("count_unsent");
}

Result<void> TabletStore::save_draft(const Draft& draft) {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_draft"));
    put->bind(1, draft.id).bind(2, draft.saved_at_utc_ms).bind(3, std::string_view(draft.json));
    put->bind_null(4).bind_null(5).bind_null(6);
    if (m_session) {
        put->bind(4, m_session->person);
    }
    if (draft.step) {
        put->bind(5, draft.step->complaint).bind(6, code_of(draft.step->kind));
    }
    return put->run();
}

Result<void> TabletStore::delete_draft(const Uuid& id) {
    sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_draft"));
    remove->bind(1, id);
    return remove->run();
}

Result<std::vector<Draft>> TabletStore::drafts() {
    std::vector<Draft> drafts;
    const Uuid person = own_person();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("drafts"));
    query->bind(1, person);
    while (HUIYIN_TRY(query->step())) {
        drafts.push_back({query->uuid(0), query->integer(1), std::string(query->text(2))});
    }
    query->reset();
    return drafts;
}

Result<std::int64_t> TabletStore::draft_count() {
    const Uuid person = own_person();
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get("count_drafts"));
    count->bind(1, person);
    HUIYIN_TRY(count->step());
    const std::int64_t drafts = count->integer(0);
    count->reset();
    return drafts;
}

Result<std::vector<Draft>> TabletStore::step_drafts(const Uuid& complaint) {
    std::vector<Draft> drafts;
    const Uuid person = own_person();
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("step_drafts"));
    query->bind(1, complaint).bind(2, person);
    while (HUIYIN_TRY(query->step())) {
        // A kind that this program does not know has no form to go on with.
        if (const auto kind = domain::from_code<domain::EventKind>(query->text(3))) {
            drafts.push_back({query->uuid(0),
                              query->integer(1),
                              std::string(query->text(2)),
                              StepOf{complaint, *kind}});
        }
    }
    query->reset();
    return drafts;
}

Result<std::string> TabletStore::setting(std::string_view name) {
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("setting"));
    query->bind(1, name);
    const bool found = HUIYIN_TRY(query->step());
    std::string value(found ? query->text(0) : std::string_view());
    query->reset();
    return value;
}

Result<void> TabletStore::put_setting(std::string_view name, std::string_view value) {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_setting"));
    put->bind(1, name).bind(2, value);
    return put->run();
}

Result<void> TabletStore::shorten_log() {
    // A quarter of what SQLite lets the log grow to: some twenty complaints.
    constexpr int log_pages_min = 250;
    return m_database.checkpoint(log_pages_min);
}

Result<std::vector<Uuid>> TabletStore::links_to(const Uuid& complaint) {
    std::vector<Uuid> found;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("links_to"));
    query->bind(1, complaint).bind(2, static_cast<std::int64_t>(base::limits::links_shown_max));
    while (HUIYIN_TRY(query->step())) {
        found.push_back(query->uuid(0));
    }
    query->reset();
    return found;
}

} // namespace huiyin::store
