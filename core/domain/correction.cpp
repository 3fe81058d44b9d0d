#include "core/domain/correction.h"

namespace huiyin::domain {

namespace {

constexpr const char* nothing = "null";

} // namespace

std::vector<Payload> with_entailed(const Complaint& complaint, const CorrectPayload& correction) {
    std::vector<Payload> all{correction};
    const Intake& before = complaint.intake;
    const auto after = with_member(before, correction.member, correction.value);
    if (!after) {
        return all;
    }
    const auto also = [&](const char* member, const std::string& value) {
        all.emplace_back(CorrectPayload{member, value, correction.reason});
    };
    if (before.confidential && !after->confidential) {
        for (const char* member :
             {"complainant_name", "complainant_org", "contact_refused", "contact"}) {
            const std::string value = member_value(before, member);
            if (value != nothing) {
                also(member, value);
            }
        }
        return all;
    }
    const bool in_the_open = !after->confidential;
    const bool hides = after->complainant_kind == ComplainantKind::Anonymous &&
                       before.complainant_kind != ComplainantKind::Anonymous;
    const bool refuses = after->contact_refused && !before.contact_refused;
    if (in_the_open && hides && !before.complainant_name.empty()) {
        also("complainant_name", nothing);
    }
    if (in_the_open && (hides || refuses) && !before.contact.empty()) {
        also("contact", nothing);
    }
    return all;
}

} // namespace huiyin::domain
