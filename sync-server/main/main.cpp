// huiyin-server: see commands.h for what it can do.
#include "sync-server/main/commands.h"

#include <exception>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
        return huiyin::server::run_command(words);
    } catch (const std::exception& error) {
        std::cerr << "huiyin-server: " << error.what() << "\n";
        return huiyin::server::exit_failed;
    }
}
