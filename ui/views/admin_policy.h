// 规则: what the department decides for itself, as one form on the page.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_form.h"
#include "ui/widgets/date_field.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::views {

class AdminPolicyView {
public:
    explicit AdminPolicyView(app::App& app)
        : m_app(app) {}

    void page_ui();

private:
    /// The policy as it is typed: what is no number stays to be corrected.
    struct Draft {
        domain::Policy policy;
        std::array<std::array<std::string, 2>, domain::target_kind_count> targets;
        std::string reopen_days;
        std::string duplicate_days;
        std::string silent_device_days;
        std::string begin;
        std::string end;
        std::string words;
    };

    /// A list of days with the field that adds one.
    struct DayList {
        app::AdminText title;
        app::AdminText add;
        std::string_view id;
    };

    app::App& m_app;
    std::optional<Draft> m_draft;
    std::int64_t m_version = 0; ///< of the directory the draft was begun with
    bool m_touched = false;
    bool m_checked = false;
    bool m_sent = false;
    bool m_lacks = false; ///< in the pass that is drawn
    std::map<std::string, widgets::DatePicker, std::less<>> m_pickers;
    std::vector<std::string> m_errors; ///< kept while the pass draws them

    void begin();
    void steps_ui();
    void targets_ui();
    void calendar_ui();
    void words_ui();
    void save_ui();
    void save();
    void number_ui(std::string_view id,
                   std::string_view label,
                   std::string_view unit,
                   std::array<int, 2> bounds,
                   std::string& value);
    void time_ui(std::string_view id, app::AdminText label, std::string& value);
    void days_ui(const DayList& list, std::vector<domain::Day>& days);
    std::string_view error(std::string_view id, bool wrong, std::string text);

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

/// Minutes of a day of a text like 08:30, at most 24:00; nothing for any other text.
std::optional<int> day_minute_from_text(std::string_view text);
std::string text_of_day_minute(int minute);
/// Words between commas of both scripts, each once, without white space at their ends.
std::vector<std::string> words_from_text(std::string_view text);

} // namespace huiyin::views
