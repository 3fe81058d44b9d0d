// One form of the administration: a sheet of fields that say what is wrong with them, here or by
// the word of the server, and one button that sends the change.
#pragma once

#include "ui/app/app.h"
#include "ui/views/step_fields.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/option_sheet.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::views {

/// A field: the member of the command it is sent as, which is also its id, and its label.
struct AdminField {
    std::string_view member;
    std::string_view label;
    bool required = true;
    bool disabled = false;
    std::string_view hint;
    widgets::InputHint input = widgets::InputHint::Text;
};

struct AdminFormOptions {
    std::string_view id;
    std::string_view title;
    std::string_view save;
    /// What it means, above the fields.
    std::string_view lead;
    bool harm = false;
};

class AdminForm {
public:
    explicit AdminForm(app::App& app)
        : m_app(app) {}

    /// Nothing was tried, no picker is open, nothing of an earlier change is said.
    void begin();

    /// Draws the sheet. Whether its button was pressed; then the caller calls send() when
    /// is_complete().
    bool frame_ui(const AdminFormOptions& options, const std::function<void()>& fields);

    /// Whether no field drawn in this pass lacks anything; else they say so from now on.
    bool is_complete();
    /// Sends; frame_ui() closes the form once it is done.
    void send(base::Json command, std::string_view done);

    /// Whether the form is to be closed: it was sent and done, or somebody closed it.
    bool is_over() const { return m_over; }

    /// Whether it is over because the change was made.
    bool is_done() const { return m_done; }

    // Fields, to be drawn inside frame_ui().

    void line_ui(const AdminField& field, std::string& value);
    void password_ui(const AdminField& field, std::string& value);
    void number_ui(const AdminField& field, int min, int max, std::string& value);
    void pick_ui(const AdminField& field, const std::vector<Candidate>& candidates, Uuid& value);
    /// One of some words as chips.
    void choose_ui(const AdminField& field,
                   std::span<const widgets::Choice> choices,
                   std::size_t& selected);

    /// Something was filled in by other means than the fields above: only its buttons close the
    /// form.
    void touch() { m_touched = true; }

    /// A field by other means: its error, and that it is said there.
    std::string_view error(std::string_view member, bool wrong, std::string_view local);

private:
    app::App& m_app;
    bool m_checked = false;
    bool m_sent = false;
    bool m_over = false;
    bool m_done = false;
    bool m_lacks = false; ///< in the pass that is drawn
    bool m_goes_to_gap = false;
    bool m_touched = false;                       ///< something was filled in or chosen
    std::set<std::string, std::less<>> m_members; ///< drawn in this pass
    std::map<std::string, widgets::OptionPicker, std::less<>> m_pickers;
    std::string m_number_error;

    void take_back();
    void problem_ui();
    void footer_ui(const AdminFormOptions& options, bool& pressed, bool& cancelled);

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

/// Nobody, and the active people of the department.
std::vector<Candidate> leaders_of(const app::App& app);

} // namespace huiyin::views
