// Giving: what a tablet's person may see and the tablet does not have.
#pragma once

#include "core/domain/directory.h"
#include "core/sync/wire.h"
#include "sync-server/api/push.h"
#include "sync-server/store/store.h"

#include <span>

namespace huiyin::server::api {

/// Puts the page that follows the request's cursor into an answer that has its receipts: events,
/// what stopped being visible, the new cursor, and the directory when the tablet's is another.
///
/// `offered` are the events that the receipts answer, in their order.
Result<void> add_page(store::Reader& reader,
                      const store::TokenRow& token,
                      const domain::Directory& directory,
                      const sync::SyncRequest& request,
                      std::span<const OfferedEvent> offered,
                      sync::SyncResponse& response);

} // namespace huiyin::server::api
