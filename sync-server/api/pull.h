// Giving: what a tablet's person may see and the tablet does not have.
#pragma once

#include "core/domain/directory.h"
#include "core/sync/wire.h"
#include "sync-server/api/push.h"
#include "sync-server/store/store.h"

#include <span>

namespace huiyin::server::api {

/// The newest step that the server has of the tablet that asks; 0 before the first.
Result<std::uint64_t> chain_end(store::Reader& reader, const store::TokenRow& token);

/// Puts the page that follows the request's cursor into an answer that has its receipts: events,
/// what stopped being visible, the new cursor, the directory when the tablet's is another, and
/// where its chain ends when a step came behind a gap.
///
/// `offered` are the events that the receipts answer, in their order.
Result<void> add_page(store::Reader& reader,
                      const store::TokenRow& token,
                      const domain::Directory& directory,
                      const sync::SyncRequest& request,
                      std::span<const OfferedEvent> offered,
                      sync::SyncResponse& response);

} // namespace huiyin::server::api
