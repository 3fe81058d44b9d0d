// Users who cannot be reached: what then stands in for telling and asking them (procedure 4.9.4 and
// 4.9.8).
#pragma once

#include "core/domain/calendar.h"
#include "core/domain/complaint.h"

namespace huiyin::domain {

bool is_anonymous(const Complaint& complaint);

/// Whether 无法反馈 can be true of it: the user is anonymous, refused to leave a contact, or was
/// tried in vain in this round.
bool may_be_untold(const Complaint& complaint);

/// Whether it may be closed unverified (T16): three attempts in vain on two days.
bool tried_often_enough(const Complaint& complaint, const WorkCalendar& calendar);

} // namespace huiyin::domain
