// The prepared statements of the tablet's store. Private to core/store.
#pragma once

#include "core/store/tablet_store.h"

#include <map>
#include <string_view>

namespace huiyin::store {

/// Prepares each statement of queries.sql at its first use and keeps it.
struct TabletStore::Queries {
    explicit Queries(const sqlite::Database& database)
        : m_database(database) {}

    /// A statement ready to be bound. Errors: as Database::prepare.
    base::Result<sqlite::Statement*> get(std::string_view name);

    /// Runs a block of several statements without parameters.
    base::Result<void> run_script(std::string_view name);

private:
    const sqlite::Database& m_database;
    std::map<std::string_view, sqlite::Statement> m_statements;
};

} // namespace huiyin::store
