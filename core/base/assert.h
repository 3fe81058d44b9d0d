// Programmer errors. On in release builds; never reachable from bytes we did not write.
#pragma once

namespace huiyin::base {

/// Prints where and what to stderr and ends the program; on wasm this traps and the shell shows its
/// recovery page.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

} // namespace huiyin::base

#define HUIYIN_ASSERT(condition)                                                                   \
    (static_cast<bool>(condition)                                                                  \
         ? static_cast<void>(0)                                                                    \
         : ::huiyin::base::assertion_failed(#condition, __FILE__, __LINE__))
