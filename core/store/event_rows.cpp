#include "core/store/event_rows.h"

#include "core/store/projection_marks.h"

namespace huiyin::store {

namespace {

template <std::size_t N>
std::array<std::uint8_t, N> array_of(std::span<const std::uint8_t> blob) {
    return base::array_from_bytes<N>(blob).value_or(std::array<std::uint8_t, N>{});
}

} // namespace

domain::PlacedEvent placed_event_from_row(const sqlite::Statement& row) {
    domain::PlacedEvent placed;
    domain::Event& event = placed.event;
    placed.change = row.integer(0);
    event.device_seq = static_cast<std::uint64_t>(row.integer(1));
    event.id = row.uuid(2);
    event.device = row.uuid(3);
    event.seen.change = row.integer(4);
    event.seen.unsent = static_cast<std::uint32_t>(row.integer(5));
    event.actor = row.uuid(6);
    event.role = code_at<domain::Role>(row.integer(7));
    event.kind = row.text(8);
    event.payload = row.text(9);
    event.device_time_utc_ms = row.integer(10);
    event.utc_offset_minutes = static_cast<std::int32_t>(row.integer(11));
    event.prev_hash = array_of<32>(row.blob(12));
    event.hash = array_of<32>(row.blob(13));
    event.signature = array_of<64>(row.blob(14));
    placed.server_time_utc_ms = row.integer(15);
    placed.verdict = {code_at<domain::VerdictKind>(row.integer(16)),
                      code_at<domain::Reason>(row.integer(17))};
    placed.register_no = row.integer(18);
    event.redaction = row.uuid(19);
    return placed;
}

void bind_event(sqlite::Statement& insert,
                std::int64_t complaint_ref,
                const domain::PlacedEvent& placed) {
    const domain::Event& event = placed.event;
    insert.bind(1, complaint_ref);
    if (placed.change == 0) {
        insert.bind_null(2);
    } else {
        insert.bind(2, placed.change);
    }
    insert.bind(3, static_cast<std::int64_t>(event.device_seq))
        .bind(4, event.id)
        .bind(5, event.device)
        .bind(6, event.seen.change)
        .bind(7, static_cast<std::int64_t>(event.seen.unsent))
        .bind(8, event.actor)
        .bind(9, static_cast<std::int64_t>(event.role))
        .bind(10, std::string_view(event.kind))
        .bind(11, std::string_view(event.payload))
        .bind(12, event.device_time_utc_ms)
        .bind(13, static_cast<std::int64_t>(event.utc_offset_minutes))
        .bind(14, std::span<const std::uint8_t>(event.prev_hash))
        .bind(15, std::span<const std::uint8_t>(event.hash))
        .bind(16, std::span<const std::uint8_t>(event.signature))
        .bind(17, placed.server_time_utc_ms)
        .bind(18, static_cast<std::int64_t>(placed.verdict.kind))
        .bind(19, static_cast<std::int64_t>(placed.verdict.reason))
        .bind(20, placed.register_no);
    if (event.redaction.is_nil()) {
        insert.bind_null(21);
    } else {
        insert.bind(21, event.redaction);
    }
}

} // namespace huiyin::store
