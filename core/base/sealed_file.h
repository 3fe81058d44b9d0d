// A sealed file: bytes that only a server, or who has the code, can read.
//
// One random key encrypts the content; the key itself stands twice in the file, once sealed to the
// server's public key and once under a key made from the code. Libsodium does all of it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::base {

/// X25519 secret key of a server.
using SealingSecret = std::array<std::uint8_t, 32>;

/// Whether the bytes begin like a sealed file of some version.
bool is_sealed_file(std::span<const std::uint8_t> file);

PublicKey sealing_key_of(const SealingSecret& secret);

/// A fresh code of limits::seal_code_chars characters (60 bits), in groups of four:
/// "7KQ3-MWZP-4F2X". Without letters that are read as digits.
std::string make_seal_code(Random& random);

/// Seals `content` for the holder of the code, and for the server when its key is not zero.
/// Takes some 100 ms: Argon2id makes guessing codes expensive. Errors: TooLarge beyond
/// limits::sealed_content_bytes_max, Overloaded without memory for Argon2id.
Result<Bytes> seal_file(std::span<const std::uint8_t> content,
                        const PublicKey& server,
                        std::string_view code,
                        Random& random);

/// The content. Spaces, dashes and small letters in the code do not matter. Errors: InvalidInput
/// for bytes that are no sealed file or damaged, Unsupported for a later version, TooLarge,
/// Forbidden for a wrong code.
Result<Bytes> open_file_by_code(std::span<const std::uint8_t> file, std::string_view code);

/// The same by the server's key. Errors: as above; Forbidden when it is sealed to another server.
Result<Bytes> open_file_by_secret(std::span<const std::uint8_t> file, const SealingSecret& secret);

} // namespace huiyin::base
