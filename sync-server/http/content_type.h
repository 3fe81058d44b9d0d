// The Content-Type of a file by its name (ASVS 4.1.1: always right, never guessed from bytes).
#pragma once

#include <string_view>

namespace huiyin::server::http {

/// By the last extension; unknown ones are "application/octet-stream".
std::string_view content_type_of(std::string_view file_name);

/// Whether the name holds a dot-separated part of 8 or more hexadecimal digits, so that its bytes
/// can never change.
bool has_content_hash(std::string_view file_name);

} // namespace huiyin::server::http
