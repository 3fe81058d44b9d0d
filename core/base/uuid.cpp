#include "core/base/uuid.h"

#include "core/base/bytes.h"

#include <algorithm>

namespace huiyin::base {

bool Uuid::is_nil() const {
    return *this == Uuid{};
}

Uuid make_uuid(const Clock& clock, Random& random) {
    Uuid uuid;
    random.fill(uuid.bytes);
    const auto now = static_cast<std::uint64_t>(clock.now_utc_ms());
    for (std::size_t i = 0; i < 6; ++i) {
        uuid.bytes[i] = static_cast<std::uint8_t>(now >> (40 - 8 * i));
    }
    uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | (uuid.bytes[6] & 0x0f));
    uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3f));
    return uuid;
}

std::string to_string(const Uuid& uuid) {
    std::string text = hex_from_bytes(uuid.bytes);
    for (const std::size_t at : {20U, 16U, 12U, 8U}) {
        text.insert(at, 1, '-');
    }
    return text;
}

std::optional<Uuid> uuid_from_string(std::string_view text) {
    if (text.size() != 36) {
        return std::nullopt;
    }
    std::string hex;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen_place != (text[i] == '-')) {
            return std::nullopt;
        }
        if (!hyphen_place) {
            hex += text[i];
        }
    }
    const auto bytes = bytes_from_hex(hex);
    if (!bytes) {
        return std::nullopt;
    }
    return uuid_from_bytes(*bytes);
}

std::optional<Uuid> uuid_from_bytes(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != 16) {
        return std::nullopt;
    }
    Uuid uuid;
    std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
    return uuid;
}

} // namespace huiyin::base
