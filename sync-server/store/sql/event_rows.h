// An event as a row of the table `event`.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/domain/event.h"
#include "sync-server/store/sql/connection.h"

#include <string>
#include <vector>

namespace huiyin::server::store {

/// The event of a row that holds the columns of `event` from `change` on.
/// Errors: StorageCorrupt when a column holds what was never written.
base::Result<domain::PlacedEvent> placed_event_from_row(const Statement& row);

/// Binds `insert_event`. The values must live until the statement has run.
void bind_event(Statement& insert, const base::Uuid& department, const domain::PlacedEvent& placed);

/// Texts as the JSON array that json_each reads.
std::string json_list(const std::vector<std::string>& texts);
/// The same of their hexadecimal texts.
std::string json_list(const std::vector<base::Uuid>& ids);

/// A column of exactly N bytes. Errors: StorageCorrupt.
template <std::size_t N>
base::Result<std::array<std::uint8_t, N>> bytes_column(const Statement& row, int column) {
    const auto bytes = base::array_from_bytes<N>(row.blob(column));
    if (!bytes) {
        return base::failure(base::ErrorCode::StorageCorrupt, "a key or hash of another length");
    }
    return *bytes;
}

} // namespace huiyin::server::store
