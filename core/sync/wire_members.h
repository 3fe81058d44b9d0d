// Members of a message's JSON. Errors: InvalidInput that names the member.
#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/uuid.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace huiyin::sync {

tl::unexpected<base::Error> missing(std::string_view key);

base::Result<std::string> text_member(const base::Json& json, std::string_view key);

/// An integer within bounds.
base::Result<std::int64_t> integer_member(const base::Json& json,
                                          std::string_view key,
                                          std::int64_t least,
                                          std::int64_t most = INT64_MAX);

/// A number of things; without the member none.
base::Result<std::size_t> count_member(const base::Json& json, std::string_view key);

base::Result<base::Uuid> uuid_member(const base::Json& json, std::string_view key);

/// So many bytes as base64url.
template <std::size_t N>
base::Result<std::array<std::uint8_t, N>> bytes_member(const base::Json& json,
                                                       std::string_view key) {
    const auto text = base::find_string(json, key);
    const auto bytes = text ? base::bytes_from_base64(*text) : std::nullopt;
    const auto array = bytes ? base::array_from_bytes<N>(*bytes) : std::nullopt;
    if (!array) {
        return missing(key);
    }
    return *array;
}

/// Errors: also TooLarge.
base::Result<const base::Json*>
list_member(const base::Json& json, std::string_view key, std::size_t items_max);

/// The version in which a message got its form. Errors: also Unsupported, which tells what would
/// be read.
base::Result<int> protocol_of(const base::Json& json, int oldest, int newest);

} // namespace huiyin::sync
