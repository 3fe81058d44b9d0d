// The commands of huiyin-tablet.
#pragma once

#include <span>
#include <string>

namespace huiyin::command {

/// Exit status of a command that did what it should.
inline constexpr int exit_ok = 0;
/// Exit status when it could not.
inline constexpr int exit_failed = 1;
/// Exit status for a command line that cannot be understood.
inline constexpr int exit_usage = 2;

/// Runs the command that the words name, prints what is wrong, gives the exit status.
int run_command(std::span<const std::string> words);

} // namespace huiyin::command
