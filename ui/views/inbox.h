// 待办: what has to be done, and the news.
#pragma once

#include "ui/app/app.h"
#include "ui/views/dissatisfaction.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiyin::views {

class InboxView {
public:
    explicit InboxView(app::App& app)
        : m_app(app)
        , m_dissatisfaction(app) {}

    void frame_ui();

    /// Whether somebody was told of the complaint that was opened, and wants to note that; once.
    bool take_telling() { return std::exchange(m_telling, false); }

private:
    app::App& m_app;
    DissatisfactionView m_dissatisfaction;
    /// Groups that show all their rows.
    std::set<domain::TaskKind> m_expanded;
    bool m_telling = false;

    void page_ui();
    void summary_ui();
    void alerts_ui();
    void group_ui(const app::Inbox::Group& group);
    std::vector<std::string_view> facts_of(const store::ListRow& complaint) const;
    std::vector<std::string_view> holder_facts(const store::ListRow& complaint) const;
    void task_ui(const store::TaskRow& row);

    /// What a row of 待裁决 says in place of who complains and where.
    struct Clash {
        std::string title;
        std::vector<std::string> facts; ///< each side, and the number
    };

    /// Of what the app showed when they were read.
    std::map<base::Uuid, Clash> m_clashes;
    std::uint64_t m_clashes_of = 0;

    const Clash& clash_of(const store::ListRow& row);
    void settle_ui(const store::TaskRow& row);
    void notices_ui();
    void open(const base::Uuid& complaint);
};

} // namespace huiyin::views
