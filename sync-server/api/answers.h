// From results to HTTP answers, and who is asking.
#pragma once

#include "core/base/error.h"
#include "sync-server/http/message.h"
#include "sync-server/store/store.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace huiyin::server::api {

/// The answer to a failure. Its detail stays in the server: it is for the log.
http::Response answer_of(const base::Error& error);

/// 503 with Retry-After: a queue is full.
http::Response busy_answer();

/// 503 with Retry-After: too much is under way, and this is when to come again.
http::Response later_answer(std::chrono::seconds away);

/// 401. The same for a missing, unknown, ended and revoked token.
http::Response unauthenticated_answer();

/// The sign-in that a token's text stands for.
/// Errors: Unauthenticated.
store::Result<store::TokenRow>
authenticate(store::Reader& reader, std::string_view token_text, std::int64_t now_utc_ms);

/// The token of an Authorization field, or an empty text.
std::string_view bearer_token(const http::Request& request);

} // namespace huiyin::server::api
