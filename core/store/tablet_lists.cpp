// Lists, counts, search, drafts.
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/search_tokenizer.h"
#include "core/store/tablet_store.h"

#include <algorithm>
#include <array>

namespace huiyin::store {

using base::Result;
namespace limits = base::limits;

namespace {

/// The list's columns of a row, from `first` on.
ListRow list_row_from(const sqlite::Statement& row, int first = 0) {
    const auto at = [first](int column) { return first + column; };
    const std::int64_t severity = row.integer(at(12));
    const std::int64_t marks = row.integer(at(17));
    return ListRow{.ref = row.integer(at(0)),
                   .id = row.uuid(at(1)),
                   .state = static_cast<domain::State>(row.integer(at(2))),
                   .updated_at_utc_ms = row.integer(at(3)),
                   .unsent = row.integer(at(4)),
                   .conflicted = row.integer(at(5)) != 0,
                   .accepted_by = row.uuid(at(6)),
                   .number = std::string(row.text(at(7))),
                   .title = std::string(row.text(at(8))),
                   .complainant = std::string(row.text(at(9))),
                   .location = std::string(row.text(at(10))),
                   .recorded_at_utc_ms = row.integer(at(11)),
                   .severity = code_from<domain::Severity>(severity),
                   .validity = static_cast<domain::Validity>(row.integer(at(13))),
                   .due_utc_ms = row.integer(at(14)),
                   .group = row.uuid(at(15)),
                   .handler = row.uuid(at(16)),
                   .clock_anomaly = (marks & mark_clock_anomaly) != 0,
                   .identity_hidden = (marks & mark_identity_hidden) != 0,
                   .round = static_cast<int>(row.integer(at(18)))};
}

Result<std::vector<ListRow>> rows_of(sqlite::Statement& query) {
    std::vector<ListRow> rows;
    while (HUIYIN_TRY(query.step())) {
        rows.push_back(list_row_from(query));
    }
    query.reset();
    return rows;
}

/// The state that a filter is, if it is one.
std::optional<domain::State> state_of(ListFilter filter) {
    switch (filter) {
    case ListFilter::ToDispatch:
        return domain::State::Recorded;
    case ListFilter::ToReceive:
        return domain::State::Assigned;
    case ListFilter::Handling:
        return domain::State::Handling;
    case ListFilter::ToFeedBack:
        return domain::State::Handled;
    case ListFilter::ToFollowUp:
        return domain::State::FedBack;
    case ListFilter::Closed:
        return domain::State::Closed;
    case ListFilter::Cancelled:
        return domain::State::Cancelled;
    case ListFilter::IntakeRejected:
        return domain::State::IntakeRejected;
    case ListFilter::All:
    case ListFilter::Mine:
    case ListFilter::Unsent:
    case ListFilter::Open:
    case ListFilter::Overdue:
    case ListFilter::Major:
    case ListFilter::Conflicted:
        return std::nullopt;
    }
    return std::nullopt;
}

bool is_live(ListFilter filter) {
    return filter == ListFilter::Mine || filter == ListFilter::Open ||
           filter == ListFilter::Overdue || filter == ListFilter::Major ||
           filter == ListFilter::Conflicted;
}

/// Parameters 4 to 8 of list_live and list_due.
void bind_live(sqlite::Statement& list, ListFilter filter, std::int64_t now_utc_ms) {
    const bool overdue = filter == ListFilter::Overdue;
    list.bind(4, filter == ListFilter::Major ? std::int64_t{1} : std::int64_t{-1})
        .bind(5, std::int64_t{filter == ListFilter::Conflicted})
        .bind(6, std::int64_t{overdue})
        .bind(7, overdue ? now_utc_ms : INT64_MAX)
        .bind(8, std::int64_t{filter == ListFilter::Mine});
}

void bind_drill(sqlite::Statement& list, const Drill& drill, std::int64_t now_utc_ms) {
    const std::span<const std::uint8_t> no_group;
    list.bind(4, drill.from_utc_ms)
        .bind(5, drill.group ? std::span<const std::uint8_t>(drill.group->bytes) : no_group)
        .bind(6, place_of(drill.category))
        .bind(7, place_of(drill.validity))
        .bind(8, place_of(drill.close_code))
        .bind(9, place_of(drill.severity))
        .bind(10, place_of(drill.state))
        .bind(11, drill.overdue ? now_utc_ms : std::int64_t{-1});
}

} // namespace

Result<std::vector<ListRow>> TabletStore::list(const ListQuery& query) {
    const std::string folded_query = base::folded_for_search(
        base::trimmed(base::first_chars(query.search, limits::search_query_chars_max)));
    if (!folded_query.empty()) {
        return found_rows(query, folded_query);
    }
    const auto state = state_of(query.filter);
    const std::int64_t now = m_clock.now_utc_ms();
    const std::int64_t last = query.after ? query.after->ref : INT64_MAX;
    // An order that a filter does not have falls back to the usual one.
    const bool sorts_by_recording = state || query.filter == ListFilter::All;
    const bool recorded = query.drill || (query.sort == ListSort::Recorded && sorts_by_recording);
    const bool due =
        !query.drill && query.sort == ListSort::Due && query.filter != ListFilter::Unsent;
    const char* name = recorded ? "list_recorded" : due ? "list_due" : "list_all";
    if (!recorded && !due) {
        name = state                                ? "list_state"
               : query.filter == ListFilter::Unsent ? "list_unsent"
               : is_live(query.filter)              ? "list_live"
                                                    : "list_all";
    }
    sqlite::Statement* list = HUIYIN_TRY(m_queries->get(name));
    list->bind(2, due && !query.after ? std::int64_t{0} : last)
        .bind(3, static_cast<std::int64_t>(query.rows_max));
    // Bound by reference: it lives until the rows are read.
    Drill drill = query.drill.value_or(Drill{.to_utc_ms = INT64_MAX});
    if (recorded) {
        drill.state = query.drill ? drill.state : state;
        list->bind(1, query.after ? query.after->recorded_at_utc_ms : drill.to_utc_ms);
        // What was recorded at `to` itself is not in the period.
        list->bind(2, query.after ? last : std::int64_t{0});
        bind_drill(*list, drill, now);
    } else if (due) {
        list->bind(1, query.after ? query.after->due_utc_ms : std::int64_t{0});
        bind_live(*list, query.filter, now);
        list->bind(9, place_of(state));
    } else {
        list->bind(1, query.after ? query.after->updated_at_utc_ms : INT64_MAX);
        if (state) {
            list->bind(4, static_cast<std::int64_t>(*state));
        } else if (is_live(query.filter)) {
            bind_live(*list, query.filter, now);
            list->bind(9,
                       std::int64_t{query.filter == ListFilter::Open ||
                                    query.filter == ListFilter::Major});
        }
    }
    return rows_of(*list);
}

Result<std::vector<ListRow>> TabletStore::found_rows(const ListQuery& query,
                                                     const std::string& folded_query) {
    const auto rows_max = static_cast<std::int64_t>(query.rows_max);
    const std::int64_t after_ref = query.after ? query.after->ref : INT64_MAX;
    sqlite::Statement* pending = HUIYIN_TRY(m_queries->get("search_pending"));
    pending->bind(1, after_ref).bind(2, rows_max).bind(3, std::string_view(folded_query));
    std::vector<ListRow> rows = HUIYIN_TRY(rows_of(*pending));
    const std::string expression = match_expression(folded_query);
    if (!expression.empty()) {
        sqlite::Statement* indexed = HUIYIN_TRY(m_queries->get("search_indexed"));
        indexed->bind(1, std::string_view(expression))
            .bind(2, after_ref)
            .bind(3, rows_max)
            .bind(4, std::string_view(folded_query));
        std::vector<ListRow> more = HUIYIN_TRY(rows_of(*indexed));
        rows.insert(
            rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        std::sort(rows.begin(), rows.end(), [](const ListRow& a, const ListRow& b) {
            return a.ref > b.ref;
        });
        rows.resize(std::min(rows.size(), query.rows_max));
    }
    return rows;
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

Result<ListCounts> TabletStore::counts() {
    ListCounts counts;
    std::array<std::int64_t, 8> by_state{};
    sqlite::Statement* states = HUIYIN_TRY(m_queries->get("count_by_state"));
    while (HUIYIN_TRY(states->step())) {
        by_state.at(static_cast<std::size_t>(states->integer(0)) % by_state.size()) =
            states->integer(1);
        counts.all += states->integer(1);
    }
    states->reset();
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
    sqlite::Statement* tasks = HUIYIN_TRY(m_queries->get("count_tasks"));
    HUIYIN_TRY(tasks->step());
    counts.mine = tasks->integer(0);
    tasks->reset();
    sqlite::Statement* unsent = HUIYIN_TRY(m_queries->get("count_unsent_complaints"));
    HUIYIN_TRY(unsent->step());
    counts.unsent = unsent->integer(0);
    unsent->reset();
    return counts;
}

Result<std::vector<TaskRow>> TabletStore::tasks(std::size_t rows_max) {
    std::vector<TaskRow> rows;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("tasks"));
    query->bind(1, static_cast<std::int64_t>(rows_max));
    while (HUIYIN_TRY(query->step())) {
        const domain::Task task{
            static_cast<domain::TaskKind>(query->integer(0)), query->integer(2), query->integer(1)};
        rows.push_back({task, list_row_from(*query, 3)});
    }
    query->reset();
    return rows;
}

Result<std::vector<NoticeRow>> TabletStore::notices(std::size_t rows_max) {
    std::vector<NoticeRow> rows;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("notices"));
    query->bind(1, static_cast<std::int64_t>(rows_max));
    while (HUIYIN_TRY(query->step())) {
        rows.push_back({static_cast<domain::NoticeKind>(query->integer(0)),
                        query->uuid(1),
                        query->integer(2),
                        query->integer(3) != 0,
                        list_row_from(*query, 4)});
    }
    query->reset();
    return rows;
}

Result<std::int64_t> TabletStore::unread_count() {
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get("count_unread"));
    HUIYIN_TRY(count->step());
    const std::int64_t unread = count->integer(0);
    count->reset();
    return unread;
}

Result<std::int64_t> TabletStore::unsent_count() {
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get("count_unsent"));
    HUIYIN_TRY(count->step());
    const std::int64_t unsent = count->integer(0);
    count->reset();
    return unsent;
}

Result<void> TabletStore::save_draft(const Draft& draft) {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_draft"));
    put->bind(1, draft.id).bind(2, draft.saved_at_utc_ms).bind(3, std::string_view(draft.json));
    return put->run();
}

Result<void> TabletStore::delete_draft(const Uuid& id) {
    sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_draft"));
    remove->bind(1, id);
    return remove->run();
}

Result<std::vector<Draft>> TabletStore::drafts() {
    std::vector<Draft> drafts;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("drafts"));
    while (HUIYIN_TRY(query->step())) {
        drafts.push_back({query->uuid(0), query->integer(1), std::string(query->text(2))});
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

Result<bool> TabletStore::index_some(std::size_t documents_max) {
    struct Pending {
        std::int64_t ref;
        bool indexed;
        std::string text;
    };

    std::vector<Pending> documents;
    sqlite::Statement* next = HUIYIN_TRY(m_queries->get("next_pending"));
    next->bind(1, static_cast<std::int64_t>(documents_max));
    while (HUIYIN_TRY(next->step())) {
        documents.push_back({next->integer(0), next->integer(1) != 0, std::string(next->text(2))});
    }
    next->reset();
    if (documents.empty()) {
        return false;
    }
    sqlite::Transaction transaction = HUIYIN_TRY(sqlite::Transaction::begin(m_database));
    for (const Pending& document : documents) {
        if (document.indexed) {
            sqlite::Statement* unindex = HUIYIN_TRY(m_queries->get("unindex_text"));
            unindex->bind(1, document.ref);
            HUIYIN_TRY(unindex->run());
        }
        sqlite::Statement* index = HUIYIN_TRY(m_queries->get("index_text"));
        index->bind(1, document.ref).bind(2, std::string_view(document.text));
        HUIYIN_TRY(index->run());
        sqlite::Statement* done = HUIYIN_TRY(m_queries->get("delete_pending"));
        done->bind(1, document.ref);
        HUIYIN_TRY(done->run());
    }
    HUIYIN_TRY(transaction.commit());
    return documents.size() == documents_max;
}

} // namespace huiyin::store
