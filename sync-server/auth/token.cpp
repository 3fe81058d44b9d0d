#include "sync-server/auth/token.h"

#include "core/base/crypto.h"

#include <sodium.h>

#include <array>

namespace huiyin::server::auth {

namespace {

constexpr std::size_t token_bytes = 32;

} // namespace

NewToken make_token(base::Random& random) {
    std::array<std::uint8_t, token_bytes> bytes{};
    random.fill(bytes);
    NewToken token;
    token.text = base::base64_from_bytes(bytes);
    token.hash = base::sha256(base::bytes_of(token.text));
    return token;
}

std::optional<base::Hash> hash_of_token(std::string_view text) {
    const auto bytes = base::bytes_from_base64(text);
    if (!bytes || bytes->size() != token_bytes) {
        return std::nullopt;
    }
    return base::sha256(base::bytes_of(text));
}

bool is_usable(const store::TokenRow& token, const base::Hash& given, std::int64_t now_utc_ms) {
    const bool same = sodium_memcmp(token.token_hash.data(), given.data(), given.size()) == 0;
    return same && !token.blocked && now_utc_ms - token.created_at_utc_ms < token_age_ms_max &&
           now_utc_ms - token.used_at_utc_ms < token_idle_ms_max;
}

} // namespace huiyin::server::auth
