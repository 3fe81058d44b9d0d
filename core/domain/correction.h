// What a correction of the intake brings with it, so that the record never contradicts itself.
#pragma once

#include "core/domain/complaint.h"

#include <vector>

namespace huiyin::domain {

/// The correction, then those that it entails, in the order in which they are to be taken:
///
/// - 匿名 and 拒绝提供 take away what would still name or reach the complainant;
/// - giving up 保密 writes who complains, as known here, into the open part, where those read it
///   who could not before.
std::vector<Payload> with_entailed(const Complaint& complaint, const CorrectPayload& correction);

} // namespace huiyin::domain
