#include "tests/server/process.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace huiyin::server::tests {

namespace {

struct Started {
    pid_t pid = 0;
    int out = -1;
};

const char* other_program() {
    return std::getenv("HUIYIN_TEST_SERVER"); // NOLINT(concurrency-mt-unsafe): nobody sets it
}

/// Errors go to the file, or with an empty name to the same pipe.
Started start(std::vector<std::string> words, const std::string& error_file) {
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    words.insert(words.begin(),
                 other_program() == nullptr ? HUIYIN_SERVER_PROGRAM : other_program());
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (error_file.empty()) {
        posix_spawn_file_actions_adddup2(&actions, out[1], STDERR_FILENO);
    } else {
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, error_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    }
    Started started;
    const int failed =
        posix_spawn(&started.pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    started.out = out[0];
    if (failed != 0) {
        throw std::runtime_error("cannot start huiyin-server");
    }
    return started;
}

int wait_for(pid_t pid) {
    int status = -1;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string read_line(int pipe_end) {
    std::string line;
    char byte = 0;
    while (::read(pipe_end, &byte, 1) == 1 && byte != '\n') {
        line += byte;
    }
    return line;
}

std::uint16_t port_in(const std::string& line) {
    const std::size_t colon = line.rfind(':');
    if (colon == std::string::npos) {
        throw std::runtime_error("huiyin-server did not listen: " + line);
    }
    return static_cast<std::uint16_t>(
        std::stoi(line.substr(colon + 1))); // "/" and what follows end the number
}

} // namespace

bool server_is_built_for_use() {
#if defined(__SANITIZE_ADDRESS__)
    return other_program() != nullptr;
#else
    return true;
#endif
}

CommandResult run_command_line(const std::vector<std::string>& words) {
    const Started started = start(words, {});
    CommandResult result;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(started.out, bytes, sizeof bytes)) > 0;) {
        result.out.append(bytes, static_cast<std::size_t>(count));
    }
    ::close(started.out);
    result.status = wait_for(started.pid);
    return result;
}

Process::Process(const Options& options) {
    std::vector<std::string> words{
        "serve", "--database", options.database, "--listen", "127.0.0.1:0"};
    words.insert(words.end(), options.more.begin(), options.more.end());
    const Started started = start(words, options.log_file);
    m_pid = started.pid;
    // The program prints its addresses once it listens.
    m_port = port_in(read_line(started.out));
    for (const std::string& word : options.more) {
        if (word == "--metrics-port") {
            m_metrics_port = port_in(read_line(started.out));
        }
    }
    ::close(started.out);
}

Process::~Process() {
    if (m_pid > 0) {
        kill();
    }
}

void Process::signal(int number) const {
    ::kill(m_pid, number);
}

void Process::kill() {
    signal(SIGKILL);
    wait_for(std::exchange(m_pid, 0));
}

int Process::stop() {
    signal(SIGTERM);
    return wait_for(std::exchange(m_pid, 0));
}

std::size_t Process::memory_bytes_most() const {
    std::ifstream status("/proc/" + std::to_string(m_pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::strtoul(line.c_str() + 6, nullptr, 10) * 1024;
        }
    }
    return 0;
}

std::size_t Process::descriptors() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/" + std::to_string(m_pid) + "/fd")) {
        ++count;
    }
    return count;
}

} // namespace huiyin::server::tests
