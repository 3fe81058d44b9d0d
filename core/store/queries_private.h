// The prepared statements and transactions of the tablet's stores. Private to core/store.
#pragma once

#include "core/store/tablet_store.h"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace huiyin::store {

/// Prepares each statement of a file of named ones at its first use and keeps it.
class Queries {
public:
    Queries(const sqlite::Database& database, std::string_view file)
        : m_database(database)
        , m_file(file) {}

    /// A statement ready to be bound. Errors: as Database::prepare.
    base::Result<sqlite::Statement*> get(std::string_view name);

    /// Runs a block of several statements without parameters.
    base::Result<void> run_script(std::string_view name);

private:
    const sqlite::Database& m_database;
    std::string_view m_file;
    std::unordered_map<std::string_view, sqlite::Statement> m_statements;
};

/// One transaction of the store. Without commit() it rolls back, with what the store knows beside
/// its database; what it had counted is counted anew when somebody asks.
class TabletStore::Change {
public:
    static base::Result<Change> begin(TabletStore& store,
                                      sqlite::Durability durability = sqlite::Durability::Now) {
        return Change(store, HUIYIN_TRY(sqlite::Transaction::begin(store.m_database, durability)));
    }

    Change(Change&& other) noexcept
        : m_store(std::exchange(other.m_store, nullptr))
        , m_before(std::move(other.m_before))
        , m_transaction(std::move(other.m_transaction)) {}

    Change& operator=(Change&&) = delete;

    ~Change() {
        if (m_store != nullptr) {
            m_store->m_standing = std::move(m_before);
            m_store->m_state_counts.reset();
        }
    }

    /// Durable, as was asked for, when this returns a value.
    base::Result<void> commit() {
        HUIYIN_TRY(m_transaction.commit());
        m_store = nullptr;
        return {};
    }

private:
    Change(TabletStore& store, sqlite::Transaction transaction)
        : m_store(&store)
        , m_before(store.m_standing)
        , m_transaction(std::move(transaction)) {}

    TabletStore* m_store; ///< null when it was committed or moved from
    Standing m_before;
    sqlite::Transaction m_transaction;
};

} // namespace huiyin::store
