#include "ui/views/admin_policy.h"

#include "core/base/text.h"
#include "ui/app/admin_commands.h"
#include "ui/app/administration.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/step_dates.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;
using domain::TargetKind;

namespace {

/// As the server bounds them: core/sync/policy_json.cpp.
constexpr int days_max = 3660;
constexpr int target_minutes_max = 1'000'000;
constexpr int day_minutes = 24 * 60;
constexpr int target_step_minutes = 30;

std::string joined(const std::vector<std::string>& words, std::string_view comma) {
    std::string text;
    for (const std::string& word : words) {
        text += text.empty() ? std::string_view() : comma;
        text += word;
    }
    return text;
}

} // namespace

std::optional<int> day_minute_from_text(std::string_view text) {
    const std::string_view trimmed = base::trimmed(text);
    const std::size_t colon = trimmed.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto hour = w::number_in(trimmed.substr(0, colon), 0, 24);
    const auto minute = w::number_in(trimmed.substr(colon + 1), 0, 59);
    if (!hour || !minute || *hour * 60 + *minute > day_minutes) {
        return std::nullopt;
    }
    return *hour * 60 + *minute;
}

std::string text_of_day_minute(int minute) {
    std::string text = w::number_text(minute / 60, 2);
    text += ":";
    text += w::number_text(minute % 60, 2);
    return text;
}

std::vector<std::string> words_from_text(std::string_view text) {
    std::vector<std::string> words;
    const auto add = [&words](std::string_view part) {
        std::string word(base::trimmed(part));
        if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) {
            words.push_back(std::move(word));
        }
    };
    constexpr std::array<std::string_view, 4> commas{",", "，", "、", "\n"};
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto* comma = std::find_if(commas.begin(), commas.end(), [&](std::string_view one) {
            return text.substr(at).starts_with(one);
        });
        if (comma == commas.end()) {
            ++at;
            continue;
        }
        add(text.substr(begin, at - begin));
        at += comma->size();
        begin = at;
    }
    add(text.substr(begin));
    return words;
}

void AdminPolicyView::begin() {
    Draft draft;
    draft.policy = m_app.directory().policy;
    const domain::Policy& policy = draft.policy;
    for (std::size_t i = 0; i < policy.targets.size(); ++i) {
        draft.targets[i] = {w::number_text(policy.targets[i].general),
                            w::number_text(policy.targets[i].major)};
    }
    draft.reopen_days = w::number_text(policy.reopen_days);
    draft.duplicate_days = w::number_text(policy.duplicate_days);
    draft.silent_device_days = w::number_text(policy.silent_device_days);
    draft.begin = text_of_day_minute(policy.calendar.begin_minute);
    draft.end = text_of_day_minute(policy.calendar.end_minute);
    draft.words = joined(policy.major_words, m_app.say(Text::ListComma));
    m_draft = std::move(draft);
    m_version = m_app.directory().version;
    m_touched = false;
    m_checked = false;
}

void AdminPolicyView::page_ui() {
    using State = app::Administration::State;
    if (m_sent && m_app.administration().state() == State::Done) {
        m_sent = false;
        m_touched = false;
    }
    // What somebody else changed is taken over unless something is typed here.
    if (!m_draft || (!m_touched && m_version != m_app.directory().version)) {
        begin();
    }
    m_lacks = false;
    m_errors.clear();
    m_errors.reserve(64); // The fields keep views of them.
    steps_ui();
    targets_ui();
    calendar_ui();
    words_ui();
    save_ui();
}

std::string_view AdminPolicyView::error(std::string_view id, bool wrong, std::string text) {
    m_lacks = m_lacks || wrong;
    const auto& problem = m_app.administration().problem();
    if (wrong && m_checked) {
        m_errors.push_back(std::move(text));
        return m_errors.back();
    }
    return problem && problem->member == id ? say(problem->text) : std::string_view();
}

void AdminPolicyView::number_ui(std::string_view id,
                                std::string_view label,
                                std::string_view unit,
                                std::array<int, 2> bounds,
                                std::string& value) {
    const bool wrong = !w::number_in(value, bounds[0], bounds[1]);
    const bool minutes = bounds[1] == target_minutes_max;
    const auto result = w::number_field({.id = id,
                                         .label = label,
                                         .required = true,
                                         .error = error(id,
                                                        wrong,
                                                        app::with(say(AdminText::NoNumber),
                                                                  w::number_text(bounds[0]),
                                                                  w::number_text(bounds[1]))),
                                         .unit = unit,
                                         .less_label = m_app.say(Text::DateLess),
                                         .more_label = m_app.say(Text::DateMore),
                                         .min = bounds[0],
                                         .max = bounds[1],
                                         .step = minutes ? target_step_minutes : 1},
                                        value);
    m_touched = m_touched || result.changed;
}

void AdminPolicyView::steps_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::l});
    w::section_heading({.label = say(AdminText::PolicySteps)});
    domain::Policy& policy = m_draft->policy;
    std::optional<domain::ValidityConfirmer> confirmer = policy.validity_confirmer;
    if (choose_ui({.id = "validity_confirmer", .label = say(AdminText::ValidityConfirmer)},
                  ChoiceLook::Segments,
                  m_app.language(),
                  confirmer)) {
        policy.validity_confirmer = *confirmer;
        m_touched = true;
    }
    {
        w::Columns columns({.count = 3, .width_min = 200});
        const std::string_view days = say(AdminText::Days);
        number_ui(
            "reopen_days", say(AdminText::ReopenDays), days, {0, days_max}, m_draft->reopen_days);
        columns.next();
        number_ui("duplicate_days",
                  say(AdminText::DuplicateDays),
                  days,
                  {0, days_max},
                  m_draft->duplicate_days);
        columns.next();
        number_ui("silent_device_days",
                  say(AdminText::SilentDays),
                  days,
                  {1, days_max},
                  m_draft->silent_device_days);
    }
    const bool rework = w::toggle_switch({.id = "rework_allowed",
                                          .label = say(AdminText::Rework),
                                          .hint = say(AdminText::ReworkHint),
                                          .width = w::width_fill},
                                         policy.rework_allowed);
    const bool copied = w::toggle_switch({.id = "leadership_copied",
                                          .label = say(AdminText::LeadershipCopied),
                                          .width = w::width_fill},
                                         policy.leadership_copied);
    m_touched = m_touched || rework || copied;
}

void AdminPolicyView::targets_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::l});
    w::section_heading({.label = say(AdminText::Targets)});
    w::caption(say(AdminText::TargetsHint));
    for (std::size_t i = 0; i < domain::target_kind_count; ++i) {
        const w::IdScope scope(i);
        const std::string_view kind = app::label(static_cast<TargetKind>(i), m_app.language());
        const std::string general = app::with(say(AdminText::TargetGeneral), kind);
        const std::string major = app::with(say(AdminText::TargetMajor), kind);
        w::Columns columns({.count = 2, .width_min = 240});
        number_ui("general",
                  general,
                  say(AdminText::Minutes),
                  {1, target_minutes_max},
                  m_draft->targets[i][0]);
        columns.next();
        number_ui("major",
                  major,
                  say(AdminText::Minutes),
                  {1, target_minutes_max},
                  m_draft->targets[i][1]);
    }
}

void AdminPolicyView::time_ui(std::string_view id, AdminText label, std::string& value) {
    const auto begin = day_minute_from_text(m_draft->begin);
    const auto end = day_minute_from_text(m_draft->end);
    const bool is_end = id == "end";
    const bool wrong = !day_minute_from_text(value);
    const bool early = is_end && begin && end && *end <= *begin;
    const AdminText text = wrong ? AdminText::NoTime : AdminText::EndsLater;
    const auto result = w::text_field({.id = id,
                                       .label = say(label),
                                       .required = true,
                                       .error = error(id, wrong || early, std::string(say(text))),
                                       .icon = w::Icon::Clock},
                                      value);
    m_touched = m_touched || result.changed;
}

void AdminPolicyView::calendar_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::l});
    w::section_heading({.label = say(AdminText::WorkingTime)});
    domain::WorkCalendar& calendar = m_draft->policy.calendar;
    std::array<w::Choice, 7> choices;
    std::array<bool, 7> chosen{};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        choices[i].label = date_words(m_app.language()).weekdays[i];
        chosen[i] = (calendar.work_days >> i & 1) != 0;
    }
    if (const auto changed = w::multi_chips({.id = "work_days",
                                             .label = say(AdminText::WorkDays),
                                             .required = true,
                                             .error = error("work_days",
                                                            calendar.work_days == 0,
                                                            std::string(say(AdminText::ChooseOne))),
                                             .choices = choices},
                                            chosen)) {
        calendar.work_days = static_cast<std::uint8_t>(calendar.work_days ^ (1U << *changed));
        m_touched = true;
    }
    {
        w::Columns columns({.count = 2, .width_min = 200});
        time_ui("begin", AdminText::WorkBegin, m_draft->begin);
        columns.next();
        time_ui("end", AdminText::WorkEnd, m_draft->end);
    }
    days_ui({AdminText::Holidays, AdminText::AddHoliday, "holidays"}, calendar.holidays);
    days_ui({AdminText::ExtraDays, AdminText::AddExtraDay, "extra_days"}, calendar.extra_days);
}

void AdminPolicyView::days_ui(const DayList& list, std::vector<domain::Day>& days) {
    const w::IdScope scope(list.id);
    std::optional<w::CivilDate> added;
    if (w::date_field({.id = list.id,
                       .label = say(list.title),
                       .placeholder = say(list.add),
                       .now = civil_of(m_app.clock().now_utc_ms(), m_app.clock()),
                       .words = &date_words(m_app.language())},
                      m_pickers[std::string(list.id)],
                      added) &&
        added) {
        const domain::Day day = domain::day_of({added->year, added->month, added->day});
        if (std::find(days.begin(), days.end(), day) == days.end()) {
            days.push_back(day);
            std::sort(days.begin(), days.end());
        }
        m_touched = true;
    }
    std::optional<std::size_t> removed;
    const w::Row row({.gap = w::space::s, .wrap = true, .line_gap = w::space::s, .id = list.id});
    for (std::size_t i = 0; i < days.size(); ++i) {
        const std::string day = app::day_text(days[i]);
        const std::string name = app::with(say(AdminText::RemoveDay), day);
        if (w::button({.id = day,
                       .label = day,
                       .name = name,
                       .size = w::ButtonSize::Compact,
                       .icon_after = w::Icon::X})) {
            removed = i;
        }
    }
    if (removed) {
        days.erase(days.begin() + static_cast<std::ptrdiff_t>(*removed));
        m_touched = true;
    }
}

void AdminPolicyView::words_ui() {
    const w::Card card({.padding = w::space::l, .gap = w::space::l});
    const auto result = w::text_area({.id = "major_words",
                                      .label = say(AdminText::MajorWords),
                                      .hint = say(AdminText::MajorWordsHint),
                                      .error = error("major_words", false, {}),
                                      .lines = 2},
                                     m_draft->words);
    m_touched = m_touched || result.changed;
}

void AdminPolicyView::save_ui() {
    const bool sending = m_app.administration().state() == app::Administration::State::Sending;
    const auto obstacle = m_app.administration_obstacle();
    const auto& problem = m_app.administration().problem();
    if (m_sent && problem) {
        w::note({.text = say(problem->text), .tone = w::Tone::Danger, .alert = true});
    }
    if (m_touched) {
        w::icon_caption(w::Icon::Edit, say(AdminText::PolicyChanged));
    }
    if (w::button({.id = "save_policy",
                   .label = say(sending ? AdminText::Sending : AdminText::SavePolicy),
                   .kind = w::ButtonKind::Primary,
                   .size = w::ButtonSize::Large,
                   .disabled = sending || obstacle.has_value() || !m_touched,
                   .description = obstacle ? say(*obstacle) : std::string_view()})) {
        save();
    }
}

void AdminPolicyView::save() {
    m_checked = true;
    if (m_lacks) {
        return;
    }
    domain::Policy& policy = m_draft->policy;
    for (std::size_t i = 0; i < policy.targets.size(); ++i) {
        policy.targets[i] = {*w::number_in(m_draft->targets[i][0], 1, target_minutes_max),
                             *w::number_in(m_draft->targets[i][1], 1, target_minutes_max)};
    }
    policy.reopen_days = *w::number_in(m_draft->reopen_days, 0, days_max);
    policy.duplicate_days = *w::number_in(m_draft->duplicate_days, 0, days_max);
    policy.silent_device_days = *w::number_in(m_draft->silent_device_days, 1, days_max);
    policy.calendar.begin_minute = *day_minute_from_text(m_draft->begin);
    policy.calendar.end_minute = *day_minute_from_text(m_draft->end);
    policy.major_words = words_from_text(m_draft->words);
    m_sent = true;
    m_app.administer(app::set_policy_command(policy), say(AdminText::Policy));
}

} // namespace huiyin::views
