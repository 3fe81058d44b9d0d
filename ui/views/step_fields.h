// The fields that the sheets of the steps are made of: words, codes, times, and pickers of people,
// groups and complaints. Each says what it lacks once saving was tried.
#pragma once

#include "core/domain/event.h"
#include "ui/app/app.h"
#include "ui/views/file_tiles.h"
#include "ui/views/form_fields.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/option_sheet.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiyin::views {

using base::Uuid;

struct WordsOptions {
    std::string_view id;
    app::Text label;
    bool required = true;
    int lines = 3;
    std::string_view placeholder;
    app::Text missing = app::Text::FieldMissing;
};

/// Somebody or something to pick; `forbidden` is why it cannot be.
struct Candidate {
    Uuid id;
    std::string label;
    std::string detail;
    std::string keywords; ///< searched, not shown
    domain::Reason forbidden = domain::Reason::None;
};

struct PickOptions {
    std::string_view id;
    app::Text label;
    bool required = true;
    app::Text placeholder = app::Text::FieldNone;
};

class StepFields {
public:
    explicit StepFields(app::App& app)
        : m_app(app)
        , m_files(app) {}

    /// Another sheet: no picker is open, nothing was tried.
    void begin();
    /// Saving was tried and refused: says what is missing and goes to the first gap.
    void show_problems();

    bool shows_problems() const { return m_checked; }

    /// Several lines, at most `long_text_chars_max` characters.
    void words_ui(const WordsOptions& options, std::string& value);
    /// One line.
    void line_ui(const WordsOptions& options, std::string& value);
    /// A moment up to now, or one after now.
    void time_ui(std::string_view id, app::Text label, bool in_future, std::int64_t& at_utc_ms);
    /// Opens a sheet with the candidates; a required one starts as nil. A respondent (被投诉人) is
    /// not even shown; others who may not be picked stand there with the reason.
    void pick_ui(const PickOptions& options, std::vector<Candidate> candidates, Uuid& value);
    /// The same for any number of them.
    void pick_several_ui(const PickOptions& options,
                         const std::vector<Candidate>& candidates,
                         std::vector<Uuid>& values);
    /// A complaint of this tablet, by number or words.
    void complaint_ui(const PickOptions& options, Uuid& value);

    /// Files to be attached; `held` is how many the complaint has already. At least one is wanted.
    void files_ui(std::vector<domain::AttachPayload>& files, std::size_t held);

    /// Whether the draft is to be kept at once: another file has been taken, or the camera opens,
    /// behind which a browser may end the page. Once.
    bool take_draft_wanted() { return std::exchange(m_draft_wanted, false); }

    /// What lies over the sheet: a photo. Escape is for it, so take_back() comes before the sheet.
    void over_ui() { m_files.viewer_ui(); }

    void take_back() { m_files.take_back(); }

    template <class Enum>
    void code_ui(std::string_view id,
                 app::Text label,
                 bool required,
                 ChoiceLook look,
                 std::optional<Enum>& value) {
        choose_ui({.id = id,
                   .label = m_app.say(label),
                   .required = required,
                   .error = error(id, required && !value, app::Text::FieldChooseOne)},
                  look,
                  m_app.language(),
                  value);
    }

    /// The first values of a list as chips, where not all of them can be chosen.
    template <class Enum>
    void chips_ui(std::string_view id,
                  app::Text label,
                  std::span<const widgets::Choice> choices,
                  std::optional<Enum>& value) {
        std::size_t selected = value ? static_cast<std::size_t>(*value) : widgets::no_choice;
        if (widgets::choice_chips({.id = id,
                                   .label = m_app.say(label),
                                   .required = true,
                                   .error = error(id, !value, app::Text::FieldChooseOne),
                                   .choices = choices},
                                  selected)) {
            value = static_cast<Enum>(selected);
        }
    }

    /// One of two answers; nothing until somebody chose.
    void answer_ui(std::string_view id,
                   app::Text label,
                   std::string_view yes,
                   std::string_view no,
                   std::optional<bool>& value);

private:
    app::App& m_app;
    bool m_draft_wanted = false;
    bool m_checked = false;
    bool m_goes_to_gap = false;
    std::map<std::string, widgets::OptionPicker, std::less<>> m_pickers;
    std::map<std::string, widgets::DatePicker, std::less<>> m_dates;
    FileTiles m_files;

    std::string_view error(std::string_view id, bool missing, app::Text text);
};

/// Active people as candidates, in the directory's order; `forbidden` says why not, per person.
std::vector<Candidate> people_of(const app::App& app,
                                 const std::function<domain::Reason(const Uuid&)>& forbidden = {});

} // namespace huiyin::views
