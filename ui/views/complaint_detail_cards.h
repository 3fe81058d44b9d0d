// Above the facts of a complaint: who has to be called, and what a person has to decide.
#pragma once

#include "ui/app/app.h"

#include <optional>

namespace huiyin::views {

class DetailCards {
public:
    explicit DetailCards(app::App& app)
        : m_app(app) {}

    /// 重大, and the news has not left this tablet. Whether 已告知 was pressed.
    bool call_ui();
    /// A card for each conflict that is open; on a phone a banner.
    void conflicts_ui();
    /// On a phone: the values of the conflict whose banner was pressed.
    void sheet_ui();

    void close() { m_open.reset(); }

private:
    app::App& m_app;
    std::optional<base::Uuid> m_open; ///< the conflict in the sheet
    base::Uuid m_chosen_of;           ///< settled after the cards are drawn
    std::optional<domain::SettleChoice> m_choice;

    void card_ui(const domain::Conflict& conflict);
    void settle_chosen();
    std::string waits_for(const domain::Conflict& conflict) const;
};

} // namespace huiyin::views
