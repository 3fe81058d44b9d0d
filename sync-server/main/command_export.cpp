// huiyin-server export register: 《监督投诉记录表》 of a period as a file.
#include "sync-server/api/register_export.h"
#include "sync-server/main/commands.h"

#include <array>
#include <fstream>
#include <iostream>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::array<std::string_view, 7> options{
    "database", "department", "from", "to", "format", "language", "output"};

constexpr std::string_view help =
    "Writes the register of the complaints recorded in a period. It holds names: the file is\n"
    "readable by its owner only as far as the umask says so.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --department NAME  short name; may be left out when there is one department\n"
    "  --from 2026-11-01  first day\n"
    "  --to 2026-11-30    last day\n"
    "  --format FORMAT    xlsx, csv or html\n"
    "  --language LANG    zh (default) or en\n"
    "  --output FILE      the file to write; one that exists is not written over\n";

Result<domain::Day> day_of_option(const Arguments& arguments, std::string_view name) {
    const std::string text = HUIYIN_TRY(arguments.required(name));
    return api::day_from_text(text);
}

Result<records::Register> read_register(const Arguments& arguments, OpenStore& open) {
    const store::Department department = HUIYIN_TRY(chosen_department(open.reader(), arguments));
    const domain::Directory directory = HUIYIN_TRY(open.reader().directory(department.id));
    api::RegisterQuery query;
    query.first = HUIYIN_TRY(day_of_option(arguments, "from"));
    query.last = HUIYIN_TRY(day_of_option(arguments, "to"));
    query.printing.language = arguments.value_or("language", "zh") == "en"
                                  ? records::Language::English
                                  : records::Language::Chinese;
    query.printing.printed_by = "huiyin-server";
    query.printing.now_utc_ms = open.clock.now_utc_ms();
    return api::read_register(open.reader(), directory, query);
}

/// The page by itself, for a browser beside print.css.
std::string page_of(const records::Register& whole) {
    return "<!doctype html>\n<meta charset=\"utf-8\">\n"
           "<link rel=\"stylesheet\" href=\"print.css\">\n<div class=\"paper\">" +
           records::register_html(whole) + "</div>\n";
}

Result<int> run(const Arguments& arguments) {
    const std::string format = HUIYIN_TRY(arguments.required("format"));
    const std::string output = HUIYIN_TRY(arguments.required("output"));
    if (format != "xlsx" && format != "csv" && format != "html") {
        return failure(ErrorCode::InvalidInput, "--format is xlsx, csv or html");
    }
    if (std::ifstream(output)) {
        return failure(ErrorCode::Conflict, "the output file exists");
    }
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const records::Register whole = HUIYIN_TRY(read_register(arguments, *open));
    if (format == "xlsx") {
        HUIYIN_TRY(api::write_register_xlsx(whole, output));
    } else {
        std::ofstream file(output, std::ios::binary);
        file << (format == "csv" ? records::register_csv(whole) : page_of(whole));
        if (!file.flush()) {
            return failure(ErrorCode::StorageFailed, "cannot write the output file");
        }
    }
    std::cout << whole.rows.size() << " complaints, " << whole.rejected
              << " rejected intakes not listed\n";
    return exit_ok;
}

} // namespace

const Command& export_register_command() {
    static constexpr Command command{"export register", options, help, run};
    return command;
}

} // namespace huiyin::server
