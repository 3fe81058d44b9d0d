// Search within a list, and the index behind it.
#include "core/store/list_rows.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/search_tokenizer.h"
#include "core/store/tablet_store.h"

#include <algorithm>

namespace huiyin::store {

using base::Result;

namespace {

/// Of a state that no more complaints are in, all texts are looked through: the index would find
/// those of every state first.
constexpr std::int64_t looked_through_max = 2000;

} // namespace

Result<std::vector<ListRow>> TabletStore::found_rows(const ListQuery& query,
                                                     const std::string& folded_query) {
    if (query.drill) {
        sqlite::Statement* list = HUIYIN_TRY(m_queries->get("search_drill"));
        list->bind(1, query.drill->to_utc_ms)
            .bind(2, query.after ? query.after->ref : INT64_MAX)
            .bind(3, static_cast<std::int64_t>(query.rows_max));
        bind_drill(*list, *query.drill, m_clock.now_utc_ms());
        list->bind(12, std::string_view(folded_query));
        return rows_of(*list);
    }
    const auto state = state_of(query.filter);
    bool few = false;
    if (state) {
        const StateCounts& counts = *HUIYIN_TRY(state_counts());
        few = counts[static_cast<std::size_t>(*state)] <= looked_through_max;
    }
    if (query.filter == ListFilter::All || (state && !few)) {
        return found_by_index(query, folded_query);
    }
    const char* name = state                                ? "search_state"
                       : query.filter == ListFilter::Unsent ? "search_unsent"
                       : query.filter == ListFilter::Mine   ? "search_mine"
                                                            : "search_live";
    sqlite::Statement* list = HUIYIN_TRY(m_queries->get(name));
    list->bind(1, query.after ? query.after->ref : INT64_MAX)
        .bind(2, static_cast<std::int64_t>(query.rows_max))
        .bind(3, std::string_view(folded_query));
    if (state) {
        list->bind(4, static_cast<std::int64_t>(*state));
    } else if (is_live(query.filter)) {
        bind_live(*list, query.filter, m_clock.now_utc_ms(), is_only_open(query.filter));
    }
    return rows_of(*list);
}

Result<std::vector<ListRow>> TabletStore::found_by_index(const ListQuery& query,
                                                         const std::string& folded_query) {
    const auto rows_max = static_cast<std::int64_t>(query.rows_max);
    const std::int64_t after_ref = query.after ? query.after->ref : INT64_MAX;
    const std::int64_t state = place_of(state_of(query.filter));
    sqlite::Statement* pending = HUIYIN_TRY(m_queries->get("search_pending"));
    pending->bind(1, after_ref)
        .bind(2, rows_max)
        .bind(3, std::string_view(folded_query))
        .bind(4, state);
    std::vector<ListRow> rows = HUIYIN_TRY(rows_of(*pending));
    const std::string expression = match_expression(folded_query);
    if (!expression.empty()) {
        sqlite::Statement* indexed = HUIYIN_TRY(m_queries->get("search_indexed"));
        indexed->bind(1, std::string_view(expression))
            .bind(2, after_ref)
            .bind(3, rows_max)
            .bind(4, std::string_view(folded_query))
            .bind(5, state);
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
    sqlite::Transaction transaction =
        HUIYIN_TRY(sqlite::Transaction::begin(m_database, sqlite::Durability::Later));
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
