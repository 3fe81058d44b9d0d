// Giving: what a tablet's person may see and the tablet does not have.
#pragma once

#include "core/base/limits.h"
#include "core/domain/directory.h"
#include "core/sync/wire.h"
#include "sync-server/api/push.h"
#include "sync-server/store/store.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace huiyin::server::api {

/// The newest step that the server has of the tablet that asks; 0 before the first.
Result<std::uint64_t> chain_end(store::Reader& reader, const store::TokenRow& token);

/// An answer in the version of the protocol that was asked in.
sync::SyncResponse
begin_answer(const sync::SyncRequest& request, std::string epoch, std::int64_t now_utc_ms);

/// Whether what the tablet has up to its cursor is of another history than the server's: of
/// another epoch; or the database was put back by hand, and what it lost is there no more, or
/// something else is there in its place.
Result<bool> knows_another_history(store::Reader& reader,
                                   const store::TokenRow& token,
                                   const sync::SyncRequest& request,
                                   std::string_view epoch);

/// Tells such a tablet to begin from nothing, and to offer again what the server lacks.
Result<void>
start_over(store::Reader& reader, const store::TokenRow& token, sync::SyncResponse& response);

/// How long a page may be, and when what is open comes first. A simulation has shorter pages, and
/// what is open first more often.
struct PageShape {
    std::size_t events_max = base::limits::pull_events_max;
    std::int64_t changes_per_open = store::changes_per_open_first;
};

/// Puts the page that follows the request's cursor into an answer that has its receipts: events,
/// what stopped being visible, the new cursor, the directory when the tablet's is another, and
/// where its chain ends when a step came behind a gap.
///
/// A tablet that begins from nothing is given what is open first, unless all of it fits one page or
/// most of it is open.
///
/// `offered` are the events that the receipts answer, in their order.
Result<void> add_page(store::Reader& reader,
                      const store::TokenRow& token,
                      const domain::Directory& directory,
                      const sync::SyncRequest& request,
                      std::span<const OfferedEvent> offered,
                      sync::SyncResponse& response,
                      const PageShape& shape = {});

} // namespace huiyin::server::api
