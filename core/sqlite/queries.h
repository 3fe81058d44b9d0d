// Statements are kept in .sql files, each under a line `-- name: insert_event`; this finds one by
// its name.
#pragma once

#include <string_view>

namespace huiyin::sqlite {

/// The text of the named statement. A name that is not in the file is a programmer error.
std::string_view named_query(std::string_view file, std::string_view name);

} // namespace huiyin::sqlite
