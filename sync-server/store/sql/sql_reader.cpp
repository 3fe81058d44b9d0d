#include "sync-server/store/sql/sql_reader.h"

#include "core/base/crypto.h"
#include "sync-server/store/sql/event_rows.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace huiyin::server::store {

using base::ErrorCode;
using base::failure;

namespace {

/// A database may hand over an answer only as a whole, so long ones are asked for in pieces.
constexpr std::int64_t rows_per_read = 200;

/// With fewer new events than this nothing is gained by choosing how to read them...
constexpr std::int64_t new_events_few = 1000;
/// ...and with fewer for each complaint that somebody sees.
constexpr std::int64_t new_events_per_complaint = 8;

Result<DeviceRow> device_from_row(const Statement& row) {
    DeviceRow device;
    device.id = row.uuid(0);
    device.code = row.text(1);
    device.name = row.text(2);
    device.public_key = HUIYIN_TRY(bytes_column<32>(row, 3));
    device.enrolled_by = row.uuid(4);
    device.enrolled_at_utc_ms = row.integer(5);
    device.revoked_at_utc_ms = row.integer(6);
    device.cloned_at_utc_ms = row.integer(7);
    device.last_sync_at_utc_ms = row.integer(8);
    device.last_seq = static_cast<std::uint64_t>(row.integer(9));
    device.last_hash = HUIYIN_TRY(bytes_column<32>(row, 10));
    device.status.app_version = row.text(11);
    device.status.outbox_since_utc_ms = row.integer(12);
    device.status.clock_ahead_ms = row.integer(13);
    device.status.storage_left_bytes = row.integer(14);
    device.person = row.uuid(15);
    return device;
}

Result<std::optional<DeviceRow>> single_device(Statement& row) {
    if (!HUIYIN_TRY(row.step())) {
        return std::optional<DeviceRow>{};
    }
    return std::optional<DeviceRow>(HUIYIN_TRY(device_from_row(row)));
}

/// The first column of a statement that gives exactly one row.
Result<std::int64_t> single_integer(Statement& row) {
    if (!HUIYIN_TRY(row.step())) {
        return failure(ErrorCode::NotFound, "no such department");
    }
    return row.integer(0);
}

/// entry, person, device, at, command.
Result<std::vector<AdminLogRow>> admin_log_rows(Statement& row) {
    std::vector<AdminLogRow> rows;
    while (HUIYIN_TRY(row.step())) {
        rows.push_back({.entry = row.integer(0),
                        .person = row.uuid(1),
                        .device = row.uuid(2),
                        .at_utc_ms = row.integer(3),
                        .command = std::string(row.text(4))});
    }
    return rows;
}

std::size_t payload_bytes(const std::vector<domain::PlacedEvent>& events) {
    std::size_t bytes = 0;
    for (const domain::PlacedEvent& placed : events) {
        bytes += placed.event.payload.size();
    }
    return bytes;
}

} // namespace

/// A row of visible_events.
struct SqlReader::VisibleRow {
    domain::PlacedEvent placed;
    std::int64_t since = 0;          ///< 0 = the complaint is not visible
    std::int64_t identity_since = 0; ///< 0 = who complains is not visible

    std::int64_t since_of(const domain::Event& event) const {
        return event.kind == code_of(domain::EventKind::Identify) ? identity_since : since;
    }
};

Result<std::string> SqlReader::epoch() {
    Use row = m_connection->use("epoch");
    if (!HUIYIN_TRY(row->step())) {
        return failure(ErrorCode::StorageCorrupt, "the database has no epoch");
    }
    return std::string(row->text(0));
}

Result<std::int64_t> SqlReader::restored_at() {
    Use row = m_connection->use("restored_at");
    return HUIYIN_TRY(row->step()) ? row->integer(0) : 0;
}

Result<base::SealingSecret> SqlReader::sealing_secret() {
    Use row = m_connection->use("sealing_secret");
    const bool found = HUIYIN_TRY(row->step());
    const auto secret = found ? base::array_from_bytes<32>(row->blob(0)) : std::nullopt;
    if (!secret) {
        return failure(ErrorCode::StorageCorrupt, "the database has no sealing key");
    }
    return *secret;
}

Result<std::vector<Department>> SqlReader::departments() {
    std::vector<Department> departments;
    Use row = m_connection->use("departments");
    while (HUIYIN_TRY(row->step())) {
        departments.push_back({.id = row->uuid(0),
                               .short_name = std::string(row->text(1)),
                               .name = std::string(row->text(2)),
                               .number_prefix = std::string(row->text(3))});
    }
    return departments;
}

Result<std::int64_t> SqlReader::directory_version(const Uuid& department) {
    Use row = m_connection->use("directory_version");
    row->bind(1, department);
    return single_integer(*row);
}

Result<std::optional<Account>> SqlReader::account(const Uuid& department,
                                                  std::string_view account) {
    Use row = m_connection->use("account");
    row->bind(1, department).bind(2, account);
    if (!HUIYIN_TRY(row->step())) {
        return std::optional<Account>{};
    }
    return std::optional<Account>(Account{.name = std::string(account),
                                          .person = row->uuid(0),
                                          .password_hash = std::string(row->text(1)),
                                          .active = row->integer(2) != 0});
}

Result<std::vector<Account>> SqlReader::accounts(const Uuid& department) {
    std::vector<Account> accounts;
    Use row = m_connection->use("accounts");
    row->bind(1, department);
    while (HUIYIN_TRY(row->step())) {
        accounts.push_back({.name = std::string(row->text(0)),
                            .person = row->uuid(1),
                            .password_hash = {},
                            .active = row->integer(2) != 0});
    }
    return accounts;
}

Result<std::optional<DeviceRow>> SqlReader::device(const Uuid& department, const Uuid& device) {
    Use row = m_connection->use("device");
    row->bind(1, department).bind(2, device);
    return single_device(*row);
}

Result<std::optional<DeviceRow>> SqlReader::device_by_key(const Uuid& department,
                                                          const base::PublicKey& key) {
    Use row = m_connection->use("device_by_key");
    row->bind(1, department).bind(2, std::span<const std::uint8_t>(key));
    return single_device(*row);
}

Result<std::vector<DeviceRow>> SqlReader::devices(const Uuid& department) {
    std::vector<DeviceRow> devices;
    Use row = m_connection->use("devices");
    row->bind(1, department);
    while (HUIYIN_TRY(row->step())) {
        devices.push_back(HUIYIN_TRY(device_from_row(*row)));
    }
    return devices;
}

Result<bool>
SqlReader::has_signed_in(const Uuid& department, const Uuid& device, const Uuid& person) {
    Use row = m_connection->use("device_person_known");
    row->bind(1, department).bind(2, device).bind(3, person);
    return row->step();
}

Result<std::optional<TokenRow>> SqlReader::token(const base::Hash& token_hash) {
    Use row = m_connection->use("token");
    row->bind(1, std::span<const std::uint8_t>(token_hash));
    if (!HUIYIN_TRY(row->step())) {
        return std::optional<TokenRow>{};
    }
    TokenRow token;
    token.token_hash = HUIYIN_TRY(bytes_column<32>(*row, 0));
    token.department = row->uuid(1);
    token.device = row->uuid(2);
    token.person = row->uuid(3);
    token.created_at_utc_ms = row->integer(4);
    token.used_at_utc_ms = row->integer(5);
    token.blocked = row->integer(6) != 0;
    token.grants_version = row->integer(7);
    return std::optional<TokenRow>(token);
}

Result<std::int64_t> SqlReader::change_last(const Uuid& department) {
    Use row = m_connection->use("change_last");
    row->bind(1, department);
    return single_integer(*row);
}

Result<std::optional<sync::Mark>> SqlReader::mark(const Uuid& department, std::int64_t change) {
    Use row = m_connection->use("mark");
    row->bind(1, department).bind(2, change);
    if (!HUIYIN_TRY(row->step())) {
        return std::optional<sync::Mark>{};
    }
    const auto hash = row->blob(0);
    base::Bytes placed(hash.begin(), hash.end());
    for (const int column : {1, 2, 5}) {
        const std::string number = ' ' + std::to_string(row->integer(column));
        placed.insert(placed.end(), number.begin(), number.end());
    }
    for (const int column : {3, 4}) {
        const std::string_view code = row->text(column);
        placed.push_back(' ');
        placed.insert(placed.end(), code.begin(), code.end());
    }
    return std::optional<sync::Mark>(sync::Mark{change, base::sha256(placed)});
}

Result<std::optional<StoredReceipt>>
SqlReader::receipt(const Uuid& department, const Uuid& device, std::uint64_t device_seq) {
    Use row = m_connection->use("receipt");
    row->bind(1, department).bind(2, device).bind(3, static_cast<std::int64_t>(device_seq));
    if (!HUIYIN_TRY(row->step())) {
        return std::optional<StoredReceipt>{};
    }
    const auto verdict = domain::from_code<domain::VerdictKind>(row->text(3));
    const auto reason = domain::from_code<domain::Reason>(row->text(4));
    if (!verdict || !reason) {
        return failure(ErrorCode::StorageCorrupt, "a receipt with an unknown code");
    }
    return std::optional<StoredReceipt>(StoredReceipt{.hash = HUIYIN_TRY(bytes_column<32>(*row, 0)),
                                                      .change = row->integer(1),
                                                      .server_time_utc_ms = row->integer(2),
                                                      .verdict = {*verdict, *reason},
                                                      .register_no = row->integer(5)});
}

Result<std::set<Uuid>> SqlReader::stored(std::string_view statement,
                                         const Uuid& department,
                                         const std::vector<Uuid>& ids) {
    const std::string list = json_list(ids);
    Use row = m_connection->use(statement);
    row->bind(1, std::string_view(list)).bind(2, department);
    std::set<Uuid> stored;
    while (HUIYIN_TRY(row->step())) {
        stored.insert(row->uuid(0));
    }
    return stored;
}

Result<std::set<Uuid>> SqlReader::stored_events(const Uuid& department,
                                                const std::vector<Uuid>& events) {
    return stored("stored_events", department, events);
}

Result<std::set<Uuid>> SqlReader::stored_complaints(const Uuid& department,
                                                    const std::vector<Uuid>& complaints) {
    return stored("stored_complaints", department, complaints);
}

Result<std::vector<domain::PlacedEvent>> SqlReader::complaint_events(const Uuid& department,
                                                                     const Uuid& complaint) {
    return events_until(department, complaint, std::numeric_limits<std::int64_t>::max());
}

Result<std::vector<domain::PlacedEvent>>
SqlReader::events_until(const Uuid& department, const Uuid& complaint, std::int64_t change_max) {
    std::vector<domain::PlacedEvent> events;
    Use row = m_connection->use("complaint_events");
    row->bind(1, department).bind(2, complaint).bind(3, change_max);
    while (HUIYIN_TRY(row->step())) {
        events.push_back(HUIYIN_TRY(placed_event_from_row(*row)));
    }
    return events;
}

Result<std::map<std::string, Uuid>>
SqlReader::number_owners(const Uuid& department, const std::vector<std::string>& numbers) {
    const std::string list = json_list(numbers);
    Use row = m_connection->use("number_owners");
    row->bind(1, std::string_view(list)).bind(2, department);
    std::map<std::string, Uuid> owners;
    while (HUIYIN_TRY(row->step())) {
        owners.emplace(row->text(0), row->uuid(1));
    }
    return owners;
}

Result<std::vector<domain::PlacedEvent>> SqlReader::with_history(const PageQuery& query,
                                                                 const VisibleRow& row) {
    std::vector<domain::PlacedEvent> events;
    const std::int64_t change = row.placed.change;
    const bool newly_visible = row.since == change || row.identity_since == change;
    if (newly_visible && query.cursor > 0) {
        // What lies between the cursor and this event is visible now, so the page has it already.
        events =
            HUIYIN_TRY(events_until(query.department, row.placed.event.complaint, query.cursor));
        const auto known = std::remove_if(events.begin(), events.end(), [&](const auto& earlier) {
            return row.since_of(earlier.event) != change;
        });
        events.erase(known, events.end());
    }
    if (row.since_of(row.placed.event) != 0) {
        events.push_back(row.placed);
    }
    const auto just_pushed = std::remove_if(events.begin(), events.end(), [&](const auto& given) {
        return std::any_of(query.pushed.begin(), query.pushed.end(), [&](const Pushed& pushed) {
            return pushed.change == given.change;
        });
    });
    events.erase(just_pushed, events.end());
    return events;
}

Result<std::vector<SqlReader::VisibleRow>> SqlReader::visible_rows(const PageQuery& query,
                                                                   std::string_view scopes,
                                                                   std::int64_t after,
                                                                   bool by_key) {
    std::vector<VisibleRow> rows;
    Use row = m_connection->use(by_key ? "visible_events_by_key" : "visible_events");
    row->bind(1, scopes).bind(2, query.department).bind(3, after).bind(4, rows_per_read);
    while (HUIYIN_TRY(row->step())) {
        rows.push_back(
            {HUIYIN_TRY(placed_event_from_row(*row)), row->integer(21), row->integer(22)});
    }
    return rows;
}

Result<bool>
SqlReader::sees_little(const PageQuery& query, std::string_view scopes, std::int64_t last) {
    const std::int64_t new_events = last - query.cursor;
    if (new_events < new_events_few) {
        return false;
    }
    const std::int64_t most = new_events / new_events_per_complaint;
    Use row = m_connection->use("visible_complaints");
    row->bind(1, scopes).bind(2, query.department).bind(3, most);
    return HUIYIN_TRY(single_integer(*row)) < most;
}

Result<bool>
SqlReader::is_visible(const Uuid& department, const Uuid& complaint, std::string_view scopes) {
    Use row = m_connection->use("visible_complaint");
    row->bind(1, department).bind(2, complaint).bind(3, scopes);
    return row->step();
}

Result<void> SqlReader::add_ended(const PageQuery& query, std::string_view scopes, Page& page) {
    const auto rows_max = static_cast<std::int64_t>(query.events_max);
    {
        Use row = m_connection->use("ended_complaints");
        row->bind(1, query.department)
            .bind(2, query.cursor)
            .bind(3, page.cursor)
            .bind(4, scopes)
            .bind(5, rows_max);
        while (HUIYIN_TRY(row->step())) {
            page.ended.push_back(row->uuid(0));
            if (static_cast<std::int64_t>(page.ended.size()) == rows_max) {
                // The rest is named next time; what is behind this place is given again then.
                page.more = page.more || row->integer(1) < page.cursor;
                page.cursor = row->integer(1);
            }
        }
    }
    std::set<Uuid> pushed;
    for (const Pushed& one : query.pushed) {
        if (pushed.insert(one.complaint).second &&
            !HUIYIN_TRY(is_visible(query.department, one.complaint, scopes))) {
            page.ended.push_back(one.complaint);
        }
    }
    std::sort(page.ended.begin(), page.ended.end());
    page.ended.erase(std::unique(page.ended.begin(), page.ended.end()), page.ended.end());
    return {};
}

Result<Page> SqlReader::page(const PageQuery& query) {
    const Snapshot snapshot = HUIYIN_TRY(Snapshot::begin(*m_connection));
    Page page;
    page.latest = HUIYIN_TRY(change_last(query.department));
    page.cursor = page.latest;
    const std::string scopes = json_list(query.scopes);
    const bool by_key = HUIYIN_TRY(sees_little(query, scopes, page.cursor));
    std::size_t bytes = 0;
    std::int64_t after = query.cursor;
    bool last = false;
    std::vector<VisibleRow> rows;
    while (!last && !page.more) {
        rows = HUIYIN_TRY(visible_rows(query, scopes, after, by_key));
        last = static_cast<std::int64_t>(rows.size()) < rows_per_read;
        for (const VisibleRow& visible : rows) {
            after = visible.placed.change;
            auto events = HUIYIN_TRY(with_history(query, visible));
            bytes += payload_bytes(events);
            const bool full = page.events.size() + events.size() > query.events_max ||
                              bytes > query.payload_bytes_max;
            if (full && !page.events.empty()) {
                page.cursor = after - 1;
                page.more = true;
                break;
            }
            page.events.insert(page.events.end(),
                               std::make_move_iterator(events.begin()),
                               std::make_move_iterator(events.end()));
        }
    }
    std::stable_sort(page.events.begin(), page.events.end(), [](const auto& a, const auto& b) {
        return a.change < b.change;
    });
    HUIYIN_TRY(add_ended(query, scopes, page));
    page.mark = HUIYIN_TRY(mark(query.department, page.cursor));
    return page;
}

struct SqlReader::OpenRow {
    Uuid complaint;
    bool visible = false;
    bool identity_visible = false;
};

Result<std::vector<SqlReader::OpenRow>>
SqlReader::open_rows(const PageQuery& query, const Uuid& after, std::int64_t rows_max) {
    std::vector<OpenRow> rows;
    const std::string scopes = json_list(query.scopes);
    Use row = m_connection->use("open_complaints");
    row->bind(1, scopes)
        .bind(2, query.department)
        .bind(3, open_key)
        .bind(4, after)
        .bind(5, rows_max);
    while (HUIYIN_TRY(row->step())) {
        rows.push_back({row->uuid(0), row->integer(1) > 0, row->integer(2) > 0});
    }
    return rows;
}

Result<OpenPage> SqlReader::open_page(const PageQuery& query, const Uuid& after) {
    const Snapshot snapshot = HUIYIN_TRY(Snapshot::begin(*m_connection));
    OpenPage page;
    page.latest = HUIYIN_TRY(change_last(query.department));
    if (after.is_nil()) {
        const std::int64_t most = page.latest / query.changes_per_open;
        const auto all = HUIYIN_TRY(open_rows(query, after, most + 1));
        if (static_cast<std::int64_t>(all.size()) > most) {
            return page;
        }
    }
    page.mark = HUIYIN_TRY(mark(query.department, page.latest));
    const auto rows = HUIYIN_TRY(open_rows(query, after, rows_per_read));
    const bool last = static_cast<std::int64_t>(rows.size()) < rows_per_read;
    std::size_t bytes = 0;
    std::optional<Uuid> passed;
    for (const OpenRow& row : rows) {
        auto events = HUIYIN_TRY(events_until(
            query.department, row.complaint, std::numeric_limits<std::int64_t>::max()));
        std::erase_if(events, [&row](const auto& placed) {
            return placed.event.kind == code_of(domain::EventKind::Identify) ? !row.identity_visible
                                                                             : !row.visible;
        });
        const std::size_t more = payload_bytes(events);
        const bool too_long = events.size() > query.events_max || more > query.payload_bytes_max;
        if (!too_long && (page.events.size() + events.size() > query.events_max ||
                          bytes + more > query.payload_bytes_max)) {
            page.after = passed;
            return page;
        }
        passed = row.complaint;
        if (!too_long) {
            bytes += more;
            page.events.insert(page.events.end(),
                               std::make_move_iterator(events.begin()),
                               std::make_move_iterator(events.end()));
        }
    }
    page.after = last ? std::optional<Uuid>() : passed;
    return page;
}

Result<std::vector<sync::ApartPlace>> SqlReader::apart_places(const Uuid& department,
                                                              const Uuid& device) {
    std::vector<sync::ApartPlace> places;
    Use row = m_connection->use("apart_places");
    row->bind(1, department).bind(2, device);
    while (HUIYIN_TRY(row->step())) {
        const auto hash = base::array_from_bytes<32>(row->blob(1));
        places.push_back({.device_seq = static_cast<std::uint64_t>(row->integer(0)),
                          .hash = hash.value_or(base::Hash{})});
    }
    return places;
}

Result<std::int64_t> SqlReader::quarantine_count(const Uuid& department, const Uuid& device) {
    Use row = m_connection->use("quarantine_count");
    row->bind(1, department).bind(2, device);
    return single_integer(*row);
}

Result<std::vector<AdminLogRow>> SqlReader::admin_log(const Uuid& department) {
    Use row = m_connection->use("admin_log");
    row->bind(1, department);
    return admin_log_rows(*row);
}

Result<std::vector<AdminLogRow>>
SqlReader::admin_log_before(const Uuid& department, std::int64_t entry, std::size_t rows_max) {
    Use row = m_connection->use("admin_log_before");
    row->bind(1, department).bind(2, entry).bind(3, static_cast<std::int64_t>(rows_max));
    return admin_log_rows(*row);
}

Result<void>
SqlReader::for_each_event(const Uuid& department,
                          const std::function<Result<void>(const domain::PlacedEvent&)>& visit) {
    const Snapshot snapshot = HUIYIN_TRY(Snapshot::begin(*m_connection));
    std::int64_t after = 0;
    for (;;) {
        std::vector<domain::PlacedEvent> events;
        {
            Use row = m_connection->use("events_after");
            row->bind(1, department).bind(2, after).bind(3, rows_per_read);
            while (HUIYIN_TRY(row->step())) {
                events.push_back(HUIYIN_TRY(placed_event_from_row(*row)));
            }
        }
        for (const domain::PlacedEvent& placed : events) {
            HUIYIN_TRY(visit(placed));
            after = placed.change;
        }
        if (static_cast<std::int64_t>(events.size()) < rows_per_read) {
            return {};
        }
    }
}

} // namespace huiyin::server::store
