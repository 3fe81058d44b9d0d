#include "sync-server/store/sqlite/sqlite_writer.h"

#include "core/sync/wire.h"
#include "sync-server/store/device_code.h"
#include "sync-server/store/sqlite/event_rows.h"

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

Result<void> SqliteWriter::begin() {
    HUIYIN_TRY(m_connection->database().execute("BEGIN IMMEDIATE"));
    m_connection->in_transaction = true;
    return {};
}

Result<void> SqliteWriter::commit() {
    HUIYIN_TRY(m_connection->database().execute("COMMIT"));
    m_connection->in_transaction = false;
    return {};
}

void SqliteWriter::rollback() {
    // After some failures SQLite has rolled back by itself; then this does nothing.
    static_cast<void>(m_connection->database().execute("ROLLBACK"));
    m_connection->in_transaction = false;
}

Result<void> SqliteWriter::begin_part() {
    return m_connection->database().execute("SAVEPOINT part");
}

Result<void> SqliteWriter::commit_part() {
    return m_connection->database().execute("RELEASE part");
}

void SqliteWriter::rollback_part() {
    static_cast<void>(m_connection->database().execute("ROLLBACK TO part; RELEASE part"));
}

Result<std::int64_t> SqliteWriter::counted(Use& row) {
    if (!HUIYIN_TRY(row->step())) {
        return failure(ErrorCode::NotFound, "no such department");
    }
    const std::int64_t value = row->integer(0);
    // RETURNING gives its rows first; the statement is complete only after the last step.
    HUIYIN_TRY(row->step());
    return value;
}

Result<void> SqliteWriter::raise_directory_version(const Uuid& department) {
    Use row = m_connection->use("next_directory_version");
    row->bind(1, department);
    HUIYIN_TRY(counted(row));
    return {};
}

Result<void> SqliteWriter::enrol_device(const Uuid& department, DeviceRow& row) {
    {
        Use code = m_connection->use("next_device_code");
        code->bind(1, department);
        const std::int64_t issued = HUIYIN_TRY(counted(code));
        row.code = HUIYIN_TRY(device_code(issued));
    }
    Use insert = m_connection->use("insert_device");
    insert->bind(1, department)
        .bind(2, row.id)
        .bind(3, std::string_view(row.code))
        .bind(4, std::string_view(row.name))
        .bind(5, std::span<const std::uint8_t>(row.public_key))
        .bind(6, row.enrolled_by)
        .bind(7, row.enrolled_at_utc_ms)
        .bind(8, std::span<const std::uint8_t>(row.last_hash));
    HUIYIN_TRY(insert->run());
    return raise_directory_version(department);
}

Result<void> SqliteWriter::advance_device(const Uuid& department, const DeviceRow& row) {
    Use update = m_connection->use("advance_device");
    update->bind(1, static_cast<std::int64_t>(row.last_seq))
        .bind(2, std::span<const std::uint8_t>(row.last_hash))
        .bind(3, department)
        .bind(4, row.id);
    return update->run();
}

Result<void> SqliteWriter::device_time(std::string_view statement,
                                       const Uuid& department,
                                       const Uuid& device,
                                       std::int64_t at_utc_ms) {
    Use update = m_connection->use(statement);
    update->bind(1, at_utc_ms).bind(2, department).bind(3, device);
    return update->run();
}

Result<void>
SqliteWriter::touch_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    return device_time("touch_device", department, device, at_utc_ms);
}

Result<void> SqliteWriter::put_device_status(const Uuid& department,
                                             const Uuid& device,
                                             const DeviceStatus& status) {
    Use update = m_connection->use("put_device_status");
    update->bind(1, std::string_view(status.app_version))
        .bind(2, status.outbox_since_utc_ms)
        .bind(3, status.clock_ahead_ms)
        .bind(4, status.storage_left_bytes)
        .bind(5, department)
        .bind(6, device);
    return update->run();
}

Result<void>
SqliteWriter::mark_cloned(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    return device_time("mark_device_cloned", department, device, at_utc_ms);
}

Result<void>
SqliteWriter::revoke_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    HUIYIN_TRY(device_time("revoke_device", department, device, at_utc_ms));
    Use tokens = m_connection->use("delete_tokens");
    tokens->bind(1, department).bind(2, device);
    HUIYIN_TRY(tokens->run());
    return raise_directory_version(department);
}

Result<void> SqliteWriter::add_token(const TokenRow& token) {
    {
        Use tokens = m_connection->use("delete_tokens");
        tokens->bind(1, token.department).bind(2, token.device);
        HUIYIN_TRY(tokens->run());
    }
    {
        Use person = m_connection->use("insert_device_person");
        person->bind(1, token.department).bind(2, token.device).bind(3, token.person);
        HUIYIN_TRY(person->run());
    }
    Use row = m_connection->use("insert_token");
    row->bind(1, std::span<const std::uint8_t>(token.token_hash))
        .bind(2, token.department)
        .bind(3, token.device)
        .bind(4, token.person)
        .bind(5, token.created_at_utc_ms)
        .bind(6, token.used_at_utc_ms);
    return row->run();
}

Result<void> SqliteWriter::touch_token(const base::Hash& token_hash, std::int64_t at_utc_ms) {
    Use row = m_connection->use("touch_token");
    row->bind(1, at_utc_ms).bind(2, std::span<const std::uint8_t>(token_hash));
    return row->run();
}

Result<std::int64_t> SqliteWriter::next_change(const Uuid& department) {
    Use row = m_connection->use("next_change");
    row->bind(1, department);
    return counted(row);
}

Result<std::int64_t> SqliteWriter::next_register_no(const Uuid& department, int year) {
    Use row = m_connection->use("next_register_no");
    row->bind(1, department).bind(2, static_cast<std::int64_t>(year));
    return counted(row);
}

Result<void> SqliteWriter::add_event(const Uuid& department, const domain::PlacedEvent& placed) {
    Use row = m_connection->use("insert_event");
    bind_event(*row, department, placed);
    return row->run();
}

Result<void> SqliteWriter::add_scope(const Uuid& department,
                                     const Uuid& complaint,
                                     std::string_view scope,
                                     std::int64_t since_change) {
    Use row = m_connection->use("insert_scope");
    row->bind(1, department).bind(2, complaint).bind(3, scope).bind(4, since_change);
    return row->run();
}

Result<void> SqliteWriter::retain_identity_scopes(const Uuid& department,
                                                  const Uuid& complaint,
                                                  const std::vector<std::string>& keys) {
    const std::string list = json_list(keys);
    Use row = m_connection->use("retain_identity_scopes");
    row->bind(1, department).bind(2, complaint).bind(3, std::string_view(list));
    return row->run();
}

Result<void>
SqliteWriter::add_number(const Uuid& department, std::string_view number, const Uuid& complaint) {
    Use row = m_connection->use("insert_number");
    row->bind(1, department).bind(2, number).bind(3, complaint);
    return row->run();
}

Result<void> SqliteWriter::add_quarantined(const Uuid& department,
                                           const domain::Event& event,
                                           domain::Reason reason,
                                           std::int64_t at_utc_ms) {
    const std::string json = sync::to_text(sync::SyncRequest{.push = {event}});
    Use row = m_connection->use("insert_quarantine");
    row->bind(1, department)
        .bind(2, event.device)
        .bind(3, static_cast<std::int64_t>(event.device_seq))
        .bind(4, std::span<const std::uint8_t>(event.hash))
        .bind(5, code_of(reason))
        .bind(6, at_utc_ms)
        .bind(7, std::string_view(json));
    return row->run();
}

} // namespace huiyin::server::store
