// 待办: what has to be done, and the news.
#pragma once

#include "ui/app/app.h"
#include "ui/views/dissatisfaction.h"

#include <set>
#include <string>

namespace huiyin::views {

class InboxView {
public:
    explicit InboxView(app::App& app)
        : m_app(app)
        , m_dissatisfaction(app) {}

    void frame_ui();

private:
    app::App& m_app;
    DissatisfactionView m_dissatisfaction;
    /// Groups that show all their rows.
    std::set<domain::TaskKind> m_expanded;

    void page_ui();
    void summary_ui();
    void alerts_ui();
    void group_ui(const app::Inbox::Group& group);
    void task_ui(const store::TaskRow& row, bool first);
    void notices_ui();
    void open(const base::Uuid& complaint);
};

} // namespace huiyin::views
