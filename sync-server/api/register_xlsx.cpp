// The register as a workbook, by libxlsxwriter.
#include "sync-server/api/register_export.h"

#include <array>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace huiyin::server::api {

namespace {

/// Characters wide, in the order of the columns.
constexpr std::array<double, records::register_columns> widths{
    7, 21, 16, 16, 14, 10, 14, 6, 36, 9, 16, 18, 8, 32, 16, 16, 18, 10, 24, 16, 8, 6, 18, 14};

/// Width of a row's text format; one without and one with a line through it.
struct Formats {
    lxw_format* text = nullptr;
    lxw_format* moment = nullptr;
    lxw_format* hours = nullptr;
};

Formats make_formats(lxw_workbook* book, bool struck) {
    Formats formats;
    for (lxw_format** format : {&formats.text, &formats.moment, &formats.hours}) {
        *format = workbook_add_format(book);
        format_set_border(*format, LXW_BORDER_THIN);
        format_set_align(*format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(*format);
        if (struck) {
            format_set_font_strikeout(*format);
        }
    }
    format_set_num_format(formats.moment, "yyyy-mm-dd hh:mm");
    format_set_num_format(formats.hours, "0.0");
    return formats;
}

lxw_datetime datetime_of(std::int64_t utc_ms, const domain::WorkCalendar& calendar) {
    const domain::Day day = domain::local_day(calendar, utc_ms);
    const domain::Date date = domain::date_of(day);
    const auto second =
        static_cast<int>((utc_ms - domain::begin_of_day_utc_ms(calendar, day)) / 1000);
    lxw_datetime at{};
    at.year = date.year;
    at.month = date.month;
    at.day = date.day;
    at.hour = second / 3600;
    at.min = second / 60 % 60;
    at.sec = second % 60;
    return at;
}

/// The moment of a column, or nothing when it holds none.
std::optional<std::int64_t> moment_of(const records::RegisterRow& row, std::size_t column) {
    switch (column) {
    case 2:
        return row.accepted_at_utc_ms;
    case 10:
        return row.dispatched_at_utc_ms;
    case 14:
        return row.handled_at_utc_ms;
    case 15:
        return row.fed_back_at_utc_ms;
    case 19:
        return row.closed_at_utc_ms;
    default:
        return std::nullopt;
    }
}

void write_row(lxw_worksheet* sheet,
               lxw_row_t line,
               const records::RegisterRow& row,
               const records::Register& whole,
               const Formats& formats) {
    constexpr std::size_t number_column = 0;
    constexpr std::size_t hours_column = 20;
    constexpr double hour_ms = 3'600'000;
    const auto cells = records::cells_of(row, whole, records::CellStyle::Whole);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        const std::int64_t at = moment_of(row, i).value_or(0);
        if (at != 0) {
            lxw_datetime moment = datetime_of(at, whole.calendar);
            worksheet_write_datetime(sheet, line, column, &moment, formats.moment);
        } else if (i == number_column && row.register_no != 0) {
            worksheet_write_number(
                sheet, line, column, static_cast<double>(row.register_no), formats.text);
        } else if (i == hours_column && row.handling_ms) {
            worksheet_write_number(sheet,
                                   line,
                                   column,
                                   static_cast<double>(*row.handling_ms) / hour_ms,
                                   formats.hours);
        } else {
            // As a text, whatever it begins with: never a formula.
            worksheet_write_string(sheet, line, column, cells[i].c_str(), formats.text);
        }
    }
}

void set_up_page(lxw_worksheet* sheet, const records::Register& whole, std::string_view name) {
    constexpr std::uint8_t paper_a3 = 8;
    constexpr std::uint8_t paper_a4 = 9;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, whole.options.a3 ? paper_a3 : paper_a4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.3, 0.3, 0.6, 0.6);
    worksheet_repeat_rows(sheet, 2, 2);
    worksheet_freeze_panes(sheet, 3, 2);
    worksheet_set_header(sheet, ("&C&14" + std::string(name)).c_str());
    worksheet_set_footer(sheet,
                         ("&L" + records::check_code(whole.ledger_hash) + "&R&P / &N").c_str());
}

} // namespace

store::Result<void> write_register_xlsx(const records::Register& whole, const std::string& path) {
    lxw_workbook* book = workbook_new(path.c_str());
    if (book == nullptr) {
        return base::failure(base::ErrorCode::StorageFailed, "cannot make the workbook");
    }
    const bool zh = whole.options.language == records::Language::Chinese;
    const std::string name = zh ? "监督投诉记录表" : "Complaint register";
    lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    lxw_format* head = workbook_add_format(book);
    format_set_bold(head);
    format_set_border(head, LXW_BORDER_THIN);
    format_set_text_wrap(head);
    format_set_align(head, LXW_ALIGN_CENTER);
    format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
    worksheet_write_string(sheet, 0, 0, (whole.department + " " + name).c_str(), bold);
    std::string facts;
    for (const std::string& text : records::head_texts(whole)) {
        records::join(facts, text, zh ? "　" : " · ");
    }
    worksheet_write_string(sheet, 1, 0, facts.c_str(), nullptr);
    for (std::size_t i = 0; i < records::register_columns; ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, widths[i], nullptr);
        const std::string text(records::column_name(i, whole.options.language));
        worksheet_write_string(sheet, 2, column, text.c_str(), head);
    }
    const Formats plain = make_formats(book, false);
    const Formats struck = make_formats(book, true);
    lxw_row_t line = 3;
    for (const records::RegisterRow& row : whole.rows) {
        write_row(sheet, line++, row, whole, row.cancelled ? struck : plain);
    }
    worksheet_write_string(sheet, line, 0, records::totals_text(whole).c_str(), bold);
    set_up_page(sheet, whole, name);
    if (workbook_close(book) != LXW_NO_ERROR) {
        return base::failure(base::ErrorCode::StorageFailed, "cannot write the workbook");
    }
    return {};
}

store::Result<std::string> register_xlsx(const records::Register& whole) {
    // The library writes to a path only. This one is memory: no file with names is left behind.
    const int memory = memfd_create("register", MFD_CLOEXEC);
    if (memory < 0) {
        return base::failure(base::ErrorCode::StorageFailed, "no memory for the workbook");
    }
    std::string bytes;
    auto written = write_register_xlsx(whole, "/proc/self/fd/" + std::to_string(memory));

    struct stat status {};

    if (written && fstat(memory, &status) == 0) {
        bytes.resize(static_cast<std::size_t>(status.st_size));
        const auto read = pread(memory, bytes.data(), bytes.size(), 0);
        if (read != static_cast<ssize_t>(bytes.size())) {
            written = base::failure(base::ErrorCode::StorageFailed, "cannot read the workbook");
        }
    }
    close(memory);
    if (!written) {
        return tl::unexpected(written.error());
    }
    return bytes;
}

} // namespace huiyin::server::api
