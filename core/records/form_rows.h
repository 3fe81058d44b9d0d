// The rows of 《用户投诉处理表》.
#pragma once

#include "core/records/form.h"
#include "core/records/sheet.h"

#include <array>
#include <vector>

namespace huiyin::records {

/// The upright headings, by Row::group.
inline constexpr std::array<Words, 6> form_groups{{{"投诉受理", "Intake"},
                                                   {"分派", "Dispatch"},
                                                   {"查证处理", "Handling"},
                                                   {"反馈回访关闭", "Follow-up"},
                                                   {"改进", "Improve"},
                                                   {"经过", "History"}}};

std::vector<Row> form_rows(const domain::Complaint& complaint,
                           const domain::Directory& directory,
                           const FormOptions& options);

} // namespace huiyin::records
