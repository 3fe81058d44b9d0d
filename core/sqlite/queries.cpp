#include "core/sqlite/queries.h"

#include "core/base/assert.h"

#include <string>

namespace huiyin::sqlite {

std::string_view named_query(std::string_view file, std::string_view name) {
    constexpr std::string_view marker = "-- name: ";
    const std::string heading = std::string(marker) + std::string(name) + "\n";
    const std::size_t found = file.find(heading);
    HUIYIN_ASSERT(found != std::string_view::npos);
    const std::string_view rest = file.substr(found + heading.size());
    return rest.substr(0, rest.find(marker));
}

} // namespace huiyin::sqlite
