// The record of web/record.js as the domain knows it, for our benchmark programs.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/intake.h"

#include <string>
#include <vector>

namespace huiyin::bench {

/// The fields of web/record.js in their order.
enum Field : std::size_t {
    Id,
    Number,
    Status,
    ReceivedAt,
    ComplainantName,
    ComplainantOrg,
    ComplainantKind,
    Contact,
    Confidential,
    TriggerSource,
    Basis,
    Form,
    Channel,
    Category,
    SubCategory,
    Respondent,
    Location,
    System,
    Content,
    RemedySought,
    InfoCheck,
    InfoCheckNote,
    FieldCount
};

using Record = std::vector<std::string>;

/// FieldCount texts, each ended by a zero byte.
Record record_from(const char* fields);

domain::Intake intake_of(const Record& record);

/// All fields in their order, as web/record.js joins them.
std::string line_of(const domain::Complaint& complaint);

} // namespace huiyin::bench
