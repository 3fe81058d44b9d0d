// The named statements as PostgreSQL understands them.
#pragma once

#include "sync-server/store/sql/queries.h"

#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::store {

/// Every named statement with parameters and rows, with `$1` in place of the first name of a
/// parameter and so on.
struct NumberedSql {
    std::string name;
    std::string sql;
    int parameters = 0;
};

std::vector<NumberedSql> postgres_queries();

/// A statement as it stands in queries/session.sql. An unknown name is a programmer error.
std::string_view postgres_query(std::string_view name);

/// `:name` becomes `$n`, counted by the first appearance of each name, which is how SQLite numbers
/// them. Comments are left out.
NumberedSql numbered(const NamedSql& named);

} // namespace huiyin::server::store
