// The header fields that tell browsers what the pages may do.
#pragma once

#include "sync-server/http/message.h"

#include <string_view>

namespace huiyin::server::http {

/// Adds the policy for files of the app: scripts, styles and connections from this origin only.
///
/// `authority` is the request's checked Host field; the WebSocket address is spelt out with it,
/// since some browsers do not count it as 'self'.
void add_app_headers(Response& response, std::string_view authority);

/// Adds the policy for everything else, which is never a page: nothing is allowed.
void add_api_headers(Response& response);

} // namespace huiyin::server::http
