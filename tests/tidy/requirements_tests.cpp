// docs/requirements.md names every requirement once, and nothing that is not in the tree.
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int requirements_count = 47;

struct Row {
    std::string number; ///< "R01"
    std::vector<std::string> files;
    std::vector<std::string> tests;
};

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> matches_of(const std::string& text, const std::regex& pattern) {
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

/// The rows of the table; what stands in backticks in its last two columns.
std::vector<Row> rows() {
    std::ifstream in(fs::path(HUIYIN_TREE) / "docs/requirements.md");
    const std::regex row("^\\| (R\\d\\d) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|$");
    const std::regex quoted("`([^`]+)`");
    std::vector<Row> found;
    for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (std::regex_match(line, match, row)) {
            found.push_back({match[1], matches_of(match[3], quoted), matches_of(match[4], quoted)});
        }
    }
    return found;
}

/// The names of all tests, in C++ and in the browser.
std::set<std::string> test_names() {
    const std::regex catch_name("TEST_CASE\\(\\s*\"([^\"]+)\"");
    const std::regex node_name("\\ntest\\('([^']+)'");
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(HUIYIN_TREE) / "tests")) {
        const std::string path = entry.path().string();
        const bool cpp = path.ends_with("_tests.cpp");
        if ((!cpp && !path.ends_with(".test.mjs")) ||
            path.find("node_modules") != std::string::npos) {
            continue;
        }
        for (const std::string& name :
             matches_of(text_of(entry.path()), cpp ? catch_name : node_name)) {
            names.insert(name);
        }
    }
    return names;
}

} // namespace

TEST_CASE("requirements: R01 to R47 stand in their order, each with its place and its proof",
          "[tidy]") {
    const auto all = rows();
    REQUIRE(all.size() == requirements_count);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string digits = std::to_string(i + 1);
        CHECK(all[i].number == "R" + std::string(2 - digits.size(), '0') + digits);
        CAPTURE(all[i].number);
        CHECK_FALSE(all[i].files.empty());
        CHECK_FALSE(all[i].tests.empty());
    }
}

TEST_CASE("requirements: every file and every test that is named is there", "[tidy]") {
    const auto names = test_names();
    REQUIRE(names.size() > requirements_count);
    std::vector<std::string> missing;
    for (const Row& row : rows()) {
        for (const std::string& file : row.files) {
            if (!fs::is_regular_file(fs::path(HUIYIN_TREE) / file)) {
                missing.push_back(row.number + ": no file " + file);
            }
        }
        for (const std::string& test : row.tests) {
            if (!names.contains(test)) {
                missing.push_back(row.number + ": no test " + test);
            }
        }
    }
    CHECK(missing == std::vector<std::string>());
}
