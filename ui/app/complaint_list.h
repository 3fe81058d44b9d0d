// The list of complaints: filter, search, the rows loaded so far.
#pragma once

#include "core/store/tablet_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::app {

class ComplaintList {
public:
    explicit ComplaintList(store::TabletStore& store);

    store::ListFilter filter() const { return m_query.filter; }

    void set_filter(store::ListFilter filter);

    store::ListSort sort() const { return m_query.sort; }

    void set_sort(store::ListSort sort);

    /// Behind a figure; `name` is what the list is called meanwhile. Ends with set_filter().
    void set_drill(const store::Drill& drill, std::string name);

    const std::optional<store::Drill>& drill() const { return m_query.drill; }

    const std::string& drill_name() const { return m_drill_name; }

    const std::string& search() const { return m_query.search; }

    void set_search(std::string search);

    /// What the rows were searched for, folded; empty when they were not.
    const std::string& folded_search() const { return m_folded_search; }

    /// Rows in the order of the list; grows as ensure() is called.
    const std::vector<store::ListRow>& rows() const { return m_rows; }

    const store::ListCounts& counts() const { return m_counts; }

    /// Why the last reading failed; nothing when it did not. What rows() gives is then old or
    /// empty.
    const std::optional<base::ErrorCode>& problem() const { return m_problem; }

    /// Loads on when row `index` comes near the end of what is loaded. Whether more rows came.
    bool ensure(std::size_t index);

    /// Something was written.
    void invalidate() { m_fresh = false; }

    /// After that, loads as many rows again as were there, and counts.
    void ensure_fresh();

private:
    store::TabletStore& m_store;
    store::ListQuery m_query;
    std::vector<store::ListRow> m_rows;
    store::ListCounts m_counts;
    bool m_complete = false;
    std::optional<base::ErrorCode> m_problem;
    bool m_fresh = false;
    std::string m_drill_name;
    std::string m_folded_search;

    void load(std::size_t rows_max);
};

} // namespace huiyin::app
