// What lists, inbox and statistics read: one row per complaint, made from its fold.
#include "core/base/text.h"
#include "core/domain/targets.h"
#include "core/store/projection_marks.h"
#include "core/store/queries_private.h"
#include "core/store/tablet_store.h"

#include <algorithm>

namespace huiyin::store {

using base::Result;
using domain::Complaint;

namespace {

/// Everything that search looks in. A telephone number is also kept without its spaces and signs.
std::string search_text_of(const Complaint& complaint) {
    const domain::Intake& intake = complaint.intake;
    std::string text = complaint.number;
    const auto add = [&text](std::string_view part) {
        if (!part.empty()) {
            text += ' ';
            text += part;
        }
    };
    if (intake.complainant_kind != domain::ComplainantKind::Anonymous) {
        add(intake.complainant_name);
        add(intake.contact);
        std::string digits;
        std::copy_if(intake.contact.begin(),
                     intake.contact.end(),
                     std::back_inserter(digits),
                     [](char c) { return c >= '0' && c <= '9'; });
        if (digits != intake.contact) {
            add(digits);
        }
    }
    add(intake.complainant_org);
    add(intake.location);
    add(intake.system);
    add(intake.content);
    return base::folded_for_search(text);
}

std::int64_t updated_at_of(const Complaint& complaint) {
    std::int64_t newest = 0;
    for (const domain::Step& step : complaint.steps) {
        newest = std::max(newest, step.at_utc_ms);
    }
    return newest;
}

std::int64_t marks_of(const domain::Facts& facts) {
    return (facts.reached ? mark_reached : 0) | (facts.recomplaint ? mark_recomplaint : 0) |
           (facts.clock_anomaly ? mark_clock_anomaly : 0) |
           (facts.identity_hidden ? mark_identity_hidden : 0) |
           (facts.redacted ? mark_redacted : 0) | (facts.severity ? mark_severity_decided : 0);
}

std::int64_t packed(const std::array<domain::Timeliness, domain::target_kind_count>& targets) {
    std::int64_t bits = 0;
    for (std::size_t kind = 0; kind < targets.size(); ++kind) {
        bits |= static_cast<std::int64_t>(targets[kind]) << (2 * kind);
    }
    return bits;
}

/// What people still work on: open, in conflict, or with a corrective action to be done.
bool is_live(const Complaint& complaint) {
    return complaint.is_open() || complaint.conflicted() ||
           std::any_of(complaint.improvements.begin(),
                       complaint.improvements.end(),
                       [](const auto& one) { return one.done_at_utc_ms == 0; });
}

void bind_facts(sqlite::Statement& put, const Complaint& complaint, const domain::Facts& facts) {
    const auto severity =
        complaint.severity ? complaint.severity : complaint.intake.severity_proposed;
    put.bind(16, static_cast<std::int64_t>(facts.round))
        .bind(17, place_of(severity))
        .bind(19, place_of(facts.category))
        .bind(20, place_of(facts.channel))
        .bind(21, facts.group)
        .bind(22, facts.handler)
        .bind(23, facts.handled_at_utc_ms)
        .bind(24, facts.fed_back_at_utc_ms)
        .bind(25, facts.closed_at_utc_ms)
        .bind(26, place_of(facts.close_code))
        .bind(27, place_of(facts.verify_result))
        .bind(28, static_cast<std::int64_t>(facts.attempts))
        .bind(29, marks_of(facts))
        .bind(30, facts.sync_delay_ms)
        .bind(32, static_cast<std::int64_t>(facts.due_kind))
        .bind(34, packed(facts.targets));
}

} // namespace

Result<std::int64_t>
TabletStore::project(const Complaint& complaint, const Known* before, SearchText text) {
    const std::string title = title_of(complaint.intake);
    const bool anonymous = complaint.intake.complainant_kind == domain::ComplainantKind::Anonymous;
    // Bound by reference: it lives until the statement has run.
    const domain::Facts facts = domain::facts_of(complaint, m_directory.policy);
    const Order order{.state = complaint.state,
                      .updated_at_utc_ms = updated_at_of(complaint),
                      .accepted_at_utc_ms = complaint.accepted_at_utc_ms,
                      .validity = static_cast<std::int64_t>(facts.validity),
                      .due_utc_ms = facts.due_utc_ms,
                      .is_live = is_live(complaint)};
    sqlite::Statement* put =
        HUIYIN_TRY(m_queries->get(before == nullptr        ? "insert_complaint"
                                  : before->order == order ? "update_complaint_in_place"
                                                           : "update_complaint"));
    put->bind(1, complaint.id)
        .bind(2, static_cast<std::int64_t>(order.state))
        .bind(3, order.updated_at_utc_ms)
        .bind(4, static_cast<std::int64_t>(complaint.unsent))
        .bind(5, std::int64_t{complaint.conflicted()})
        .bind(6, complaint.accepted_by)
        .bind(7, order.accepted_at_utc_ms)
        .bind(8, std::string_view(complaint.number))
        .bind(9, complaint.register_no)
        .bind(10, std::string_view(title))
        .bind(11,
              anonymous ? std::string_view() : std::string_view(complaint.intake.complainant_name))
        .bind(12, std::string_view(complaint.intake.location))
        .bind(15, std::string_view(complaint.intake.system))
        .bind(18, order.validity)
        .bind(31, order.due_utc_ms)
        .bind(33, std::int64_t{order.is_live});
    bind_facts(*put, complaint, facts);
    if (before != nullptr) {
        put->bind(14, before->ref);
    }
    HUIYIN_TRY(put->run());
    const std::int64_t ref = before == nullptr ? m_database.last_insert_rowid() : before->ref;
    if (m_state_counts) {
        if (before != nullptr) {
            --m_state_counts->at(static_cast<std::size_t>(before->order.state));
        }
        ++m_state_counts->at(static_cast<std::size_t>(complaint.state));
    }
    if (text == SearchText::MayDiffer) {
        HUIYIN_TRY(project_text(complaint, ref, before == nullptr));
    }
    HUIYIN_TRY(project_links(complaint, ref));
    HUIYIN_TRY(project_inbox(complaint, ref, before == nullptr));
    return ref;
}

/// What was named once stays noted: whoever asks looks whether it still is.
Result<void> TabletStore::project_links(const Complaint& complaint, std::int64_t ref) {
    const auto put = [&](const Uuid& other) -> Result<void> {
        sqlite::Statement* link = HUIYIN_TRY(m_queries->get("put_link"));
        link->bind(1, other).bind(2, ref);
        return link->run();
    };
    for (const domain::Linked& linked : complaint.links) {
        HUIYIN_TRY(put(linked.said.other));
    }
    if (complaint.cancellation && !complaint.cancellation->said.master.is_nil()) {
        HUIYIN_TRY(put(complaint.cancellation->said.master));
    }
    return {};
}

Result<void> TabletStore::project_text(const Complaint& complaint, std::int64_t ref, bool is_new) {
    const std::string text = search_text_of(complaint);
    if (!is_new) {
        sqlite::Statement* old = HUIYIN_TRY(m_queries->get("complaint_text"));
        old->bind(1, ref);
        const bool is_same = HUIYIN_TRY(old->step()) && old->text(0) == text;
        old->reset();
        if (is_same) {
            return {};
        }
    }
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_complaint_text"));
    put->bind(1, ref).bind(2, std::string_view(text));
    HUIYIN_TRY(put->run());
    sqlite::Statement* pending = HUIYIN_TRY(m_queries->get("put_pending"));
    pending->bind(1, ref).bind(2, std::int64_t{!is_new});
    return pending->run();
}

Result<void> TabletStore::project_inbox(const Complaint& complaint, std::int64_t ref, bool is_new) {
    if (!m_session) {
        return {};
    }
    if (!is_new) {
        for (const char* forget : {"forget_tasks", "forget_notices"}) {
            sqlite::Statement* old = HUIYIN_TRY(m_queries->get(forget));
            old->bind(1, ref);
            HUIYIN_TRY(old->run());
        }
    }
    for (const domain::Task& task : domain::tasks_of(complaint, m_session->person, m_directory)) {
        sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_task"));
        put->bind(1, ref)
            .bind(2, static_cast<std::int64_t>(task.kind))
            .bind(3, task.due_utc_ms)
            .bind(4, task.since_utc_ms);
        HUIYIN_TRY(put->run());
    }
    std::int64_t place = 0;
    for (const domain::Notice& notice :
         domain::notices_for(complaint, m_session->person, m_directory)) {
        sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_notice"));
        put->bind(1, ref)
            .bind(2, place++)
            .bind(3, static_cast<std::int64_t>(notice.kind))
            .bind(4, notice.by)
            .bind(5, notice.at_utc_ms)
            .bind(6, std::int64_t{notice.read});
        HUIYIN_TRY(put->run());
    }
    return {};
}

Result<bool> TabletStore::refold_some(std::size_t complaints_max) {
    struct Waiting {
        std::int64_t ref;
        Uuid id;
    };

    std::vector<Waiting> waiting;
    sqlite::Statement* next = HUIYIN_TRY(m_queries->get("next_refold"));
    next->bind(1, static_cast<std::int64_t>(complaints_max));
    while (HUIYIN_TRY(next->step())) {
        waiting.push_back({next->integer(0), next->uuid(1)});
    }
    next->reset();
    if (waiting.empty()) {
        return false;
    }
    Change transaction = HUIYIN_TRY(Change::begin(*this, sqlite::Durability::Later));
    for (const Waiting& one : waiting) {
        HUIYIN_TRY(refold_or_drop(one.id));
        sqlite::Statement* done = HUIYIN_TRY(m_queries->get("delete_refold"));
        done->bind(1, one.ref);
        HUIYIN_TRY(done->run());
    }
    HUIYIN_TRY(transaction.commit());
    return true;
}

} // namespace huiyin::store
