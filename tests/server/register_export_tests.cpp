// huiyin-server export register: what the files hold, read back.
#include "sync-server/api/register_export.h"
#include "sync-server/main/commands.h"
#include "sync-server/main/demo.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

/// A demo department with its database on the disk.
struct Made {
    TemporaryFolder folder;
    TestDatabase database;
    SystemRandom random;
    MovableClock clock;
    std::unique_ptr<store::Store> store = database.open();
    std::unique_ptr<store::Writer> writer = must(store->open_writer());

    Made() { must(create_demo(*writer, clock, random, {.seed = 1, .password = password})); }

    huiyin::records::Register read() {
        store::Reader& reader = writer->reader();
        const Uuid department = must(reader.departments()).front().id;
        huiyin::records::RegisterOptions asked;
        asked.now_utc_ms = clock.now_utc_ms();
        asked.from_utc_ms = clock.now_utc_ms() - 400 * day_ms;
        asked.to_utc_ms = clock.now_utc_ms() + day_ms;
        return huiyin::records::make_register(
            must(api::recorded_between(reader, department, asked.from_utc_ms, asked.to_utc_ms)),
            must(reader.directory(department)),
            asked);
    }
};

std::string output_of(const std::string& command) {
    std::string text;
    std::FILE* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> part;
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        text.append(part.data(), count);
    }
    REQUIRE(pclose(pipe) == 0);
    return text;
}

/// One file of the workbook, checked to be well-formed XML.
std::string member_of(const std::string& workbook, const std::string& name) {
    return output_of("python3 -c \"import sys,zipfile,xml.dom.minidom as x;"
                     "b=zipfile.ZipFile('" +
                     workbook + "').read('" + name +
                     "');x.parseString(b);sys.stdout.buffer.write(b)\"");
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::pair<int, std::string> run(const std::vector<std::string>& words) {
    std::ostringstream out;
    std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
    std::streambuf* const errors = std::cerr.rdbuf(out.rdbuf());
    const int status = run_command(words);
    std::cout.rdbuf(before);
    std::cerr.rdbuf(errors);
    return {status, out.str()};
}

} // namespace

TEST_CASE("export: the workbook has types, a frozen head, page and every row", "[server][export]") {
    Made made;
    const huiyin::records::Register whole = made.read();
    REQUIRE(whole.rows.size() > 20);
    const std::string path = made.folder.path("register.xlsx");
    must(api::write_register_xlsx(whole, path));
    const std::string sheet = member_of(path, "xl/worksheets/sheet1.xml");
    CHECK(count_of(sheet, "<row ") == whole.rows.size() + 4);
    CHECK(has(sheet, "state=\"frozen\""));
    CHECK(has(sheet, "orientation=\"landscape\""));
    CHECK(has(sheet, "paperSize=\"9\""));
    CHECK_FALSE(has(sheet, "<f>"));
    // The first row's 登记序号 is a number, its 投诉编号 a text, its 登记时间 a moment.
    CHECK(has(sheet, "<c r=\"A4\" s=\""));
    CHECK(has(sheet, "<v>" + std::to_string(whole.rows.front().register_no) + "</v>"));
    const std::string texts = member_of(path, "xl/sharedStrings.xml");
    for (const huiyin::records::RegisterRow& row : whole.rows) {
        CHECK(has(texts, row.number));
    }
    CHECK(has(member_of(path, "xl/styles.xml"), "yyyy-mm-dd hh:mm"));
    CHECK(has(member_of(path, "xl/workbook.xml"), "Print_Titles"));
}

TEST_CASE("export: the command writes each format and nothing over a file", "[server][export]") {
    Made made;
    const auto words = [&](const char* format, const char* name) {
        return std::vector<std::string>{"export",
                                        "register",
                                        "--database",
                                        made.database.location(),
                                        "--from",
                                        "2020-01-01",
                                        "--to",
                                        "2035-12-31",
                                        "--format",
                                        format,
                                        "--output",
                                        made.folder.path(name)};
    };
    for (const char* format : {"xlsx", "csv", "html"}) {
        const auto [status, out] = run(words(format, format));
        CAPTURE(format, out);
        CHECK(status == exit_ok);
        CHECK(run(words(format, format)).first == exit_failed);
    }
    std::ifstream file(made.folder.path("csv"));
    std::stringstream csv;
    csv << file.rdbuf();
    CHECK(csv.str() == huiyin::records::register_csv(made.read()));
    CHECK(run(words("pdf", "pdf")).first != exit_ok);
    auto wrong = words("csv", "other");
    wrong[5] = "2026-02-30";
    CHECK(run(wrong).first != exit_ok);
}
