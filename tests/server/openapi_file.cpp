#include "tests/server/openapi_file.h"

#include <cctype>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace huiyin::server::tests {

namespace {

/// The words of an enum from its bracket on, which may go over several lines.
std::set<std::string> words_of_enum(std::istream& file, std::string text) {
    while (text.find(']') == std::string::npos) {
        std::string more;
        if (!std::getline(file, more)) {
            throw std::runtime_error("openapi.yaml: an enum has no end");
        }
        text += more;
    }
    std::set<std::string> words;
    std::string word;
    for (const char c : text.substr(text.find('['))) {
        if (std::islower(static_cast<unsigned char>(c)) != 0 || c == '_') {
            word += c;
        } else if (!word.empty()) {
            words.insert(word);
            word.clear();
        }
    }
    return words;
}

} // namespace

DescribedApi described_api() {
    std::ifstream file(HUIYIN_OPENAPI_FILE);
    if (!file.is_open()) {
        throw std::runtime_error("no openapi.yaml");
    }
    DescribedApi api;
    std::string line;
    std::string path;
    std::string operation;
    bool in_paths = false;
    bool in_command = false;
    while (std::getline(file, line)) {
        const std::string_view text = line;
        if (!text.empty() && text[0] != ' ') {
            in_paths = text == "paths:";
        } else if (in_paths && text.starts_with("  /")) {
            path = text.substr(2, text.size() - 3);
        } else if (in_paths && text.starts_with("    ") && text[4] != ' ') {
            operation.clear();
            for (const char c : text.substr(4, text.size() - 5)) {
                operation += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            }
            operation += " " + path;
            api.operations.insert(operation);
        } else if (in_paths && text == "      security: []") {
            api.without_bearer.insert(operation);
        } else if (text == "        command:") {
            in_command = true;
        } else if (in_command && text.starts_with("          enum: [")) {
            api.admin_commands = words_of_enum(file, line);
            in_command = false;
        }
    }
    return api;
}

} // namespace huiyin::server::tests
