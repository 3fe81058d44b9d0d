// The rules of the tree that no compiler checks: arrows between folders, banned calls, lengths, no
// SQL in C++.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct File {
    std::string path; ///< from the root of the tree
    std::vector<std::string> lines;
};

std::vector<File> read_tree(const std::vector<std::string>& endings) {
    std::vector<File> files;
    const fs::path root = HUIYIN_TREE;
    for (const char* folder : {"core", "ui", "wasm", "sync-server", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string path = fs::relative(entry.path(), root).string();
            const bool wanted =
                std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
                    return path.ends_with(ending);
                });
            if (!entry.is_regular_file() || !wanted ||
                path.find("node_modules") != std::string::npos) {
                continue;
            }
            File file{path, {}};
            std::ifstream in(entry.path());
            for (std::string line; std::getline(in, line);) {
                file.lines.push_back(line);
            }
            files.push_back(std::move(file));
        }
    }
    return files;
}

const std::vector<File>& cpp_files() {
    static const std::vector<File> files = read_tree({".h", ".cpp"});
    return files;
}

std::string place(const File& file, std::size_t line) {
    return file.path + ":" + std::to_string(line + 1);
}

/// The part of the tree a path belongs to: "core/domain", "ui/app", "wasm", "sync-server", "tests".
std::string part_of(const std::string& path) {
    const std::size_t first = path.find('/');
    const std::string top = path.substr(0, first);
    if (top != "core" && top != "ui") {
        return top;
    }
    return path.substr(0, path.find('/', first + 1));
}

/// The arrows of the architecture: what each part may include beside itself.
const std::map<std::string, std::set<std::string>>& arrows() {
    static const std::map<std::string, std::set<std::string>> allowed{
        {"core/base", {}},
        {"core/domain", {"core/base"}},
        {"core/records", {"core/base", "core/domain"}},
        {"core/sync", {"core/base", "core/domain"}},
        {"core/sqlite", {"core/base"}},
        // The store implements what the sync engine asks for (sync::Replica).
        {"core/store", {"core/base", "core/domain", "core/sync", "core/sqlite"}},
        {"ui/app", {"core/base", "core/domain", "core/records", "core/sync", "core/store"}},
        {"ui/widgets", {}},
        // The app on a command line: the machine's own clock, files and sockets.
        {"ui/command",
         {"core/base", "core/domain", "core/sync", "core/sqlite", "core/store", "ui/app"}},
        {"ui/views",
         {"core/base",
          "core/domain",
          "core/records",
          "core/sync",
          "core/store",
          "ui/app",
          "ui/widgets"}},
        {"wasm",
         {"core/base",
          "core/domain",
          "core/records",
          "core/sync",
          "core/sqlite",
          "core/store",
          "ui/app",
          "ui/widgets",
          "ui/views"}},
        {"sync-server", {"core/base", "core/domain", "core/records", "core/sync", "core/sqlite"}},
    };
    return allowed;
}

std::vector<std::string> lines_matching(const std::regex& pattern,
                                        const std::set<std::string>& parts,
                                        const std::set<std::string>& except = {}) {
    std::vector<std::string> found;
    for (const File& file : cpp_files()) {
        if (!parts.contains(part_of(file.path)) || except.contains(file.path)) {
            continue;
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (std::regex_search(file.lines[i], pattern)) {
                found.push_back(place(file, i) + ": " + file.lines[i]);
            }
        }
    }
    return found;
}

const std::set<std::string> pure_parts{"core/base",
                                       "core/domain",
                                       "core/sync",
                                       "core/sqlite",
                                       "core/store",
                                       "ui/app",
                                       "ui/widgets",
                                       "ui/views"};
const std::vector<std::string> none;

} // namespace

TEST_CASE("tree: includes follow the arrows", "[tidy]") {
    const std::regex include("^#include \"((core|ui|wasm|sync-server|tests)/[^\"]+)\"");
    std::vector<std::string> wrong;
    for (const File& file : cpp_files()) {
        const auto allowed = arrows().find(part_of(file.path));
        if (allowed == arrows().end()) {
            continue; // tests may include everything
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            std::smatch match;
            if (std::regex_search(file.lines[i], match, include)) {
                const std::string target = part_of(match[1]);
                if (target != allowed->first && !allowed->second.contains(target)) {
                    wrong.push_back(place(file, i) + " includes " + match[1].str());
                }
            }
        }
    }
    CHECK(wrong == none);
}

TEST_CASE("tree: every part has its arrows written down", "[tidy]") {
    std::set<std::string> unknown;
    for (const File& file : cpp_files()) {
        const std::string part = part_of(file.path);
        if (part != "tests" && !arrows().contains(part)) {
            unknown.insert(part);
        }
    }
    CHECK(unknown.empty());
}

TEST_CASE("tree: only wasm knows Emscripten, only sync-server knows Boost", "[tidy]") {
    CHECK(lines_matching(std::regex("__EMSCRIPTEN__|emscripten\\.h"), pure_parts) == none);
    CHECK(lines_matching(std::regex("boost/"), pure_parts) == none);
    CHECK(lines_matching(std::regex("boost/"), {"wasm"}) == none);
}

TEST_CASE("tree: the core reads no clock, no random source, no file and prints nothing", "[tidy]") {
    const std::regex banned(
        "system_clock::now|steady_clock::now|\\brand\\(|random_device|\\btime\\(|\\bprintf\\("
        "|std::cout|std::cerr|fopen|std::ifstream|std::ofstream|getenv");
    CHECK(lines_matching(banned, pure_parts) == none);
}

TEST_CASE("tree: no exceptions where they are switched off", "[tidy]") {
    CHECK(lines_matching(std::regex("\\bthrow \\w|\\btry \\{|\\bcatch \\("), pure_parts) == none);
}

TEST_CASE("tree: no using namespace in headers", "[tidy]") {
    std::vector<std::string> wrong;
    for (const File& file : cpp_files()) {
        for (std::size_t i = 0; file.path.ends_with(".h") && i < file.lines.size(); ++i) {
            if (file.lines[i].starts_with("using namespace")) {
                wrong.push_back(place(file, i));
            }
        }
    }
    CHECK(wrong == none);
}

TEST_CASE("tree: SQL stands in .sql files; C++ holds only pragmas and transactions", "[tidy]") {
    const std::regex sql("\"\\s*(SELECT \\w|INSERT INTO \\w+ |UPDATE \\w+ SET|DELETE FROM|CREATE "
                         "TABLE|CREATE INDEX)");
    // FTS5 hands out its interface only through this one statement.
    const std::set<std::string> exceptions{"core/store/search_tokenizer.cpp"};
    CHECK(lines_matching(sql,
                         {"core/base",
                          "core/domain",
                          "core/sync",
                          "core/sqlite",
                          "core/store",
                          "ui/app",
                          "ui/views",
                          "wasm",
                          "sync-server"},
                         exceptions) == none);
}

TEST_CASE("tree: a TODO names an issue", "[tidy]") {
    std::vector<std::string> wrong;
    const std::regex todo("TODO(?!\\(#\\d+\\))");
    for (const File& file : cpp_files()) {
        if (file.path == "tests/tidy/tree_tests.cpp") {
            continue;
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (std::regex_search(file.lines[i], todo)) {
                wrong.push_back(place(file, i));
            }
        }
    }
    CHECK(wrong == none);
}

TEST_CASE("tree: files stay readable in length", "[tidy]") {
    constexpr std::size_t lines_max = 560;
    std::vector<std::string> wrong;
    for (const File& file : cpp_files()) {
        if (!file.path.starts_with("tests/") && file.lines.size() > lines_max) {
            wrong.push_back(file.path + ": " + std::to_string(file.lines.size()));
        }
    }
    CHECK(wrong == none);
}

TEST_CASE("tree: every source is named by some CMakeLists.txt, every header included by somebody",
          "[tidy]") {
    std::string all;
    for (const File& file : read_tree({"CMakeLists.txt"})) {
        for (const std::string& line : file.lines) {
            all += line + "\n";
        }
    }
    std::set<std::string> included;
    const std::regex include("^#include \"([^\"]+)\"");
    for (const File& file : cpp_files()) {
        for (const std::string& line : file.lines) {
            std::smatch match;
            if (std::regex_search(line, match, include)) {
                included.insert(match[1]);
            }
        }
    }
    // Dear ImGui includes it by the name that CMake gives it.
    included.insert("ui/widgets/imgui/imgui_config.h");
    std::vector<std::string> unused;
    for (const File& file : cpp_files()) {
        const fs::path path = file.path;
        const bool header = file.path.ends_with(".h");
        // Benchmark and fuzz programs are named by their stem.
        const bool named = all.find(path.filename().string()) != std::string::npos ||
                           (file.path.starts_with("tests/") &&
                            all.find(path.stem().string()) != std::string::npos);
        if (header ? !included.contains(file.path) : !named) {
            unused.push_back(file.path);
        }
    }
    CHECK(unused == none);
}
