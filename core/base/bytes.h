// Fixed-size byte strings and their text forms.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::base {

using Bytes = std::vector<std::uint8_t>;

/// A SHA-256 value.
using Hash = std::array<std::uint8_t, 32>;

/// Lower-case hexadecimal.
std::string hex_from_bytes(std::span<const std::uint8_t> bytes);

/// The bytes of an even-length hexadecimal string of either case, or nothing.
std::optional<Bytes> bytes_from_hex(std::string_view hex);

/// A SHA-256 value from its 64 hexadecimal digits in lower case, or nothing.
std::optional<Hash> hash_from_hex(std::string_view hex);

/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5).
std::string base64_from_bytes(std::span<const std::uint8_t> bytes);

/// Strict inverse of base64_from_bytes: other alphabets, padding and stray bits give nothing.
std::optional<Bytes> bytes_from_base64(std::string_view text);

/// The bytes as an array of exactly N, or nothing when the length differs.
template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> array_from_bytes(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != N) {
        return std::nullopt;
    }
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = bytes[i];
    }
    return out;
}

/// A view of a string's bytes.
std::span<const std::uint8_t> bytes_of(std::string_view text);

} // namespace huiyin::base
