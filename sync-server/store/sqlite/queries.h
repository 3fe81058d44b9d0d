// Named statements out of the .sql files, prepared once for each connection.
#pragma once

#include "core/base/result.h"
#include "core/sqlite/database.h"

#include <map>
#include <string>
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

/// Every named statement of the server.
std::vector<NamedSql> all_queries();

class Statements {
public:
    static base::Result<Statements> prepare(const sqlite::Database& database);

    /// The statement, reset and ready to be bound. An unknown name is a programmer error.
    sqlite::Statement& at(std::string_view name);

private:
    std::map<std::string, sqlite::Statement, std::less<>> m_statements;
};

} // namespace huiyin::server::store
