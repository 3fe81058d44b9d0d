#include "ui/app/labels.h"

#include "core/base/limits.h"
#include "ui/app/keeping_strings.h"

#include <algorithm>

namespace huiyin::app {

using domain::FieldProblem;
using domain::IntakeField;
namespace limits = base::limits;

namespace {

Text name_of_field(IntakeField field) {
    switch (field) {
    case IntakeField::TriggerSource:
    case IntakeField::Basis:
        return Text::FormTriggerSource;
    case IntakeField::Channel:
        return Text::FormChannel;
    case IntakeField::Form:
        return Text::FormForm;
    case IntakeField::ComplainantName:
        return Text::FormName;
    case IntakeField::ComplainantOrg:
        return Text::FormOrg;
    case IntakeField::ComplainantKind:
        return Text::FormKind;
    case IntakeField::Contact:
        return Text::FormContact;
    case IntakeField::ComplainedAt:
        return Text::DetailComplainedAt;
    case IntakeField::Category:
        return Text::FormCategory;
    case IntakeField::SubCategory:
        return Text::FormSubCategory;
    case IntakeField::Respondent:
        return Text::FormRespondent;
    case IntakeField::Location:
        return Text::FormLocation;
    case IntakeField::System:
        return Text::FormSystem;
    case IntakeField::Content:
        return Text::FormContent;
    case IntakeField::RemedySought:
        return Text::FormRemedy;
    case IntakeField::InfoCheck:
        return Text::FormSectionCheck;
    case IntakeField::InfoCheckNote:
        return Text::FormInfoCheckNote;
    case IntakeField::Informant:
        return Text::FormInformant;
    }
    return Text::FormContent;
}

bool is_choice(IntakeField field) {
    return field == IntakeField::TriggerSource || field == IntakeField::Channel ||
           field == IntakeField::Form || field == IntakeField::ComplainantKind ||
           field == IntakeField::Category || field == IntakeField::InfoCheck;
}

std::size_t chars_max_of(IntakeField field) {
    if (field == IntakeField::Content) {
        return limits::content_chars_max;
    }
    const bool long_text =
        field == IntakeField::RemedySought || field == IntakeField::InfoCheckNote;
    return long_text ? limits::long_text_chars_max : limits::short_text_chars_max;
}

} // namespace

std::string_view code_word(const domain::Directory& directory,
                           std::string_view list,
                           std::string_view code,
                           Language language) {
    for (const domain::CodeValue& value : directory.code_values) {
        if (value.list == list && value.code == code) {
            return language == Language::Chinese || value.en.empty() ? value.zh : value.en;
        }
    }
    return code;
}

std::string_view field_name(IntakeField field, Language language) {
    return sentence(name_of_field(field), language);
}

std::string problem_text(const domain::IntakeProblem& problem,
                         const domain::Intake& intake,
                         Language language) {
    const auto say = [language](Text text) { return sentence(text, language); };
    switch (problem.problem) {
    case FieldProblem::Missing:
        return std::string(
            say(is_choice(problem.field) ? Text::ProblemChooseOne : Text::ProblemMissing));
    case FieldProblem::TooShort:
        return with(say(Text::ProblemTooShort), std::to_string(limits::content_chars_min));
    case FieldProblem::TooLong:
        return with(say(Text::ProblemTooLong), std::to_string(chars_max_of(problem.field)));
    case FieldProblem::Malformed:
        return std::string(say(Text::ProblemMalformed));
    case FieldProblem::PhoneLength: {
        const auto digits = std::count_if(intake.contact.begin(), intake.contact.end(), [](char c) {
            return c >= '0' && c <= '9';
        });
        return with(say(Text::ProblemPhoneLength), std::to_string(digits));
    }
    case FieldProblem::InFuture:
        return std::string(say(Text::ProblemInFuture));
    }
    return {};
}

std::string_view sync_problem_text(sync::Problem problem, Language language) {
    const auto say = [language](Text text) { return sentence(text, language); };
    switch (problem) {
    case sync::Problem::None:
        return say(Text::SyncReasonOffline);
    case sync::Problem::ServerUnreachable:
        return say(Text::SyncReasonUnreachable);
    case sync::Problem::ServerBusy:
        return say(Text::SyncReasonBusy);
    case sync::Problem::ServerError:
        return say(Text::SyncReasonServerError);
    case sync::Problem::SignInNeeded:
        return say(Text::SyncReasonSignIn);
    case sync::Problem::Refused:
        return say(Text::SyncReasonRefused);
    case sync::Problem::VersionTooOld:
        return say(Text::SyncReasonOld);
    case sync::Problem::BadAnswer:
        return say(Text::SyncReasonBadAnswer);
    case sync::Problem::StorageFailed:
        return say(Text::SyncReasonStorage);
    case sync::Problem::OthersFirst:
        return sentence(KeepText::OthersFirst, language);
    case sync::Problem::Copied:
        return say(Text::SyncReasonCopied);
    }
    return {};
}

std::string_view storage_error_text(base::ErrorCode code, Language language) {
    if (code == base::ErrorCode::StorageFull) {
        return sentence(Text::FormStorageFull, language);
    }
    if (code == base::ErrorCode::StorageCorrupt) {
        return sentence(Text::StorageCorrupt, language);
    }
    return sentence(code == base::ErrorCode::StorageBusy ? Text::StorageBusy : Text::StorageFailed,
                    language);
}

} // namespace huiyin::app
