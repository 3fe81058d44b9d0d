// POST /api/v1/sign-in: a password becomes a token for one device.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

#include <string>

namespace huiyin::server::api {

/// Looks up on a reading thread, hashes on a hashing thread, enrols on the writing thread.
///
/// `unmatched_hash` is hashed against for unknown accounts, so that they take the same time and
/// get the same answer as a wrong password.
void begin_sign_in(Parts& parts,
                   const std::string& unmatched_hash,
                   http::Request request,
                   http::Respond respond);

} // namespace huiyin::server::api
