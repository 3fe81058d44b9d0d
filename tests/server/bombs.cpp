#include "tests/server/bombs.h"

#include <string_view>

namespace huiyin::server::tests {

namespace {

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    }
    return bytes;
}

} // namespace

std::string raw_deflate_bomb(std::size_t bytes) {
    // One block with codes of its own: one bit for "258 bytes", one for "as the byte before".
    const std::string begin = bytes_of("edc0810000000080a0fda917a900");
    // Two zero bits repeat the first byte 258 times; the last byte holds the end of the block.
    return begin + std::string(bytes - begin.size() - 1, '\0') + '\x06';
}

Bomb gzip_bomb(std::size_t bytes) {
    const std::string head = bytes_of("1f8b08000000000000ff");
    // The checksum at the end is wrong: it could only be compared once all is inflated.
    const std::string tail(8, '\0');
    return {"gzip", head + raw_deflate_bomb(bytes - head.size() - tail.size()) + tail};
}

Bomb deflate_bomb(std::size_t bytes) {
    const std::string head = bytes_of("78da");
    const std::string tail(4, '\0');
    return {"deflate", head + raw_deflate_bomb(bytes - head.size() - tail.size()) + tail};
}

Bomb brotli_bomb() {
    return {"br",
            bytes_of("cfffff7ff82700e2b14020f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c322"
                     "00ddfb7ffeffffc33f0110870500baf7fffcffff877f02200e0b0074effff9ffff0fff04"
                     "401c1600e8defff3ffff1ffe0980382c00d0bdffe7ffff3ffc1300715800a07bffcfffff"
                     "7ff82700e2b00040f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c30200ddfb"
                     "7ffeffffc33f0110870500baf7fffcffff877f02200e0b0074effff9ffff0fff04401c16"
                     "00e8defff3ffff1ffe0980382c00d0bdffcfffff7ffc1300715800a07bff0f")};
}

} // namespace huiyin::server::tests
