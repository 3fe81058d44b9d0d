// Device tokens: opaque, 256 random bits, of which the server keeps only the SHA-256.
#pragma once

#include "core/base/bytes.h"
#include "core/base/random.h"
#include "sync-server/store/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::server::auth {

/// ASVS 7.3: a sign-in ends after this long without use...
inline constexpr std::int64_t token_idle_ms_max = 30LL * 24 * 3600 * 1000;
/// ...and after this long in any case.
inline constexpr std::int64_t token_age_ms_max = 90LL * 24 * 3600 * 1000;
/// Use is noted at most this often, so that reading hardly writes: 500 idle tablets write less than
/// once a second.
inline constexpr std::int64_t token_touch_ms = 600LL * 1000;

struct NewToken {
    std::string text; ///< for the device; never stored, never logged
    base::Hash hash{};
};

NewToken make_token(base::Random& random);

/// The stored form of a token's text; nothing when it is no token at all.
std::optional<base::Hash> hash_of_token(std::string_view text);

/// Whether a stored sign-in may be used at this time. Compares the hashes in constant time.
bool is_usable(const store::TokenRow& token, const base::Hash& given, std::int64_t now_utc_ms);

} // namespace huiyin::server::auth
