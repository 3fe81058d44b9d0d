// 待办: what has to be done, and the news.
#pragma once

#include "ui/app/app.h"

#include <set>
#include <string>

namespace huiyin::views {

class InboxView {
public:
    explicit InboxView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;
    /// Groups that show all their rows.
    std::set<domain::TaskKind> m_expanded;

    void summary_ui();
    void alerts_ui();
    void group_ui(const app::Inbox::Group& group);
    void task_ui(const store::TaskRow& row, bool first);
    void notices_ui();
    void open(const base::Uuid& complaint);
};

} // namespace huiyin::views
