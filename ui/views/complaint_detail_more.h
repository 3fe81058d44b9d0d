// ⋯ on a complaint's page: what is done with the record of it, printing and verifying, rather than
// with the case itself.
#pragma once

#include "ui/app/app.h"
#include "ui/views/register.h"

#include <cstddef>
#include <optional>
#include <string>

namespace huiyin::views {

class DetailMore {
public:
    explicit DetailMore(app::App& app)
        : m_app(app) {}

    /// In the page's bar; a phone has room for ⋯ alone. The copy of the form to be printed.
    std::optional<FormCopy> buttons_ui();

    /// What the verification found, until another step changes the record.
    void check_ui();

    /// The menu while it is open. The copy of the form to be printed.
    std::optional<FormCopy> sheet_ui();

    /// Whether 登记再投诉 was picked. Once.
    bool take_again();

    /// Whether it was verified just now: what was found stands at the top of the page. Once.
    bool take_checked();

    /// Another complaint: the menu is closed and nothing is verified.
    void close();

private:
    app::App& m_app;
    bool m_open = false;
    bool m_again = false;
    bool m_checked = false;
    std::optional<base::Result<domain::ComplaintCheck>> m_check; ///< of `m_checked_steps` steps
    std::size_t m_checked_steps = 0;

    void check();
    std::string fault_words(const domain::ComplaintCheck& check) const;
};

} // namespace huiyin::views
