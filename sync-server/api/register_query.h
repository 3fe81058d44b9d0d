// A register as it is asked for.
#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/domain/calendar.h"
#include "core/records/register.h"

#include <string_view>

namespace huiyin::server::api {

/// Days from `first` to `last`, both included.
struct RegisterQuery {
    domain::Day first = 0;
    domain::Day last = 0;
    records::Printing printing;
    base::Uuid led_by; ///< only what concerns the team that this person leads; nil = everything
};

/// A day as "2026-11-01". Errors: InvalidInput for anything else and for days that no calendar has.
base::Result<domain::Day> day_from_text(std::string_view text);

/// The query of a URL: `from=2026-11-01&to=2026-11-30&language=zh`. Errors: InvalidInput naming the
/// member.
base::Result<RegisterQuery> register_query_from_text(std::string_view text);

} // namespace huiyin::server::api
