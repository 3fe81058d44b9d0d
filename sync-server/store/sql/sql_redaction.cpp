// Redaction orders, and the payloads that they put in the place of others.
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/sql/sql_writer.h"

namespace huiyin::server::store {

Result<void> SqlReader::read_redactions(const Uuid& department, domain::Directory& directory) {
    Use row = m_connection->use("redaction_orders");
    row->bind(1, department);
    while (HUIYIN_TRY(row->step())) {
        directory.redactions.push_back({.order = row->uuid(0),
                                        .complaint = row->uuid(1),
                                        .number = std::string(row->text(2)),
                                        .ordered_by = row->uuid(3),
                                        .ordered_at_utc_ms = row->integer(4)});
    }
    return {};
}

Result<void> SqlWriter::redact_event(const Uuid& department, const domain::Event& event) {
    Use row = m_connection->use("redact_event");
    row->bind(1, std::string_view(event.payload))
        .bind(2, event.redaction)
        .bind(3, department)
        .bind(4, event.id);
    return row->run();
}

Result<void> SqlWriter::add_redaction_order(const Uuid& department,
                                            const domain::WaitingRedaction& waiting) {
    Use row = m_connection->use("insert_redaction_order");
    row->bind(1, department)
        .bind(2, waiting.order)
        .bind(3, waiting.complaint)
        .bind(4, std::string_view(waiting.number))
        .bind(5, waiting.ordered_by)
        .bind(6, waiting.ordered_at_utc_ms);
    return row->run();
}

Result<void> SqlWriter::end_redaction_order(const Uuid& department, const Uuid& order) {
    Use row = m_connection->use("delete_redaction_order");
    row->bind(1, department).bind(2, order);
    return row->run();
}

} // namespace huiyin::server::store
