// A WebSocket client by hand, byte by byte (RFC 6455).
#pragma once

#include "tests/server/support.h"

#include <string>
#include <string_view>

namespace huiyin::server::tests {

/// The request that asks for the doorbell.
struct Upgrade {
    std::string token;
    std::string origin = "http://localhost";
    std::string subprotocols = "huiyin.v1, token.";

    std::string text() const;
};

struct Frame {
    int opcode = -1; ///< 1 text, 8 close, 9 ping, 10 pong
    std::string payload;
};

/// A short, unmasked frame of the server.
Frame read_frame(RawClient& client);

/// The status of a close frame; 0 for any other.
int close_code_of(const Frame& frame);

/// A short, masked frame of a client; the mask is zero, so the payload stays readable.
std::string client_frame(int opcode, std::string_view payload);

} // namespace huiyin::server::tests
