#include "tests/bench/bench_record.h"

#include "core/base/uuid.h"
#include "core/domain/codes.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace huiyin::bench {

namespace {

std::int64_t integer_of(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

Record record_from(const char* fields) {
    Record record;
    for (std::size_t i = 0; i < FieldCount; ++i) {
        record.emplace_back(fields);
        fields += record.back().size() + 1;
    }
    return record;
}

domain::Intake intake_of(const Record& record) {
    domain::Intake intake;
    intake.complained_at_utc_ms = integer_of(record[ReceivedAt]);
    intake.complainant_name = record[ComplainantName];
    intake.complainant_org = record[ComplainantOrg];
    intake.complainant_kind = domain::from_code<domain::ComplainantKind>(record[ComplainantKind]);
    intake.contact = record[Contact];
    intake.confidential = record[Confidential] == "1";
    intake.trigger_source = domain::from_code<domain::TriggerSource>(record[TriggerSource]);
    intake.basis = domain::from_code<domain::Basis>(record[Basis]);
    intake.form = domain::from_code<domain::Form>(record[Form]);
    intake.channel = domain::from_code<domain::Channel>(record[Channel]);
    intake.category = domain::from_code<domain::Category>(record[Category]);
    intake.sub_category = domain::from_code<domain::SubCategory>(record[SubCategory]);
    intake.respondent = record[Respondent];
    intake.location = record[Location];
    intake.system = record[System];
    intake.content = record[Content];
    intake.remedy_sought = record[RemedySought];
    intake.info_check = domain::from_code<domain::InfoCheck>(record[InfoCheck]);
    intake.info_check_note = record[InfoCheckNote];
    return intake;
}

namespace {

template <class Enum>
std::string code_text(const std::optional<Enum>& value) {
    return value ? std::string(domain::code_of(*value)) : std::string();
}

Record record_of(const domain::Complaint& complaint) {
    const domain::Intake& intake = complaint.intake;
    Record record(FieldCount);
    record[Id] = base::to_string(complaint.id);
    record[Number] = complaint.number;
    record[Status] = domain::code_of(complaint.state);
    record[ReceivedAt] = std::to_string(intake.complained_at_utc_ms);
    record[ComplainantName] = intake.complainant_name;
    record[ComplainantOrg] = intake.complainant_org;
    record[ComplainantKind] = code_text(intake.complainant_kind);
    record[Contact] = intake.contact;
    record[Confidential] = intake.confidential ? "1" : "0";
    record[TriggerSource] = code_text(intake.trigger_source);
    record[Basis] = code_text(intake.basis);
    record[Form] = code_text(intake.form);
    record[Channel] = code_text(intake.channel);
    record[Category] = code_text(intake.category);
    record[SubCategory] = code_text(intake.sub_category);
    record[Respondent] = intake.respondent;
    record[Location] = intake.location;
    record[System] = intake.system;
    record[Content] = intake.content;
    record[RemedySought] = intake.remedy_sought;
    record[InfoCheck] = code_text(intake.info_check);
    record[InfoCheckNote] = intake.info_check_note;
    return record;
}

} // namespace

std::string line_of(const domain::Complaint& complaint) {
    std::string line;
    for (const std::string& field : record_of(complaint)) {
        line += line.empty() ? "" : "\x1f";
        line += field;
    }
    return line;
}

} // namespace huiyin::bench
