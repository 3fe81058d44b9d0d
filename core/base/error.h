// The closed list of what can go wrong, shared by the tablet and the server.
#pragma once

#include <string>
#include <string_view>

namespace huiyin::base {

/// What failed, by category. The list is closed: every switch over it is exhaustive.
enum class ErrorCode {
    // The caller's input.
    InvalidInput,    ///< malformed or out of its limits
    NotFound,        ///< the thing named does not exist, or may not be seen
    Unauthenticated, ///< no valid credentials
    Forbidden,       ///< known, but not allowed
    Conflict,        ///< contradicts what is already stored
    TooLarge,        ///< beyond a named limit
    Unsupported,     ///< a version or feature this build does not speak
    // The machine.
    StorageFull,    ///< quota or disk exhausted
    StorageCorrupt, ///< stored bytes are not what was written
    StorageBusy,    ///< another tab or process holds the storage
    StorageFailed,  ///< any other failure of the storage
    // The way between.
    Network,   ///< no answer
    Overloaded ///< try again later
};

/// A failure: its code and one line of detail for an operator.
///
/// `detail` never holds complaint text, names or secrets.
struct Error {
    ErrorCode code;
    std::string detail;
};

/// Whether the same request can succeed later without being changed.
bool is_retryable(ErrorCode code);

/// The stable name of a code, for logs and the wire, for example "storage_full".
std::string_view name_of(ErrorCode code);

/// The HTTP status that answers this error.
int http_status(ErrorCode code);

} // namespace huiyin::base
