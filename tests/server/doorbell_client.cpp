#include "tests/server/doorbell_client.h"

namespace huiyin::server::tests {

std::string Upgrade::text() const {
    return request_text("GET",
                        "/api/v1/doorbell",
                        {},
                        {"Connection: Upgrade",
                         "Upgrade: websocket",
                         "Sec-WebSocket-Version: 13",
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                         "Origin: " + origin,
                         "Sec-WebSocket-Protocol: " + subprotocols + token});
}

Frame read_frame(RawClient& client) {
    const std::string head = client.read_bytes(2);
    if (head.size() < 2) {
        return {};
    }
    const auto length = static_cast<unsigned char>(head[1]);
    return {head[0] & 0x0F, client.read_bytes(length)};
}

int close_code_of(const Frame& frame) {
    if (frame.opcode != 8 || frame.payload.size() < 2) {
        return 0;
    }
    return static_cast<unsigned char>(frame.payload[0]) * 256 +
           static_cast<unsigned char>(frame.payload[1]);
}

std::string client_frame(int opcode, std::string_view payload) {
    std::string frame{static_cast<char>(0x80 | opcode), static_cast<char>(0x80 | payload.size())};
    return frame.append(4, '\0').append(payload);
}

} // namespace huiyin::server::tests
