// One request over a plain socket, waiting for its answer.
#pragma once

#include "core/base/result.h"
#include "core/sync/engine.h"
#include "ui/app/transport.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace huiyin::command {

/// Where a server is, from "http://host:port".
struct ServerAddress {
    std::string host;
    std::string port;
};

/// Errors: InvalidInput for anything but http://NAME[:PORT] with nothing behind; Unsupported for
/// https, which this program does not speak: put it on the server's machine or behind a tunnel.
base::Result<ServerAddress> server_address(std::string_view url);

/// How long connecting, and each wait for bytes, may take.
inline constexpr int network_wait_ms_max = 60'000;

/// Sends a request and gives the answer; status 0 when none came or it could not be read.
sync::Answer ask(const ServerAddress& server, const app::Request& request);

} // namespace huiyin::command
