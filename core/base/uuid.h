// UUID version 7: sortable identities made offline.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace huiyin::base {

/// A 16-byte identity. The zero value means "none".
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    bool operator==(const Uuid&) const = default;
    // The checker takes the 0 inside the default for a pointer.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    std::strong_ordering operator<=>(const Uuid&) const = default;

    /// Whether this is the zero value.
    bool is_nil() const;
};

/// A fresh UUID version 7 (RFC 9562 5.7): 48 bits of the clock, 74 random bits.
Uuid make_uuid(const Clock& clock, Random& random);

/// Lower-case text with hyphens.
std::string to_string(const Uuid& uuid);

/// The UUID of a 36-character text with hyphens, or nothing.
std::optional<Uuid> uuid_from_string(std::string_view text);

/// The UUID of exactly 16 bytes, or nothing.
std::optional<Uuid> uuid_from_bytes(std::span<const std::uint8_t> bytes);

} // namespace huiyin::base
