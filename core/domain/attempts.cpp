#include "core/domain/attempts.h"

#include <algorithm>
#include <set>

namespace huiyin::domain {

namespace {

constexpr std::size_t failed_attempts_min = 3;
constexpr std::size_t attempt_days_min = 2;

} // namespace

bool is_anonymous(const Complaint& complaint) {
    return complaint.intake.complainant_kind == ComplainantKind::Anonymous;
}

bool may_be_untold(const Complaint& complaint) {
    return is_anonymous(complaint) || complaint.intake.contact_refused ||
           std::any_of(complaint.follow_ups.begin(),
                       complaint.follow_ups.end(),
                       [&](const FollowUpAttempt& attempt) {
                           return attempt.round == complaint.round && !attempt.said.reached;
                       });
}

bool tried_often_enough(const Complaint& complaint, const WorkCalendar& calendar) {
    std::size_t failed = 0;
    std::set<Day> days;
    for (const FollowUpAttempt& attempt : complaint.follow_ups) {
        if (attempt.round == complaint.round && !attempt.said.reached) {
            ++failed;
            days.insert(local_day(calendar, attempt.said.at_utc_ms));
        }
    }
    return failed >= failed_attempts_min && days.size() >= attempt_days_min;
}

} // namespace huiyin::domain
