#include "sync-server/store/sql/sql_writer.h"

#include "core/sync/wire.h"
#include "sync-server/store/device_code.h"
#include "sync-server/store/sql/epoch.h"
#include "sync-server/store/sql/event_rows.h"

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

Result<void> SqlWriter::begin() {
    return m_connection->begin(Access::Write);
}

Result<void> SqlWriter::commit() {
    HUIYIN_TRY(store_taken());
    m_taken.clear();
    return m_connection->commit();
}

void SqlWriter::rollback() {
    m_taken.clear();
    m_connection->rollback();
}

Result<void> SqlWriter::begin_part() {
    return m_connection->begin_part();
}

Result<void> SqlWriter::commit_part() {
    HUIYIN_TRY(store_taken());
    return m_connection->commit_part();
}

void SqlWriter::rollback_part() {
    m_taken.clear();
    m_connection->rollback_part();
}

Result<void> SqlWriter::hold(const Uuid& department) {
    return m_connection->hold(department);
}

Result<std::int64_t> SqlWriter::counted(Use& row) {
    if (!HUIYIN_TRY(row->step())) {
        return failure(ErrorCode::NotFound, "no such department");
    }
    const std::int64_t value = row->integer(0);
    // RETURNING gives its rows first; the statement is complete only after the last step.
    HUIYIN_TRY(row->step());
    return value;
}

Result<void> SqlWriter::raise_directory_version(const Uuid& department) {
    Use row = m_connection->use("next_directory_version");
    row->bind(1, department);
    HUIYIN_TRY(counted(row));
    m_connection->note_change(department);
    return {};
}

Result<void> SqlWriter::enrol_device(const Uuid& department, DeviceRow& row) {
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

Result<void> SqlWriter::advance_device(const Uuid& department, const DeviceRow& row) {
    Use update = m_connection->use("advance_device");
    update->bind(1, static_cast<std::int64_t>(row.last_seq))
        .bind(2, std::span<const std::uint8_t>(row.last_hash))
        .bind(3, department)
        .bind(4, row.id);
    return update->post();
}

Result<void> SqlWriter::device_time(std::string_view statement,
                                    const Uuid& department,
                                    const Uuid& device,
                                    std::int64_t at_utc_ms) {
    Use update = m_connection->use(statement);
    update->bind(1, at_utc_ms).bind(2, department).bind(3, device);
    return update->post();
}

Result<void>
SqlWriter::touch_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    return device_time("touch_device", department, device, at_utc_ms);
}

Result<void> SqlWriter::put_device_status(const Uuid& department,
                                          const Uuid& device,
                                          const DeviceStatus& status) {
    Use update = m_connection->use("put_device_status");
    update->bind(1, std::string_view(status.app_version))
        .bind(2, status.outbox_since_utc_ms)
        .bind(3, status.clock_ahead_ms)
        .bind(4, status.storage_left_bytes)
        .bind(5, department)
        .bind(6, device);
    return update->post();
}

Result<void>
SqlWriter::mark_cloned(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    return device_time("mark_device_cloned", department, device, at_utc_ms);
}

Result<void>
SqlWriter::revoke_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) {
    HUIYIN_TRY(device_time("revoke_device", department, device, at_utc_ms));
    Use tokens = m_connection->use("delete_tokens");
    tokens->bind(1, department).bind(2, device);
    HUIYIN_TRY(tokens->run());
    return raise_directory_version(department);
}

Result<void> SqlWriter::add_token(const TokenRow& token) {
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

Result<void> SqlWriter::begin_new_history(base::Random& random, std::int64_t now_utc_ms) {
    HUIYIN_TRY(store_taken());
    m_taken.clear();
    return renew_history(*m_connection, random, now_utc_ms);
}

Result<void> SqlWriter::touch_token(const base::Hash& token_hash, std::int64_t at_utc_ms) {
    Use row = m_connection->use("touch_token");
    row->bind(1, at_utc_ms).bind(2, std::span<const std::uint8_t>(token_hash));
    return row->post();
}

Result<std::int64_t> SqlWriter::next_change(const Uuid& department) {
    m_connection->note_change(department);
    if (Taken* taken = taken_before({department, 0})) {
        return ++taken->last;
    }
    Use row = m_connection->use("next_change");
    row->bind(1, department);
    return first_taken({department, 0}, HUIYIN_TRY(counted(row)));
}

Result<std::int64_t> SqlWriter::next_register_no(const Uuid& department, int year) {
    if (Taken* taken = taken_before({department, year})) {
        return ++taken->last;
    }
    Use row = m_connection->use("next_register_no");
    row->bind(1, department).bind(2, static_cast<std::int64_t>(year));
    return first_taken({department, year}, HUIYIN_TRY(counted(row)));
}

SqlWriter::Taken* SqlWriter::taken_before(const std::pair<Uuid, int>& counter) {
    const auto taken = m_taken.find(counter);
    return taken == m_taken.end() ? nullptr : &taken->second;
}

std::int64_t SqlWriter::first_taken(const std::pair<Uuid, int>& counter, std::int64_t number) {
    m_taken[counter] = {.last = number, .stored = number};
    return number;
}

Result<void> SqlWriter::store_taken() {
    for (auto& [counter, taken] : m_taken) {
        if (taken.last == taken.stored) {
            continue;
        }
        const auto& [department, year] = counter;
        Use row = m_connection->use(year == 0 ? "put_change_last" : "put_register_last");
        row->bind(1, taken.last).bind(2, department);
        if (year != 0) {
            row->bind(3, static_cast<std::int64_t>(year));
        }
        HUIYIN_TRY(row->post());
        taken.stored = taken.last;
    }
    return {};
}

Result<void> SqlWriter::add_event(const Uuid& department, const domain::PlacedEvent& placed) {
    Use row = m_connection->use("insert_event");
    bind_event(*row, department, placed);
    return row->post();
}

Result<void> SqlWriter::add_scope(const Uuid& department,
                                  const Uuid& complaint,
                                  std::string_view scope,
                                  std::int64_t since_change) {
    Use row = m_connection->use("insert_scope");
    row->bind(1, department).bind(2, complaint).bind(3, scope).bind(4, since_change);
    return row->post();
}

Result<void> SqlWriter::end_scopes(const Uuid& department,
                                   const Uuid& complaint,
                                   const std::vector<std::string>& keys,
                                   std::int64_t change) {
    const std::string list = json_list(keys);
    Use row = m_connection->use("end_scopes");
    row->bind(1, change).bind(2, department).bind(3, complaint).bind(4, std::string_view(list));
    return row->post();
}

Result<void> SqlWriter::retain_identity_scopes(const Uuid& department,
                                               const Uuid& complaint,
                                               const std::vector<std::string>& keys) {
    const std::string list = json_list(keys);
    Use row = m_connection->use("retain_identity_scopes");
    row->bind(1, department).bind(2, complaint).bind(3, std::string_view(list));
    return row->post();
}

Result<void>
SqlWriter::add_number(const Uuid& department, std::string_view number, const Uuid& complaint) {
    Use row = m_connection->use("insert_number");
    row->bind(1, department).bind(2, number).bind(3, complaint);
    return row->post();
}

Result<void> SqlWriter::add_quarantined(const Uuid& department,
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
    return row->post();
}

} // namespace huiyin::server::store
