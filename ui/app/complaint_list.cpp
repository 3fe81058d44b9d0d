#include "ui/app/complaint_list.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

namespace {

constexpr std::size_t page_rows = base::limits::list_page_rows;
/// After a change this many rows are loaded at once; the rest comes when it is scrolled to.
constexpr std::size_t reload_rows_max = 4 * page_rows;

} // namespace

ComplaintList::ComplaintList(store::TabletStore& store)
    : m_store(store) {
    ensure_fresh();
}

void ComplaintList::set_filter(store::ListFilter filter) {
    m_query.filter = filter;
    m_query.drill.reset();
    load(page_rows);
}

void ComplaintList::set_sort(store::ListSort sort) {
    m_query.sort = sort;
    load(page_rows);
}

void ComplaintList::set_drill(const store::Drill& drill, std::string name) {
    m_query.drill = drill;
    m_query.search.clear();
    m_drill_name = std::move(name);
    load(page_rows);
}

void ComplaintList::set_search(std::string search) {
    m_query.search = std::move(search);
    m_folded_search = base::folded_for_search(base::trimmed(m_query.search));
    load(page_rows);
}

void ComplaintList::load(std::size_t rows_max) {
    m_query.after.reset();
    m_query.rows_max = rows_max;
    m_rows.clear();
    m_complete = true;
    auto rows = m_store.list(m_query);
    m_problem = rows ? std::nullopt : std::optional(rows.error().code);
    if (rows) {
        m_complete = rows->size() < rows_max;
        m_rows = std::move(*rows);
    }
}

bool ComplaintList::ensure(std::size_t index) {
    if (m_complete || index + page_rows / 2 < m_rows.size()) {
        return false;
    }
    m_query.rows_max = page_rows;
    if (!m_rows.empty()) {
        m_query.after = m_rows.back();
    }
    auto rows = m_store.list(m_query);
    m_complete = !rows || rows->size() < page_rows;
    if (!rows) {
        m_problem = rows.error().code;
    } else {
        std::move(rows->begin(), rows->end(), std::back_inserter(m_rows));
    }
    return true;
}

void ComplaintList::ensure_fresh() {
    if (m_fresh) {
        return;
    }
    m_fresh = true;
    load(std::clamp(m_rows.size(), page_rows, reload_rows_max));
    if (const auto counts = m_store.counts()) {
        m_counts = *counts;
    } else {
        m_problem = counts.error().code;
    }
}

} // namespace huiyin::app
