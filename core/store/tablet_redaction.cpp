// Taking out what named the complainant: once an order was carried out (domain/redaction.h), and
// when the person may know a 保密 complainant no longer.
#include "core/domain/redaction.h"
#include "core/domain/visibility.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

namespace huiyin::store {

using base::Result;

namespace {

/// What is written over or deleted meanwhile is zeros afterwards, not left in the file's free
/// space.
class SecureDelete {
public:
    explicit SecureDelete(sqlite::Database& database)
        : m_database(database) {}

    ~SecureDelete() {
        if (m_is_on) {
            // Should it stay on, later writes are only slower.
            static_cast<void>(m_database.execute("PRAGMA secure_delete=OFF"));
        }
    }

    SecureDelete(const SecureDelete&) = delete;
    SecureDelete& operator=(const SecureDelete&) = delete;

    Result<void> turn_on() {
        if (m_is_on) {
            return {};
        }
        HUIYIN_TRY(m_database.execute("PRAGMA secure_delete=ON"));
        m_is_on = true;
        return {};
    }

private:
    sqlite::Database& m_database;
    bool m_is_on = false;
};

} // namespace

Result<bool> TabletStore::redact_named(const domain::Complaint& complaint, Known& known) {
    if (!has_redactions(complaint)) {
        return false;
    }
    bool changed = false;
    SecureDelete secure(m_database);
    for (domain::PlacedEvent& placed : known.events) {
        domain::Event& event = placed.event;
        if (!domain::redact(event, complaint)) {
            continue;
        }
        HUIYIN_TRY(secure.turn_on());
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
        // What is being written may name who complains.
        HUIYIN_TRY(delete_step_drafts(known.ref));
    }
    return changed;
}

Result<void> TabletStore::delete_step_drafts(std::int64_t ref) {
    sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_step_drafts"));
    remove->bind(1, ref);
    return remove->run();
}

bool TabletStore::may_know_complainant(const domain::Complaint& complaint) const {
    return !m_session || domain::may_see_identity(m_directory, m_session->person, complaint);
}

Result<void> TabletStore::forget_identity(const Known& known) {
    SecureDelete secure(m_database);
    for (const domain::PlacedEvent& placed : known.events) {
        const bool is_told = placed.event.kind == code_of(domain::EventKind::Identify) &&
                             placed.event.device != m_session->device;
        // What is carried for another tablet still has to be delivered.
        if (is_told && placed.change != 0) {
            HUIYIN_TRY(secure.turn_on());
            sqlite::Statement* forget = HUIYIN_TRY(m_queries->get("forget_event"));
            forget->bind(1, known.ref).bind(2, placed.event.id);
            HUIYIN_TRY(forget->run());
            // What is being written may name who complains.
            HUIYIN_TRY(delete_step_drafts(known.ref));
        }
    }
    return {};
}

} // namespace huiyin::store
