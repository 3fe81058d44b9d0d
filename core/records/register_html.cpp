#include "core/base/text.h"
#include "core/records/register.h"
#include "core/records/sheet.h"

#include <algorithm>
#include <cmath>

namespace huiyin::records {

using namespace domain;

namespace {

/// Of mock-up 07b; the last column takes what is left of 277 mm.
constexpr std::array<double, register_columns> widths_mm{8.5, 17.5, 9,  13.5, 11.6, 7,   8,  6.5,
                                                         27,  9.5,  9,  14.5, 9,    26,  9,  9,
                                                         9.5, 9,    16, 9,    8,    6.5, 13, 11.9};
constexpr double type_mm = 2.47;
constexpr double line_mm = 3.26;
constexpr double row_mm = 11.3;
constexpr double page_mm = 155;        ///< for rows
constexpr double last_page_mm = 142.5; ///< with totals and sign lines: twelve rows
constexpr double totals_mm = 7;
constexpr double padding_mm = 1;
constexpr double sheet_width_mm = 277;
constexpr double head_type_mm = 2.65;
constexpr double head_gap_mm = 3;
constexpr double head_line_mm = 3.6;
/// Three lines of its column, so that a row keeps its height and twelve fit a page.
constexpr std::size_t summary_chars = 30;
constexpr std::size_t words_chars = 120;

std::string clipped(const std::string& text, std::size_t chars_max) {
    return base::count_chars(text) <= chars_max
               ? text
               : std::string(base::first_chars(text, chars_max - 1)) + "…";
}

std::array<std::string, register_columns> paper_cells(const RegisterRow& row,
                                                      const Register& whole) {
    constexpr std::size_t content = 8;
    constexpr std::size_t result = 13;
    constexpr std::size_t dissatisfaction = 18;
    constexpr std::size_t opinion = 22;
    auto cells = cells_of(row, whole, CellStyle::Paper);
    // TS-2026- above the rest of the number; 运维团队 without its （人员）.
    const std::size_t year_end = cells[1].find('-', cells[1].find('-') + 1);
    if (year_end != std::string::npos) {
        cells[1].insert(year_end + 1, 1, '\n');
    }
    cells[6].resize(std::min(cells[6].size(), cells[6].find("（")));
    cells[content] = clipped(cells[content], summary_chars);
    for (const std::size_t column : {result, dissatisfaction, opinion}) {
        cells[column] = clipped(cells[column], words_chars);
    }
    return cells;
}

double height_of(const std::array<std::string, register_columns>& cells) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < register_columns; ++i) {
        lines = std::max(lines, wrapped(cells[i], (widths_mm[i] - padding_mm) / type_mm).size());
    }
    return std::max(row_mm, static_cast<double>(lines) * line_mm + 1);
}

std::string millimetres(double mm) {
    const auto tenths = static_cast<int>(std::lround(mm * 10));
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "mm";
}

bool is_text_column(std::size_t column) {
    return column == 8 || column == 13 || column == 18 || column == 22;
}

struct PaperRow {
    const RegisterRow* row;
    std::array<std::string, register_columns> cells;
};

std::vector<std::vector<PaperRow>> paper_pages(const Register& whole) {
    std::vector<std::vector<PaperRow>> pages(1);
    double head = 0;
    for (const std::string& text : head_texts(whole)) {
        head += text_em(text) * head_type_mm + head_gap_mm;
    }
    const double page = page_mm - std::floor(head / sheet_width_mm) * head_line_mm;
    double left = page;
    for (const RegisterRow& row : whole.rows) {
        PaperRow paper{&row, paper_cells(row, whole)};
        const double height = height_of(paper.cells);
        if (height > left && !pages.back().empty()) {
            pages.emplace_back();
            left = page;
        }
        left -= height;
        pages.back().push_back(std::move(paper));
    }
    if (left < page_mm - last_page_mm && pages.back().size() > 1) {
        std::vector<PaperRow> last;
        last.push_back(std::move(pages.back().back()));
        pages.back().pop_back();
        pages.push_back(std::move(last));
    }
    return pages;
}

void add_row(std::string& html, const PaperRow& paper) {
    html += paper.row->cancelled ? "<tr class=\"struck\" style=\"height:" : "<tr style=\"height:";
    html += millimetres(row_mm) + "\">";
    for (std::size_t column = 0; column < register_columns; ++column) {
        const bool remark = column + 1 == register_columns;
        const bool red = remark && paper.row->unsent > 0;
        html +=
            is_text_column(column) ? "<td>" : (red ? "<td class=\"c red\">" : "<td class=\"c\">");
        const std::string text = escaped(paper.cells[column]);
        html += paper.row->cancelled && !remark && !text.empty() ? "<s>" + text + "</s>" : text;
        html += "</td>";
    }
    html += "</tr>";
}

std::string table_head(Language language) {
    std::string html = "<table><colgroup>";
    for (std::size_t i = 0; i + 1 < register_columns; ++i) {
        html += "<col style=\"width:" + millimetres(widths_mm[i]) + "\">";
    }
    html += "<col></colgroup><thead><tr>";
    for (std::size_t i = 0; i < register_columns; ++i) {
        html += "<th scope=\"col\">" + escaped(column_name(i, language)) + "</th>";
    }
    return html + "</tr></thead><tbody>";
}

std::string stamp(const Register& whole) {
    const std::string devices = std::to_string(whole.options.unsynced_devices.size());
    const std::string records = std::to_string(whole.to_merge);
    if (whole.options.unsynced_devices.empty() && whole.to_merge == 0) {
        return {};
    }
    return whole.options.language == Language::Chinese
               ? "<div class=\"stamp\">未同步<small>" + devices + " 台终端、" + records +
                     " 条记录未合并</small></div>"
               : "<div class=\"stamp\">NOT SYNCED<small>" + devices + " tablets, " + records +
                     " records not merged</small></div>";
}

std::string percent(const Ratio& ratio) {
    if (ratio.of == 0) {
        return "—";
    }
    const std::int64_t tenths = (ratio.part * 2000 + ratio.of) / (2 * ratio.of);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string totals_line(const Register& whole, std::string (*one)(const Total&)) {
    const bool zh = whole.options.language == Language::Chinese;
    std::string text;
    for (const Total& total : totals_of(whole)) {
        join(text, one(total), zh ? "　" : " · ");
    }
    return (zh ? "合计：" : "Total: ") + text;
}

std::string totals_html(const Register& whole) {
    return totals_line(whole, [](const Total& total) {
        return escaped(total.label) + " <b>" + escaped(total.value) + "</b>";
    });
}

std::string signs(Language language) {
    const bool zh = language == Language::Chinese;
    const std::string date =
        zh ? "日期：　　　年　　月　　日" : "Date: <span class=\"line\"></span>";
    const auto sign = [&](std::string_view who) {
        return "<span>" + std::string(who) + "<span class=\"line\"></span></span><span>" + date +
               "</span>";
    };
    return "<div class=\"signs\">" + sign(zh ? "用户关系经理：" : "Relationship manager: ") +
           sign(zh ? "服务团队负责人：" : "Service team leader: ") + "</div>";
}

std::string foot(const Register& whole, std::size_t page, std::size_t pages) {
    const bool zh = whole.options.language == Language::Chinese;
    const std::string at = std::to_string(page);
    const std::string of = std::to_string(pages);
    std::string note = zh ? "匿名、保密的投诉不印投诉人；撤销或并案的行保留并划线"
                          : "Anonymous and confidential complainants are not printed; cancelled "
                            "or merged rows stay, struck";
    join(note, whole.options.app_version, zh ? "　" : " · ");
    return "<div class=\"foot\"><span>" + escaped(note) + "</span><span>" +
           (zh ? "台账校验码 " : "Ledger check code ") + "<span class=\"mono\">" +
           check_code(whole.ledger_hash) + "</span></span><span>" +
           (zh ? "第 " + at + " 页　共 " + of + " 页" : "Page " + at + " of " + of) +
           "</span></div>";
}

} // namespace

std::vector<std::string> head_texts(const Register& whole) {
    const bool zh = whole.options.language == Language::Chinese;
    const RegisterOptions& o = whole.options;
    const WorkCalendar& calendar = whole.calendar;
    std::string who = o.printed_by;
    if (!o.device_code.empty()) {
        who += (zh ? "（终端 " : " (tablet ") + o.device_code + (zh ? "）" : ")");
    }
    std::string devices;
    for (const std::string& code : o.unsynced_devices) {
        join(devices, code, zh ? "、" : ", ");
    }
    std::string watermark = zh ? "未同步过" : "never synced";
    if (o.watermark_change != 0) {
        watermark = (zh ? "变更号 " : "change ") + std::to_string(o.watermark_change);
        if (o.watermark_at_utc_ms != 0) {
            watermark += (zh ? "（" : " (") + moment(o.watermark_at_utc_ms, calendar).substr(5) +
                         (zh ? "）" : ")");
        }
    }
    const std::string none = zh ? "无" : "none";
    return {(zh ? "部门：" : "Department: ") + whole.department,
            (zh ? "期间：" : "Period: ") + day_text(o.from_utc_ms, calendar) +
                (zh ? " 至 " : " to ") + day_text(o.to_utc_ms - 1, calendar),
            (zh ? "制表人：" : "By: ") + who,
            (zh ? "制表时间：" : "At: ") + moment(o.now_utc_ms, calendar),
            (zh ? "数据截至：" : "Data until: ") + watermark,
            (zh ? "未同步终端：" : "Tablets not synced: ") + (devices.empty() ? none : devices),
            (zh ? "待合并记录：" : "Records to merge: ") + std::to_string(whole.to_merge)};
}

std::vector<Total> totals_of(const Register& whole) {
    const bool zh = whole.options.language == Language::Chinese;
    const Figures& f = whole.totals;
    const auto count = [](std::int64_t value) { return std::to_string(value); };
    return {
        {zh ? "投诉" : "complaints", count(f.recorded)},
        {zh ? "撤销或并案划线不计" : "cancelled, not counted", count(f.cancelled)},
        {zh ? "有效" : "valid", count(f.valid)},
        {zh ? "无效" : "invalid", count(f.invalid)},
        {zh ? "待核实" : "to be verified", count(f.pending)},
        {zh ? "有效率" : "valid rate", percent(f.valid_rate)},
        {zh ? "重大" : "major", count(f.major)},
        {zh ? "验证满意" : "satisfied", count(f.satisfied_rate.part)},
        {zh ? "不满意" : "dissatisfied", count(f.satisfied_rate.of - f.satisfied_rate.part)},
        {zh ? "满意率" : "satisfaction", percent(f.satisfied_rate)},
        {zh ? "已关闭" : "closed", count(f.closed_rate.part)},
        {zh ? "关闭率" : "closing rate", percent(f.closed_rate)},
        {zh ? "处理超时" : "handled late", count(whole.handled_late)},
        {zh ? "受理不通过另计" : "rejected, counted apart", count(whole.rejected)},
    };
}

std::string totals_text(const Register& whole) {
    return totals_line(
        whole, [](const Total& total) { return std::string(total.label) + " " + total.value; });
}

std::string register_html(const Register& whole) {
    const Language language = whole.options.language;
    const bool zh = language == Language::Chinese;
    const auto pages = paper_pages(whole);
    std::string head = "<div class=\"org\">" + escaped(whole.department) + "</div><h1>" +
                       (zh ? "监督投诉记录表" : "Complaint Register") + "</h1><div class=\"head\">";
    for (const std::string& text : head_texts(whole)) {
        head += "<span>" + escaped(text) + "</span>";
    }
    head += "</div>";
    std::string html;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        html += std::string("<article class=\"page landscape register grows") +
                (whole.options.a3 ? " a3" : "") + "\" lang=\"" + (zh ? "zh-CN" : "en") + "\">" +
                stamp(whole) + head + table_head(language);
        for (const PaperRow& row : pages[i]) {
            add_row(html, row);
        }
        const bool last = i + 1 == pages.size();
        if (last) {
            html += "<tr style=\"height:" + millimetres(totals_mm) + "\"><td colspan=\"" +
                    std::to_string(register_columns) + "\" class=\"totals\">" + totals_html(whole) +
                    "</td></tr>";
        }
        html += "</tbody></table>" + (last ? signs(language) : std::string()) +
                foot(whole, i + 1, pages.size()) + "</article>";
    }
    return html;
}

} // namespace huiyin::records
