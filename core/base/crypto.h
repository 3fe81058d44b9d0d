// Hashes and signatures, by libsodium.
#pragma once

#include "core/base/bytes.h"
#include "core/base/random.h"

#include <array>
#include <cstdint>
#include <span>

namespace huiyin::base {

using PublicKey = std::array<std::uint8_t, 32>;
/// Ed25519 secret key in libsodium's form: seed, then public key.
using SecretKey = std::array<std::uint8_t, 64>;
using Signature = std::array<std::uint8_t, 64>;

struct KeyPair {
    PublicKey public_key{};
    SecretKey secret_key{};
};

/// SHA-256 (FIPS 180-4).
Hash sha256(std::span<const std::uint8_t> message);

/// A fresh Ed25519 key pair (RFC 8032).
KeyPair make_key_pair(Random& random);

/// Signs the message. Deterministic: the same key and message give the same signature.
Signature sign(std::span<const std::uint8_t> message, const SecretKey& key);

/// Whether the signature over the message was made by the holder of the key.
bool verify(std::span<const std::uint8_t> message,
            const Signature& signature,
            const PublicKey& key);

} // namespace huiyin::base
