// Lists, counts, search, drafts.
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/store/queries_private.h"
#include "core/store/search_tokenizer.h"
#include "core/store/tablet_store.h"

#include <algorithm>

namespace huiyin::store {

using base::Result;
namespace limits = base::limits;

namespace {

ListRow list_row_from(const sqlite::Statement& row) {
    return ListRow{.ref = row.integer(0),
                   .id = row.uuid(1),
                   .state = static_cast<domain::State>(row.integer(2)),
                   .updated_at_utc_ms = row.integer(3),
                   .unsent = row.integer(4),
                   .conflicted = row.integer(5) != 0,
                   .accepted_by = row.uuid(6),
                   .number = std::string(row.text(7)),
                   .title = std::string(row.text(8)),
                   .complainant = std::string(row.text(9)),
                   .location = std::string(row.text(10))};
}

Result<std::vector<ListRow>> rows_of(sqlite::Statement& query) {
    std::vector<ListRow> rows;
    while (HUIYIN_TRY(query.step())) {
        rows.push_back(list_row_from(query));
    }
    query.reset();
    return rows;
}

/// The statement of a filter and, for those that share one by state, the state.
struct FilterQuery {
    const char* name;
    std::optional<domain::State> state;
};

FilterQuery query_of(ListFilter filter) {
    switch (filter) {
    case ListFilter::All:
        return {"list_all", std::nullopt};
    case ListFilter::Unsent:
        return {"list_unsent", std::nullopt};
    case ListFilter::Recorded:
        return {"list_state", domain::State::Recorded};
    case ListFilter::IntakeRejected:
        return {"list_state", domain::State::IntakeRejected};
    }
    return {"list_all", std::nullopt};
}

} // namespace

Result<std::vector<ListRow>> TabletStore::list(const ListQuery& query) {
    const auto rows_max = static_cast<std::int64_t>(query.rows_max);
    const std::string folded_query = base::folded_for_search(
        base::trimmed(base::first_chars(query.search, limits::search_query_chars_max)));
    const std::int64_t after_ref = query.after ? query.after->ref : INT64_MAX;
    if (folded_query.empty()) {
        const FilterQuery filter = query_of(query.filter);
        sqlite::Statement* list = HUIYIN_TRY(m_queries->get(filter.name));
        list->bind(1, query.after ? query.after->updated_at_utc_ms : INT64_MAX)
            .bind(2, after_ref)
            .bind(3, rows_max);
        if (filter.state) {
            list->bind(4, static_cast<std::int64_t>(*filter.state));
        }
        return rows_of(*list);
    }
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

Result<ListCounts> TabletStore::counts() {
    ListCounts counts;
    sqlite::Statement* by_state = HUIYIN_TRY(m_queries->get("count_by_state"));
    while (HUIYIN_TRY(by_state->step())) {
        const auto state = static_cast<domain::State>(by_state->integer(0));
        const std::int64_t count = by_state->integer(1);
        counts.all += count;
        if (state == domain::State::Recorded) {
            counts.recorded = count;
        } else if (state == domain::State::IntakeRejected) {
            counts.intake_rejected = count;
        }
    }
    by_state->reset();
    sqlite::Statement* unsent = HUIYIN_TRY(m_queries->get("count_unsent_complaints"));
    HUIYIN_TRY(unsent->step());
    counts.unsent = unsent->integer(0);
    unsent->reset();
    return counts;
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
