#include "sync-server/store/postgres/postgres_connection.h"

#include "core/base/assert.h"
#include "sync-server/store/postgres/errors.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

namespace huiyin::server::store {

using base::Error;
using base::ErrorCode;
using base::failure;

namespace {

constexpr int binary = 1;

bool succeeded(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

tl::unexpected<Error> broken() {
    return failure(ErrorCode::StorageBusy, "the connection to PostgreSQL broke");
}

/// Network byte order, as the binary format wants it.
std::array<char, 8> bytes_of_integer(std::int64_t value) {
    std::array<char, 8> bytes{};
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8U) {
        bytes[i] = static_cast<char>(rest & 0xFFU);
    }
    return bytes;
}

} // namespace

void PostgresConnection::Clear::operator()(pg_result* result) const {
    PQclear(result);
}

/// Prepared on the server at its first use in each session.
class PostgresConnection::Prepared final : public Statement {
public:
    Prepared(PostgresConnection& connection, NumberedSql sql)
        : m_connection(connection)
        , m_sql(std::move(sql))
        , m_integers(static_cast<std::size_t>(m_sql.parameters))
        , m_values(m_integers.size(), nullptr)
        , m_lengths(m_integers.size(), 0)
        , m_formats(m_integers.size(), binary) {}

    Statement& bind(int parameter, std::int64_t value) override {
        auto& own = m_integers.at(index_of(parameter));
        own = bytes_of_integer(value);
        return bind_bytes(parameter, own.data(), own.size());
    }

    Statement& bind(int parameter, std::string_view text) override {
        return bind_bytes(parameter, text.data(), text.size());
    }

    Statement& bind(int parameter, std::span<const std::uint8_t> bytes) override {
        return bind_bytes(parameter, reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }

    Result<bool> step() override {
        if (m_result == nullptr) {
            m_result = HUIYIN_TRY(m_connection.run(*this));
            m_row = -1;
        }
        ++m_row;
        return m_row < PQntuples(m_result.get());
    }

    Result<void> post() override { return m_connection.post(*this); }

    void reset() override { m_result.reset(); }

    std::int64_t integer(int column) const override {
        const std::span<const std::uint8_t> bytes = blob(column);
        if (bytes.empty()) {
            return 0;
        }
        // The first byte carries the sign.
        std::int64_t value = bytes[0] < 0x80 ? bytes[0] : bytes[0] - 0x100;
        for (const std::uint8_t byte : bytes.subspan(1)) {
            value = value * 256 + byte;
        }
        return value;
    }

    std::string_view text(int column) const override {
        const std::span<const std::uint8_t> bytes = blob(column);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    std::span<const std::uint8_t> blob(int column) const override {
        HUIYIN_ASSERT(m_result != nullptr);
        // An empty value keeps a place, so that no view of it is null.
        return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(m_result.get(), m_row, column)),
                static_cast<std::size_t>(PQgetlength(m_result.get(), m_row, column))};
    }

private:
    friend class PostgresConnection;

    PostgresConnection& m_connection;
    NumberedSql m_sql;
    std::vector<std::array<char, 8>> m_integers;
    std::vector<const char*> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    std::uint64_t m_generation = 0; ///< the session that knows it
    PqResult m_result;
    int m_row = -1;

    static std::size_t index_of(int parameter) { return static_cast<std::size_t>(parameter - 1); }

    Statement& bind_bytes(int parameter, const char* bytes, std::size_t count) {
        // A null pointer would be NULL, but an empty text is a text.
        m_values.at(index_of(parameter)) = bytes == nullptr ? "" : bytes;
        m_lengths.at(index_of(parameter)) = static_cast<int>(count);
        return *this;
    }
};

PostgresConnection::PostgresConnection(const std::string& url, std::string store_name)
    : m_store_name(std::move(store_name))
    , m_link(url) {
    for (NumberedSql& query : postgres_queries()) {
        std::string name = query.name;
        m_statements.emplace(std::move(name), std::make_unique<Prepared>(*this, std::move(query)));
    }
}

PostgresConnection::~PostgresConnection() = default;

Result<std::shared_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url,
                                                                     std::string store_name) {
    auto connection = std::make_shared<PostgresConnection>(url, std::move(store_name));
    HUIYIN_TRY(connection->m_link.ensure());
    return connection;
}

Statement& PostgresConnection::statement(std::string_view name) {
    const auto found = m_statements.find(name);
    HUIYIN_ASSERT(found != m_statements.end());
    found->second->reset();
    return *found->second;
}

/// Sends a statement behind those that were sent before.
Result<void> PostgresConnection::send(Prepared& prepared) {
    PGconn* handle = m_link.handle();
    if (prepared.m_generation != m_link.generation()) {
        HUIYIN_TRY(settle());
        const PqResult made(
            PQprepare(handle, prepared.m_sql.name.c_str(), prepared.m_sql.sql.c_str(), 0, nullptr));
        if (!succeeded(made.get())) {
            return tl::unexpected<Error>(error_from_result(made.get()));
        }
        prepared.m_generation = m_link.generation();
    }
    return sent(PQenterPipelineMode(handle) == 1 && PQsendQueryPrepared(handle,
                                                                        prepared.m_sql.name.c_str(),
                                                                        prepared.m_sql.parameters,
                                                                        prepared.m_values.data(),
                                                                        prepared.m_lengths.data(),
                                                                        prepared.m_formats.data(),
                                                                        binary) == 1);
}

/// The same of a statement without parameters.
Result<void> PostgresConnection::send(const char* sql) {
    PGconn* handle = m_link.handle();
    return sent(PQenterPipelineMode(handle) == 1 &&
                PQsendQueryParams(handle, sql, 0, nullptr, nullptr, nullptr, nullptr, binary) == 1);
}

/// Counts a statement, if it was sent.
Result<void> PostgresConnection::sent(bool is_sent) {
    if (is_sent) {
        ++m_sent;
        return {};
    }
    if (m_sent == 0) {
        // There is nothing to settle, which would end the pipeline.
        PQexitPipelineMode(m_link.handle());
    }
    return broken();
}

/// Waits for everything that was sent. The result of the last one, or the first error; null when
/// nothing was sent.
Result<PostgresConnection::PqResult> PostgresConnection::settle() {
    if (m_sent == 0) {
        return PqResult{};
    }
    PGconn* handle = m_link.handle();
    PqResult last;
    std::optional<Error> error;
    const bool asked = PQpipelineSync(handle) == 1;
    for (std::size_t left = std::exchange(m_sent, 0); left > 0; --left) {
        last.reset(asked ? PQgetResult(handle) : nullptr);
        if (!error && !succeeded(last.get())) {
            error = error_from_result(last.get());
        }
        // A null stands behind each result.
        PQclear(last ? PQgetResult(handle) : nullptr);
    }
    PQclear(asked ? PQgetResult(handle) : nullptr);
    if (PQexitPipelineMode(handle) != 1 && !error) {
        return broken();
    }
    if (error) {
        return tl::unexpected<Error>(std::move(*error));
    }
    return last;
}

Result<PostgresConnection::PqResult> PostgresConnection::run_linked(Prepared& prepared) {
    HUIYIN_TRY(send(prepared));
    return settle();
}

Result<void> PostgresConnection::post(Prepared& prepared) {
    if (!m_in_transaction) {
        HUIYIN_TRY(run(prepared));
        return {};
    }
    return m_link.lost() ? broken() : send(prepared);
}

Result<PostgresConnection::PqResult> PostgresConnection::run(Prepared& prepared) {
    if (m_in_transaction) {
        // What a lost session had begun is gone; only the whole can be tried again.
        return m_link.lost() ? broken() : run_linked(prepared);
    }
    HUIYIN_TRY(m_link.ensure());
    auto result = run_linked(prepared);
    if (!result && m_link.lost()) {
        HUIYIN_TRY(m_link.ensure());
        result = run_linked(prepared);
    }
    return result;
}

Result<void> PostgresConnection::execute(std::string_view sql) {
    if (m_link.lost()) {
        return broken();
    }
    HUIYIN_TRY(settle());
    const std::string text(sql);
    const PqResult result(PQexec(m_link.handle(), text.c_str()));
    if (!succeeded(result.get())) {
        return tl::unexpected<Error>(error_from_result(result.get()));
    }
    return {};
}

Result<void> PostgresConnection::begin(Access access) {
    const std::string_view sql =
        postgres_query(access == Access::Write ? "begin_write" : "begin_read");
    HUIYIN_TRY(m_link.ensure());
    auto begun = begin_with(sql);
    if (!begun && m_link.lost()) {
        HUIYIN_TRY(m_link.ensure());
        begun = begin_with(sql);
    }
    m_in_transaction = begun.has_value();
    return begun;
}

/// Plans of an empty table would be kept while it fills, until PostgreSQL counts its rows, which
/// may take minutes. So they are made anew whenever there were twice as many transactions.
Result<void> PostgresConnection::begin_with(std::string_view sql) {
    if (std::has_single_bit(++m_transactions)) {
        HUIYIN_TRY(execute("DISCARD PLANS"));
    }
    return execute(sql);
}

Result<void> PostgresConnection::notify() {
    for (const Uuid& department : m_changed) {
        Use row = use("notify_change");
        row->bind(1, std::string_view(m_store_name)).bind(2, department);
        HUIYIN_TRY(row->run());
    }
    return {};
}

Result<void> PostgresConnection::commit() {
    HUIYIN_TRY(notify());
    if (m_link.lost()) {
        return broken();
    }
    HUIYIN_TRY(settle());
    const PqResult result(PQexec(m_link.handle(), "COMMIT"));
    end_transaction();
    if (!succeeded(result.get())) {
        return tl::unexpected<Error>(error_from_result(result.get()));
    }
    // A transaction in which something failed is answered by a success that says ROLLBACK.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
        return failure(ErrorCode::StorageFailed, "PostgreSQL rolled back instead of committing");
    }
    return {};
}

void PostgresConnection::rollback() {
    static_cast<void>(settle());
    if (!m_link.lost() && PQtransactionStatus(m_link.handle()) != PQTRANS_IDLE) {
        // A session that cannot even roll back is lost, and its changes with it.
        static_cast<void>(execute("ROLLBACK"));
    }
    end_transaction();
}

void PostgresConnection::end_transaction() {
    m_in_transaction = false;
    m_held.clear();
    m_held_before_part = 0;
    m_changed.clear();
}

Result<void> PostgresConnection::begin_part() {
    m_held_before_part = m_held.size();
    return m_link.lost() ? broken() : send("SAVEPOINT part");
}

Result<void> PostgresConnection::commit_part() {
    return execute("RELEASE SAVEPOINT part");
}

void PostgresConnection::rollback_part() {
    static_cast<void>(settle());
    static_cast<void>(execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part"));
    // Locks that were taken in the part are gone with it.
    m_held.resize(std::min(m_held.size(), m_held_before_part));
}

Result<void> PostgresConnection::hold(const Uuid& department) {
    if (std::find(m_held.begin(), m_held.end(), department) != m_held.end()) {
        return {};
    }
    Use row = use(m_held.empty() ? "hold_department" : "hold_another_department");
    row->bind(1, department);
    if (!HUIYIN_TRY(row->step())) {
        return failure(ErrorCode::NotFound, "no such department");
    }
    m_held.push_back(department);
    return {};
}

} // namespace huiyin::server::store
