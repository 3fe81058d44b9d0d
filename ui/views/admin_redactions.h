// 管理 → 脱敏: the leadership's orders that wait, carried out by the administrator, who sees no
// more of a complaint than its number.
#pragma once

#include "ui/app/app.h"

#include <string>
#include <string_view>

namespace huiyin::views {

class AdminRedactionsView {
public:
    explicit AdminRedactionsView(app::App& app)
        : m_app(app) {}

    void page_ui();
    void sheets_ui();

private:
    app::App& m_app;
    base::Uuid m_order; ///< that is being carried out; nil: none

    std::string_view say(app::RedactionText text) const { return m_app.say(text); }

    std::string ordered_text(const domain::WaitingRedaction& order) const;
};

} // namespace huiyin::views
