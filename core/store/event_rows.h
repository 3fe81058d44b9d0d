// An event as a row of the table event.
#pragma once

#include "core/domain/event.h"
#include "core/sqlite/database.h"

namespace huiyin::store {

/// The event of a row of `events_of`; the complaint's id is not in the row.
domain::PlacedEvent placed_event_from_row(const sqlite::Statement& row);

/// Binds the parameters of `insert_event`. `placed` must live until the statement has run.
void bind_event(sqlite::Statement& insert,
                std::int64_t complaint_ref,
                const domain::PlacedEvent& placed);

} // namespace huiyin::store
