#include "core/sync/wire_members.h"

namespace huiyin::sync {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;
using base::Uuid;

tl::unexpected<base::Error> missing(std::string_view key) {
    return failure(ErrorCode::InvalidInput, "member " + std::string(key));
}

Result<std::string> text_member(const Json& json, std::string_view key) {
    auto text = base::find_string(json, key);
    if (!text) {
        return missing(key);
    }
    return std::move(*text);
}

Result<std::int64_t>
integer_member(const Json& json, std::string_view key, std::int64_t least, std::int64_t most) {
    const auto value = base::find_integer(json, key);
    if (!value || *value < least || *value > most) {
        return missing(key);
    }
    return *value;
}

Result<std::size_t> count_member(const Json& json, std::string_view key) {
    return base::find(json, key) == nullptr
               ? Result<std::size_t>(std::size_t{0})
               : integer_member(json, key, 0, UINT32_MAX).map([](std::int64_t count) {
                     return static_cast<std::size_t>(count);
                 });
}

Result<Uuid> uuid_member(const Json& json, std::string_view key) {
    const auto text = base::find_string(json, key);
    const auto uuid = text ? base::uuid_from_string(*text) : std::nullopt;
    if (!uuid) {
        return missing(key);
    }
    return *uuid;
}

Result<const Json*> list_member(const Json& json, std::string_view key, std::size_t items_max) {
    const Json* list = base::find(json, key);
    if (list == nullptr || !list->is_array()) {
        return missing(key);
    }
    if (list->size() > items_max) {
        return failure(ErrorCode::TooLarge, "member " + std::string(key));
    }
    return list;
}

Result<int> protocol_of(const Json& json, int oldest, int newest) {
    const auto protocol = base::find_integer(json, "protocol");
    if (!protocol) {
        return missing("protocol");
    }
    if (*protocol < oldest || *protocol > newest) {
        return failure(ErrorCode::Unsupported,
                       "protocol " + std::to_string(*protocol) + ", here " +
                           std::to_string(oldest) + " to " + std::to_string(newest));
    }
    return static_cast<int>(*protocol);
}

} // namespace huiyin::sync
