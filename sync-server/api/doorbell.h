// GET /api/v1/doorbell: who may hear that a change exists.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::api {

/// The subprotocol that is confirmed. The token travels as a second one, since browsers cannot add
/// header fields to a WebSocket.
inline constexpr std::string_view doorbell_subprotocol = "huiyin.v1";

void begin_doorbell(Parts& parts, http::Request request, http::Admit admit);

/// Closes the doorbells whose sign-in has ended or was revoked; `keys` are hashes of tokens.
void check_doorbells(Parts& parts, std::vector<std::string> keys, http::CloseSockets close);

/// The topic of a department.
std::string doorbell_topic(const Uuid& department);

/// `{"change":N}`; with `ask` there may be news besides: `{"change":N,"ask":true}`.
std::string doorbell_text(std::int64_t change, bool ask);

/// What the doorbell answers when it is asked.
std::string doorbell_answer(std::int64_t change);

/// The token among the offered subprotocols; empty when "huiyin.v1" or the token is missing.
std::string_view doorbell_token(std::string_view subprotocols);

/// Whether the Origin is this server's own page (RFC 6455 10.2): over TLS an https one, else
/// either, since a proxy may speak TLS.
bool is_own_origin(std::string_view origin, const http::Request& request);

} // namespace huiyin::server::api
