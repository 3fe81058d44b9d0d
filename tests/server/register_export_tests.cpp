// The register as files: by the command and over HTTP, read back.
#include "sync-server/api/register_export.h"
#include "sync-server/main/commands.h"
#include "sync-server/main/demo.h"
#include "tests/server/desk.h"

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

    Made() {
        must(create_demo(
            *writer, clock, random, {.seed = 1, .complaints = 40, .password = password}));
    }

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

RawResponse
get_register(const TestServer& server, const std::string& token, const std::string& query) {
    return ask(server.port(),
               "GET",
               "/api/v1/register.xlsx" + query,
               {},
               {"Authorization: Bearer " + token});
}

/// The texts of the workbook in an answer, which must be one.
std::string texts_of(const TestServer& server, const RawResponse& response) {
    INFO(response.status << response.body.substr(0, 200));
    REQUIRE(response.status == 200);
    CHECK(response.field("content-type") ==
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    CHECK(response.field("cache-control") == "no-store");
    CHECK(response.field("content-disposition") == "attachment; filename=\"register.xlsx\"");
    server.folder.write("answer.xlsx", response.body);
    return member_of(server.folder.path("answer.xlsx"), "xl/sharedStrings.xml");
}

/// The days of the server's clock, as a query.
std::string days(const TestServer& server, int days_back) {
    const auto text = [](domain::Day day) {
        const domain::Date date = domain::date_of(day);
        std::array<char, 40> out{};
        std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
        return std::string(out.data());
    };
    const domain::Day today = domain::local_day({}, server.clock.now_utc_ms());
    return "?from=" + text(today - days_back) + "&to=" + text(today);
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

TEST_CASE("register download: who may print the register gets it, nobody else",
          "[server][export]") {
    Desk desk;
    const Uuid complaint = desk.handled();
    const std::string number = desk.complaint(complaint).number;
    const std::string query = days(desk.server, 30);
    for (const Tablet* tablet : {&desk.manager, &desk.leadership, &desk.leader}) {
        const std::string texts =
            texts_of(desk.server, get_register(desk.server, tablet->token, query));
        CHECK(has(texts, number));
        CHECK(has(texts, "监督投诉记录表"));
    }
    for (const Tablet* tablet : {&desk.acceptor, &desk.member, &desk.administrator}) {
        const RawResponse response = get_register(desk.server, tablet->token, query);
        CHECK(response.status == 403);
        CHECK_FALSE(has(response.body, number));
    }
    CHECK(get_register(desk.server, "nonsense", query).status == 401);
    CHECK(ask(desk.server.port(), "GET", "/api/v1/register.xlsx" + query).status == 401);
    // A role that was taken back opens nothing any more.
    REQUIRE(post_admin(desk.server,
                       desk.administrator,
                       "{'command':'revoke_role','person':'" + to_string(desk.manager.person) +
                           "','role':'URM'}")
                .status == 200);
    CHECK(get_register(desk.server, desk.manager.token, query).status == 403);
    CHECK(has(desk.server.log.text(), "event=register_exported rows=1"));
    CHECK_FALSE(has(desk.server.log.text(), number));
}

TEST_CASE("register download: a team leader gets what concerns the own team", "[server][export]") {
    Desk desk;
    const std::string ours = desk.complaint(desk.handled()).number;
    const std::string undispatched = desk.complaint(desk.record()).number;
    const std::string query = days(desk.server, 1);
    const std::string leaders =
        texts_of(desk.server, get_register(desk.server, desk.leader.token, query));
    CHECK(has(leaders, ours));
    CHECK_FALSE(has(leaders, undispatched));
    const std::string managers =
        texts_of(desk.server, get_register(desk.server, desk.manager.token, query));
    CHECK(has(managers, ours));
    CHECK(has(managers, undispatched));
}

TEST_CASE("register download: another department's complaints are not in it", "[server][export]") {
    Desk desk;
    const std::string number = desk.complaint(desk.record()).number;
    fill_department(*desk.server.writer(), "other");
    Tablet there(desk.server);
    auto request = there.sign_in_request("manager");
    request.department = "other";
    const auto answer = must(sync::sign_in_response_from_text(
        ask(desk.server.port(), "POST", "/api/v1/sign-in", to_text(request)).body));
    const std::string query = days(desk.server, 1);
    CHECK_FALSE(has(texts_of(desk.server, get_register(desk.server, answer.token, query)), number));
}

TEST_CASE("register download: the period is named, real and at most a year",
          "[server][export][limits]") {
    Desk desk;
    const auto status = [&](const std::string& query, std::string_view message = {}) {
        const RawResponse response = get_register(desk.server, desk.manager.token, query);
        INFO(query << response.body.substr(0, 200));
        CHECK((message.empty() || has(response.body, message)));
        return response.status;
    };
    CHECK(status("?from=2028-01-01&to=2028-12-31") == 200);
    CHECK(status("?from=2028-01-01&to=2029-01-01", "to: the period is longer") == 400);
    CHECK(status("?from=2028-01-01&to=2028-01-01&language=en") == 200);
    CHECK(status("?from=2028-01-01&to=2028-01-01&language=fr", "language: ") == 400);
    CHECK(status("?from=2028-01-02&to=2028-01-01", "to: is before from") == 400);
    CHECK(status("?from=2028-02-30&to=2028-03-01", "from: a day like") == 400);
    CHECK(status("?from=-028-01-01&to=2028-03-01", "from: a day like") == 400);
    CHECK(status("?from=2028-03-01", "to: a day like") == 400);
    CHECK(status("?xfrom=2028-03-01&to=2028-03-01", "from: a day like") == 400);
    CHECK(status("", "from: a day like") == 400);
}

TEST_CASE("register download: one at a time, and the turn is always given back",
          "[server][export][limits]") {
    Desk desk;
    desk.record();
    const std::string query = days(desk.server, 1);
    constexpr std::size_t askers = 12;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < askers; ++i) {
        clients.push_back(std::make_unique<RawClient>(desk.server.port()));
    }
    for (const auto& client : clients) {
        REQUIRE(client->send(request_text("GET",
                                          "/api/v1/register.xlsx" + query,
                                          {},
                                          {"Authorization: Bearer " + desk.manager.token})));
    }
    std::size_t served = 0;
    for (const auto& client : clients) {
        const RawResponse response = client->read();
        const bool later = response.status == 503 && !response.field("retry-after").empty();
        CHECK((response.status == 200 || later));
        served += response.status == 200 ? 1 : 0;
    }
    CHECK(served >= 1);
    // Whether it was made, refused or asked for wrongly, the next one has its turn.
    CHECK(get_register(desk.server, desk.member.token, query).status == 403);
    CHECK(get_register(desk.server, desk.manager.token, "?from=x").status == 400);
    CHECK(get_register(desk.server, desk.manager.token, query).status == 200);
}
