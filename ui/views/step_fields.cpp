#include "ui/views/step_fields.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/pick_sheet.h"
#include "ui/views/step_dates.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

constexpr std::size_t complaints_max = 50;

} // namespace

void StepFields::begin() {
    m_checked = false;
    m_goes_to_gap = false;
    m_pickers.clear();
    m_dates.clear();
    m_files.close();
}

void StepFields::show_problems() {
    m_checked = true;
    m_goes_to_gap = true;
}

std::string_view StepFields::error(std::string_view id, bool missing, Text text) {
    if (!m_checked || !missing) {
        return {};
    }
    if (m_goes_to_gap) {
        w::request_focus(id);
        m_goes_to_gap = false;
    }
    return m_app.say(text);
}

void StepFields::files_ui(std::vector<domain::AttachPayload>& files, std::size_t held) {
    const FileTiles::Taken taken = m_files.buttons_ui(files, held);
    m_draft_wanted = taken.opens || taken.changed;
    m_files.new_ui(files);
    if (m_checked && files.empty()) {
        widgets::note({.text = m_app.say(app::AttachText::NothingTaken),
                       .tone = widgets::Tone::Danger,
                       .id = "nothing_taken",
                       .alert = true});
    }
}

void StepFields::words_ui(const WordsOptions& options, std::string& value) {
    const bool missing = options.required && base::trimmed(value).empty();
    const bool too_long = base::count_chars(value) > base::limits::long_text_chars_max;
    w::text_area({.id = options.id,
                  .label = m_app.say(options.label),
                  .required = options.required,
                  .placeholder = options.placeholder,
                  .error = error(options.id,
                                 missing || too_long,
                                 too_long ? Text::ProblemTooLong : options.missing),
                  .chars_max = base::limits::long_text_chars_max,
                  .lines = options.lines},
                 value);
}

void StepFields::line_ui(const WordsOptions& options, std::string& value) {
    const bool missing = options.required && base::trimmed(value).empty();
    w::text_field({.id = options.id,
                   .label = m_app.say(options.label),
                   .required = options.required,
                   .placeholder = options.placeholder,
                   .error = error(options.id, missing, options.missing)},
                  value);
}

void StepFields::time_ui(std::string_view id, Text label, bool in_future, std::int64_t& at_utc_ms) {
    const std::int64_t now = m_app.clock().now_utc_ms();
    const bool wrong = in_future ? at_utc_ms <= now : at_utc_ms <= 0 || at_utc_ms > now;
    const Text problem = in_future ? Text::FieldTimeEarlier : Text::FieldTimeLater;
    moment_ui(m_app,
              {.id = id,
               .label = m_app.say(label),
               .in_future = in_future,
               .error = error(id, wrong, problem)},
              m_dates[std::string(id)],
              at_utc_ms);
}

void StepFields::pick_ui(const PickOptions& options,
                         std::vector<Candidate> candidates,
                         Uuid& value) {
    std::erase_if(candidates, [](const Candidate& one) {
        return one.forbidden == domain::Reason::TargetIsRespondent;
    });
    w::OptionPicker& picker = m_pickers[std::string(options.id)];
    const auto chosen = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
        return one.id == value && !value.is_nil();
    });
    const bool missing = options.required && value.is_nil();
    if (w::picker_field({.id = options.id,
                         .label = m_app.say(options.label),
                         .required = options.required,
                         .value = chosen == candidates.end() ? std::string_view() : chosen->label,
                         .placeholder = m_app.say(options.placeholder),
                         .error = error(options.id, missing, Text::FieldChooseOne)})) {
        w::open_options(picker);
    }
    if (!picker.open) {
        return;
    }
    std::vector<w::Option> rows;
    for (const Candidate& one : candidates) {
        const bool may = one.forbidden == domain::Reason::None;
        rows.push_back(
            {.label = one.label,
             .detail = one.detail,
             .keywords = one.keywords,
             .forbidden = may ? std::string_view() : app::label(one.forbidden, m_app.language())});
    }
    const std::string sheet_id = std::string(options.id) + "_options";
    const auto pressed = pick_one_sheet_ui(
        m_app, {.id = sheet_id, .title = m_app.say(options.label), .rows = rows}, picker);
    if (pressed) {
        value = candidates[*pressed].id;
    }
}

void StepFields::pick_several_ui(const PickOptions& options,
                                 const std::vector<Candidate>& candidates,
                                 std::vector<Uuid>& values) {
    w::OptionPicker& picker = m_pickers[std::string(options.id)];
    std::vector<w::Option> rows;
    std::vector<std::size_t> chosen;
    std::string words;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        rows.push_back({.label = candidates[i].label, .detail = candidates[i].detail});
        if (std::find(values.begin(), values.end(), candidates[i].id) != values.end()) {
            chosen.push_back(i);
            words += words.empty() ? std::string_view() : m_app.say(Text::ListComma);
            words += candidates[i].label;
        }
    }
    if (w::picker_field({.id = options.id,
                         .label = m_app.say(options.label),
                         .value = words,
                         .placeholder = m_app.say(options.placeholder)})) {
        w::open_options(picker, chosen);
    }
    const std::string sheet_id = std::string(options.id) + "_options";
    const PickSheet sheet{.id = sheet_id, .title = m_app.say(options.label), .rows = rows};
    if (pick_several_sheet_ui(m_app, sheet, picker, chosen)) {
        values.clear();
        for (const std::size_t i : chosen) {
            values.push_back(candidates[i].id);
        }
    }
}

void StepFields::complaint_ui(const PickOptions& options, Uuid& value) {
    const auto picker = m_pickers.find(options.id);
    std::vector<Candidate> candidates;
    if (picker != m_pickers.end() && picker->second.open) {
        const std::string& search = picker->second.search;
        for (const store::ListRow& row : m_app.find_complaints(search, complaints_max)) {
            if (row.id != m_app.selected()->id) {
                // What the store found by its content is shown, though title and number lack it.
                candidates.push_back(
                    {row.id, std::string(m_app.titled(row.title)), row.number, search});
            }
        }
    } else if (!value.is_nil()) {
        if (const auto chosen = m_app.complaint(value)) {
            candidates.push_back({value, title_of(chosen->intake), chosen->number, {}});
        }
    }
    pick_ui(options, std::move(candidates), value);
}

void StepFields::answer_ui(std::string_view id,
                           Text label,
                           std::string_view yes,
                           std::string_view no,
                           std::optional<bool>& value) {
    const std::array<w::Choice, 2> choices{{{.label = yes}, {.label = no}}};
    std::size_t selected = w::no_choice;
    if (value) {
        selected = *value ? 0 : 1;
    }
    if (w::segmented({.id = id,
                      .label = m_app.say(label),
                      .required = true,
                      .error = error(id, !value, Text::FieldChooseOne),
                      .choices = choices},
                     selected)) {
        value = selected == 0;
    }
}

std::vector<Candidate> people_of(const app::App& app,
                                 const std::function<domain::Reason(const Uuid&)>& forbidden) {
    std::vector<Candidate> people;
    for (const domain::Person& person : app.directory().people) {
        if (person.active) {
            people.push_back(
                {.id = person.id,
                 .label = person.name,
                 .detail = person.staff_no,
                 .forbidden = forbidden ? forbidden(person.id) : domain::Reason::None});
        }
    }
    return people;
}

} // namespace huiyin::views
