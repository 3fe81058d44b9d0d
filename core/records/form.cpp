#include "core/records/form.h"

#include "core/records/form_rows.h"
#include "core/records/sheet.h"

#include <cmath>

namespace huiyin::records {

using namespace domain;

namespace {

/// Of mock-up 07a; the columns are set once more in the table's col elements.
const Grid grid{{21.5, 37, 21.5, 39, 20, 36}, 3.351, 4.424, 248};
constexpr double group_mm = 7;

std::string millimetres(double mm) {
    const auto tenths = static_cast<int>(std::lround(mm * 10));
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "mm";
}

void add_cell(std::string& html, const Cell& cell) {
    const bool is_label = cell.kind == Cell::Kind::Label;
    html += is_label ? "<th scope=\"row\"" : "<td";
    if (cell.columns > 1) {
        html += " colspan=\"" + std::to_string(cell.columns) + "\"";
    }
    html += ">" + cell.boxes + escaped(cell.text) + cell.after;
    html += is_label ? "</th>" : "</td>";
}

/// The heading of a group stands beside all its rows of the page.
void add_rows(std::string& html, const std::vector<Row>& rows, Language language) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool first = i == 0 || rows[i].group != rows[i - 1].group;
        html += first && i > 0 ? "<tr class=\"cut\" " : "<tr ";
        html += "style=\"height:" + millimetres(rows[i].min_mm) + "\">";
        if (first) {
            std::size_t count = 1;
            while (i + count < rows.size() && rows[i + count].group == rows[i].group) {
                ++count;
            }
            html += language == Language::Chinese ? "<th class=\"g\"" : "<th class=\"g latin\"";
            html += " scope=\"rowgroup\" rowspan=\"" + std::to_string(count) + "\"><span>" +
                    escaped(form_groups[rows[i].group].in(language)) + "</span></th>";
        }
        for (const Cell& cell : rows[i].cells) {
            add_cell(html, cell);
        }
        html += "</tr>";
    }
}

std::string stamp(const Complaint& complaint, Language language) {
    if (complaint.unsent == 0) {
        return {};
    }
    const std::string count = std::to_string(complaint.unsent);
    return language == Language::Chinese
               ? "<div class=\"stamp\">未同步<small>打印时 " + count + " 条记录未上传</small></div>"
               : "<div class=\"stamp\">NOT SYNCED<small>" + count +
                     " records not uploaded when printed</small></div>";
}

std::string heading(const Complaint& complaint, const Directory& directory, Language language) {
    const bool zh = language == Language::Chinese;
    const int year = year_of(complaint.accepted_at_utc_ms, directory.policy.calendar);
    std::string register_no = zh ? "待合并" : "to be merged";
    if (complaint.register_no != 0) {
        register_no =
            zh ? std::to_string(year) + " 年第 " + std::to_string(complaint.register_no) + " 号"
               : std::to_string(complaint.register_no) + " of " + std::to_string(year);
    }
    const std::string round = std::to_string(complaint.round);
    return "<div class=\"org\">" + escaped(directory.department_name) + "</div><h1>" +
           (zh ? "用户投诉处理表" : "Complaint Form") + "</h1><div class=\"head\"><span>" +
           (zh ? "投诉编号：" : "Number: ") + "<b>" + escaped(complaint.number) +
           "</b></span><span>" + (zh ? "登记序号：" : "Register: ") + register_no +
           "</span><span>" + (zh ? "第 " + round + " 轮" : "Round " + round) + "</span></div>";
}

std::string foot(const Complaint& complaint,
                 const Directory& directory,
                 const FormOptions& options,
                 std::size_t page,
                 std::size_t pages) {
    const bool zh = options.language == Language::Chinese;
    std::string who = (zh ? "打印：" : "Printed by ") + options.printed_by;
    const std::string_view gap = zh ? "　" : " · ";
    if (!options.device_code.empty()) {
        join(who, (zh ? "终端 " : "tablet ") + options.device_code, gap);
    }
    join(who, moment(options.now_utc_ms, directory.policy.calendar), gap);
    join(who, (zh ? "版本 " : "version ") + std::to_string(complaint.steps.size()), gap);
    join(who, options.app_version, gap);
    const std::string this_page = std::to_string(page);
    const std::string all_pages = std::to_string(pages);
    return "<div class=\"foot\"><span>" + escaped(who) + "</span><span>" +
           (zh ? "校验码 " : "Check code ") + "<span class=\"mono\">" +
           check_code(complaint.head_hash) + "</span></span><span>" +
           (zh ? "第 " + this_page + " 页　共 " + all_pages + " 页"
               : "Page " + this_page + " of " + all_pages) +
           "</span></div>";
}

} // namespace

std::string
form_html(const Complaint& complaint, const Directory& directory, const FormOptions& options) {
    const bool zh = options.language == Language::Chinese;
    const auto pages =
        pages_of(form_rows(complaint, directory, options), grid, zh ? "（续）" : " (cont.)");
    std::string columns = "<col style=\"width:" + millimetres(group_mm) + "\">";
    for (std::size_t i = 0; i + 1 < grid.columns_mm.size(); ++i) {
        columns += "<col style=\"width:" + millimetres(grid.columns_mm[i]) + "\">";
    }
    std::string html;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        html += std::string("<article class=\"page portrait grows\" lang=\"") +
                (zh ? "zh-CN" : "en") + "\">" + stamp(complaint, options.language) +
                heading(complaint, directory, options.language) + "<table><colgroup>" + columns +
                "<col></colgroup><tbody>";
        add_rows(html, pages[i], options.language);
        html += "</tbody></table>" + foot(complaint, directory, options, i + 1, pages.size()) +
                "</article>";
    }
    return html;
}

} // namespace huiyin::records
