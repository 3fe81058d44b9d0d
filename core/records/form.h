// 《用户投诉处理表》: one complaint on paper (procedure 3.1).
#pragma once

#include "core/records/paper.h"

#include <string>

namespace huiyin::records {

struct FormOptions : Printing {
    /// False: the version without the complainant's block, for 保密.
    bool with_complainant = true;
};

/// The sheets of the form, in the classes of print.css. Every text is escaped. Who may not know who
/// complains (Complaint::identity_known) gets the version without the block in any case.
std::string form_html(const domain::Complaint& complaint,
                      const domain::Directory& directory,
                      const FormOptions& options);

} // namespace huiyin::records
