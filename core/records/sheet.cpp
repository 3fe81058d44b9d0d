#include "core/records/sheet.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace huiyin::records {

namespace {

constexpr double cell_padding_mm = 2.8;
constexpr double row_padding_mm = 1.7;
/// A row is only cut when this many lines of it fit; else it begins on the next page.
constexpr std::size_t lines_min = 3;

double width_of(std::uint32_t c) {
    if (c >= 0x2E80 || c == 0x2014 || c == 0x2026 || (c >= 0x2460 && c <= 0x24FF)) {
        return 1;
    }
    if (c == ' ') {
        return 0.3;
    }
    if (c < 0x80 &&
        std::string_view("-:;.,/'()|!ijl").find(static_cast<char>(c)) != std::string_view::npos) {
        return 0.37;
    }
    return c >= 'A' && c <= 'Z' ? 0.72 : 0.54;
}

double value_em(const Row& row, std::size_t cell, const Grid& grid) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < cell; ++i) {
        column += row.cells[i].columns;
    }
    double mm = 0;
    for (std::size_t i = 0; i < row.cells[cell].columns; ++i) {
        mm += grid.columns_mm[column + i];
    }
    return (mm - cell_padding_mm) / grid.type_mm;
}

std::vector<std::string> lines_of(const Row& row, std::size_t cell, const Grid& grid) {
    const Cell& it = row.cells[cell];
    const double width = value_em(row, cell, grid);
    const double begin = std::fmod(it.boxes_em, width);
    // No line begins with a full stop or comma but takes the character before with it, which adds
    // up in a long text.
    const double kept = text_em(it.text) > 3 * width ? 1.05 : 0;
    return wrapped(it.text, width - kept, begin);
}

/// Lines that boxes fill before the one in which the text begins.
std::size_t lines_of_boxes(const Row& row, std::size_t cell, const Grid& grid) {
    return static_cast<std::size_t>(row.cells[cell].boxes_em / value_em(row, cell, grid));
}

std::size_t line_count(const Row& row, std::size_t cell, const Grid& grid) {
    const Cell& it = row.cells[cell];
    const std::size_t count = lines_of_boxes(row, cell, grid) + lines_of(row, cell, grid).size();
    return count + (it.after.empty() ? 0 : 2);
}

std::string joined(const std::vector<std::string>& lines, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = first; i < last && i < lines.size(); ++i) {
        text += lines[i];
    }
    return text;
}

/// Takes the first lines of the row away from it; nothing when they are too few to be worth it.
std::optional<Row> cut(Row& row, const Grid& grid, double left_mm, std::string_view continued) {
    const double lines = (left_mm - row_padding_mm) / grid.line_mm;
    if (lines < static_cast<double>(lines_min)) {
        return std::nullopt;
    }
    const auto fit = static_cast<std::size_t>(lines);
    Row head = row;
    head.min_mm = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        Cell& rest = row.cells[i];
        if (rest.kind == Cell::Kind::Label) {
            if (!rest.text.ends_with(continued)) {
                rest.text += continued;
            }
            continue;
        }
        const std::size_t boxes = lines_of_boxes(head, i, grid);
        const std::vector<std::string> all = lines_of(head, i, grid);
        const std::size_t taken = fit > boxes ? fit - boxes : 0;
        head.cells[i].text = joined(all, 0, taken);
        head.cells[i].after.clear();
        rest.text = joined(all, taken, all.size());
        rest.boxes.clear();
        rest.boxes_em = 0;
    }
    return head;
}

} // namespace

double text_em(std::string_view text) {
    double width = 0;
    for (std::size_t at = 0; at < text.size();) {
        width += width_of(base::next_char(text, &at));
    }
    return width;
}

std::vector<std::string> wrapped(std::string_view text, double width_em, double begin_em) {
    std::vector<std::string> lines(1);
    double used = begin_em;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::uint32_t c = base::next_char(text, &at);
        if (used + width_of(c) > width_em && used > 0 && c != '\n') {
            lines.emplace_back();
            used = 0;
        }
        lines.back() += text.substr(begin, at - begin);
        used += width_of(c);
        if (c == '\n') {
            lines.emplace_back();
            used = 0;
        }
    }
    return lines;
}

double height_mm(const Row& row, const Grid& grid) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        lines = std::max(lines, line_count(row, i, grid));
    }
    return std::max(row.min_mm, static_cast<double>(lines) * grid.line_mm + row_padding_mm);
}

std::vector<std::vector<Row>>
pages_of(const std::vector<Row>& rows, const Grid& grid, std::string_view continued) {
    std::vector<std::vector<Row>> pages(1);
    double left = grid.page_mm;
    for (Row row : rows) {
        while (height_mm(row, grid) > left) {
            Row bare = row;
            bare.min_mm = 0;
            // White space alone is never cut.
            std::optional<Row> head =
                height_mm(bare, grid) > left ? cut(row, grid, left, continued) : std::nullopt;
            if (head) {
                pages.back().push_back(std::move(*head));
            } else if (pages.back().empty()) {
                break; // not even a few lines fit on an empty page: let the sheet grow
            }
            pages.emplace_back();
            left = grid.page_mm;
        }
        left -= height_mm(row, grid);
        pages.back().push_back(std::move(row));
    }
    return pages;
}

} // namespace huiyin::records
