#include "core/base/crypto.h"

#include "core/base/assert.h"

#include <sodium.h>

namespace huiyin::base {

Hash sha256(std::span<const std::uint8_t> message) {
    Hash hash;
    crypto_hash_sha256(hash.data(), message.data(), message.size());
    return hash;
}

KeyPair make_key_pair(Random& random) {
    std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed{};
    random.fill(seed);
    KeyPair pair;
    const int failed =
        crypto_sign_seed_keypair(pair.public_key.data(), pair.secret_key.data(), seed.data());
    HUIYIN_ASSERT(failed == 0);
    return pair;
}

Signature sign(std::span<const std::uint8_t> message, const SecretKey& key) {
    Signature signature;
    const int failed =
        crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), key.data());
    HUIYIN_ASSERT(failed == 0);
    return signature;
}

bool verify(std::span<const std::uint8_t> message,
            const Signature& signature,
            const PublicKey& key) {
    return crypto_sign_verify_detached(
               signature.data(), message.data(), message.size(), key.data()) == 0;
}

} // namespace huiyin::base
