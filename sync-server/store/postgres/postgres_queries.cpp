#include "sync-server/store/postgres/postgres_queries.h"

#include "core/sqlite/queries.h"

#include <algorithm>
#include <huiyin/embedded/sync_server_store_postgres_queries_lists.h>
#include <huiyin/embedded/sync_server_store_postgres_queries_session.h>

namespace huiyin::server::store {

namespace {

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

/// The number of a parameter, given to it at its first appearance.
std::size_t number_of(std::vector<std::string_view>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        names.push_back(name);
        return names.size();
    }
    return static_cast<std::size_t>(found - names.begin()) + 1;
}

} // namespace

NumberedSql numbered(const NamedSql& named) {
    NumberedSql out{.name = std::string(named.name), .sql = {}};
    std::vector<std::string_view> names;
    const std::string_view sql = named.sql;
    for (std::size_t at = 0; at < sql.size();) {
        if (sql.substr(at).starts_with("--")) {
            at = std::min(sql.find('\n', at), sql.size());
        } else if (sql[at] == ':' && at + 1 < sql.size() && is_name(sql[at + 1])) {
            std::size_t end = at + 1;
            while (end < sql.size() && is_name(sql[end])) {
                ++end;
            }
            out.sql += '$';
            out.sql += std::to_string(number_of(names, sql.substr(at + 1, end - at - 1)));
            at = end;
        } else {
            out.sql += sql[at++];
        }
    }
    out.parameters = static_cast<int>(names.size());
    return out;
}

std::vector<NumberedSql> postgres_queries() {
    std::vector<NumberedSql> all;
    auto named = queries_with(embedded::sync_server_store_postgres_queries_lists);
    const auto session = named_blocks(embedded::sync_server_store_postgres_queries_session);
    named.insert(named.end(), session.begin(), session.end());
    all.reserve(named.size());
    for (const NamedSql& one : named) {
        all.push_back(numbered(one));
    }
    return all;
}

std::string_view postgres_query(std::string_view name) {
    return sqlite::named_query(embedded::sync_server_store_postgres_queries_session, name);
}

} // namespace huiyin::server::store
