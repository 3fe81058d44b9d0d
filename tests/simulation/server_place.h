// The two places: a SQLite file in memory, and a database of a PostgreSQL cluster.
#pragma once

#include "tests/server/test_database.h"
#include "tests/simulation/surroundings.h"

#include <filesystem>
#include <string>

namespace huiyin::simulation {

/// In memory where the system has a place for it; removed at the end. Begins with its schema, which
/// is made once for all runs of the program: a tenth of their time.
class ServerFile final : public ServerPlace {
public:
    explicit ServerFile(std::uint64_t seed);
    ~ServerFile() override;

    std::string location() const override { return (m_folder / "server.db").string(); }

    bool is_copied_open() const override { return true; }

    void make_copy() override;
    void put_back_copy() override;
    void execute(const std::string& sql) override;

private:
    std::filesystem::path m_folder;
    std::string m_copy;
    std::string m_copy_of_log;
};

class ServerDatabase final : public ServerPlace {
public:
    ServerDatabase();
    ~ServerDatabase() override;

    std::string location() const override { return m_database.location(); }

    bool is_copied_open() const override { return false; }

    void make_copy() override;
    void put_back_copy() override;

    void execute(const std::string& sql) override { m_database.execute(sql); }

private:
    server::tests::TestDatabase m_database{server::tests::StoreKind::Postgres};
    std::string m_name;

    /// `name` becomes what `from` is.
    static void replace(const std::string& name, const std::string& from);
};

} // namespace huiyin::simulation
