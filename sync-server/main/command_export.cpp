// huiyin-server export register: 《监督投诉记录表》 of a period as a file.
#include "sync-server/api/register_export.h"
#include "sync-server/main/commands.h"

#include <array>
#include <charconv>
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

/// Errors: InvalidInput for anything but an existing day as 2026-11-01.
Result<domain::Day> day_from(const std::string& text) {
    domain::Date date;
    const auto part = [&](std::size_t at, std::size_t length, int& value) {
        const char* begin = text.data() + at;
        return std::from_chars(begin, begin + length, value).ptr == begin + length;
    };
    const bool read = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      part(0, 4, date.year) && part(5, 2, date.month) && part(8, 2, date.day);
    // A day that no calendar has comes back as another one.
    if (!read || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 ||
        domain::date_of(domain::day_of(date)) != date) {
        return failure(ErrorCode::InvalidInput, "not a day like 2026-11-01: " + text);
    }
    return domain::day_of(date);
}

Result<domain::Day> day_of_option(const Arguments& arguments, std::string_view name) {
    const std::string text = HUIYIN_TRY(arguments.required(name));
    return day_from(text);
}

Result<records::Register> read_register(const Arguments& arguments, OpenStore& open) {
    const store::Department department = HUIYIN_TRY(chosen_department(open.reader(), arguments));
    const domain::Directory directory = HUIYIN_TRY(open.reader().directory(department.id));
    const domain::WorkCalendar& calendar = directory.policy.calendar;
    const domain::Day first = HUIYIN_TRY(day_of_option(arguments, "from"));
    const domain::Day last = HUIYIN_TRY(day_of_option(arguments, "to"));
    if (last < first) {
        return failure(ErrorCode::InvalidInput, "--to is before --from");
    }
    records::RegisterOptions asked;
    asked.language = arguments.value_or("language", "zh") == "en" ? records::Language::English
                                                                  : records::Language::Chinese;
    asked.printed_by = "huiyin-server";
    asked.now_utc_ms = open.clock.now_utc_ms();
    asked.from_utc_ms = domain::begin_of_day_utc_ms(calendar, first);
    asked.to_utc_ms = domain::begin_of_day_utc_ms(calendar, last + 1);
    asked.watermark_change = HUIYIN_TRY(open.reader().change_last(department.id));
    asked.watermark_at_utc_ms = asked.now_utc_ms;
    constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;
    asked.unsynced_devices = HUIYIN_TRY(
        api::silent_devices(open.reader(),
                            department.id,
                            asked.now_utc_ms - directory.policy.silent_device_days * day_ms));
    const auto complaints = HUIYIN_TRY(
        api::recorded_between(open.reader(), department.id, asked.from_utc_ms, asked.to_utc_ms));
    return records::make_register(complaints, directory, asked);
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
