#include "core/domain/intake.h"

#include "core/base/limits.h"
#include "core/base/text.h"

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
    if (intake.complainant_kind == ComplainantKind::Anonymous || intake.contact_refused) {
        return;
    }
    checker.required_text(IntakeField::Contact, intake.contact, limits::short_text_chars_max);
    if (is_broken_mobile_number(base::trimmed(intake.contact))) {
        checker.add(IntakeField::Contact, FieldProblem::PhoneLength);
    }
}

void check_complainant(const Intake& intake, Checker& checker) {
    if (intake.complainant_kind != ComplainantKind::Anonymous) {
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

/// Writes only what is set, so that payloads stay small and later fields change nothing for old
/// ones.
class Writer {
public:
    Json json = Json::object();

    // Growing would copy the members: their names are const.
    Writer() { json.get_ref<Json::object_t&>().reserve(24); }

    void text(const char* key, const std::string& value) {
        if (!value.empty()) {
            json[key] = value;
        }
    }

    void flag(const char* key, bool value) {
        if (value) {
            json[key] = true;
        }
    }

    template <class Enum>
    void code(const char* key, const std::optional<Enum>& value) {
        if (value) {
            json[key] = std::string(code_of(*value));
        }
    }
};

/// Reads members by type; the first wrong one is remembered.
class Reader {
public:
    explicit Reader(const Json& json)
        : m_json(json) {}

    std::string problem;

    void text(const char* key, std::string& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        if (auto value = base::find_string(m_json, key)) {
            out = std::move(*value);
        } else {
            wrong(key);
        }
    }

    void integer(const char* key, std::int64_t& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        if (const auto value = base::find_integer(m_json, key)) {
            out = *value;
        } else {
            wrong(key);
        }
    }

    void flag(const char* key, bool& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        if (const auto value = base::find_bool(m_json, key)) {
            out = *value;
        } else {
            wrong(key);
        }
    }

    template <class Enum>
    void code(const char* key, std::optional<Enum>& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        const auto text = base::find_string(m_json, key);
        out = text ? from_code<Enum>(*text) : std::nullopt;
        if (!out) {
            wrong(key);
        }
    }

private:
    const Json& m_json;

    void wrong(const char* key) {
        if (problem.empty()) {
            problem = key;
        }
    }
};

/// The JSON members of an intake, named once for reading and writing.
template <class Archive, class IntakeRef>
void visit_codes(Archive& archive, IntakeRef& intake) {
    archive.code("trigger_source", intake.trigger_source);
    archive.code("basis", intake.basis);
    archive.code("channel", intake.channel);
    archive.code("form", intake.form);
    archive.code("complainant_kind", intake.complainant_kind);
    archive.code("category", intake.category);
    archive.code("sub_category", intake.sub_category);
    archive.code("info_check", intake.info_check);
    archive.flag("contact_refused", intake.contact_refused);
    archive.flag("confidential", intake.confidential);
    archive.flag("respondent_unknown", intake.respondent_unknown);
}

template <class Archive, class IntakeRef>
void visit_texts(Archive& archive, IntakeRef& intake) {
    archive.text("complainant_name", intake.complainant_name);
    archive.text("complainant_org", intake.complainant_org);
    archive.text("contact", intake.contact);
    archive.text("respondent", intake.respondent);
    archive.text("location", intake.location);
    archive.text("system", intake.system);
    archive.text("content", intake.content);
    archive.text("remedy_sought", intake.remedy_sought);
    archive.text("info_check_note", intake.info_check_note);
}

} // namespace

std::vector<IntakeProblem> check_intake(const Intake& intake, std::int64_t recorded_at_utc_ms) {
    Checker checker;
    checker.chosen(IntakeField::TriggerSource, intake.trigger_source);
    checker.chosen(IntakeField::Channel, intake.channel);
    checker.chosen(IntakeField::Form, intake.form);
    check_complainant(intake, checker);
    check_matter(intake, recorded_at_utc_ms, checker);
    checker.chosen(IntakeField::InfoCheck, intake.info_check);
    checker.optional_text(
        IntakeField::InfoCheckNote, intake.info_check_note, limits::long_text_chars_max);
    return std::move(checker.problems);
}

Json json_from_intake(const Intake& intake) {
    Writer writer;
    writer.json["complained_at"] = intake.complained_at_utc_ms;
    visit_codes(writer, intake);
    visit_texts(writer, intake);
    return std::move(writer.json);
}

Result<Intake> intake_from_json(const Json& json) {
    if (!json.is_object()) {
        return failure(ErrorCode::InvalidInput, "the intake is no object");
    }
    Intake intake;
    Reader reader(json);
    reader.integer("complained_at", intake.complained_at_utc_ms);
    visit_codes(reader, intake);
    visit_texts(reader, intake);
    if (!reader.problem.empty()) {
        return failure(ErrorCode::InvalidInput, "intake member " + reader.problem);
    }
    return intake;
}

std::string title_of(const Intake& intake) {
    constexpr std::size_t title_chars_max = 40;
    const std::string_view content = base::trimmed(intake.content);
    std::size_t end = content.size();
    for (const std::string_view stop : {"。", "！", "？", "；", "\n", "!", "?", ";"}) {
        end = std::min(end, content.find(stop));
    }
    const std::string_view sentence = content.substr(0, end);
    const std::string_view cut = base::first_chars(sentence, title_chars_max);
    if (cut.size() == sentence.size()) {
        return std::string(sentence);
    }
    // A long sentence ends at its last comma that fits; one without is cut visibly.
    const std::size_t comma = cut.rfind("，");
    return comma != std::string_view::npos
               ? std::string(cut.substr(0, comma))
               : std::string(base::first_chars(cut, title_chars_max - 1)) + "…";
}

} // namespace huiyin::domain
