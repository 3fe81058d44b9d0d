#include "sync-server/api/register_export.h"

#include "core/base/limits.h"
#include "core/domain/entitlement.h"
#include "sync-server/api/tablets.h"

#include <set>

namespace huiyin::server::api {

namespace limits = base::limits;
using store::Result;

namespace {

/// Whether an event may have taken a complaint down in the period. Which of the two times counts is
/// only known after folding.
bool may_begin_in(const domain::PlacedEvent& placed, std::int64_t from, std::int64_t to) {
    const auto kind = domain::from_code<domain::EventKind>(placed.event.kind);
    if (kind != domain::EventKind::Record && kind != domain::EventKind::RejectIntake) {
        return false;
    }
    const auto inside = [&](std::int64_t at) { return at >= from && at < to; };
    return inside(placed.event.device_time_utc_ms) || inside(placed.server_time_utc_ms);
}

} // namespace

Result<std::vector<domain::Complaint>> recorded_between(store::Reader& reader,
                                                        const base::Uuid& department,
                                                        std::int64_t from_utc_ms,
                                                        std::int64_t to_utc_ms) {
    std::set<base::Uuid> ids;
    HUIYIN_TRY(
        reader.for_each_event(department, [&](const domain::PlacedEvent& placed) -> Result<void> {
            if (may_begin_in(placed, from_utc_ms, to_utc_ms)) {
                ids.insert(placed.event.complaint);
            }
            if (ids.size() > limits::register_rows_max) {
                return base::failure(base::ErrorCode::TooLarge, "complaints of a register");
            }
            return {};
        }));
    std::vector<domain::Complaint> complaints;
    for (const base::Uuid& id : ids) {
        const auto events = HUIYIN_TRY(reader.complaint_events(department, id));
        auto complaint = domain::fold(events);
        if (complaint && complaint->accepted_at_utc_ms >= from_utc_ms &&
            complaint->accepted_at_utc_ms < to_utc_ms) {
            complaints.push_back(std::move(*complaint));
        }
    }
    return complaints;
}

Result<records::Register> read_register(store::Reader& reader,
                                        const domain::Directory& directory,
                                        const RegisterQuery& query) {
    if (query.last < query.first) {
        return base::failure(base::ErrorCode::InvalidInput, "to: is before from");
    }
    const domain::WorkCalendar& calendar = directory.policy.calendar;
    records::RegisterOptions asked;
    static_cast<records::Printing&>(asked) = query.printing;
    asked.from_utc_ms = domain::begin_of_day_utc_ms(calendar, query.first);
    asked.to_utc_ms = domain::begin_of_day_utc_ms(calendar, query.last + 1);
    asked.watermark_change = HUIYIN_TRY(reader.change_last(directory.department));
    asked.watermark_at_utc_ms = asked.now_utc_ms;
    asked.unsynced_devices =
        HUIYIN_TRY(silent_tablets(reader, directory, base::Uuid{}, asked.now_utc_ms));
    auto complaints = HUIYIN_TRY(
        recorded_between(reader, directory.department, asked.from_utc_ms, asked.to_utc_ms));
    if (!query.led_by.is_nil()) {
        std::erase_if(complaints, [&](const domain::Complaint& complaint) {
            return !domain::leads_concerned_team(
                complaint, query.led_by, directory, asked.now_utc_ms);
        });
    }
    return records::make_register(complaints, directory, asked);
}

} // namespace huiyin::server::api
