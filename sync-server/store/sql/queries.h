// Named statements out of the .sql files.
#pragma once

#include <string_view>
#include <vector>

namespace huiyin::server::store {

/// One `-- name: x` block.
struct NamedSql {
    std::string_view name;
    std::string_view sql;
};

/// The blocks of one .sql text, in their order.
std::vector<NamedSql> named_blocks(std::string_view text);

/// The statements that every database understands, and then those of `own_text`.
std::vector<NamedSql> queries_with(std::string_view own_text);

} // namespace huiyin::server::store
