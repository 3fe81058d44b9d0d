// Compressed bodies that would be hundreds of times as long once somebody inflated them.
//
// A run of zero bytes in the tersest form of each coding, made here from their first bytes so that
// no compressor is needed. Checked by hand with the reference decoders when this was written.
#pragma once

#include <cstddef>
#include <string>

namespace huiyin::server::tests {

/// A body with the word of Content-Encoding that it is for.
struct Bomb {
    const char* coding;
    std::string bytes;
};

/// Content-Encoding gzip: 1 032 bytes for each of its own, so 216 MiB of 220 000.
Bomb gzip_bomb(std::size_t bytes);

/// Content-Encoding deflate, which is the zlib format (RFC 9110 8.4.1.2); as long as the other.
Bomb deflate_bomb(std::size_t bytes);

/// Content-Encoding br: 256 MiB out of 211 bytes.
Bomb brotli_bomb();

/// The same without a wrapper (RFC 1951), as a compressed WebSocket message has it (RFC 7692).
std::string raw_deflate_bomb(std::size_t bytes);

} // namespace huiyin::server::tests
