#include "core/store/list_rows.h"

#include "core/store/projection_marks.h"

namespace huiyin::store {

using base::Result;

ListRow list_row_from(const sqlite::Statement& row, int first) {
    const auto at = [first](int column) { return first + column; };
    const std::int64_t severity = row.integer(at(12));
    const std::int64_t marks = row.integer(at(17));
    return ListRow{.ref = row.integer(at(0)),
                   .id = row.uuid(at(1)),
                   .state = code_at<domain::State>(row.integer(at(2))),
                   .updated_at_utc_ms = row.integer(at(3)),
                   .unsent = row.integer(at(4)),
                   .conflicted = row.integer(at(5)) != 0,
                   .accepted_by = row.uuid(at(6)),
                   .number = std::string(row.text(at(7))),
                   .title = std::string(row.text(at(8))),
                   .complainant = std::string(row.text(at(9))),
                   .location = std::string(row.text(at(10))),
                   .recorded_at_utc_ms = row.integer(at(11)),
                   .severity = code_from<domain::Severity>(severity),
                   .validity = code_at<domain::Validity>(row.integer(at(13))),
                   .due_utc_ms = row.integer(at(14)),
                   .group = row.uuid(at(15)),
                   .handler = row.uuid(at(16)),
                   .clock_anomaly = (marks & mark_clock_anomaly) != 0,
                   .identity_hidden = (marks & mark_identity_hidden) != 0,
                   .redacted = (marks & mark_redacted) != 0,
                   .round = static_cast<int>(row.integer(at(18)))};
}

Result<std::vector<ListRow>> rows_of(sqlite::Statement& query) {
    std::vector<ListRow> rows;
    while (HUIYIN_TRY(query.step())) {
        rows.push_back(list_row_from(query));
    }
    query.reset();
    return rows;
}

std::optional<domain::State> state_of(ListFilter filter) {
    switch (filter) {
    case ListFilter::ToDispatch:
        return domain::State::Recorded;
    case ListFilter::ToReceive:
        return domain::State::Assigned;
    case ListFilter::Handling:
        return domain::State::Handling;
    case ListFilter::ToFeedBack:
        return domain::State::Handled;
    case ListFilter::ToFollowUp:
        return domain::State::FedBack;
    case ListFilter::Closed:
        return domain::State::Closed;
    case ListFilter::Cancelled:
        return domain::State::Cancelled;
    case ListFilter::IntakeRejected:
        return domain::State::IntakeRejected;
    case ListFilter::All:
    case ListFilter::Mine:
    case ListFilter::Unsent:
    case ListFilter::Open:
    case ListFilter::Overdue:
    case ListFilter::Major:
    case ListFilter::Conflicted:
        return std::nullopt;
    }
    return std::nullopt;
}

bool is_live(ListFilter filter) {
    return filter == ListFilter::Open || filter == ListFilter::Overdue ||
           filter == ListFilter::Major || filter == ListFilter::Conflicted;
}

void bind_live(sqlite::Statement& list,
               ListFilter filter,
               std::int64_t now_utc_ms,
               bool only_open) {
    const bool overdue = filter == ListFilter::Overdue;
    list.bind(4, filter == ListFilter::Major ? std::int64_t{1} : std::int64_t{-1})
        .bind(5, std::int64_t{filter == ListFilter::Conflicted})
        .bind(6, std::int64_t{overdue})
        .bind(7, overdue ? now_utc_ms : INT64_MAX)
        .bind(8, std::int64_t{only_open});
}

bool is_only_open(ListFilter filter) {
    return filter == ListFilter::Open || filter == ListFilter::Major;
}

/// In place of a state: any in which something is still to be done.
constexpr std::int64_t any_open = -2;

void bind_drill(sqlite::Statement& list, const Drill& drill, std::int64_t now_utc_ms) {
    const std::span<const std::uint8_t> no_group;
    list.bind(4, drill.from_utc_ms)
        .bind(5, drill.group ? std::span<const std::uint8_t>(drill.group->bytes) : no_group)
        .bind(6, place_of(drill.category))
        .bind(7, place_of(drill.validity))
        .bind(8, place_of(drill.close_code))
        .bind(9, place_of(drill.severity))
        .bind(10, drill.only_open ? any_open : place_of(drill.state))
        .bind(11, drill.overdue ? now_utc_ms : std::int64_t{-1});
}

} // namespace huiyin::store
