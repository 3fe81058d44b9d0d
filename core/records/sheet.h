// Rows of a form laid out on sheets: how many lines a text takes, where a page ends.
//
// Pages are broken here and not by the browser, so that heads repeat and every page says which of
// how many it is. Widths are estimates on the safe side; a sheet grows when one is wrong, so
// nothing is ever cut off.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::records {

/// The width of a text on one line, as a multiple of the size of the type.
double text_em(std::string_view text);

/// The lines that a text takes in a width; the first begins behind `begin_em`.
std::vector<std::string> wrapped(std::string_view text, double width_em, double begin_em = 0);

/// One cell of a row.
struct Cell {
    enum class Kind { Label, Value };

    Kind kind = Kind::Value;
    std::size_t columns = 1;
    std::string boxes;   ///< markup before the text: boxes to tick
    std::string text;    ///< plain; escaped when written
    std::string after;   ///< markup below the text: sign lines
    double boxes_em = 0; ///< width of `boxes`
};

struct Row {
    std::size_t group = 0;
    double min_mm = 8.2;
    std::vector<Cell> cells;
};

/// The columns of a sheet beside that of the group headings, in mm.
struct Grid {
    std::vector<double> columns_mm;
    double type_mm = 0; ///< size of the type
    double line_mm = 0;
    double page_mm = 0; ///< what is left for rows on a page
};

double height_mm(const Row& row, const Grid& grid);

/// The rows of each page. A row that is higher than what is left of a page goes on on the next,
/// with `continued` behind its labels.
std::vector<std::vector<Row>>
pages_of(const std::vector<Row>& rows, const Grid& grid, std::string_view continued);

} // namespace huiyin::records
