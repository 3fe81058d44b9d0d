#include "core/base/sealed_file.h"

#include "core/base/assert.h"
#include "core/base/limits.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace huiyin::base {

namespace {

using Key = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;
using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;
using Nonce = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

/// Crockford's alphabet: no I, L, O, U.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_group_chars = 4;

/// The file begins with this; the last character is the version.
constexpr std::string_view magic = "HUIYINX1";

/// Argon2id, version 1.3: ~50 ms on a desk, a few 100 ms on a tablet; a code has 60 bits beside.
constexpr unsigned long long argon_passes = 3;
constexpr std::size_t argon_bytes = 16 * 1024 * 1024;

constexpr std::size_t wrapped_bytes = Key().size() + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t sealed_bytes = Key().size() + crypto_box_SEALBYTES;

// Where things stand in the header, which is authenticated together with the content.
constexpr std::size_t salt_at = magic.size();
constexpr std::size_t nonce_at = salt_at + Salt().size();
constexpr std::size_t wrapped_at = nonce_at + Nonce().size();
constexpr std::size_t server_at = wrapped_at + wrapped_bytes;
constexpr std::size_t sealed_at = server_at + PublicKey().size();
constexpr std::size_t header_bytes = sealed_at + sealed_bytes;

/// The key under which the content's key stands for the holder of the code is used once per salt.
constexpr Nonce no_nonce{};

std::optional<std::string> plain_code(std::string_view code) {
    std::string plain;
    for (char c : code) {
        if (c == ' ' || c == '-') {
            continue;
        }
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        // What is read or typed wrongly most often.
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (code_alphabet.find(c) == std::string_view::npos) {
            return std::nullopt;
        }
        plain += c;
    }
    return plain.size() == limits::seal_code_chars ? std::optional(plain) : std::nullopt;
}

Result<Key> key_from_code(const std::string& code, std::span<const std::uint8_t> salt) {
    Key key{};
    const int status = crypto_pwhash(key.data(),
                                     key.size(),
                                     code.data(),
                                     code.size(),
                                     salt.data(),
                                     argon_passes,
                                     argon_bytes,
                                     crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) {
        return failure(ErrorCode::Overloaded, "no memory to derive a key from the code");
    }
    return key;
}

Bytes encrypted(std::span<const std::uint8_t> content,
                std::span<const std::uint8_t> header,
                const Nonce& nonce,
                const Key& key) {
    Bytes out(content.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(),
                                               nullptr,
                                               content.data(),
                                               content.size(),
                                               header.data(),
                                               header.size(),
                                               nullptr,
                                               nonce.data(),
                                               key.data());
    return out;
}

std::optional<Bytes> decrypted(std::span<const std::uint8_t> sealed,
                               std::span<const std::uint8_t> header,
                               const Nonce& nonce,
                               const Key& key) {
    if (sealed.size() < crypto_aead_xchacha20poly1305_ietf_ABYTES) {
        return std::nullopt;
    }
    Bytes out(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES);
    const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(),
                                                                  nullptr,
                                                                  nullptr,
                                                                  sealed.data(),
                                                                  sealed.size(),
                                                                  header.data(),
                                                                  header.size(),
                                                                  nonce.data(),
                                                                  key.data());
    return status == 0 ? std::optional(std::move(out)) : std::nullopt;
}

using SealedBoxNonce = std::array<std::uint8_t, crypto_box_NONCEBYTES>;

/// As libsodium's sealed box has it, so that crypto_box_seal_open opens it.
SealedBoxNonce sealed_box_nonce(const PublicKey& ephemeral, const PublicKey& server) {
    SealedBoxNonce nonce{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, nonce.size());
    crypto_generichash_update(&state, ephemeral.data(), ephemeral.size());
    crypto_generichash_update(&state, server.data(), server.size());
    crypto_generichash_final(&state, nonce.data(), nonce.size());
    return nonce;
}

/// The key for the server alone. Like crypto_box_seal, with the randomness that is given.
std::array<std::uint8_t, sealed_bytes>
sealed_to(const PublicKey& server, const Key& key, Random& random) {
    std::array<std::uint8_t, sealed_bytes> out{};
    std::array<std::uint8_t, crypto_box_SEEDBYTES> seed{};
    random.fill(seed);
    if (server == PublicKey{}) {
        return out;
    }
    PublicKey ephemeral{};
    SealingSecret secret{};
    crypto_box_seed_keypair(ephemeral.data(), secret.data(), seed.data());
    const SealedBoxNonce nonce = sealed_box_nonce(ephemeral, server);
    std::copy(ephemeral.begin(), ephemeral.end(), out.begin());
    const int status = crypto_box_easy(out.data() + ephemeral.size(),
                                       key.data(),
                                       key.size(),
                                       nonce.data(),
                                       server.data(),
                                       secret.data());
    sodium_memzero(secret.data(), secret.size());
    return status == 0 ? out : std::array<std::uint8_t, sealed_bytes>{};
}

Result<void> check_form(std::span<const std::uint8_t> file) {
    if (!is_sealed_file(file)) {
        return failure(ErrorCode::InvalidInput, "this is no file of unsent work");
    }
    if (file[magic.size() - 1] != static_cast<std::uint8_t>(magic.back())) {
        return failure(ErrorCode::Unsupported, "the file was written by a later version");
    }
    if (file.size() < header_bytes) {
        return failure(ErrorCode::InvalidInput, "the file is damaged");
    }
    if (file.size() > limits::sealed_file_bytes_max) {
        return failure(ErrorCode::TooLarge, "the file");
    }
    return {};
}

template <std::size_t N>
std::array<std::uint8_t, N> part(std::span<const std::uint8_t> file, std::size_t at) {
    return array_from_bytes<N>(file.subspan(at, N)).value_or(std::array<std::uint8_t, N>{});
}

Result<Bytes> content_by_key(std::span<const std::uint8_t> file, const Key& key) {
    auto content = decrypted(file.subspan(header_bytes),
                             file.first(header_bytes),
                             part<Nonce().size()>(file, nonce_at),
                             key);
    if (!content) {
        return failure(ErrorCode::InvalidInput, "the file is damaged");
    }
    return std::move(*content);
}

} // namespace

bool is_sealed_file(std::span<const std::uint8_t> file) {
    const std::string_view name = magic.substr(0, magic.size() - 1);
    return file.size() >= magic.size() &&
           std::equal(name.begin(), name.end(), file.begin(), [](char a, std::uint8_t b) {
               return static_cast<std::uint8_t>(a) == b;
           });
}

PublicKey sealing_key_of(const SealingSecret& secret) {
    PublicKey key{};
    const int failed = crypto_scalarmult_base(key.data(), secret.data());
    HUIYIN_ASSERT(failed == 0);
    return key;
}

std::string make_seal_code(Random& random) {
    std::array<std::uint8_t, limits::seal_code_chars> bytes{};
    random.fill(bytes);
    std::string code;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % code_group_chars == 0) {
            code += '-';
        }
        code += code_alphabet[bytes[i] % code_alphabet.size()];
    }
    return code;
}

Result<Bytes> seal_file(std::span<const std::uint8_t> content,
                        const PublicKey& server,
                        std::string_view code,
                        Random& random) {
    if (content.size() > limits::sealed_content_bytes_max) {
        return failure(ErrorCode::TooLarge, "the content of a sealed file");
    }
    const auto plain = plain_code(code);
    if (!plain) {
        return failure(ErrorCode::InvalidInput, "the code");
    }
    Key key{};
    Salt salt{};
    Nonce nonce{};
    random.fill(key);
    random.fill(salt);
    random.fill(nonce);
    const Bytes wrapped = encrypted(key, {}, no_nonce, HUIYIN_TRY(key_from_code(*plain, salt)));
    const auto sealed = sealed_to(server, key, random);
    Bytes file;
    file.reserve(header_bytes + content.size() + wrapped_bytes);
    const auto add = [&file](const auto& bytes) {
        file.insert(file.end(), bytes.begin(), bytes.end());
    };
    add(magic);
    add(salt);
    add(nonce);
    add(wrapped);
    add(server);
    add(sealed);
    add(encrypted(content, Bytes(file), nonce, key));
    sodium_memzero(key.data(), key.size());
    return file;
}

Result<Bytes> open_file_by_code(std::span<const std::uint8_t> file, std::string_view code) {
    HUIYIN_TRY(check_form(file));
    const auto plain = plain_code(code);
    if (!plain) {
        return failure(ErrorCode::Forbidden, "the code is wrong");
    }
    const Key outer = HUIYIN_TRY(key_from_code(*plain, file.subspan(salt_at, Salt().size())));
    const auto wrapped = decrypted(file.subspan(wrapped_at, wrapped_bytes), {}, no_nonce, outer);
    const auto key = wrapped ? array_from_bytes<Key().size()>(*wrapped) : std::nullopt;
    if (!key) {
        return failure(ErrorCode::Forbidden, "the code is wrong");
    }
    return content_by_key(file, *key);
}

Result<Bytes> open_file_by_secret(std::span<const std::uint8_t> file, const SealingSecret& secret) {
    HUIYIN_TRY(check_form(file));
    const PublicKey server = sealing_key_of(secret);
    if (part<PublicKey().size()>(file, server_at) != server) {
        return failure(ErrorCode::Forbidden, "the file is sealed to another server; give its code");
    }
    Key key{};
    const int status = crypto_box_seal_open(
        key.data(), file.data() + sealed_at, sealed_bytes, server.data(), secret.data());
    if (status != 0) {
        return failure(ErrorCode::InvalidInput, "the file is damaged");
    }
    return content_by_key(file, key);
}

} // namespace huiyin::base
