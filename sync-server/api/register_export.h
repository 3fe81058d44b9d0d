// 《监督投诉记录表》 of a period from the server's own events, and as a workbook.
#pragma once

#include "core/domain/calendar.h"
#include "core/records/register.h"
#include "sync-server/api/register_query.h"
#include "sync-server/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::api {

/// The complaints of a department recorded in a period, `to` excluded, rejected intakes included.
/// Reads the department's log once. Errors: TooLarge beyond limits::register_rows_max; the store's.
store::Result<std::vector<domain::Complaint>> recorded_between(store::Reader& reader,
                                                               const base::Uuid& department,
                                                               std::int64_t from_utc_ms,
                                                               std::int64_t to_utc_ms);

/// The register of a period as of the server's newest change. Errors: InvalidInput when it ends
/// before it begins; those of recorded_between().
store::Result<records::Register> read_register(store::Reader& reader,
                                               const domain::Directory& directory,
                                               const RegisterQuery& query);

/// Writes the register as an Office Open XML workbook: numbers and moments are such, the head
/// stays in sight, and it prints on A4 or A3 landscape. Errors: StorageFailed.
store::Result<void> write_register_xlsx(const records::Register& whole, const std::string& path);

/// The same as bytes. Errors: StorageFailed.
store::Result<std::string> register_xlsx(const records::Register& whole);

} // namespace huiyin::server::api
