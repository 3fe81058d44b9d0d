#include "sync-server/auth/password.h"

#include "core/base/assert.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "sync-server/auth/common_password.h"

#include <sodium.h>

#include <array>

namespace huiyin::server::auth {

using base::ErrorCode;
using base::failure;
namespace limits = base::limits;

namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 64 * 1024 * 1024;

void initialize_once() {
    // Salts come from libsodium's own random source, which must be opened first.
    static const int result = sodium_init();
    HUIYIN_ASSERT(result >= 0);
}

} // namespace

base::Result<std::string> hash_password(std::string_view password) {
    initialize_once();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int failed = crypto_pwhash_str_alg(text.data(),
                                             password.data(),
                                             password.size(),
                                             passes,
                                             memory_bytes,
                                             crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        return failure(ErrorCode::StorageFull, "no memory for hashing a password");
    }
    return std::string(text.data());
}

bool is_password(const std::string& hash, std::string_view password) {
    initialize_once();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string unmatched_hash() {
    initialize_once();
    // In libsodium's text form with the parameters above. Nobody knows a password of it, and it
    // need not be computed.
    std::string text("$argon2id$v=19$m=");
    text += std::to_string(memory_bytes / 1024) + ",t=" + std::to_string(passes) + ",p=1";
    for (const std::size_t bytes : {crypto_pwhash_SALTBYTES, 32U}) {
        std::array<unsigned char, 32> random{};
        std::array<char, 64> base64{};
        randombytes_buf(random.data(), bytes);
        sodium_bin2base64(base64.data(),
                          base64.size(),
                          random.data(),
                          bytes,
                          sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
        text.append("$").append(base64.data());
    }
    return text;
}

std::string password_problem(std::string_view password, std::string_view account) {
    if (!base::is_valid_utf8(password)) {
        return "The password is not UTF-8 text.";
    }
    if (base::count_chars(password) < limits::password_chars_min) {
        return "The password needs at least " + std::to_string(limits::password_chars_min) +
               " characters.";
    }
    if (password.size() > limits::password_bytes_max) {
        return "The password is longer than " + std::to_string(limits::password_bytes_max) +
               " bytes.";
    }
    const std::string folded = base::folded_for_search(password);
    const std::string folded_account = base::folded_for_search(account);
    const bool named = !folded_account.empty() && folded.find(folded_account) != std::string::npos;
    if (parts_of_password(folded, folded_account) <= guessable_parts_max ||
        (named && folded.size() < folded_account.size() + 8)) {
        return "The password is too easy to guess.";
    }
    return {};
}

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace huiyin::server::auth
