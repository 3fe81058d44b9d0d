// The bytes of attachments: questions and changes.
#include "sync-server/store/sql/event_rows.h"
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/sql/sql_writer.h"

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;
using base::Hash;

namespace {

/// The three members that name what one device sends.
void bind_name(Use& statement, const Uuid& department, const FileName& name, int first = 1) {
    statement->bind(first, department)
        .bind(first + 1, std::span<const std::uint8_t>(name.sha256))
        .bind(first + 2, name.device);
}

} // namespace

Result<std::optional<FileRow>> SqlReader::file(const Uuid& department, const FileName& name) {
    Use row = m_connection->use("file");
    bind_name(row, department, name);
    if (!HUIYIN_TRY(row->step())) {
        return std::optional<FileRow>{};
    }
    return std::optional<FileRow>(FileRow{.name = {name.sha256, row->uuid(0)},
                                          .file_bytes = row->integer(1),
                                          .complete = row->integer(2) != 0});
}

Result<std::vector<std::size_t>> SqlReader::file_places(const Uuid& department,
                                                        const FileName& name) {
    std::vector<std::size_t> places;
    Use row = m_connection->use("file_places");
    bind_name(row, department, name);
    while (HUIYIN_TRY(row->step())) {
        places.push_back(static_cast<std::size_t>(row->integer(0)));
    }
    return places;
}

Result<std::string>
SqlReader::file_chunk(const Uuid& department, const FileName& name, std::size_t place) {
    Use row = m_connection->use("file_chunk");
    bind_name(row, department, name);
    row->bind(4, static_cast<std::int64_t>(place));
    if (!HUIYIN_TRY(row->step())) {
        return failure(ErrorCode::NotFound, "chunk");
    }
    const auto bytes = row->blob(0);
    return std::string(bytes.begin(), bytes.end());
}

Result<std::vector<std::string>> SqlReader::file_scopes(const Uuid& department,
                                                        const Hash& sha256) {
    std::vector<std::string> scopes;
    Use row = m_connection->use("file_scopes");
    row->bind(1, department).bind(2, std::span<const std::uint8_t>(sha256));
    while (HUIYIN_TRY(row->step())) {
        scopes.emplace_back(row->text(0));
    }
    return scopes;
}

Result<std::int64_t> SqlReader::unheld_file_bytes(const Uuid& department, const Uuid& device) {
    Use row = m_connection->use("unheld_file_bytes");
    row->bind(1, department).bind(2, device);
    HUIYIN_TRY(row->step());
    return row->integer(0);
}

Result<void>
SqlWriter::begin_file(const Uuid& department, const FileRow& file, std::int64_t at_utc_ms) {
    Use row = m_connection->use("insert_file");
    bind_name(row, department, file.name);
    row->bind(4, file.file_bytes).bind(5, at_utc_ms);
    return row->run();
}

Result<void> SqlWriter::add_file_chunk(const Uuid& department,
                                       const FileName& name,
                                       std::size_t place,
                                       std::string_view bytes,
                                       std::int64_t at_utc_ms) {
    {
        Use touch = m_connection->use("touch_file");
        touch->bind(1, at_utc_ms);
        bind_name(touch, department, name, 2);
        HUIYIN_TRY(touch->run());
    }
    Use row = m_connection->use("insert_file_chunk");
    bind_name(row, department, name);
    row->bind(4, static_cast<std::int64_t>(place)).bind(5, base::bytes_of(bytes));
    return row->run();
}

Result<void> SqlWriter::complete_file(const Uuid& department, const FileName& name) {
    for (const char* statement : {"complete_file", "delete_other_files"}) {
        Use row = m_connection->use(statement);
        bind_name(row, department, name);
        HUIYIN_TRY(row->run());
    }
    return {};
}

Result<void> SqlWriter::delete_file(const Uuid& department, const FileName& name) {
    Use row = m_connection->use("delete_file");
    bind_name(row, department, name);
    return row->run();
}

Result<void> SqlWriter::give_up_files(const Uuid& department,
                                      const Uuid& device,
                                      std::int64_t touched_before_utc_ms) {
    Use row = m_connection->use("delete_unheld_files");
    row->bind(1, department).bind(2, device).bind(3, touched_before_utc_ms);
    return row->run();
}

Result<void>
SqlWriter::add_attachment(const Uuid& department, const Hash& sha256, const Uuid& complaint) {
    {
        Use row = m_connection->use("insert_attachment");
        row->bind(1, department).bind(2, std::span<const std::uint8_t>(sha256)).bind(3, complaint);
        HUIYIN_TRY(row->run());
    }
    Use hold = m_connection->use("hold_file");
    hold->bind(1, department).bind(2, std::span<const std::uint8_t>(sha256));
    return hold->run();
}

} // namespace huiyin::server::store
