// POST /api/v1/admin: one command of an administrator.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

namespace huiyin::server::api {

/// Answers after the commit, then rings the doorbell so that tablets fetch the new directory.
void begin_admin(Parts& parts, http::Request request, http::Respond respond);

} // namespace huiyin::server::api
