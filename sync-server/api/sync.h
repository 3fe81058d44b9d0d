// POST /api/v1/sync: one round trip of push and pull.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

namespace huiyin::server::api {

/// Reads and checks on a reading thread, takes the events on the writing thread, answers from a
/// reading thread after the commit.
void begin_sync(Parts& parts, http::Request request, http::Respond respond);

} // namespace huiyin::server::api
