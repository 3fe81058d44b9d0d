// The header fields that tell browsers what the pages may do.
#pragma once

#include "sync-server/http/message.h"

#include <string_view>

namespace huiyin::server::http {

/// Adds the policy for files of the app: scripts, styles and connections from this origin only.
///
/// The WebSocket address is spelt out with the request's authority, since some browsers do not
/// count it as 'self'; over TLS only the one over TLS.
void add_app_headers(Response& response, const Request& request);

/// Adds the policy for everything else, which is never a page: nothing is allowed.
void add_api_headers(Response& response);

/// Whether the request's name may be bound to TLS: it came over TLS and is neither an address,
/// which cannot be bound, nor localhost, where that would close plain ports of other programs.
bool may_bind_to_tls(const Request& request);

/// This name is spoken to over TLS only, for a year (RFC 6797, ASVS 3.4.1).
void bind_to_tls(Response& response);

} // namespace huiyin::server::http
