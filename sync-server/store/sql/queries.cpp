#include "sync-server/store/sql/queries.h"

#include <algorithm>
#include <huiyin/embedded/sync_server_store_sql_queries_accounts.h>
#include <huiyin/embedded/sync_server_store_sql_queries_devices.h>
#include <huiyin/embedded/sync_server_store_sql_queries_directory.h>
#include <huiyin/embedded/sync_server_store_sql_queries_events.h>
#include <huiyin/embedded/sync_server_store_sql_queries_files.h>
#include <huiyin/embedded/sync_server_store_sql_queries_redaction.h>

namespace huiyin::server::store {

std::vector<NamedSql> named_blocks(std::string_view text) {
    constexpr std::string_view mark = "-- name: ";
    std::vector<NamedSql> blocks;
    std::size_t at = text.find(mark);
    while (at != std::string_view::npos) {
        const std::size_t name_begin = at + mark.size();
        const std::size_t name_end = std::min(text.find('\n', name_begin), text.size());
        const std::size_t next = text.find(mark, name_end);
        blocks.push_back({text.substr(name_begin, name_end - name_begin),
                          text.substr(name_end, std::min(next, text.size()) - name_end)});
        at = next;
    }
    return blocks;
}

std::vector<NamedSql> queries_with(std::string_view own_text) {
    std::vector<NamedSql> all;
    for (const std::string_view text : {embedded::sync_server_store_sql_queries_accounts,
                                        embedded::sync_server_store_sql_queries_devices,
                                        embedded::sync_server_store_sql_queries_directory,
                                        embedded::sync_server_store_sql_queries_events,
                                        embedded::sync_server_store_sql_queries_files,
                                        embedded::sync_server_store_sql_queries_redaction,
                                        own_text}) {
        const auto blocks = named_blocks(text);
        all.insert(all.end(), blocks.begin(), blocks.end());
    }
    return all;
}

} // namespace huiyin::server::store
