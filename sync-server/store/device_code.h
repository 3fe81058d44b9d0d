// Device codes: three characters, each issued once (procedure 4.5).
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace huiyin::server::store {

/// The code of the n-th device of a department, counted from 1.
///
/// Neighbours look different, so that a misread character does not name the tablet beside it.
/// Errors: TooLarge beyond 32 768 devices.
base::Result<std::string> device_code(std::int64_t issued);

} // namespace huiyin::server::store
