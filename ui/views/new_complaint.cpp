#include "ui/views/new_complaint.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/form_fields.h"
#include "ui/views/pick_sheet.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace huiyin::views {

namespace w = widgets;
using app::KeepText;
using app::Text;
using domain::FieldProblem;
using domain::IntakeField;
namespace limits = base::limits;

namespace {

constexpr float page_width_max = 960;
/// Chips of what is missing that fit beside the button of a tablet.
constexpr std::size_t gap_chips_max = 3;

std::uint32_t bit_of(IntakeField field) {
    return 1U << static_cast<unsigned>(field);
}

} // namespace

NewComplaintView::NewComplaintView(app::App& app)
    : m_app(app)
    , m_location_id(id_of(IntakeField::Location))
    , m_system_id(id_of(IntakeField::System))
    , m_files(app, app::FileHolder::Form) {}

void NewComplaintView::frame_ui() {
    app::ComplaintForm& form = m_app.form();
    const bool another = m_shown != form.id();
    if (another) {
        m_shown = form.id();
        m_left = 0;
        m_contact_before.clear();
        m_reason_missing = false;
        m_files.close();
    }
    m_problems = form.problems();
    {
        const w::Landmark main(w::Role::Main, m_app.say(Text::FormTitle));
        bar_ui();
        submit_ui();
        w::ScrollArea page({.id = "new_complaint_page",
                            .padding = {w::page_margin(), 0, w::page_margin(), w::space::xl},
                            .gap = w::space::l,
                            .width_max = page_width_max,
                            .at_start = true});
        if (another) {
            page.scroll_to_top();
        }
        const w::Landmark fields(w::Role::Form, m_app.say(Text::FormTitle));
        storage_short_ui(m_app);
        drafts_ui();
        again_ui();
        source_ui();
        w::divider();
        complainant_ui();
        w::divider();
        matter_ui();
        w::divider();
        check_ui();
    }
    more_channels_ui();
    respondents_sheet_ui();
    drafts_sheet_ui();
    domain::Intake& intake = form.intake;
    const bool placed = m_location.sheet_ui(m_app, location_options(), intake.location);
    if (m_system.sheet_ui(m_app, system_options(), intake.system) || placed) {
        changed();
    }
    m_files.viewer_ui();
}

void NewComplaintView::bar_ui() {
    app::ComplaintForm& form = m_app.form();
    w::TopBar bar({.title = m_app.say(Text::FormTitle),
                   .lead = w::TopBarLead::Close,
                   .lead_label = m_app.say(Text::Close)});
    if (form.save_failed()) {
        w::icon_caption(w::Icon::Alert, m_app.say(Text::FormDraftFailed), w::Tone::Danger);
    } else if (form.saved_at_utc_ms() != 0 && w::breakpoint() != w::Breakpoint::Phone) {
        const std::string saved = app::with(m_app.say(Text::FormDraftSaved),
                                            app::clock_text(form.saved_at_utc_ms(), m_app.clock()));
        w::icon_caption(w::Icon::Check, saved);
    }
    sync_pill_ui(m_app);
    if (bar.lead_pressed() || (!has_sheet() && w::take_dismiss())) {
        m_app.go_back();
    }
}

/// Another user may call while this one is half taken down.
void NewComplaintView::drafts_ui() {
    app::ComplaintForm& form = m_app.form();
    const std::size_t others = form.other_drafts().size();
    if (!form.goes_on() && others == 0) {
        return;
    }
    const w::Row row({.wrap = true, .line_gap = 0, .id = "drafts"});
    if (form.goes_on()) {
        const std::string kept =
            app::with(m_app.say(KeepText::DraftGoesOn),
                      app::moment_text(form.saved_at_utc_ms(), m_app.clock(), m_app.language()));
        w::text(kept, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
        if (w::button({.id = "another",
                       .label = m_app.say(KeepText::DraftAnother),
                       .kind = w::ButtonKind::Quiet,
                       .icon = w::Icon::Plus})) {
            form.open_another();
        }
    }
    if (others > 0) {
        const std::string label = app::with(m_app.say(KeepText::DraftOthers),
                                            app::count_text(static_cast<std::int64_t>(others)));
        if (w::button({.id = "other_drafts", .label = label, .kind = w::ButtonKind::Quiet})) {
            w::open_options(m_drafts);
        }
    }
}

void NewComplaintView::drafts_sheet_ui() {
    if (!m_drafts.open) {
        return;
    }
    app::ComplaintForm& form = m_app.form();
    std::vector<std::string> details;
    std::vector<w::Option> rows;
    details.reserve(form.other_drafts().size());
    for (const auto& draft : form.other_drafts()) {
        const std::string when =
            app::moment_text(draft.saved_at_utc_ms, m_app.clock(), m_app.language());
        details.push_back(draft.complainant.empty()
                              ? when
                              : app::with(m_app.say(Text::DashBeside), draft.complainant, when));
        rows.push_back({.label = draft.title.empty() ? m_app.say(KeepText::DraftUntitled)
                                                     : std::string_view(draft.title),
                        .detail = details.back()});
    }
    const PickSheet sheet{
        .id = "draft_options", .title = m_app.say(KeepText::DraftChoose), .rows = rows};
    if (const auto picked = pick_one_sheet_ui(m_app, sheet, m_drafts)) {
        static_cast<void>(form.open_draft(form.other_drafts()[*picked].id));
    }
}

void NewComplaintView::section_ui(Text heading, std::initializer_list<IntakeField> fields) {
    const bool complete = std::none_of(fields.begin(), fields.end(), [this](IntakeField field) {
        return problem_of(field) != nullptr;
    });
    w::section_heading({.label = m_app.say(heading),
                        .complete = complete,
                        .complete_label = m_app.say(Text::FormSectionComplete)});
}

void NewComplaintView::source_ui() {
    section_ui(Text::FormSectionSource,
               {IntakeField::TriggerSource, IntakeField::Channel, IntakeField::Form});
    const std::string id = id_of(IntakeField::TriggerSource);
    if (choose_ui({.id = id,
                   .label = m_app.say(Text::FormTriggerSource),
                   .required = true,
                   .error = error_of(IntakeField::TriggerSource)},
                  ChoiceLook::Chips,
                  m_app.language(),
                  m_app.form().intake.trigger_source)) {
        changed();
    }
    channel_and_form_ui();
    origin_ui();
}

void NewComplaintView::channel_and_form_ui() {
    domain::Intake& intake = m_app.form().intake;
    w::Columns columns;
    const std::string channel_id = id_of(IntakeField::Channel);
    const auto result = choose_channel_ui({.id = channel_id,
                                           .label = m_app.say(Text::FormChannel),
                                           .required = true,
                                           .hint = m_app.form().has_last_channel()
                                                       ? m_app.say(Text::FormChannelHint)
                                                       : std::string_view(),
                                           .error = error_of(IntakeField::Channel)},
                                          m_app.say(Text::FormChannelMore),
                                          m_app.language(),
                                          intake.channel);
    if (result.more_pressed) {
        m_more_channels = true;
    }
    if (result.changed) {
        intake.form = default_form(*intake.channel);
        changed();
    }
    columns.next();
    m_hint.clear();
    if (intake.channel && intake.form == default_form(*intake.channel)) {
        m_hint = app::with(m_app.say(Text::FormFormHint),
                           app::label(*intake.channel, m_app.language()),
                           app::label(*intake.form, m_app.language()));
    }
    const std::string form_id = id_of(IntakeField::Form);
    if (choose_ui({.id = form_id,
                   .label = m_app.say(Text::FormForm),
                   .required = true,
                   .hint = m_hint,
                   .error = error_of(IntakeField::Form)},
                  ChoiceLook::Segments,
                  m_app.language(),
                  intake.form)) {
        changed();
    }
}

void NewComplaintView::complainant_ui() {
    domain::Intake& intake = m_app.form().intake;
    section_ui(Text::FormSectionComplainant,
               {IntakeField::ComplainantName,
                IntakeField::ComplainantOrg,
                IntakeField::ComplainantKind,
                IntakeField::Contact});
    const bool anonymous = intake.complainant_kind == domain::ComplainantKind::Anonymous;
    if (!anonymous) {
        w::Columns columns;
        text_ui(IntakeField::ComplainantName, /*required=*/true, intake.complainant_name);
        columns.next();
        text_ui(IntakeField::ComplainantOrg, /*required=*/false, intake.complainant_org);
    }
    w::Columns columns;
    const std::string kind_id = id_of(IntakeField::ComplainantKind);
    if (choose_ui({.id = kind_id,
                   .label = m_app.say(Text::FormKind),
                   .required = true,
                   .error = error_of(IntakeField::ComplainantKind)},
                  ChoiceLook::Segments,
                  m_app.language(),
                  intake.complainant_kind)) {
        changed();
    }
    columns.next();
    if (!anonymous) {
        contact_ui();
    }
}

void NewComplaintView::contact_ui() {
    domain::Intake& intake = m_app.form().intake;
    if (intake.contact_refused) {
        if (w::note({.text = m_app.say(Text::FormContactRefused),
                     .tone = w::Tone::Neutral,
                     .icon = w::Icon::Info,
                     .action = m_app.say(Text::FormContactUndo),
                     .id = "contact_refused"})) {
            intake.contact_refused = false;
            intake.contact = std::exchange(m_contact_before, {});
            changed();
        }
        return;
    }
    const w::Row row({.at_bottom = true, .id = "contact_row"});
    text_ui(IntakeField::Contact, /*required=*/true, intake.contact);
    if (w::button({.id = "refuse_contact",
                   .label = m_app.say(Text::FormContactRefuse),
                   .kind = w::ButtonKind::Secondary})) {
        intake.contact_refused = true;
        m_contact_before = std::exchange(intake.contact, {});
        changed();
    }
}

void NewComplaintView::matter_ui() {
    domain::Intake& intake = m_app.form().intake;
    section_ui(Text::FormSectionMatter,
               {IntakeField::Category,
                IntakeField::Respondent,
                IntakeField::Location,
                IntakeField::System,
                IntakeField::Content,
                IntakeField::RemedySought});
    const std::string category_id = id_of(IntakeField::Category);
    if (choose_ui({.id = category_id,
                   .label = m_app.say(Text::FormCategory),
                   .required = true,
                   .error = error_of(IntakeField::Category)},
                  ChoiceLook::Segments,
                  m_app.language(),
                  intake.category)) {
        changed();
    }
    if (choose_ui(
            {.id = "sub_category", .label = m_app.say(Text::FormSubCategory), .label_hidden = true},
            ChoiceLook::Chips,
            m_app.language(),
            intake.sub_category)) {
        changed();
    }
    respondent_ui();
    place_ui();
    content_ui();
    files_ui();
    duplicates_ui();
    severity_ui();
    text_ui(IntakeField::RemedySought, /*required=*/false, intake.remedy_sought);
}

void NewComplaintView::content_ui() {
    domain::Intake& intake = m_app.form().intake;
    const std::string id = id_of(IntakeField::Content);
    const auto result = w::text_area({.id = id,
                                      .label = m_app.say(Text::FormContent),
                                      .required = true,
                                      .placeholder = m_app.say(Text::FormContentHint),
                                      .error = error_of(IntakeField::Content),
                                      .chars_max = limits::content_chars_max,
                                      .lines = 3},
                                     intake.content);
    if (result.changed) {
        changed();
    }
    if (result.left) {
        m_left |= bit_of(IntakeField::Content);
    }
}

void NewComplaintView::check_ui() {
    app::ComplaintForm& form = m_app.form();
    section_ui(Text::FormSectionCheck, {IntakeField::InfoCheck, IntakeField::InfoCheckNote});
    const std::string id = id_of(IntakeField::InfoCheck);
    // 合格 first: it is what nearly every check ends with.
    const std::array<w::Choice, 2> choices{
        {{.label = app::label(domain::InfoCheck::Passed, m_app.language())},
         {.label = app::label(domain::InfoCheck::Failed, m_app.language())}}};
    std::size_t selected = w::no_choice;
    if (form.intake.info_check) {
        selected = *form.intake.info_check == domain::InfoCheck::Passed ? 0 : 1;
    }
    if (w::segmented({.id = id,
                      .label = m_app.say(Text::FormInfoCheck),
                      .required = true,
                      .error = error_of(IntakeField::InfoCheck),
                      .choices = choices},
                     selected)) {
        form.intake.info_check =
            selected == 0 ? domain::InfoCheck::Passed : domain::InfoCheck::Failed;
        changed();
    }
    if (form.is_rejecting()) {
        const auto result = w::text_area(
            {.id = "reject_reason",
             .label = m_app.say(Text::FormRejectReason),
             .required = true,
             .error = m_reason_missing ? m_app.say(Text::ProblemMissing) : std::string_view(),
             .chars_max = limits::long_text_chars_max,
             .lines = 2},
            form.reject_reason);
        if (result.changed) {
            m_reason_missing = false;
            changed();
        }
    } else {
        text_ui(IntakeField::InfoCheckNote,
                /*required=*/false,
                form.intake.info_check_note,
                m_app.say(Text::FormInfoCheckNoteHint));
    }
    if (w::checkbox({.id = "confidential", .label = m_app.say(Text::FormConfidential)},
                    form.intake.confidential)) {
        changed();
    }
    if (form.saved_at_utc_ms() != 0 && w::button({.id = "delete_draft",
                                                  .label = m_app.say(Text::FormDeleteDraft),
                                                  .kind = w::ButtonKind::Quiet,
                                                  .icon = w::Icon::Trash})) {
        m_app.discard_form();
    }
}

void NewComplaintView::submit_ui() {
    const bool rejecting = m_app.form().is_rejecting();
    const std::size_t missing = rejecting ? 0 : m_problems.size();
    const std::string title =
        missing > 0 ? app::with(m_app.say(Text::FormMissing), std::to_string(missing))
                    : std::string(m_app.say(rejecting ? Text::FormReadyReject : Text::FormReady));
    const w::ActionBar bar({.title = title, .title_among_widgets = true});
    if (w::breakpoint() != w::Breakpoint::Phone) {
        const w::Row gaps({.height = 56, .id = "gaps"}); // as the button
        w::text(title, {.lines_max = 1});
        for (std::size_t i = 0; i < std::min(missing, gap_chips_max); ++i) {
            const domain::IntakeProblem problem = m_problems[i];
            const bool wrong = problem.problem != FieldProblem::Missing;
            const std::string id = "gap_" + std::to_string(static_cast<int>(problem.field));
            if (w::action_chip({.id = id,
                                .label = app::field_name(problem.field, m_app.language()),
                                .icon = wrong ? w::Icon::AlertCircle
                                        : problem.field == IntakeField::InfoCheck
                                            ? w::Icon::ShieldHelp
                                            : w::Icon::None,
                                .tone = wrong ? w::Tone::Danger : w::Tone::Neutral})) {
                focus(problem.field);
            }
        }
    }
    if (w::button({.id = "submit",
                   .label = m_app.say(rejecting ? Text::FormReject : Text::FormRecord),
                   .kind = w::ButtonKind::Primary,
                   .size = w::ButtonSize::Large})) {
        submit();
    }
}

void NewComplaintView::more_channels_ui() {
    if (!m_more_channels) {
        return;
    }
    domain::Intake& intake = m_app.form().intake;
    w::Sheet sheet({.id = "channels",
                    .title = m_app.say(Text::FormChannel),
                    .close_label = m_app.say(Text::Close),
                    .has_actions = false});
    if (choose_ui(
            {.id = "all_channels", .label = m_app.say(Text::FormChannel), .label_hidden = true},
            ChoiceLook::Chips,
            m_app.language(),
            intake.channel)) {
        intake.form = default_form(*intake.channel);
        m_more_channels = false;
        changed();
    }
    if (sheet.closed()) {
        m_more_channels = false;
    }
}

const domain::IntakeProblem* NewComplaintView::problem_of(IntakeField field) const {
    const auto found =
        std::find_if(m_problems.begin(), m_problems.end(), [field](const domain::IntakeProblem& p) {
            return p.field == field;
        });
    return found == m_problems.end() ? nullptr : &*found;
}

std::string_view NewComplaintView::error_of(IntakeField field) {
    const domain::IntakeProblem* problem = problem_of(field);
    if (problem == nullptr) {
        return {};
    }
    // Before the first try to record, only what was typed wrong is said, and only once the field
    // was left.
    const bool typed_wrong =
        problem->problem != FieldProblem::Missing && (m_left & bit_of(field)) != 0;
    if (!m_app.form().show_problems && !typed_wrong) {
        return {};
    }
    m_error = app::problem_text(*problem, m_app.form().intake, m_app.language());
    return m_error;
}

void NewComplaintView::text_ui(IntakeField field,
                               bool required,
                               std::string& value,
                               std::string_view hint) {
    const std::string id = id_of(field);
    const auto result = w::text_field(
        {.id = id,
         .label = app::field_name(field, m_app.language()),
         .required = required,
         .hint = hint,
         .error = error_of(field),
         .input = field == IntakeField::Contact ? w::InputHint::Telephone : w::InputHint::Text},
        value);
    if (result.changed) {
        changed();
    }
    if (result.left) {
        m_left |= bit_of(field);
        m_app.form().save_now();
    }
}

void NewComplaintView::focus(IntakeField field) {
    w::request_focus(id_of(field));
}

void NewComplaintView::submit() {
    if (m_app.submit_form() != app::Outcome::Incomplete) {
        return;
    }
    if (m_app.form().is_rejecting()) {
        m_reason_missing = true;
        w::request_focus("reject_reason");
    } else if (!m_problems.empty()) {
        focus(m_problems.front().field);
    }
}

void NewComplaintView::changed() {
    m_app.form().changed();
}

} // namespace huiyin::views
