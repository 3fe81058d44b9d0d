// A database for one test, in the store that this run of the tests is about.
#pragma once

#include "sync-server/store/open.h"

#include <memory>
#include <string>
#include <string_view>

namespace huiyin::server::tests {

enum class StoreKind { Sqlite, Postgres };

/// The store that HUIYIN_TEST_STORE names: "sqlite" (default) or "postgres". scripts/test runs the
/// suite with both.
StoreKind store_kind();

/// The URL of the cluster that scripts/with-postgres starts; without one the test fails and says
/// what to do.
std::string postgres_url();

/// An empty database, removed at the end.
class TestDatabase {
public:
    explicit TestDatabase(StoreKind kind = store_kind());
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    /// For --database: a file or a URL.
    const std::string& location() const { return m_location; }

    /// The store, its schema made.
    std::unique_ptr<store::Store> open() const;

    /// Runs statements past the store.
    void execute(std::string_view sql) const;

    /// The first column of the first row, as text.
    std::string value(std::string_view sql) const;

private:
    StoreKind m_kind;
    std::string m_name; ///< a folder or a database
    std::string m_location;
};

/// Statements on the cluster itself, for example those that take a database away.
void execute_on_cluster(std::string_view sql);

} // namespace huiyin::server::tests
