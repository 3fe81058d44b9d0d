// 投诉事项, as far as it is picked: respondents, place and system, level, origin, duplicates.
#include "ui/app/labels.h"
#include "ui/views/form_fields.h"
#include "ui/views/new_complaint.h"
#include "ui/views/pick_sheet.h"
#include "ui/views/step_dates.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::IntakeField;

namespace {

/// Everybody and every group that can be a respondent.
struct Respondent {
    base::Uuid id;
    std::string_view name;
    std::string_view detail;
};

std::vector<Respondent> respondents_of(const domain::Directory& directory) {
    std::vector<Respondent> all;
    for (const domain::Group& group : directory.groups) {
        const domain::Team* team = directory.team(group.team);
        all.push_back({group.id, group.name, team == nullptr ? std::string_view() : team->name});
    }
    for (const domain::Person& person : directory.people) {
        if (person.active) {
            all.push_back({person.id, person.name, person.staff_no});
        }
    }
    return all;
}

std::string names_of(const std::vector<Respondent>& all,
                     const std::vector<base::Uuid>& chosen,
                     std::string_view comma) {
    std::string names;
    for (const Respondent& one : all) {
        if (std::find(chosen.begin(), chosen.end(), one.id) != chosen.end()) {
            names += names.empty() ? "" : comma;
            names += one.name;
        }
    }
    return names;
}

} // namespace

void NewComplaintView::files_ui() {
    app::ComplaintForm& form = m_app.form();
    const w::Landmark group(w::Role::Group, m_app.say(app::AttachText::Title));
    const w::Column column({.gap = w::space::s});
    w::caption(m_app.say(app::AttachText::Title));
    const FileTiles::Taken taken = m_files.buttons_ui(form.files, 0);
    m_files.new_ui(form.files);
    if (taken.changed) {
        changed();
    }
    // The draft names its files at once, and holds every word before the camera takes the memory.
    if (taken.changed || taken.opens) {
        form.save_now();
    }
}

void NewComplaintView::respondent_ui() {
    domain::Intake& intake = m_app.form().intake;
    const bool about_people = intake.category == domain::Category::Team;
    if (!intake.respondent_unknown) {
        const auto all = respondents_of(m_app.directory());
        const std::string picked = names_of(all, intake.respondents, m_app.say(Text::ListComma));
        if (w::picker_field({.id = "respondents",
                             .label = m_app.say(Text::FormRespondentsPicked),
                             .value = picked,
                             .placeholder = m_app.say(Text::FormPickRespondents),
                             .icon = w::Icon::Users})) {
            std::vector<std::size_t> chosen;
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& ids = intake.respondents;
                if (std::find(ids.begin(), ids.end(), all[i].id) != ids.end()) {
                    chosen.push_back(i);
                }
            }
            w::open_options(m_respondents, chosen);
        }
        // Who is picked cannot handle it, whatever it is about; words are asked for where it is
        // about people.
        if (about_people || !intake.respondent.empty()) {
            text_ui(IntakeField::Respondent,
                    about_people,
                    intake.respondent,
                    m_app.say(Text::FormRespondentHint));
        }
    }
    if (!about_people && !intake.respondent_unknown) {
        return;
    }
    if (w::checkbox({.id = "respondent_unknown", .label = m_app.say(Text::FormRespondentUnknown)},
                    intake.respondent_unknown)) {
        if (intake.respondent_unknown) {
            intake.respondents.clear();
            intake.respondent.clear();
        }
        changed();
    }
}

void NewComplaintView::respondents_sheet_ui() {
    if (!m_respondents.open) {
        return;
    }
    domain::Intake& intake = m_app.form().intake;
    const auto all = respondents_of(m_app.directory());
    std::vector<w::Option> rows;
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < all.size(); ++i) {
        rows.push_back({.label = all[i].name, .detail = all[i].detail});
        const auto& ids = intake.respondents;
        if (std::find(ids.begin(), ids.end(), all[i].id) != ids.end()) {
            chosen.push_back(i);
        }
    }
    const PickSheet sheet{
        .id = "respondent_options", .title = m_app.say(Text::FormRespondentsPicked), .rows = rows};
    if (!pick_several_sheet_ui(m_app, sheet, m_respondents, chosen)) {
        return;
    }
    // The words follow the picks until somebody writes other words.
    const std::string_view comma = m_app.say(Text::ListComma);
    const bool follows =
        intake.respondent.empty() || intake.respondent == names_of(all, intake.respondents, comma);
    intake.respondents.clear();
    for (const std::size_t i : chosen) {
        intake.respondents.push_back(all[i].id);
    }
    if (follows) {
        intake.respondent = names_of(all, intake.respondents, comma);
    }
    changed();
}

CodePickerOptions NewComplaintView::location_options() {
    app::ComplaintForm& form = m_app.form();
    return {.id = m_location_id,
            .list = "location",
            .label = app::field_name(IntakeField::Location, m_app.language()),
            .hint = form.has_last_place() ? m_app.say(Text::FormLastUsed) : std::string_view(),
            .icon = w::Icon::Pin,
            .recent = form.recent_locations()};
}

CodePickerOptions NewComplaintView::system_options() {
    return {.id = m_system_id,
            .list = "system",
            .label = app::field_name(IntakeField::System, m_app.language()),
            .icon = w::Icon::Monitor,
            .recent = m_app.form().recent_systems()};
}

void NewComplaintView::place_ui() {
    domain::Intake& intake = m_app.form().intake;
    w::Columns columns;
    CodePickerOptions location = location_options();
    // The error lives until the next field's.
    location.error = error_of(IntakeField::Location);
    if (m_location.field_ui(m_app, location, intake.location)) {
        changed();
    }
    columns.next();
    CodePickerOptions system = system_options();
    system.error = error_of(IntakeField::System);
    if (m_system.field_ui(m_app, system, intake.system)) {
        changed();
    }
}

void NewComplaintView::severity_ui() {
    app::ComplaintForm& form = m_app.form();
    std::string reasons;
    for (const domain::MajorSign sign : form.major_signs()) {
        reasons += reasons.empty() ? "" : m_app.say(Text::ListComma);
        reasons += app::label(sign, m_app.language());
    }
    if (choose_ui({.id = "severity", .label = m_app.say(Text::FormSeverity)},
                  ChoiceLook::Segments,
                  m_app.language(),
                  form.intake.severity_proposed)) {
        changed();
    }
    if (!reasons.empty()) {
        const std::string text = app::with(m_app.say(Text::FormMajorSigns), reasons);
        w::note({.text = text, .tone = w::Tone::Warning, .icon = w::Icon::Flag});
    }
}

void NewComplaintView::origin_ui() {
    domain::Intake& intake = m_app.form().intake;
    const auto& source = intake.trigger_source;
    if (choose_ui({.id = "basis", .label = m_app.say(Text::FormBasis)},
                  ChoiceLook::Chips,
                  m_app.language(),
                  intake.basis)) {
        changed();
    }
    w::Columns columns;
    const std::string when_id = id_of(IntakeField::ComplainedAt);
    if (moment_ui(m_app,
                  {.id = when_id,
                   .label = app::field_name(IntakeField::ComplainedAt, m_app.language()),
                   .error = error_of(IntakeField::ComplainedAt)},
                  m_when,
                  intake.complained_at_utc_ms)) {
        changed();
    }
    columns.next();
    const bool passed_on = source == domain::TriggerSource::ReportedToLeadership ||
                           source == domain::TriggerSource::Transferred;
    if (passed_on || !intake.informant.empty()) {
        text_ui(IntakeField::Informant, /*required=*/false, intake.informant);
    }
    const bool found_there =
        source == domain::TriggerSource::FollowUp || source == domain::TriggerSource::Survey;
    if (found_there || !intake.origin.empty()) {
        if (w::text_field({.id = "origin", .label = m_app.say(Text::FormOrigin)}, intake.origin)) {
            changed();
        }
    }
}

void NewComplaintView::again_ui() {
    const auto& again_of = m_app.form().again_of;
    const auto earlier = again_of ? m_app.complaint(*again_of) : std::nullopt;
    if (!earlier) {
        return;
    }
    const std::string text = app::with(m_app.say(app::LinkText::AgainOf), earlier->number) + "\n" +
                             title_of(earlier->intake);
    w::note({.text = text, .tone = w::Tone::Neutral, .icon = w::Icon::Link});
}

void NewComplaintView::duplicates_ui() {
    const auto& duplicates = m_app.form().duplicates();
    if (duplicates.empty()) {
        return;
    }
    std::string text(m_app.say(app::LinkText::Duplicates));
    for (const app::LikelyDuplicate& one : duplicates) {
        text += "\n" + one.number + "  " + one.title;
    }
    w::note({.text = text, .tone = w::Tone::Neutral, .icon = w::Icon::Link});
}

} // namespace huiyin::views
