#include "core/records/register.h"

#include <algorithm>

namespace huiyin::records {

namespace {

/// A spreadsheet would calculate what begins like this, also when it stands in quotes.
bool looks_like_formula(std::string_view text) {
    return !text.empty() &&
           std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void add_field(std::string& csv, std::string_view text) {
    csv += '"';
    if (looks_like_formula(text)) {
        csv += '\'';
    }
    for (const char c : text) {
        if (c == '"') {
            csv += '"';
        }
        if (c != '\0') {
            csv += c;
        }
    }
    csv += '"';
}

} // namespace

std::string register_csv(const Register& whole) {
    std::string csv = "\xEF\xBB\xBF";
    for (std::size_t column = 0; column < register_columns; ++column) {
        std::string name(column_name(column, whole.options.language));
        name.erase(std::remove(name.begin(), name.end(), '\n'), name.end());
        csv += column == 0 ? "" : ",";
        add_field(csv, name);
    }
    csv += "\r\n";
    for (const RegisterRow& row : whole.rows) {
        const auto cells = cells_of(row, whole, CellStyle::Whole);
        for (std::size_t column = 0; column < register_columns; ++column) {
            csv += column == 0 ? "" : ",";
            add_field(csv, cells[column]);
        }
        csv += "\r\n";
    }
    return csv;
}

} // namespace huiyin::records
