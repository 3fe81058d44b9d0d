// One connection of the PostgreSQL store with its prepared statements.
#pragma once

#include "sync-server/store/postgres/link.h"
#include "sync-server/store/postgres/postgres_queries.h"
#include "sync-server/store/sql/connection.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace huiyin::server::store {

/// Links again by itself after the link was lost: a question outside of a transaction is then asked
/// once more, a transaction that was under way fails as a whole.
class PostgresConnection final : public Connection {
public:
    /// `store_name` tells this store's notifications from others'. Errors: as Link::ensure.
    static Result<std::shared_ptr<PostgresConnection>> open(const std::string& url,
                                                            std::string store_name);

    PostgresConnection(const std::string& url, std::string store_name);
    ~PostgresConnection() override;

    Result<void> begin(Access access) override;
    Result<void> commit() override;
    void rollback() override;

    bool in_transaction() const override { return m_in_transaction; }

    Result<void> begin_part() override;
    Result<void> commit_part() override;
    void rollback_part() override;
    Result<void> hold(const Uuid& department) override;

    void note_change(const Uuid& department) override { m_changed.insert(department); }

    /// Runs statements without parameters and rows. Errors: as Statement::step.
    Result<void> execute(std::string_view sql);

    Link& link() { return m_link; }

protected:
    Statement& statement(std::string_view name) override;

private:
    class Prepared;

    struct Clear {
        void operator()(pg_result* result) const;
    };

    using PqResult = std::unique_ptr<pg_result, Clear>;

    std::string m_store_name;
    std::map<std::string, std::unique_ptr<Prepared>, std::less<>> m_statements;
    Link m_link;
    bool m_in_transaction = false;
    std::vector<Uuid> m_held; ///< departments, in the order they were taken
    std::size_t m_held_before_part = 0;
    std::set<Uuid> m_changed;
    std::size_t m_sent = 0; ///< statements whose results nobody has read
    std::uint64_t m_transactions = 0;

    Result<PqResult> run(Prepared& prepared);
    Result<void> post(Prepared& prepared);
    Result<PqResult> run_linked(Prepared& prepared);
    Result<void> send(Prepared& prepared);
    Result<void> send(const char* sql);
    Result<void> sent(bool is_sent);
    Result<PqResult> settle();
    Result<void> begin_with(std::string_view sql);
    Result<void> notify();
    void end_transaction();
};

} // namespace huiyin::server::store
