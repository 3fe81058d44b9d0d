// The complaints of a period, for the register.
#include "core/base/limits.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

namespace huiyin::store {

using base::Result;
namespace limits = base::limits;

Result<std::vector<domain::Complaint>> TabletStore::recorded_between(std::int64_t from_utc_ms,
                                                                     std::int64_t to_utc_ms) {
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("recorded_between"));
    // One more than allowed shows that there are too many.
    query->bind(1, from_utc_ms)
        .bind(2, to_utc_ms)
        .bind(3, static_cast<std::int64_t>(limits::register_rows_max) + 1);
    std::vector<Uuid> ids;
    while (HUIYIN_TRY(query->step())) {
        ids.push_back(query->uuid(0));
    }
    query->reset();
    if (ids.size() > limits::register_rows_max) {
        return base::failure(base::ErrorCode::TooLarge, "complaints of a register");
    }
    std::vector<domain::Complaint> complaints;
    complaints.reserve(ids.size());
    for (const Uuid& id : ids) {
        if (auto folded = HUIYIN_TRY(complaint(id))) {
            complaints.push_back(std::move(*folded));
        }
    }
    return complaints;
}

} // namespace huiyin::store
