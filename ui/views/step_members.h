// The members of the intake as people correct them: their names, and their values in words.
#pragma once

#include "ui/app/app.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace huiyin::views {

/// How a member is asked for.
enum class MemberKind : std::uint8_t { Text, Code, Flag, Time, People };

/// A member that can be corrected, with its name on screen.
struct Member {
    std::string_view key; ///< in the intake's JSON
    app::Text name;
    MemberKind kind = MemberKind::Text;
};

/// In the order of the form.
std::span<const Member> correctable_members();

/// Nothing for a key that has no name on screen.
const Member* find_member(std::string_view key);

/// The name of a member; its key for one that has no name on screen.
std::string_view member_name(std::string_view key, app::Language language);

/// A member's JSON value as people read it: the word of a code, a moment, names; empty for none.
std::string member_words(const app::App& app, std::string_view key, const std::string& json);

/// Whether a flag's JSON value is true; one that is left out is not.
bool is_set(const std::string& json);

/// The text of a JSON text; empty for anything else.
std::string text_of_json(const std::string& json);

} // namespace huiyin::views
