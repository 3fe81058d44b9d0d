// What statistics count, what resembles a new complaint, and who should be called.
#include "core/base/stable_order.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>

namespace huiyin::store {

using base::Result;

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
/// Looked at closely; the newest first.
constexpr std::int64_t alike_looked_at_max = 50;
constexpr std::size_t alike_shown_max = 5;

domain::Facts facts_from(const sqlite::Statement& row) {
    domain::Facts facts;
    facts.id = row.uuid(0);
    facts.state = code_at<domain::State>(row.integer(1));
    facts.round = static_cast<int>(row.integer(2));
    facts.validity = code_at<domain::Validity>(row.integer(4));
    facts.category = code_from<domain::Category>(row.integer(5));
    facts.channel = code_from<domain::Channel>(row.integer(6));
    facts.group = row.uuid(7);
    facts.handler = row.uuid(8);
    facts.recorded_at_utc_ms = row.integer(9);
    facts.handled_at_utc_ms = row.integer(10);
    facts.fed_back_at_utc_ms = row.integer(11);
    facts.closed_at_utc_ms = row.integer(12);
    facts.close_code = code_from<domain::CloseCode>(row.integer(13));
    facts.verify_result = code_from<domain::VerifyResult>(row.integer(14));
    facts.attempts = static_cast<std::uint32_t>(row.integer(15));
    const std::int64_t marks = row.integer(16);
    if ((marks & mark_severity_decided) != 0) {
        facts.severity = code_from<domain::Severity>(row.integer(3));
    }
    facts.reached = (marks & mark_reached) != 0;
    facts.recomplaint = (marks & mark_recomplaint) != 0;
    facts.clock_anomaly = (marks & mark_clock_anomaly) != 0;
    facts.identity_hidden = (marks & mark_identity_hidden) != 0;
    facts.redacted = (marks & mark_redacted) != 0;
    facts.sync_delay_ms = row.integer(17);
    facts.due_utc_ms = row.integer(18);
    facts.due_kind = code_at<domain::TargetKind>(row.integer(19));
    const std::int64_t targets = row.integer(20);
    for (std::size_t kind = 0; kind < facts.targets.size(); ++kind) {
        facts.targets[kind] = static_cast<domain::Timeliness>(targets >> (2 * kind) & 3);
    }
    return facts;
}

} // namespace

Result<std::vector<domain::Facts>> TabletStore::facts(std::int64_t from_utc_ms,
                                                      std::int64_t to_utc_ms) {
    std::vector<domain::Facts> facts;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("facts"));
    query->bind(1, from_utc_ms).bind(2, to_utc_ms);
    while (HUIYIN_TRY(query->step())) {
        facts.push_back(facts_from(*query));
    }
    query->reset();
    return facts;
}

Result<domain::Part> TabletStore::count_recorded(std::int64_t from_utc_ms, std::int64_t to_utc_ms) {
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("count_recorded"));
    query->bind(1, from_utc_ms).bind(2, to_utc_ms);
    HUIYIN_TRY(query->step());
    const domain::Part part{.recorded = query->integer(0), .valid = query->integer(1)};
    query->reset();
    return part;
}

Result<std::vector<SimilarRow>> TabletStore::alike_since(const domain::Intake& intake,
                                                         std::int64_t since_utc_ms,
                                                         double similarity_min) {
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("similar"));
    query->bind(1, since_utc_ms)
        .bind(2, std::string_view(intake.complainant_name))
        .bind(3, std::string_view(intake.system))
        .bind(4, alike_looked_at_max);
    std::vector<Uuid> ids;
    while (HUIYIN_TRY(query->step())) {
        ids.push_back(query->uuid(0));
    }
    query->reset();
    std::vector<SimilarRow> rows;
    for (const Uuid& id : ids) {
        auto found = HUIYIN_TRY(complaint(id));
        const double likeness =
            found ? domain::similarity(found->intake.content, intake.content) : 0;
        if (found && likeness >= similarity_min) {
            rows.push_back({std::move(*found), likeness});
        }
    }
    base::stable_sort(
        rows, [](const SimilarRow& a, const SimilarRow& b) { return a.similarity > b.similarity; });
    return rows;
}

Result<std::vector<SimilarRow>> TabletStore::similar(const domain::Intake& intake) {
    const std::int64_t since =
        m_clock.now_utc_ms() - std::int64_t{m_directory.policy.duplicate_days} * day_ms;
    auto rows = HUIYIN_TRY(alike_since(intake, since, domain::duplicate_similarity_min));
    rows.resize(std::min(rows.size(), alike_shown_max));
    return rows;
}

Result<domain::RelatedCounts> TabletStore::related_counts(const domain::Intake& intake) {
    constexpr int repeated_days = 30;
    const auto rows = HUIYIN_TRY(alike_since(
        intake, m_clock.now_utc_ms() - repeated_days * day_ms, domain::duplicate_similarity_min));
    domain::RelatedCounts related{.same_matter_30_days = rows.size()};
    for (const SimilarRow& row : rows) {
        const domain::Closure* closure = row.complaint.closure();
        related.after_dissatisfied =
            related.after_dissatisfied ||
            (closure != nullptr && closure->code == domain::CloseCode::Dissatisfied);
    }
    return related;
}

Result<std::vector<domain::Complaint>> TabletStore::alerts() {
    // Only what was not sent yet can have failed to arrive.
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("unsent_major"));
    std::vector<Uuid> ids;
    while (HUIYIN_TRY(query->step())) {
        ids.push_back(query->uuid(0));
    }
    query->reset();
    std::vector<domain::Complaint> alerts;
    for (const Uuid& id : ids) {
        auto found = HUIYIN_TRY(complaint(id));
        if (found && domain::needs_call(*found, m_directory)) {
            alerts.push_back(std::move(*found));
        }
    }
    return alerts;
}

} // namespace huiyin::store
