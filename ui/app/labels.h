// Words for values of the domain: codes, field names, problems, refusals.
#pragma once

#include "core/base/error.h"
#include "core/domain/directory.h"
#include "core/domain/event.h"
#include "core/domain/intake.h"
#include "core/sync/engine.h"
#include "ui/app/strings.h"

#include <string>
#include <string_view>

namespace huiyin::app {

/// The word of a code in a language.
template <class Enum>
std::string_view label(Enum value, Language language) {
    const domain::CodeEntry& entry = domain::entry_of(value);
    return language == Language::Chinese ? entry.zh : entry.en;
}

/// The word of a code of a list that people pick from; the code itself when the list lacks it.
std::string_view code_word(const domain::Directory& directory,
                           std::string_view list,
                           std::string_view code,
                           Language language);

/// The name of a field as on the form.
std::string_view field_name(domain::IntakeField field, Language language);

/// What is wrong with a field, in a sentence that says how to mend it.
std::string
problem_text(const domain::IntakeProblem& problem, const domain::Intake& intake, Language language);

/// Why sync does not move, and what will happen.
std::string_view sync_problem_text(sync::Problem problem, Language language);

/// Why something could not be stored.
std::string_view storage_error_text(base::ErrorCode code, Language language);

} // namespace huiyin::app
