// huiyin-server as a process of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace huiyin::server::tests {

/// Runs a command to its end.
struct CommandResult {
    int status = -1; ///< exit status; -1 when a signal ended it
    std::string out; ///< what it printed, errors too
};

/// Whether the program is built for use: without the sanitizers, which make it several times slower
/// and keep the memory it frees. HUIYIN_TEST_SERVER names such a program to test instead of the one
/// built beside the tests.
bool server_is_built_for_use();

CommandResult run_command_line(const std::vector<std::string>& words);

/// `huiyin-server serve`, listening when the constructor returns.
class Process {
public:
    struct Options {
        std::string database;
        std::vector<std::string> more;      ///< further words of the command line
        std::string log_file = "/dev/null"; ///< where its standard error goes
    };

    explicit Process(const Options& options);

    explicit Process(const std::string& database)
        : Process(Options{.database = database}) {}

    /// Kills it when it still runs.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    std::uint16_t port() const { return m_port; }

    /// As the program says it; 0 when it has none.
    std::uint16_t metrics_port() const { return m_metrics_port; }

    void signal(int number) const;

    void kill();

    /// Asks to stop; gives the exit status.
    int stop();

    /// Resident memory at its highest so far, in bytes.
    std::size_t memory_bytes_most() const;

    /// Open file descriptors.
    std::size_t descriptors() const;

private:
    pid_t m_pid = 0;
    std::uint16_t m_port = 0;
    std::uint16_t m_metrics_port = 0;
};

} // namespace huiyin::server::tests
