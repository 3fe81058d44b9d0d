#include "ui/views/complaint_list.h"

#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/search_hits.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"

#include <array>
#include <span>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using store::ListFilter;

namespace {

/// Beside a complaint the list is a narrow pane; alone it has the page's margins.
w::Insets pane_padding() {
    if (w::breakpoint() == w::Breakpoint::Wide) {
        return {w::space::l, 0, w::space::m, 0};
    }
    return {w::page_margin(), 0, w::page_margin(), 0};
}

/// What the search found in a row.
struct RowHits {
    std::vector<w::paint::TextRange> title;
    std::vector<w::paint::FactRange> facts;
};

RowHits hits_of(const std::string& folded_search,
                std::string_view title,
                std::span<const std::string_view> facts) {
    return {text_hits(folded_search, title), fact_hits(folded_search, facts)};
}

/// A row has 16 to its left and 12 to its right within itself. Beside a complaint the card of the
/// selected one stands out to both sides.
w::Insets rows_padding() {
    if (w::breakpoint() == w::Breakpoint::Wide) {
        return {8, 0, 4, 0};
    }
    return {w::page_margin() - 16, 0, w::page_margin() - 12, 0};
}

struct Filter {
    ListFilter filter;
    Text label;
};

/// The chips in their order: what is mine, what presses, all of it, then the way through the
/// states.
std::span<const Filter> filters() {
    static constexpr Filter list[] = {{ListFilter::Mine, Text::FilterMine},
                                      {ListFilter::Overdue, Text::FilterOverdue},
                                      {ListFilter::All, Text::ListFilterAll},
                                      {ListFilter::Open, Text::FilterOpen},
                                      {ListFilter::Unsent, Text::ListFilterUnsent},
                                      {ListFilter::Major, Text::FilterMajor},
                                      {ListFilter::Conflicted, Text::FilterConflicted},
                                      {ListFilter::ToDispatch, Text::ListFilterRecorded},
                                      {ListFilter::ToReceive, Text::FilterAssigned},
                                      {ListFilter::Handling, Text::FilterHandling},
                                      {ListFilter::ToFeedBack, Text::FilterHandled},
                                      {ListFilter::ToFollowUp, Text::FilterFedBack},
                                      {ListFilter::Closed, Text::FilterClosed},
                                      {ListFilter::Cancelled, Text::FilterCancelled},
                                      {ListFilter::IntakeRejected, Text::ListFilterRejected}};
    return list;
}

} // namespace

void ComplaintListView::frame_ui(const w::Rect& area) {
    const w::Landmark main(w::Role::Main, m_app.say(Text::ListTitle));
    w::Column pane({.area = area, .padding = {}, .gap = w::space::s});
    {
        const std::string count = app::count_text(m_app.list().counts().all);
        w::TopBar bar({.title = m_app.say(Text::ListTitle),
                       .count = count,
                       .end_margin = pane_padding().right});
        sync_pill_ui(m_app);
    }
    if (w::breakpoint() == w::Breakpoint::Wide) {
        w::gap(w::space::s);
    }
    {
        const w::Column controls({.gap = w::space::m});
        const w::Insets padding = pane_padding();
        {
            const w::Column sides({.padding = padding});
            const w::Row line({.gap = w::space::s, .id = "search_line"});
            search_ui();
            if (w::icon_button({.id = "sort",
                                .icon = w::Icon::Sort,
                                .label = m_app.say(Text::SortTitle),
                                .filled = true,
                                .has_popup = true})) {
                m_sort_open = true;
            }
        }
        // The edge of the pane cuts the last chip: one sees that more come.
        const bool chips = !m_app.list().drill();
        const w::Column side({.padding = {padding.left, 0, chips ? 0 : padding.right, 0}});
        filters_ui();
    }
    rows_ui();
    sort_sheet_ui();
}

void ComplaintListView::search_ui() {
    const auto result = w::search_field({.id = "search",
                                         .label = m_app.say(Text::ListSearch),
                                         .label_hidden = true,
                                         .placeholder = m_app.say(Text::ListSearch),
                                         .input = w::InputHint::Search,
                                         .icon = w::Icon::Search},
                                        m_app.say(Text::ListSearchClear),
                                        m_search);
    if (result.changed) {
        m_app.list().set_search(m_search);
        m_to_top = true;
    }
}

void ComplaintListView::filters_ui() {
    if (m_app.list().drill()) {
        drill_ui();
        return;
    }
    const auto shown = filters();
    std::vector<std::string> counts;
    counts.reserve(shown.size());
    for (const Filter& filter : shown) {
        counts.push_back(app::count_text(m_app.list().counts().of(filter.filter)));
    }
    std::vector<w::Choice> choices;
    std::size_t selected = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        choices.push_back({.label = m_app.say(shown[i].label), .count = counts[i]});
        selected = shown[i].filter == m_app.list().filter() ? i : selected;
    }
    if (w::filter_chips({.id = "filter",
                         .label = m_app.say(Text::ListFilterName),
                         .label_hidden = true,
                         .choices = choices},
                        selected)) {
        m_app.list().set_filter(shown[selected].filter);
        m_to_top = true;
    }
}

void ComplaintListView::drill_ui() {
    const std::string name = app::with(m_app.say(Text::DrillEnd), m_app.list().drill_name());
    if (w::button({.id = "drill_end", .label = name, .icon = w::Icon::X})) {
        m_app.list().set_filter(ListFilter::All);
        m_to_top = true;
    }
}

void ComplaintListView::sort_sheet_ui() {
    if (!m_sort_open) {
        return;
    }
    w::Sheet sheet({.id = "sort_sheet",
                    .title = m_app.say(Text::SortTitle),
                    .close_label = m_app.say(Text::Close),
                    .has_actions = false});
    const std::array<w::Choice, 3> choices{{{.label = m_app.say(Text::SortUpdated)},
                                            {.label = m_app.say(Text::SortRecorded)},
                                            {.label = m_app.say(Text::SortDue)}}};
    auto selected = static_cast<std::size_t>(m_app.list().sort());
    if (w::choice_chips({.id = "sort",
                         .label = m_app.say(Text::SortTitle),
                         .label_hidden = true,
                         .choices = choices},
                        selected)) {
        m_app.list().set_sort(static_cast<store::ListSort>(selected));
        m_sort_open = false;
        m_to_top = true;
    }
    if (sheet.closed()) {
        m_sort_open = false;
    }
}

void ComplaintListView::rows_ui() {
    w::ScrollArea area(
        {.id = "complaint_rows", .padding = rows_padding(), .gap = 0, .can_pull = true});
    if (area.pulled()) {
        m_app.sync_now();
    }
    if (m_to_top) {
        m_to_top = false;
        area.scroll_to_top();
    }
    const auto& rows = m_app.list().rows();
    const bool failed = storage_problem_ui(m_app, m_app.list().problem());
    if (rows.empty()) {
        // That nothing could be read does not mean that nothing is there.
        if (!failed) {
            empty_ui();
        }
        return;
    }
    std::size_t last = 0;
    {
        w::List list({.id = "complaints",
                      .name = m_app.say(Text::ListTitle),
                      .count = rows.size(),
                      .row_height = w::complaint_row_height()});
        find_text_ui(list, list.rows_above());
        for (std::size_t i = list.first(); i < list.last(); ++i) {
            list.row(i);
            row_ui(rows[i]);
            last = i;
        }
        find_text_ui(list, list.rows_below());
    }
    if (m_app.list().ensure(last)) {
        w::request_frame();
    }
}

void ComplaintListView::find_text_ui(w::List& list, const std::vector<w::List::Rows>& pieces) {
    const auto& rows = m_app.list().rows();
    std::string text;
    for (const w::List::Rows& piece : pieces) {
        text.clear();
        for (std::size_t i = piece.begin; i < piece.end; ++i) {
            for (const std::string* part :
                 {&rows[i].title, &rows[i].number, &rows[i].complainant, &rows[i].location}) {
                text += *part;
                text += '\n';
            }
        }
        list.find_text(piece, text);
    }
}

void ComplaintListView::row_ui(const store::ListRow& row) {
    const app::Language language = m_app.language();
    const std::string id = to_string(row.id);
    const std::string time = app::short_moment_text(row.updated_at_utc_ms, m_app.clock(), language);
    std::vector<std::string_view> facts;
    facts.push_back(row.number.empty() ? m_app.say(Text::NoNumberYet)
                                       : std::string_view(row.number));
    const bool hidden = row.complainant.empty() && row.identity_hidden;
    facts.push_back(row.redacted ? m_app.say(app::RedactionText::Redacted)
                    : hidden     ? m_app.say(Text::Anonymous)
                                 : std::string_view(row.complainant));
    if (!row.location.empty()) {
        facts.push_back(row.location);
    }
    const RowHits hits = hits_of(m_app.list().folded_search(), row.title, facts);
    std::vector<w::MarkOptions> marks;
    if (row.severity == domain::Severity::Major) {
        marks.push_back({app::label(domain::Severity::Major, language),
                         w::Icon::Flag,
                         w::Tone::Danger,
                         /*loud=*/true});
    }
    if (const auto validity = validity_mark_of(row.validity, row.state, language)) {
        marks.push_back(*validity);
    }
    const std::int64_t late_ms =
        row.due_utc_ms == 0 ? 0 : m_app.clock().now_utc_ms() - row.due_utc_ms;
    const std::string late =
        app::with(m_app.say(Text::DueLate), app::duration_text(late_ms, language));
    if (late_ms > 0) {
        marks.push_back({late, w::Icon::Clock, w::Tone::Danger});
    }
    if (row.conflicted) {
        marks.push_back({app::label(domain::VerdictKind::Conflict, language),
                         w::Icon::Conflict,
                         w::Tone::Warning});
    }
    w::ComplaintRowOptions options{.id = id,
                                   .title = m_app.titled(row.title),
                                   .time = time,
                                   .facts = facts,
                                   .status = status_chip_of(row.state, language),
                                   .marks = marks};
    options.title_hits = hits.title;
    options.fact_hits = hits.facts;
    if (row.unsent > 0) {
        options.sync_mark = {m_app.say(Text::DetailNotSent), w::Icon::CloudUp, w::Tone::Muted};
    }
    options.selected = m_app.selected() && m_app.selected()->id == row.id;
    const w::RowPress press = w::complaint_row(options);
    if (press != w::RowPress::None) {
        m_held = press == w::RowPress::Held;
        m_app.select(row.id);
    }
}

void ComplaintListView::empty_ui() {
    const bool searching = !base::trimmed(m_app.list().search()).empty();
    const bool filtered = searching || m_app.list().filter() != ListFilter::All;
    const bool pressed = w::empty_state(
        {.icon = filtered ? w::Icon::Search : w::Icon::Inbox,
         .title = m_app.say(filtered ? Text::ListNoMatchTitle : Text::ListEmptyTitle),
         .text = m_app.say(searching ? Text::ListNoMatchText : Text::ListEmptyText),
         .action = filtered ? std::string_view() : m_app.say(Text::ListEmptyAction),
         .action_icon = w::Icon::Plus});
    if (pressed) {
        m_app.new_complaint();
    }
}

} // namespace huiyin::views
