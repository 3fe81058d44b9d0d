// 《监督投诉记录表》: the complaints of a period, one row each (procedure 3.2).
#pragma once

#include "core/domain/metrics.h"
#include "core/records/paper.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace huiyin::records {

inline constexpr std::size_t register_columns = 24;

/// What the head of the register says beside its rows.
struct RegisterOptions : Printing {
    std::int64_t from_utc_ms = 0;
    std::int64_t to_utc_ms = 0;        ///< the period ends before
    std::int64_t watermark_change = 0; ///< 数据截至: the newest change that was taken
    std::int64_t watermark_at_utc_ms = 0;
    std::vector<std::string> unsynced_devices; ///< codes of tablets that have not been heard of
    bool a3 = false;
};

/// One complaint. Times are 0 when it has not come to that; texts are whole.
struct RegisterRow {
    base::Uuid complaint;
    std::int64_t register_no = 0; ///< 0: 待合并
    std::string number;
    std::int64_t accepted_at_utc_ms = 0;
    std::string complainant; ///< 匿名 or 保密 in place of a name
    std::string complainant_org;
    std::string source;
    std::string channel;
    std::string category;
    std::string severity;
    std::string content;
    std::string accepted_by;
    std::int64_t dispatched_at_utc_ms = 0;
    std::string group;
    std::string handler;
    std::string validity; ///< empty before somebody received it
    std::string result;
    std::int64_t handled_at_utc_ms = 0;
    std::int64_t fed_back_at_utc_ms = 0;
    std::int64_t followed_up_at_utc_ms = 0;
    std::string followed_up_by;
    std::string verified;
    std::string dissatisfaction;
    std::int64_t closed_at_utc_ms = 0;
    std::optional<std::int64_t> handling_ms; ///< from 登记 to 处理完成
    std::optional<bool> overdue;             ///< 处理 later than its target
    std::string opinion;                     ///< 监督意见
    std::string remark;
    bool cancelled = false;
    std::uint32_t unsent = 0;
    base::Hash head_hash{};
    domain::Facts facts;
};

struct Register {
    RegisterOptions options;
    std::string department;
    domain::WorkCalendar calendar;
    std::vector<RegisterRow> rows; ///< by 登记序号, then those to be merged by time
    domain::Figures totals;
    std::int64_t handled_late = 0;
    std::int64_t rejected = 0; ///< 受理不通过 of the period; they have no row
    std::int64_t to_merge = 0; ///< complaints with something that the server has not placed
    base::Hash ledger_hash{};  ///< over the rows' numbers and head hashes, in their order
};

/// The register of the complaints whose 登记时间 lies in the period; others are passed over.
Register make_register(std::span<const domain::Complaint> complaints,
                       const domain::Directory& directory,
                       const RegisterOptions& options);

/// The heads of the columns; a line feed stands where paper breaks the line.
std::string_view column_name(std::size_t column, Language language);

/// How a row's cells are written: short times with lines for narrow columns, or whole.
enum class CellStyle : std::uint8_t { Paper, Whole };

std::array<std::string, register_columns>
cells_of(const RegisterRow& row, const Register& whole, CellStyle style);

/// One of the totals: 有效, 35.
struct Total {
    std::string_view label;
    std::string value;
};

/// Those of the last row of the table, in its order.
std::vector<Total> totals_of(const Register& whole);

/// The totals in words, as in the last row of the table.
std::string totals_text(const Register& whole);

/// Department, period, who, when, until when the data reach, who has not synced.
std::vector<std::string> head_texts(const Register& whole);

/// Sheets in the classes of print.css, A4 or A3 landscape. Every text is escaped.
std::string register_html(const Register& whole);

/// A table for other programs: UTF-8 with a byte order mark, CRLF, RFC 4180. A text that a
/// spreadsheet would take for a formula gets an apostrophe in front.
std::string register_csv(const Register& whole);

} // namespace huiyin::records
