// 投诉: the list with search and filters.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/layout.h"

#include <string>
#include <utility>

namespace huiyin::views {

class ComplaintListView {
public:
    explicit ComplaintListView(app::App& app)
        : m_app(app) {}

    void frame_ui(const widgets::Rect& area);

    /// Whether a finger rested on a row, which is the open complaint now; once.
    bool take_held() { return std::exchange(m_held, false); }

private:
    app::App& m_app;
    std::string m_search;
    bool m_to_top = false;
    bool m_sort_open = false;
    bool m_held = false;

    void search_ui();
    void filters_ui();
    void drill_ui();
    void sort_sheet_ui();
    void rows_ui();
    void find_text_ui(widgets::List& list, const std::vector<widgets::List::Rows>& pieces);
    void row_ui(const store::ListRow& row);
    void empty_ui();
};

} // namespace huiyin::views
