// Rows of lists, and what binds a list's filter. Private to core/store.
#pragma once

#include "core/store/tablet_store.h"

#include <optional>
#include <vector>

namespace huiyin::store {

/// The list's columns of a row, from `first` on.
ListRow list_row_from(const sqlite::Statement& row, int first = 0);

/// All rows of a list's statement, which is then ready to be bound again.
base::Result<std::vector<ListRow>> rows_of(sqlite::Statement& query);

/// The state that a filter is, if it is one.
std::optional<domain::State> state_of(ListFilter filter);

/// Whether the filter chooses among what people work on (column live).
bool is_live(ListFilter filter);

/// Without what only a conflict or a corrective action keeps live.
bool is_only_open(ListFilter filter);

/// Parameters 4 to 8 of list_live, list_due and search_live.
void bind_live(sqlite::Statement& list, ListFilter filter, std::int64_t now_utc_ms, bool only_open);

/// Parameters 4 to 11 of list_recorded and search_drill. `drill` must live until the rows are read.
void bind_drill(sqlite::Statement& list, const Drill& drill, std::int64_t now_utc_ms);

} // namespace huiyin::store
