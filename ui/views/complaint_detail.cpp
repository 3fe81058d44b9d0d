#include "ui/views/complaint_detail.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <array>
#include <cstdlib>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

constexpr float timeline_width = 272;
/// Four Chinese characters; the longest English label.
constexpr float label_width_chinese = 64;
constexpr float label_width_english = 96;
/// Narrower panels have the timeline below.
constexpr float side_by_side_width_min = 720;

} // namespace

void ComplaintDetailView::frame_ui(const w::Rect& area, bool beside_list) {
    if (!m_app.selected()) {
        empty_ui(area);
        return;
    }
    const bool another = m_shown != m_app.selected()->id;
    m_shown = m_app.selected()->id;
    if (beside_list) {
        w::panel(area);
    }
    // What leads away is done at the end: until then everything drawn is the complaint's.
    bool leaves = false;
    {
        const w::Landmark main(w::Role::Main, title_of(m_app.selected()->intake));
        w::Column page({.area = area, .gap = 0});
        leaves = bar_ui(beside_list);
        next_step_ui();
        w::ScrollArea scroll({.id = "complaint_page",
                              .padding = {w::page_margin(), 0, w::page_margin(), w::space::xl},
                              .gap = w::space::l});
        if (another) {
            scroll.scroll_to_top();
        }
        header_ui();
        if (area.width / w::view().text_scale >= side_by_side_width_min) {
            const std::array<float, 2> widths{1, timeline_width};
            w::Columns columns({.gap = w::space::xxl, .widths = widths});
            content_ui();
            columns.next();
            timeline_ui();
        } else {
            content_ui();
            w::divider();
            timeline_ui();
        }
    }
    note_sheet_ui();
    if (leaves || (!beside_list && w::take_dismiss())) {
        m_app.go_back();
    }
}

void ComplaintDetailView::empty_ui(const w::Rect& area) {
    w::panel(area);
    w::Column page({.area = area, .padding = {w::space::xl, w::space::xl, w::space::xl, 0}});
    w::empty_state({.icon = w::Icon::Complaints,
                    .title = m_app.say(Text::ListPickOne),
                    .text = m_app.say(Text::ListPickOneText)});
}

bool ComplaintDetailView::bar_ui(bool beside_list) {
    const domain::Complaint& complaint = *m_app.selected();
    const std::string_view number = complaint.number.empty() ? m_app.say(Text::NoNumberYet)
                                                             : std::string_view(complaint.number);
    const std::string register_no =
        complaint.register_no == 0
            ? std::string()
            : app::with(m_app.say(Text::DetailRegisterNo), app::count_text(complaint.register_no));
    w::TopBar bar({.title = number,
                   .count = register_no,
                   .lead = beside_list ? w::TopBarLead::None : w::TopBarLead::Back,
                   .lead_label = m_app.say(Text::Back),
                   .plain_title = true});
    if (!beside_list) {
        sync_pill_ui(m_app);
    }
    return bar.lead_pressed();
}

void ComplaintDetailView::header_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const app::Language language = m_app.language();
    w::title(title_of(complaint.intake));
    const w::Row chips({.gap = w::space::m, .wrap = true, .id = "chips"});
    w::status_chip(status_chip_of(complaint.state, language));
    if (complaint.conflicted()) {
        w::mark({app::label(domain::VerdictKind::Conflict, language),
                 w::Icon::Conflict,
                 w::Tone::Warning});
    }
    if (complaint.intake.confidential) {
        w::mark({m_app.say(Text::DetailConfidential), w::Icon::Lock, w::Tone::Muted});
    }
    if (complaint.unsent > 0) {
        const std::string unsent =
            app::with(m_app.say(Text::DetailUnsentSteps), app::count_text(complaint.unsent));
        w::mark({unsent, w::Icon::CloudUp, w::Tone::Muted});
    } else {
        w::mark({m_app.say(Text::DetailSent), w::Icon::CloudCheck, w::Tone::Success});
    }
}

void ComplaintDetailView::content_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    w::section_heading({.label = m_app.say(Text::DetailContent)});
    w::text(complaint.intake.content);
    facts_ui();
}

void ComplaintDetailView::facts_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const domain::Intake& intake = complaint.intake;
    const app::Language language = m_app.language();
    const float label_width =
        language == app::Language::Chinese ? label_width_chinese : label_width_english;
    const auto line = [&](Text name, std::vector<std::string_view> values) {
        std::erase_if(values, [](std::string_view value) { return value.empty(); });
        if (!values.empty()) {
            w::fact({.label = m_app.say(name), .values = values, .label_width = label_width});
        }
    };
    const auto word = [language](const auto& value) {
        return value ? app::label(*value, language) : std::string_view();
    };
    const w::Column lines({.gap = 0});
    const bool anonymous = intake.complainant_kind == domain::ComplainantKind::Anonymous;
    line(Text::DetailComplainant,
         {anonymous ? m_app.say(Text::Anonymous) : std::string_view(intake.complainant_name),
          intake.complainant_org,
          anonymous ? std::string_view() : word(intake.complainant_kind)});
    line(Text::DetailContact,
         {intake.contact_refused ? m_app.say(Text::DetailContactRefused)
                                 : std::string_view(intake.contact)});
    line(Text::DetailLocation, {intake.location});
    line(Text::DetailSystem, {intake.system});
    line(Text::DetailSource,
         {word(intake.trigger_source), word(intake.channel), word(intake.form)});
    line(Text::DetailCategory, {word(intake.category), word(intake.sub_category)});
    line(Text::DetailRespondent,
         {intake.respondent_unknown ? m_app.say(Text::DetailRespondentUnknown)
                                    : std::string_view(intake.respondent)});
    line(Text::DetailRemedy, {intake.remedy_sought});
    const std::string when = app::moment_text(intake.complained_at_utc_ms, m_app.clock(), language);
    line(Text::DetailComplainedAt, {when});
    line(Text::DetailInfoCheck, {word(intake.info_check), intake.info_check_note});
    line(Text::DetailAcceptedBy, {m_app.directory().name_of(complaint.accepted_by)});
    line(Text::DetailRejectionReason, {complaint.rejection_reason});
}

void ComplaintDetailView::timeline_ui() {
    w::section_heading({.label = m_app.say(Text::DetailTimeline)});
    const w::Landmark list(w::Role::List, m_app.say(Text::DetailTimeline));
    const w::Column items({.gap = w::space::l});
    const auto& steps = m_app.selected()->steps;
    for (std::size_t i = steps.size(); i > 0; --i) {
        step_ui(steps[i - 1], i == 1);
    }
}

void ComplaintDetailView::step_ui(const domain::Step& step, bool last) {
    const app::Language language = m_app.language();
    const StepLook look = look_of(step.kind);
    const domain::Device* device = m_app.directory().device(step.device);
    const std::string time = app::moment_text(step.device_time_utc_ms, m_app.clock(), language);
    std::vector<std::string_view> facts{m_app.directory().name_of(step.actor)};
    if (device != nullptr) {
        facts.push_back(device->code);
    }
    facts.push_back(m_app.say(step.change == 0 ? Text::DetailNotSent : Text::DetailSent));
    std::string warning;
    if (step.verdict.kind != domain::VerdictKind::Applied) {
        warning = std::string(app::label(step.verdict.kind, language)) + "  " +
                  std::string(app::label(step.verdict.reason, language));
    } else if (step.server_time_utc_ms != 0 &&
               std::abs(step.server_time_utc_ms - step.device_time_utc_ms) >
                   base::limits::clock_drift_ms_max) {
        warning = app::with(m_app.say(Text::DetailBothClocks),
                            app::clock_text(step.device_time_utc_ms, m_app.clock()),
                            app::clock_text(step.server_time_utc_ms, m_app.clock()));
    }
    w::timeline_item({.icon = look.icon,
                      .tone = look.tone,
                      .title = app::label(step.kind, language),
                      .time = time,
                      .facts = facts,
                      .note = step.text,
                      .warning = warning,
                      .last = last});
}

bool ComplaintDetailView::may_add_note() const {
    return !m_app.refusal_of(domain::NotePayload{"-"});
}

void ComplaintDetailView::next_step_ui() {
    const bool supplement = m_app.may_supplement();
    const bool note = may_add_note();
    if (!supplement && !note) {
        return;
    }
    const bool rejected = m_app.selected()->state == domain::State::IntakeRejected;
    const std::array<std::string_view, 1> facts{m_app.say(Text::DetailNextHint)};
    const w::ActionBar bar(
        {.title = m_app.say(rejected ? Text::DetailNextSupplement : Text::DetailNextDispatch),
         .facts = rejected ? std::span<const std::string_view>() : facts});
    if (note && w::button({.id = "add_note",
                           .label = m_app.say(Text::DetailAddNote),
                           .kind = supplement ? w::ButtonKind::Quiet : w::ButtonKind::Primary,
                           .icon = w::Icon::Edit,
                           .has_popup = true})) {
        m_note_open = true;
        m_note_missing = false;
    }
    if (supplement && w::button({.id = "supplement",
                                 .label = m_app.say(Text::DetailSupplement),
                                 .kind = w::ButtonKind::Primary})) {
        m_app.supplement_selected();
    }
}

void ComplaintDetailView::note_sheet_ui() {
    if (!m_note_open) {
        return;
    }
    w::Sheet sheet({.id = "note_sheet",
                    .title = m_app.say(Text::NoteTitle),
                    .close_label = m_app.say(Text::Close),
                    .dismissible = base::trimmed(m_note).empty()});
    const auto result =
        w::text_area({.id = "note",
                      .label = m_app.say(Text::NoteLabel),
                      .required = true,
                      .error = m_note_missing ? m_app.say(Text::NoteMissing) : std::string_view(),
                      .chars_max = base::limits::long_text_chars_max,
                      .lines = 4},
                     m_note);
    m_note_missing = m_note_missing && !result.changed;
    sheet.actions();
    const bool cancel = w::button({.id = "note_cancel", .label = m_app.say(Text::Cancel)});
    if (w::button({.id = "note_save",
                   .label = m_app.say(Text::NoteSave),
                   .kind = w::ButtonKind::Primary,
                   .width = w::width_fill})) {
        const app::Outcome outcome = m_app.take(
            {domain::NotePayload{std::string(base::trimmed(m_note))}}, m_app.say(Text::NoteSaved));
        m_note_missing = outcome == app::Outcome::Incomplete;
        if (outcome == app::Outcome::Saved) {
            m_note.clear();
            m_note_open = false;
        }
    }
    if (sheet.closed() || cancel) {
        m_note_open = false;
    }
}

} // namespace huiyin::views
