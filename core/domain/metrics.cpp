#include "core/domain/metrics.h"

#include <algorithm>
#include <numeric>

namespace huiyin::domain {

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

Timeliness timeliness_of(const Target& target) {
    if (target.is_open()) {
        return Timeliness::NotDue;
    }
    return target.is_late(target.done_utc_ms) ? Timeliness::DoneLate : Timeliness::InTime;
}

void add_times(const Complaint& complaint, Facts& facts) {
    facts.recorded_at_utc_ms = complaint.accepted_at_utc_ms;
    facts.handled_at_utc_ms = complaint.handled_at_utc_ms;
    if (const Feedback* feedback = complaint.feedback()) {
        facts.fed_back_at_utc_ms = feedback->at_utc_ms;
    }
    if (const Closure* closure = complaint.closure()) {
        facts.closed_at_utc_ms = closure->at_utc_ms;
        facts.close_code = closure->code;
    }
    for (const Step& step : complaint.steps) {
        facts.clock_anomaly = facts.clock_anomaly || step.clock_anomaly;
        const bool recorded =
            step.kind == EventKind::Record && step.verdict.kind == VerdictKind::Applied;
        if (recorded && step.server_time_utc_ms != 0) {
            facts.sync_delay_ms =
                std::max<std::int64_t>(1, step.server_time_utc_ms - step.at_utc_ms);
        }
    }
}

Spread spread_of(std::vector<std::int64_t> durations) {
    Spread spread;
    if (durations.empty()) {
        return spread;
    }
    std::sort(durations.begin(), durations.end());
    const std::size_t count = durations.size();
    spread.count = static_cast<std::int64_t>(count);
    spread.mean_ms =
        std::accumulate(durations.begin(), durations.end(), std::int64_t{0}) / spread.count;
    spread.median_ms = count % 2 == 1 ? durations[count / 2]
                                      : (durations[count / 2 - 1] + durations[count / 2]) / 2;
    // Nearest rank: the smallest value that 90 % do not exceed.
    spread.p90_ms = durations[(count * 9 + 9) / 10 - 1];
    return spread;
}

/// Adds up one complaint after another.
class Counter {
public:
    Counter(std::int64_t now_utc_ms, const WorkCalendar& calendar)
        : m_now_utc_ms(now_utc_ms)
        , m_calendar(calendar) {}

    void add(const Facts& facts) {
        if (facts.state == State::IntakeRejected) {
            return;
        }
        if (facts.state == State::Cancelled) {
            ++m_figures.cancelled;
            return;
        }
        ++m_figures.recorded;
        m_figures.major += facts.severity == Severity::Major ? 1 : 0;
        m_figures.conflicting_clock += facts.clock_anomaly ? 1 : 0;
        m_figures.recomplaint_rate.part += facts.recomplaint ? 1 : 0;
        add_validity(facts);
        add_progress(facts);
        add_parts(facts);
        if (facts.sync_delay_ms != 0) {
            m_sync_delays.push_back(facts.sync_delay_ms);
        }
    }

    Figures result() {
        Figures& f = m_figures;
        f.valid_rate = {f.valid, f.valid + f.invalid};
        f.closed_rate.of = f.recorded;
        f.recomplaint_rate.of = f.recorded;
        f.to_handled = spread_of(std::move(m_to_handled));
        f.to_closed = spread_of(std::move(m_to_closed));
        f.open_age = spread_of(std::move(m_open_ages));
        f.sync_delay = spread_of(std::move(m_sync_delays));
        return std::move(m_figures);
    }

private:
    std::int64_t m_now_utc_ms;
    const WorkCalendar& m_calendar;
    Figures m_figures;
    std::vector<std::int64_t> m_to_handled;
    std::vector<std::int64_t> m_to_closed;
    std::vector<std::int64_t> m_open_ages;
    std::vector<std::int64_t> m_sync_delays;

    static bool is_open(const Facts& facts) { return facts.state != State::Closed; }

    bool is_overdue(const Facts& facts) const {
        return is_open(facts) && facts.due_utc_ms != 0 && facts.due_utc_ms < m_now_utc_ms;
    }

    static std::size_t age_part(std::int64_t age_ms) {
        const auto later = std::find_if(open_age_limits_days.begin(),
                                        open_age_limits_days.end(),
                                        [age_ms](int days) { return age_ms < days * day_ms; });
        return static_cast<std::size_t>(later - open_age_limits_days.begin());
    }

    void add_validity(const Facts& facts) {
        switch (facts.validity) {
        case Validity::Pending:
            ++m_figures.pending;
            break;
        case Validity::Valid:
            ++m_figures.valid;
            break;
        case Validity::Invalid:
            ++m_figures.invalid;
            break;
        }
    }

    void add_progress(const Facts& facts) {
        Figures& f = m_figures;
        const bool handled = facts.handled_at_utc_ms != 0;
        const bool fed_back = facts.fed_back_at_utc_ms != 0;
        const bool closed = facts.closed_at_utc_ms != 0;
        const bool reopened = facts.round > 1;
        if (handled) {
            ++f.feedback_rate.of;
            f.feedback_rate.part += fed_back ? 1 : 0;
            m_to_handled.push_back(facts.handled_at_utc_ms - facts.recorded_at_utc_ms);
        }
        if (fed_back) {
            ++f.follow_up_rate.of;
            f.follow_up_rate.part += facts.attempts > 0 ? 1 : 0;
        }
        if (facts.attempts > 0) {
            ++f.reached_rate.of;
            f.reached_rate.part += facts.reached ? 1 : 0;
        }
        if (facts.verify_result) {
            ++f.satisfied_rate.of;
            f.satisfied_rate.part += facts.verify_result == VerifyResult::Satisfied ? 1 : 0;
        }
        if (closed) {
            ++f.closed_rate.part;
            ++f.closed_as[static_cast<std::size_t>(*facts.close_code)];
            m_to_closed.push_back(facts.closed_at_utc_ms - facts.recorded_at_utc_ms);
        } else {
            ++f.open;
            f.overdue += is_overdue(facts) ? 1 : 0;
            m_open_ages.push_back(m_now_utc_ms - facts.recorded_at_utc_ms);
            ++f.open_by_age[age_part(m_open_ages.back())];
        }
        if (closed || reopened) {
            ++f.reopened_rate.of;
            f.reopened_rate.part += reopened ? 1 : 0;
        }
        for (std::size_t kind = 0; kind < target_kind_count; ++kind) {
            const Timeliness done = facts.targets[kind];
            if (done == Timeliness::InTime || done == Timeliness::DoneLate) {
                ++f.in_time[kind].of;
                f.in_time[kind].part += done == Timeliness::InTime ? 1 : 0;
            }
        }
    }

    void add_parts(const Facts& facts) {
        const Day day = local_day(m_calendar, facts.recorded_at_utc_ms);
        const bool valid = facts.validity == Validity::Valid;
        ++m_figures.by_day[day];
        for (Part* part :
             {&m_figures.by_group[facts.group], &m_figures.by_category[facts.category]}) {
            ++part->recorded;
            part->valid += valid ? 1 : 0;
            part->overdue += is_overdue(facts) ? 1 : 0;
        }
    }
};

} // namespace

Facts facts_of(const Complaint& complaint, const Policy& policy) {
    Facts facts;
    facts.id = complaint.id;
    facts.state = complaint.state;
    facts.round = complaint.round;
    facts.severity = complaint.severity;
    facts.validity = complaint.validity();
    facts.category = complaint.intake.category;
    facts.channel = complaint.intake.channel;
    facts.handler = complaint.handler;
    if (!complaint.assignments.empty()) {
        facts.group = complaint.assignments.back().group;
    }
    add_times(complaint, facts);
    for (const FollowUpAttempt& attempt : complaint.follow_ups) {
        ++facts.attempts;
        facts.reached = facts.reached || attempt.said.reached;
    }
    if (const FollowUpAttempt* verified = complaint.verified()) {
        facts.verify_result = verified->said.verify_result;
    }
    for (const Linked& link : complaint.links) {
        facts.recomplaint = facts.recomplaint || link.said.kind == LinkKind::Recomplaint;
    }
    facts.identity_hidden = complaint.intake.confidential ||
                            complaint.intake.complainant_kind == ComplainantKind::Anonymous;
    facts.redacted = shows_as_redacted(complaint.intake);
    for (const Target& target : targets_of(complaint, policy)) {
        facts.targets[static_cast<std::size_t>(target.kind)] = timeliness_of(target);
    }
    if (const auto next = next_target(complaint, policy)) {
        facts.due_utc_ms = next->due_utc_ms;
        facts.due_kind = next->kind;
    }
    return facts;
}

Figures
figures_of(std::span<const Facts> facts, std::int64_t now_utc_ms, const WorkCalendar& calendar) {
    Counter counter(now_utc_ms, calendar);
    for (const Facts& one : facts) {
        counter.add(one);
    }
    return counter.result();
}

} // namespace huiyin::domain
