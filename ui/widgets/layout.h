// Where things go. A flow hands out rectangles from the top of an area downwards (Column) or from
// left to right (Row); widgets take the next one. Objects here end what they began when they leave
// scope.
#pragma once

#include "ui/widgets/context.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/semantics.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// Width of a widget: its own, all there is, or a number of CSS pixels.
inline constexpr float width_fit = 0;
inline constexpr float width_fill = -1;

/// What is left of the present flow: of a screen before anything was docked, all of it.
Rect available();

/// Space of this height (in a row: width) without anything in it.
void gap(float size);

/// The next rectangle of the present flow, for widgets and for own drawing. In a row that wraps,
/// one that fills and would get less than `fill_width_min` begins a new line. `below` of its height
/// hangs under the line on which the widgets of a row `at_bottom` stand: the error of a field.
Rect place(Size size, float fill_width_min = 0, float below = 0);
/// The next rectangle over the full width.
Rect place_block(float height);

/// Strips docked to an edge of the present flow; what follows has the rest.
Rect dock_top(float height);
Rect dock_bottom(float height);
Rect dock_left(float width);
Rect dock_right(float width);

struct ColumnOptions {
    /// Where; by default what is left of the present flow, growing downwards.
    std::optional<Rect> area;
    Insets padding;
    /// Between two widgets.
    float gap = space::l;
    /// Content wider than this is centred.
    float width_max = 0;
};

/// Widgets one below the other, each as wide as the column.
class [[nodiscard]] Column {
public:
    explicit Column(const ColumnOptions& options = {});
    ~Column();
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;
};

enum class Align { Start, Center, End, SpaceBetween };

struct RowOptions {
    float gap = space::s;
    /// Widgets that do not fit begin a new line, `line_gap` below.
    bool wrap = false;
    float line_gap = space::m;
    Align align = Align::Start;
    /// Least height; widgets are centred in it.
    float height = 0;
    /// Widgets stand on one line in place of being centred: a button beside a labelled field.
    bool at_bottom = false;
    /// Only where two rows of one flow could be confused.
    std::string_view id;
};

/// Widgets side by side, each in its own width. `width_fill` shares what is left.
class [[nodiscard]] Row {
public:
    explicit Row(const RowOptions& options = {});
    ~Row();
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
};

struct ColumnsOptions {
    /// How many, or none below `width_min` (÷ text scale) for each.
    std::size_t count = 2;
    float width_min = 280;
    float gap = space::l;
    /// Between widgets of one column.
    float row_gap = space::l;
    /// Widths by share (`{2, 1}`) or, where >= 48, in CSS pixels; equal when empty.
    std::span<const float> widths;
    /// Where they stand side by side, the last card of each reaches down to the lowest end.
    bool even = false;
};

/// Columns side by side that become one below the other when it gets narrow. Begins in the first.
class [[nodiscard]] Columns {
public:
    explicit Columns(const ColumnsOptions& options = {});
    ~Columns();
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;
    /// What follows goes into the next column.
    void next();

    bool stacked() const { return m_stacked; }

private:
    bool m_stacked = false;
};

struct ScrollAreaOptions {
    std::string_view id;
    /// For screen readers; only where the content does not say it.
    std::string_view name;
    /// By default all that is left.
    std::optional<Rect> area;
    Insets padding;
    float gap = space::l;
    float width_max = 0;
    /// What is narrower than the page stands in line with the title above, not in the middle.
    bool at_start = false;
    /// A finger can pull it down beyond its top: see pulled().
    bool can_pull = false;
};

/// A column that scrolls by finger, wheel and keyboard. Without visible bars at rest.
class [[nodiscard]] ScrollArea {
public:
    explicit ScrollArea(const ScrollAreaOptions& options);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;
    /// Back to the top at once: another filter, another complaint.
    void scroll_to_top();
    /// Offset in CSS pixels, for views that keep it.
    double offset() const;
    /// Whether it was pulled down far enough and let go; once.
    bool pulled() const;

private:
    NodeId m_id = 0;
};

struct ListOptions {
    std::string_view id;
    /// What the list holds: 投诉.
    std::string_view name;
    std::size_t count = 0;
    float row_height = 108;
    /// Between rows; 1 for a divider.
    float row_gap = 1;
};

/// Rows of one height of which only the visible ones are asked for: 100 000 are fine. Lies inside a
/// ScrollArea.
class [[nodiscard]] List {
public:
    explicit List(const ListOptions& options);
    ~List();
    List(const List&) = delete;
    List& operator=(const List&) = delete;

    /// The rows to submit: first() <= index < last().
    std::size_t first() const { return m_first; }

    std::size_t last() const { return m_last; }

    /// Begins the row; the next widget fills it.
    void row(std::size_t index);

    /// Rows begin <= index < end that are not drawn.
    struct Rows {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    /// The nearest rows above the drawn ones and below them, a few in each piece and few enough
    /// pieces that the mirror stays small. In the order of the list.
    std::vector<Rows> rows_above() const;
    std::vector<Rows> rows_below() const;
    /// What the browser's search finds of rows that are not drawn; found, the list goes there.
    /// Given before the first row for those above, after the last for those below.
    void find_text(const Rows& rows, std::string_view text);

private:
    void end_row();

    NodeId m_id = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    std::size_t m_count = 0;
    double m_origin = 0;
    float m_row_height = 0;
    float m_pitch = 0;
    bool m_in_row = false;
};

struct LandmarkOptions {
    Role role = Role::Group;
    std::string_view name;
    std::string_view id;
};

/// Groups the nodes inside for screen readers and tests: Main, Form, Group, List, ListItem...
class [[nodiscard]] Landmark {
public:
    explicit Landmark(const LandmarkOptions& options);
    explicit Landmark(Role role, std::string_view name = {});
    ~Landmark();
    Landmark(const Landmark&) = delete;
    Landmark& operator=(const Landmark&) = delete;
};

struct CardOptions {
    /// 0: a card of rows, which have their own, with hairlines between them.
    float padding = space::l;
    float gap = space::s;
    /// Ground and frame; Neutral is the raised card with a hairline, Danger a 2 px frame.
    Tone tone = Tone::Neutral;
};

/// A raised column as high as its content.
class [[nodiscard]] Card {
public:
    explicit Card(const CardOptions& options = {});
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
};

/// A raised surface with a hairline over a given area (the detail panel). Only drawing.
void panel(const Rect& area);
/// Fills an area with `surface` (and a hairline at the given side when asked): bars, panes.
void bar_ground(const Rect& area, bool line_above);
/// Hairline over the width of the flow.
void divider();

} // namespace huiyin::widgets
