// The members of the intake as people correct them: their names, and their values in words.
#pragma once

#include "ui/app/strings.h"

#include <span>
#include <string>
#include <string_view>

namespace huiyin::views {

/// A member that is corrected as text, with its name on screen.
struct TextMember {
    std::string_view member;
    app::Text name;
};

/// In the order of the form.
std::span<const TextMember> text_members();

/// The name of a member; its key for one that has no name on screen.
std::string_view member_name(std::string_view member, app::Language language);

/// The words of a member's JSON value; empty for none.
std::string member_text(const std::string& json);

} // namespace huiyin::views
