// One request, waiting for its answer.
#pragma once

#include "core/base/result.h"
#include "core/sync/engine.h"
#include "ui/app/transport.h"
#include "ui/command/connection.h"

#include <string_view>

namespace huiyin::command {

/// Errors: InvalidInput for anything but http://NAME[:PORT] or https://NAME[:PORT] with nothing
/// behind.
base::Result<ServerAddress> server_address(std::string_view url);

/// Sends a request on a connection of its own and gives the answer. Errors: those of Connection
/// and answer_head.
base::Result<sync::Answer> ask(const ServerAddress& server, const app::Request& request);

} // namespace huiyin::command
