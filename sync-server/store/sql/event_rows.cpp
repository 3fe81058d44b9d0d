#include "sync-server/store/sql/event_rows.h"

#include "core/base/json.h"

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;
using base::Result;

Result<domain::PlacedEvent> placed_event_from_row(const Statement& row) {
    const auto role = domain::from_code<domain::Role>(row.text(8));
    const auto verdict = domain::from_code<domain::VerdictKind>(row.text(17));
    const auto reason = domain::from_code<domain::Reason>(row.text(18));
    if (!role || !verdict || !reason) {
        return failure(ErrorCode::StorageCorrupt, "an event with an unknown code");
    }
    domain::PlacedEvent placed;
    domain::Event& event = placed.event;
    placed.change = row.integer(0);
    event.id = row.uuid(1);
    event.complaint = row.uuid(2);
    event.device = row.uuid(3);
    event.device_seq = static_cast<std::uint64_t>(row.integer(4));
    event.seen.change = row.integer(5);
    event.seen.unsent = static_cast<std::uint32_t>(row.integer(6));
    event.actor = row.uuid(7);
    event.role = *role;
    event.kind = row.text(9);
    event.payload = row.text(10);
    event.device_time_utc_ms = row.integer(11);
    event.utc_offset_minutes = static_cast<std::int32_t>(row.integer(12));
    event.prev_hash = HUIYIN_TRY(bytes_column<32>(row, 13));
    event.hash = HUIYIN_TRY(bytes_column<32>(row, 14));
    event.signature = HUIYIN_TRY(bytes_column<64>(row, 15));
    placed.server_time_utc_ms = row.integer(16);
    placed.verdict = {*verdict, *reason};
    placed.register_no = row.integer(19);
    event.redaction = row.uuid(20);
    return placed;
}

void bind_event(Statement& insert,
                const base::Uuid& department,
                const domain::PlacedEvent& placed) {
    const domain::Event& event = placed.event;
    insert.bind(1, department)
        .bind(2, placed.change)
        .bind(3, event.id)
        .bind(4, event.complaint)
        .bind(5, event.device)
        .bind(6, static_cast<std::int64_t>(event.device_seq))
        .bind(7, event.seen.change)
        .bind(8, static_cast<std::int64_t>(event.seen.unsent))
        .bind(9, event.actor)
        .bind(10, code_of(event.role))
        .bind(11, std::string_view(event.kind))
        .bind(12, std::string_view(event.payload))
        .bind(13, event.device_time_utc_ms)
        .bind(14, static_cast<std::int64_t>(event.utc_offset_minutes))
        .bind(15, std::span<const std::uint8_t>(event.prev_hash))
        .bind(16, std::span<const std::uint8_t>(event.hash))
        .bind(17, std::span<const std::uint8_t>(event.signature))
        .bind(18, placed.server_time_utc_ms)
        .bind(19, code_of(placed.verdict.kind))
        .bind(20, code_of(placed.verdict.reason))
        .bind(21, placed.register_no)
        .bind(22, event.redaction);
}

std::string json_list(const std::vector<std::string>& texts) {
    base::Json list = base::Json::array();
    for (const std::string& text : texts) {
        list.push_back(text);
    }
    return base::to_text(list);
}

std::string json_list(const std::vector<base::Uuid>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const base::Uuid& id : ids) {
        texts.push_back(base::hex_from_bytes(id.bytes));
    }
    return json_list(texts);
}

} // namespace huiyin::server::store
