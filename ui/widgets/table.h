// A table of many rows: the header stays, columns scroll sideways, only visible rows are asked for.
#pragma once

#include "ui/widgets/layout.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

struct TableColumn {
    std::string_view label;
    /// At text scale 100 %; columns share what is left of a wide screen in proportion.
    float width = 96;
    Align align = Align::Start;
};

struct TableOptions {
    std::string_view id;
    /// What the table holds: 监督投诉记录表.
    std::string_view name;
    std::span<const TableColumn> columns;
    std::size_t count = 0;
    /// Cells wrap up to this many lines, then end in an ellipsis.
    std::size_t lines_max = 2;
    /// By default all that is left.
    std::optional<Rect> area;
    /// The row whose detail is shown, or npos.
    std::size_t selected = static_cast<std::size_t>(-1);
};

struct TableRowOptions {
    /// What is read and pressed: the number of the complaint, and why it is struck.
    std::string_view name;
    std::span<const std::string_view> cells;
    /// Cancelled or merged: every line is struck through and muted.
    bool struck = false;
};

/// Scrolls in both directions; lies outside of a ScrollArea. Between construction and destruction
/// the caller submits the rows first() <= index < last().
class [[nodiscard]] Table {
public:
    explicit Table(const TableOptions& options);
    ~Table();
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    std::size_t first() const { return m_first; }

    std::size_t last() const { return m_last; }

    /// Whether the row was pressed.
    bool row(std::size_t index, const TableRowOptions& options);

private:
    void header(const TableOptions& options, const Rect& line);
    void cell(const TableRowOptions& options, std::size_t column, const Rect& rect) const;

    NodeId m_id = 0;
    NodeId m_across = 0;
    NodeId m_down = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    std::size_t m_count = 0;
    std::size_t m_lines_max = 0;
    std::size_t m_selected = 0;
    std::vector<float> m_widths;
    std::vector<Align> m_aligns;
    Rect m_area;
    Rect m_body;
    float m_left = 0;
    float m_width = 0;
    float m_pitch = 0;
    double m_origin = 0;
    bool m_in_parent = true;
};

} // namespace huiyin::widgets
