// huiyin-tablet: see commands.cpp for what it can do.
#include "ui/command/commands.h"

#include <csignal>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    // A server that is gone is an answer that does not come, not an end.
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    return huiyin::command::run_command(words);
}
