#include "ui/views/work_file.h"

#include "core/base/limits.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/file_intake.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <utility>

namespace huiyin::views {

namespace w = widgets;
using app::KeepText;
using app::Text;

namespace {

/// Of a button with its icon; narrower ones stand one below the other.
constexpr float button_width_min = 150;

std::string count(std::size_t things) {
    return app::count_text(static_cast<std::int64_t>(things));
}

} // namespace

void WorkFile::offer(const store::KeptApart* only) {
    const auto work = m_app.export_unsent(only);
    if (!work) {
        m_app.show_toast(app::with(m_app.say(KeepText::FileFailed),
                                   app::storage_error_text(work.error().code, m_app.language())));
        return;
    }
    m_holds = app::with(m_app.say(KeepText::FileHolds), count(work->events), count(work->files));
    if (work->events_left_out > 0) {
        m_holds += app::with(m_app.say(KeepText::StepsLeftOut), count(work->events_left_out));
    }
    if (work->files_left_out > 0) {
        m_holds += app::with(m_app.say(KeepText::FileLeftOut), count(work->files_left_out));
    }
    m_code_shown = work->code;
    w::offer_download({.file_name = work->file_name,
                       .media_type = "application/octet-stream",
                       .bytes = work->file,
                       .title = m_app.say(KeepText::FileReady),
                       .save_label = m_app.say(KeepText::FileSave),
                       .close_label = m_app.say(Text::Close)});
}

void WorkFile::code_ui() {
    if (m_code_shown.empty()) {
        return;
    }
    const std::string text = m_holds + app::with(m_app.say(KeepText::FileCode), m_code_shown);
    if (w::note({.text = text,
                 .tone = w::Tone::Accent,
                 .icon = w::Icon::Lock,
                 .action = m_app.say(KeepText::LetBe),
                 .id = "file_code",
                 .alert = true})) {
        m_code_shown.clear();
    }
}

void WorkFile::ui() {
    const bool nothing =
        m_app.unsent_count() == 0 && m_app.unsent_files() == 0 && m_app.kept_apart().empty();
    const w::Card card({.padding = w::card_padding(), .gap = w::space::s});
    w::section_heading({.label = m_app.say(KeepText::ImportTitle)});
    w::caption(m_app.say(KeepText::ImportLead));
    {
        w::Columns columns(
            {.width_min = button_width_min, .gap = w::space::s, .row_gap = w::space::s});
        export_ui(nothing);
        columns.next();
        choose_ui();
    }
    if (nothing) {
        w::icon_caption(w::Icon::Info, m_app.say(KeepText::NothingWaits));
    }
    chosen_ui();
}

void WorkFile::export_ui(bool nothing) {
    if (w::button({.id = "export_all",
                   .label = m_app.say(KeepText::ExportAll),
                   .icon = w::Icon::Download,
                   .disabled = nothing,
                   .description = nothing ? m_app.say(KeepText::NothingWaits) : std::string_view(),
                   .width = w::width_fill})) {
        offer(nullptr);
    }
}

void WorkFile::choose_ui() {
    constexpr std::size_t bytes_max = base::limits::sealed_file_bytes_max;
    auto taken = w::file_button({.id = "import_file",
                                 .label = m_app.say(KeepText::ImportChoose),
                                 .source = w::FileSource::Files,
                                 .limits = {.chosen_bytes_max = bytes_max, .bytes_max = bytes_max},
                                 .icon = w::Icon::Upload,
                                 .width = w::width_fill})
                     .file;
    if (taken) {
        const bool whole = taken->problem == w::FileProblem::None;
        m_problem = whole ? std::nullopt : std::optional(KeepText::ImportNoFile);
        m_chosen = std::move(taken->bytes);
        m_chosen_name = whole ? std::move(taken->name) : std::string();
    }
}

void WorkFile::chosen_ui() {
    if (m_problem) {
        w::note({.text = m_app.say(*m_problem),
                 .tone = w::Tone::Danger,
                 .id = "import_problem",
                 .alert = true});
    }
    if (m_chosen_name.empty()) {
        return;
    }
    w::icon_caption(w::Icon::Lock, m_chosen_name);
    const auto code = w::text_field(
        {.id = "import_code", .label = m_app.say(KeepText::ImportCode), .required = true},
        m_code_typed);
    const bool pressed = w::button(
        {.id = "import", .label = m_app.say(KeepText::ImportOpen), .kind = w::ButtonKind::Primary});
    if (pressed || code.submitted) {
        open_chosen();
    }
}

void WorkFile::open_chosen() {
    m_problem.reset();
    const app::Imported imported = m_app.import_work(m_chosen, m_code_typed);
    if (imported.problem) {
        m_problem = imported.problem;
        return;
    }
    std::string done = app::with(m_app.say(KeepText::ImportDone),
                                 count(imported.brought.added),
                                 count(imported.brought.here_before));
    if (imported.brought.files > 0) {
        done += app::with(m_app.say(KeepText::ImportFiles), count(imported.brought.files));
    }
    m_app.show_toast(std::move(done));
    m_chosen.clear();
    m_chosen_name.clear();
    m_code_typed.clear();
}

} // namespace huiyin::views
