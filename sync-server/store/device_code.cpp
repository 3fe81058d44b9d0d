#include "sync-server/store/device_code.h"

#include "core/domain/numbering.h"

namespace huiyin::server::store {

base::Result<std::string> device_code(std::int64_t issued) {
    constexpr std::int64_t codes = 32 * 32 * 32;
    if (issued < 1 || issued > codes) {
        return base::failure(base::ErrorCode::TooLarge, "all device codes are used up");
    }
    // An odd factor is a permutation of all codes modulo a power of two.
    auto rest = static_cast<std::size_t>((issued * 20'011 + 9'973) % codes);
    std::string code(domain::device_code_chars, '0');
    for (char& digit : code) {
        digit = domain::device_code_digits[rest % 32];
        rest /= 32;
    }
    return code;
}

} // namespace huiyin::server::store
