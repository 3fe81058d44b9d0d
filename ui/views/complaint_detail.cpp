#include "ui/views/complaint_detail.h"

#include "core/domain/inbox.h"
#include "ui/app/format.h"
#include "ui/app/keeping_strings.h"
#include "ui/app/labels.h"
#include "ui/views/search_hits.h"
#include "ui/views/status_words.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

/// The words of a state where there is room for them.
Text long_word(domain::State state) {
    constexpr Text words[] = {Text::StateRejectedLong,
                              Text::StateRecordedLong,
                              Text::StateAssignedLong,
                              Text::StateHandlingLong,
                              Text::StateHandledLong,
                              Text::StateFedBackLong,
                              Text::StateClosedLong,
                              Text::StateCancelledLong};
    return words[static_cast<std::size_t>(state)];
}

constexpr float timeline_width = 272;
/// Narrower panels have the timeline below.
constexpr float side_by_side_width_min = 720;

/// That somebody has read it is no word on synchronization, and does not look like one.
w::Icon delivery_icon(domain::Delivery delivery) {
    switch (delivery) {
    case domain::Delivery::NotSent:
        return w::Icon::CloudUp;
    case domain::Delivery::Delivered:
        return w::Icon::CloudCheck;
    case domain::Delivery::Read:
        break;
    }
    return w::Icon::UserCheck;
}

} // namespace

void ComplaintDetailView::frame_ui(const w::Rect& area, bool beside_list) {
    if (!m_app.selected()) {
        empty_ui(area);
        return;
    }
    const bool another = m_shown != m_app.selected()->id;
    m_shown = m_app.selected()->id;
    if (another) {
        m_timeline.fold();
        m_more.close();
        m_bar.close();
        m_cards.close();
        m_files.close();
    }
    if (std::exchange(m_opens_steps, false)) {
        m_bar.open();
    }
    if (beside_list) {
        w::panel(area);
    } else {
        w::bar_ground(area, /*line_above=*/false);
    }
    if (auto payload = m_app.take_step_to_edit()) {
        m_sheet.open_with(std::move(*payload));
    }
    // What leads away is done at the end: until then everything drawn is the complaint's.
    Wishes wishes;
    page_ui(area, beside_list, another, wishes);
    sheets_ui(wishes);
    if (wishes.print) {
        show_form(m_app, *wishes.print);
    } else if (wishes.step) {
        m_sheet.open(*wishes.step);
    } else if (wishes.sync) {
        m_app.go_to(app::Screen::Sync);
    } else if (wishes.other) {
        m_app.select(*wishes.other);
    } else if (m_more.take_again()) {
        m_app.complain_again();
    } else if (wishes.leave || (!beside_list && w::take_dismiss())) {
        m_app.go_back();
    }
}

void ComplaintDetailView::page_ui(const w::Rect& area,
                                  bool beside_list,
                                  bool another,
                                  Wishes& wishes) {
    const w::Landmark main(w::Role::Main, m_app.titled(title_of(m_app.selected()->intake)));
    w::Column page({.area = area, .gap = 0});
    bar_ui(beside_list, wishes);
    wishes.step = m_bar.frame_ui();
    w::ScrollArea scroll({.id = "complaint_page",
                          .padding = {w::page_margin(), 0, w::page_margin(), w::space::xl},
                          .gap = w::space::l});
    if (m_more.take_checked() || another) {
        scroll.scroll_to_top();
    }
    header_ui();
    m_more.check_ui();
    if (const std::int64_t kept = m_app.kept_apart_of(m_app.selected()->id); kept > 0) {
        const std::string text =
            app::with(m_app.say(app::KeepText::OnComplaint), app::count_text(kept));
        wishes.sync = w::note({.text = text,
                               .tone = w::Tone::Danger,
                               .action = m_app.say(app::KeepText::Look),
                               .id = "kept_apart"});
    }
    unfinished_ui(wishes);
    if (m_cards.call_ui()) {
        wishes.step = domain::EventKind::Tell;
    }
    m_cards.conflicts_ui();
    if (area.width / w::view().text_scale >= side_by_side_width_min) {
        const std::array<float, 2> widths{1, timeline_width};
        w::Columns columns({.gap = w::space::xxl, .widths = widths});
        content_ui(wishes);
        columns.next();
        m_timeline.frame_ui();
    } else {
        content_ui(wishes);
        w::divider();
        m_timeline.frame_ui();
    }
}

void ComplaintDetailView::unfinished_ui(Wishes& wishes) {
    if (m_sheet.is_open()) {
        // It changes with every key there.
        return;
    }
    for (const store::Draft& draft : m_app.step_drafts().of(m_app.selected()->id)) {
        const domain::EventKind kind = draft.step->kind;
        const std::string text =
            app::with(m_app.say(app::KeepText::StepUnfinished), m_app.say(step_name(kind)));
        const std::string id = "unfinished_" + std::string(code_of(kind));
        if (w::note({.text = text,
                     .tone = w::Tone::Accent,
                     .icon = w::Icon::Edit,
                     .action = m_app.say(app::KeepText::StepGoOn),
                     .id = id})) {
            wishes.step = kind;
        }
    }
}

void ComplaintDetailView::sheets_ui(Wishes& wishes) {
    m_cards.sheet_ui();
    if (const auto pressed = m_bar.sheet_ui()) {
        wishes.step = pressed;
    }
    if (const auto copy = m_more.sheet_ui()) {
        wishes.print = copy;
    }
    m_sheet.frame_ui();
    m_files.viewer_ui();
}

void ComplaintDetailView::empty_ui(const w::Rect& area) {
    w::panel(area);
    const w::Column page({.area = area.inset(w::space::xl, 0)});
    // In the middle: its picture and two lines are so high.
    const float height = 164 * w::view().text_scale;
    w::gap(std::max(0.0f, (area.height - height) * 0.5f));
    w::empty_state({.icon = w::Icon::Complaints,
                    .title = m_app.say(Text::ListPickOne),
                    .text = m_app.say(Text::ListPickOneText)});
}

void ComplaintDetailView::bar_ui(bool beside_list, Wishes& wishes) {
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
                   .plain_title = true,
                   .icon_last = true});
    if (!beside_list) {
        // A phone has its number and ⋯ in this bar as well.
        sync_pill_ui(m_app, bar.room() - w::touch_target - w::space::s);
    }
    wishes.print = m_more.buttons_ui();
    wishes.leave = bar.lead_pressed();
    m_number_cut = bar.is_title_cut();
}

void ComplaintDetailView::header_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const app::Language language = m_app.language();
    if (m_number_cut) {
        w::caption(complaint.number);
    }
    const std::string& search = m_app.list().folded_search();
    const std::string title(m_app.titled(title_of(complaint.intake)));
    const w::Column head({.gap = w::space::m});
    w::title(title, 1, text_hits(search, title));
    const w::Row chips({.gap = w::space::m, .wrap = true, .id = "chips"});
    w::StatusChipOptions state = status_chip_of(complaint.state, language);
    // A phone has no room for it beside the marks.
    if (w::breakpoint() != w::Breakpoint::Phone) {
        state.label = m_app.say(long_word(complaint.state));
    }
    w::status_chip(state);
    severity_ui();
    if (complaint.closing_disputed()) {
        w::mark({m_app.say(Text::DisputedClosing), w::Icon::Conflict, w::Tone::Warning});
    } else if (complaint.conflicted()) {
        w::mark({app::label(domain::VerdictKind::Conflict, language),
                 w::Icon::Conflict,
                 w::Tone::Warning});
    }
    if (complaint.intake.complainant_kind == domain::ComplainantKind::Anonymous) {
        w::mark({m_app.say(Text::Anonymous), w::Icon::Lock, w::Tone::Muted});
    }
    if (complaint.intake.confidential) {
        w::mark({m_app.say(Text::DetailConfidential), w::Icon::Lock, w::Tone::Muted});
    }
    const bool wrong_clock = std::any_of(complaint.steps.begin(),
                                         complaint.steps.end(),
                                         [](const auto& step) { return step.clock_anomaly; });
    if (wrong_clock) {
        w::mark({m_app.say(Text::ClockWrong), w::Icon::Clock, w::Tone::Warning});
    }
    sync_ui();
}

void ComplaintDetailView::severity_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const app::Language language = m_app.language();
    const bool major = complaint.severity == domain::Severity::Major;
    if (major) {
        w::mark({.label = m_app.say(Text::MajorMark),
                 .icon = w::Icon::Flag,
                 .tone = w::Tone::Danger,
                 .loud = true});
    } else if (complaint.severity) {
        w::mark({app::label(*complaint.severity, language), w::Icon::Flag, w::Tone::Muted});
    } else if (complaint.intake.severity_proposed == domain::Severity::Major) {
        w::mark({m_app.say(Text::MajorProposed), w::Icon::Flag, w::Tone::Danger});
    }
    if (const auto validity = validity_mark_of(complaint.validity(), complaint.state, language)) {
        w::mark(*validity);
    }
}

void ComplaintDetailView::sync_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    if (complaint.unsent > 0) {
        const std::string unsent =
            app::with(m_app.say(Text::DetailUnsentSteps), app::count_text(complaint.unsent));
        w::mark({unsent, w::Icon::CloudUp, w::Tone::Muted});
    }
    if (complaint.taken_down && complaint.state != domain::State::IntakeRejected) {
        const domain::Delivery delivery = domain::delivery_of(complaint, m_app.directory());
        w::mark({app::label(delivery, m_app.language()),
                 delivery_icon(delivery),
                 delivery == domain::Delivery::Delivered ? w::Tone::Success : w::Tone::Muted});
    } else if (complaint.unsent == 0) {
        w::mark({m_app.say(Text::DetailSent), w::Icon::CloudCheck, w::Tone::Success});
    }
}

void ComplaintDetailView::content_ui(Wishes& wishes) {
    {
        // The button alone brings room of its own; files stand apart from the words.
        const bool has_files = !m_app.selected()->attachments.empty();
        const w::Column part({.gap = has_files ? w::space::l : w::space::xs});
        {
            const w::Column words({.gap = w::space::xs});
            w::section_heading({.label = m_app.say(Text::DetailContent), .small = true});
            const std::string& content = m_app.selected()->intake.content;
            const auto hits = text_hits(m_app.list().folded_search(), content);
            w::text(content, {.hits = hits});
        }
        files_ui(wishes);
    }
    wishes.other = m_facts.frame_ui();
}

void ComplaintDetailView::files_ui(Wishes& wishes) {
    const domain::Complaint& complaint = *m_app.selected();
    const auto steps = m_app.next_steps();
    const bool may_add = std::any_of(steps.begin(), steps.end(), [](const domain::NextStep& step) {
        return step.kind == domain::EventKind::Attach && step.obstacle == domain::Reason::None;
    });
    if (complaint.attachments.empty() && !may_add) {
        return;
    }
    const w::Landmark group(w::Role::Group, m_app.say(app::AttachText::Title));
    const w::Column column({.gap = w::space::m});
    if (!complaint.attachments.empty()) {
        m_files.placed_ui(complaint.attachments);
    }
    if (may_add && w::button({.id = "add_files",
                              .label = m_app.say(Text::StepAttach),
                              .kind = w::ButtonKind::Quiet,
                              .icon = w::Icon::Clip,
                              .has_popup = true})) {
        wishes.step = domain::EventKind::Attach;
    }
}

} // namespace huiyin::views
