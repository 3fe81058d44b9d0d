#include "core/sqlite/queries.h"

#include "core/store/queries_private.h"

namespace huiyin::store {

base::Result<sqlite::Statement*> Queries::get(std::string_view name) {
    auto found = m_statements.find(name);
    if (found == m_statements.end()) {
        const std::string_view sql = sqlite::named_query(m_file, name);
        sqlite::Statement statement = HUIYIN_TRY(m_database.prepare(sql));
        found = m_statements.emplace(name, std::move(statement)).first;
    }
    found->second.reset();
    return &found->second;
}

base::Result<void> Queries::run_script(std::string_view name) {
    return m_database.execute(sqlite::named_query(m_file, name));
}

} // namespace huiyin::store
