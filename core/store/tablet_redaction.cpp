// Taking out what named the complainant, once an order was carried out (domain/redaction.h).
#include "core/domain/redaction.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

namespace huiyin::store {

using base::Result;

Result<bool> TabletStore::redact_named(const domain::Complaint& complaint, Known& known) {
    if (!has_redactions(complaint)) {
        return false;
    }
    bool changed = false;
    for (domain::PlacedEvent& placed : known.events) {
        domain::Event& event = placed.event;
        if (!domain::redact(event, complaint)) {
            continue;
        }
        if (!changed) {
            // What stood there is written over with zeros, not left in the file's free space.
            HUIYIN_TRY(m_database.execute("PRAGMA secure_delete=ON"));
        }
        changed = true;
        sqlite::Statement* put = HUIYIN_TRY(m_queries->get("redact_event"));
        put->bind(1, known.ref)
            .bind(2, event.id)
            .bind(3, std::string_view(event.payload))
            .bind(4, event.redaction);
        HUIYIN_TRY(put->run());
        sqlite::Statement* apart = HUIYIN_TRY(m_queries->get("redact_kept_apart"));
        apart->bind(1, event.device)
            .bind(2, static_cast<std::int64_t>(event.device_seq))
            .bind(3, event.id)
            .bind(4, std::string_view(event.payload))
            .bind(5, event.redaction);
        HUIYIN_TRY(apart->run());
    }
    if (changed) {
        HUIYIN_TRY(m_database.execute("PRAGMA secure_delete=OFF"));
    }
    return changed;
}

} // namespace huiyin::store
