#include "core/domain/intake.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/fields.h"

#include <algorithm>
#include <string_view>

namespace huiyin::domain {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;
namespace limits = base::limits;

namespace {

class Checker {
public:
    std::vector<IntakeProblem> problems;

    void add(IntakeField field, FieldProblem problem) { problems.push_back({field, problem}); }

    template <class Enum>
    void chosen(IntakeField field, const std::optional<Enum>& value) {
        if (!value) {
            add(field, FieldProblem::Missing);
        }
    }

    /// A text that may be empty.
    void optional_text(IntakeField field, std::string_view text, std::size_t chars_max) {
        if (!is_plain(text)) {
            add(field, FieldProblem::Malformed);
        } else if (base::count_chars(text) > chars_max) {
            add(field, FieldProblem::TooLong);
        }
    }

    void required_text(IntakeField field, std::string_view text, std::size_t chars_max) {
        if (base::trimmed(text).empty()) {
            add(field, FieldProblem::Missing);
        } else {
            optional_text(field, text, chars_max);
        }
    }

private:
    static bool is_plain(std::string_view text) {
        return base::is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
                   const auto byte = static_cast<unsigned char>(c);
                   return byte < 0x20 && c != '\n' && c != '\t';
               });
    }
};

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) {
        return c >= '0' && c <= '9';
    });
    return digits;
}

/// Digits that begin like a mobile number must be one; extensions and landlines are shorter or
/// begin with 0.
bool is_broken_mobile_number(std::string_view contact) {
    const bool only_number = contact.find_first_not_of("0123456789 -+()") == std::string_view::npos;
    const std::string digits = digits_of(contact);
    const bool looks_mobile = digits.size() >= 9 && digits[0] == '1' && digits[1] >= '3';
    return only_number && looks_mobile && digits.size() != 11;
}

void check_contact(const Intake& intake, Checker& checker) {
    if (intake.complainant_kind == ComplainantKind::Anonymous || intake.contact_refused ||
        intake.redacted) {
        return;
    }
    checker.required_text(IntakeField::Contact, intake.contact, limits::short_text_chars_max);
    if (is_broken_mobile_number(base::trimmed(intake.contact))) {
        checker.add(IntakeField::Contact, FieldProblem::PhoneLength);
    }
}

void check_complainant(const Intake& intake, Checker& checker) {
    if (intake.complainant_kind != ComplainantKind::Anonymous && !intake.redacted) {
        checker.required_text(
            IntakeField::ComplainantName, intake.complainant_name, limits::short_text_chars_max);
    }
    checker.optional_text(
        IntakeField::ComplainantOrg, intake.complainant_org, limits::short_text_chars_max);
    checker.chosen(IntakeField::ComplainantKind, intake.complainant_kind);
    check_contact(intake, checker);
}

void check_content(const Intake& intake, Checker& checker) {
    checker.required_text(IntakeField::Content, intake.content, limits::content_chars_max);
    const std::size_t chars = base::count_chars(base::trimmed(intake.content));
    if (chars > 0 && chars < limits::content_chars_min) {
        checker.add(IntakeField::Content, FieldProblem::TooShort);
    }
}

void check_matter(const Intake& intake, std::int64_t recorded_at_utc_ms, Checker& checker) {
    if (intake.complained_at_utc_ms <= 0) {
        checker.add(IntakeField::ComplainedAt, FieldProblem::Missing);
    } else if (intake.complained_at_utc_ms > recorded_at_utc_ms) {
        checker.add(IntakeField::ComplainedAt, FieldProblem::InFuture);
    }
    checker.chosen(IntakeField::Category, intake.category);
    if (intake.category == Category::Team && !intake.respondent_unknown) {
        checker.required_text(
            IntakeField::Respondent, intake.respondent, limits::short_text_chars_max);
    } else {
        checker.optional_text(
            IntakeField::Respondent, intake.respondent, limits::short_text_chars_max);
    }
    checker.optional_text(IntakeField::Location, intake.location, limits::short_text_chars_max);
    checker.optional_text(IntakeField::System, intake.system, limits::short_text_chars_max);
    check_content(intake, checker);
    checker.optional_text(
        IntakeField::RemedySought, intake.remedy_sought, limits::long_text_chars_max);
}

} // namespace

namespace {

enum class Who : std::uint8_t { Named, KeptApart };

std::vector<IntakeProblem> check(const Intake& intake, std::int64_t recorded_at_utc_ms, Who who) {
    Checker checker;
    checker.chosen(IntakeField::TriggerSource, intake.trigger_source);
    checker.chosen(IntakeField::Channel, intake.channel);
    checker.chosen(IntakeField::Form, intake.form);
    if (who == Who::Named) {
        check_complainant(intake, checker);
    } else {
        checker.chosen(IntakeField::ComplainantKind, intake.complainant_kind);
    }
    check_matter(intake, recorded_at_utc_ms, checker);
    checker.chosen(IntakeField::InfoCheck, intake.info_check);
    checker.optional_text(
        IntakeField::InfoCheckNote, intake.info_check_note, limits::long_text_chars_max);
    checker.optional_text(IntakeField::Informant, intake.informant, limits::short_text_chars_max);
    checker.optional_text(IntakeField::Informant, intake.origin, limits::short_text_chars_max);
    return std::move(checker.problems);
}

} // namespace

std::vector<IntakeProblem> check_intake(const Intake& intake, std::int64_t recorded_at_utc_ms) {
    return check(intake, recorded_at_utc_ms, Who::Named);
}

std::vector<IntakeProblem> check_intake_without_identity(const Intake& intake,
                                                         std::int64_t recorded_at_utc_ms) {
    return check(intake, recorded_at_utc_ms, Who::KeptApart);
}

std::vector<IntakeProblem> check_identity(const Identity& identity) {
    Intake intake;
    put_identity(intake, identity);
    intake.complainant_kind = ComplainantKind::User;
    Checker checker;
    check_complainant(intake, checker);
    return std::move(checker.problems);
}

Identity take_identity(Intake& intake) {
    Identity identity{std::move(intake.complainant_name),
                      std::move(intake.complainant_org),
                      std::move(intake.contact),
                      intake.contact_refused,
                      intake.redacted};
    put_identity(intake, {});
    return identity;
}

void put_identity(Intake& intake, const Identity& identity) {
    intake.complainant_name = identity.name;
    intake.complainant_org = identity.org;
    intake.contact = identity.contact;
    intake.contact_refused = identity.contact_refused;
    intake.redacted = identity.redacted;
}

bool is_identity_member(std::string_view member) {
    return member == "complainant_name" || member == "complainant_org" || member == "contact" ||
           member == "contact_refused";
}

bool is_correctable(std::string_view member) {
    constexpr std::string_view members[] = {"complained_at",
                                            "trigger_source",
                                            "basis",
                                            "channel",
                                            "form",
                                            "complainant_kind",
                                            "category",
                                            "sub_category",
                                            "contact_refused",
                                            "confidential",
                                            "respondent_unknown",
                                            "respondents",
                                            "complainant_name",
                                            "complainant_org",
                                            "contact",
                                            "respondent",
                                            "location",
                                            "system",
                                            "content",
                                            "remedy_sought",
                                            "info_check_note",
                                            "informant",
                                            "origin"};
    return std::find(std::begin(members), std::end(members), member) != std::end(members);
}

std::string member_value(const Intake& intake, std::string_view member) {
    const Json json = json_from_intake(intake);
    const Json* value = base::find(json, member);
    return value == nullptr ? "null" : base::to_text(*value);
}

Result<Intake> with_member(const Intake& intake, std::string_view member, std::string_view value) {
    const Json parsed = HUIYIN_TRY(base::parse_json(value, limits::event_payload_bytes_max));
    Json json = json_from_intake(intake);
    if (!is_correctable(member)) {
        return failure(ErrorCode::InvalidInput, "no member of an intake that may be corrected");
    }
    if (parsed.is_null()) {
        json.erase(std::string(member));
    } else {
        json[std::string(member)] = parsed;
    }
    return intake_from_json(json);
}

Json json_from_intake(const Intake& intake) {
    FieldWriter writer;
    Intake::members(writer, intake);
    return std::move(writer.json);
}

Result<Intake> intake_from_json(const Json& json) {
    if (!json.is_object()) {
        return failure(ErrorCode::InvalidInput, "the intake is no object");
    }
    Intake intake;
    FieldReader reader(json);
    Intake::members(reader, intake);
    if (!reader.problem.empty()) {
        return failure(ErrorCode::InvalidInput, "intake member " + reader.problem);
    }
    return intake;
}

namespace {

constexpr std::string_view sentence_stops[] = {"。", "！", "？", "；", "\n", "!", "?", ";"};

/// What stands before the first sentence ends none.
std::string_view without_leading_stops(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view stop : sentence_stops) {
            if (text.starts_with(stop)) {
                text = base::trimmed(text.substr(stop.size()));
                again = true;
            }
        }
    }
    return text;
}

} // namespace

bool is_named_openly(const Intake& intake) {
    return !intake.confidential && intake.complainant_kind != ComplainantKind::Anonymous;
}

std::string title_of(const Intake& intake) {
    constexpr std::size_t title_chars_max = 40;
    const std::string_view content = base::trimmed(intake.content);
    const std::string_view words = without_leading_stops(content);
    if (words.empty()) {
        return std::string(base::first_chars(content, title_chars_max));
    }
    std::size_t end = words.size();
    for (const std::string_view stop : sentence_stops) {
        end = std::min(end, words.find(stop));
    }
    const std::string_view sentence = words.substr(0, end);
    const std::string_view cut = base::first_chars(sentence, title_chars_max);
    if (cut.size() == sentence.size()) {
        return std::string(sentence);
    }
    // A long sentence ends at its last comma that fits; one without is cut visibly.
    const std::size_t comma = cut.rfind("，");
    return comma != std::string_view::npos && comma != 0
               ? std::string(cut.substr(0, comma))
               : std::string(base::first_chars(cut, title_chars_max - 1)) + "…";
}

} // namespace huiyin::domain
